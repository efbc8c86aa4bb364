-- H2 2.4 evaluates an IN of constants in a check on the session that made the check, and refuses every row once that
-- session has ended: the pool renews its connections after half an hour.
ALTER TABLE images DROP CONSTRAINT IF EXISTS image_visibility;
ALTER TABLE images ADD CONSTRAINT image_visibility CHECK (CASE visibility
  WHEN 'private' THEN TRUE WHEN 'public' THEN TRUE WHEN 'shared' THEN TRUE WHEN 'community' THEN TRUE ELSE FALSE END);
