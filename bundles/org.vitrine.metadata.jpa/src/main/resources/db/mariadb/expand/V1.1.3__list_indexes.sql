-- A page of a list costs the same however many images there are: each group that a viewer sees, in the order of lists.
ALTER TABLE images
  ADD INDEX /*M! IF NOT EXISTS */ vitrine_images_listed_idx (deleted, os_hidden, created_at, id),
  ADD INDEX /*M! IF NOT EXISTS */ vitrine_images_name_idx (deleted, os_hidden, name, created_at, id),
  ADD INDEX /*M! IF NOT EXISTS */ vitrine_images_visibility_idx (visibility, deleted, os_hidden, created_at, id),
  ADD INDEX /*M! IF NOT EXISTS */ vitrine_images_owner_idx (owner, deleted, os_hidden, created_at, id);
ALTER TABLE image_members
  ADD INDEX /*M! IF NOT EXISTS */ vitrine_image_members_member_idx (member, deleted, status, image_id);
