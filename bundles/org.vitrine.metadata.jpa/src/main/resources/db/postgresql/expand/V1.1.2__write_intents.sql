CREATE TABLE vitrine_write_intent (
  id VARCHAR(36) NOT NULL,
  node_id VARCHAR(255) NOT NULL,
  image_id VARCHAR(36) NOT NULL,
  store_id VARCHAR(255) NOT NULL,
  blob_name VARCHAR(255) NOT NULL,
  started_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
  CONSTRAINT vitrine_write_intent_pkey PRIMARY KEY (id)
);
CREATE INDEX vitrine_write_intent_node_idx ON vitrine_write_intent (node_id, started_at);
