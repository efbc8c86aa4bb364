-- What a failed write left stays known until it is removed, though its image waits for it no more; a job's image never did.
ALTER TABLE vitrine_write_intent ADD COLUMN IF NOT EXISTS job_id VARCHAR(36);
ALTER TABLE vitrine_write_intent ADD COLUMN IF NOT EXISTS abandoned BOOLEAN DEFAULT FALSE NOT NULL;
