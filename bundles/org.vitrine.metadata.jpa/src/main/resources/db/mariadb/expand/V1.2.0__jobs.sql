CREATE TABLE IF NOT EXISTS vitrine_job (
  id VARCHAR(36) NOT NULL,
  kind VARCHAR(64) NOT NULL,
  image_id VARCHAR(36),
  payload LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  step VARCHAR(64) NOT NULL,
  bytes_done BIGINT NOT NULL,
  bytes_total BIGINT,
  attempts INTEGER NOT NULL,
  fence BIGINT NOT NULL,
  node_id VARCHAR(255),
  lease_until DATETIME(6),
  last_error VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY vitrine_job_image_key (image_id),
  INDEX vitrine_job_lease_idx (lease_until),
  INDEX vitrine_job_node_idx (node_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_bin;
CREATE INDEX IF NOT EXISTS vitrine_write_intent_image_idx ON vitrine_write_intent (image_id);
