-- What happened, without what the team wrote about it.
-- takeout_events: all
SELECT at, name FROM events WHERE customer_id = :customer_id ORDER BY at DESC, id DESC LIMIT 10000;

-- takeout_files: all
SELECT at, kind, name, type, size, content FROM files
 WHERE customer_id = :customer_id AND aside IS NULL ORDER BY at, id;
