-- What a failed write left stays known until it is removed, though its image waits for it no more; a job's image never did.
ALTER TABLE vitrine_write_intent
  ADD COLUMN /*M! IF NOT EXISTS */ job_id VARCHAR(36),
  ADD COLUMN /*M! IF NOT EXISTS */ abandoned BOOLEAN NOT NULL DEFAULT FALSE;
