-- Tells which children of an image a node has read: each change by a Vitrine counts it up. Glance neither reads nor
-- writes it, and leaves it null.
ALTER TABLE images ADD COLUMN vitrine_revision BIGINT;
