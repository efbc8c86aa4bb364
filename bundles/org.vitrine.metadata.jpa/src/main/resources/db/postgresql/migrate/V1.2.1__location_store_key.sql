-- What Glance's train_migrate01 does: older releases named a location's store "backend" (DB-36).
UPDATE image_locations SET meta_data = REPLACE(meta_data, '"backend":', '"store":') WHERE meta_data LIKE '%"backend":%';
