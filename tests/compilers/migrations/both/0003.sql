-- Names are needed
UPDATE shops SET name = '' WHERE name IS NULL;
