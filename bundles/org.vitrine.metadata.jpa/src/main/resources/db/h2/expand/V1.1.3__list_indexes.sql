-- A page of a list costs the same however many images there are: each group that a viewer sees, in the order of lists.
CREATE INDEX IF NOT EXISTS vitrine_images_listed_idx ON images (deleted, os_hidden, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS vitrine_images_name_idx ON images (deleted, os_hidden, name, created_at, id);
CREATE INDEX IF NOT EXISTS vitrine_images_visibility_idx ON images (visibility, deleted, os_hidden, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS vitrine_images_owner_idx ON images (owner, deleted, os_hidden, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS vitrine_image_members_member_idx ON image_members (member, deleted, status, image_id);
