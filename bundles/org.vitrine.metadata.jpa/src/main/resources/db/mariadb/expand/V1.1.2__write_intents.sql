CREATE TABLE IF NOT EXISTS vitrine_write_intent (
  id VARCHAR(36) NOT NULL,
  node_id VARCHAR(255) NOT NULL,
  image_id VARCHAR(36) NOT NULL,
  store_id VARCHAR(255) NOT NULL,
  blob_name VARCHAR(255) NOT NULL,
  started_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  INDEX vitrine_write_intent_node_idx (node_id, started_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_bin;
