CREATE TABLE vitrine_job (
  id VARCHAR(36) NOT NULL,
  kind VARCHAR(64) NOT NULL,
  image_id VARCHAR(36),
  payload TEXT NOT NULL,
  step VARCHAR(64) NOT NULL,
  bytes_done BIGINT NOT NULL,
  bytes_total BIGINT,
  attempts INTEGER NOT NULL,
  fence BIGINT NOT NULL,
  node_id VARCHAR(255),
  lease_until TIMESTAMP WITHOUT TIME ZONE,
  last_error VARCHAR(1000),
  created_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
  CONSTRAINT vitrine_job_pkey PRIMARY KEY (id),
  CONSTRAINT vitrine_job_image_key UNIQUE (image_id)
);
CREATE INDEX vitrine_job_lease_idx ON vitrine_job (lease_until);
CREATE INDEX vitrine_job_node_idx ON vitrine_job (node_id);
CREATE INDEX vitrine_write_intent_image_idx ON vitrine_write_intent (image_id);
