-- What filters call by name. All of these tables are small.

-- list_name_types: all cached
SELECT id, word, name FROM types ORDER BY id;

-- list_name_groups: all cached
SELECT id, word, name FROM groups ORDER BY id;

-- list_name_channels: all cached
SELECT id, word, name FROM channels ORDER BY id;

-- list_name_staff: all cached
SELECT id, email_key AS "word:text", name FROM staff ORDER BY id;

-- list_name_tags: all cached
SELECT id, folded AS "word:text", name FROM tags ORDER BY id;

-- list_name_attributes: all cached
SELECT id, word, kind FROM attributes ORDER BY id;

-- What follows is for the list index (lists_index.h).

-- list_channels_of_staff: all
SELECT channel_id FROM staff_channels WHERE staff_id = :staff_id ORDER BY channel_id;

-- Read changes from here on next time.
-- list_change_position: one
-- on sqlite
SELECT COALESCE(MAX(seq), 0) AS "position:count" FROM list_changes;
-- on postgres
SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) AS "position:count";

-- How far the asker's snapshot goes.
-- list_change_last: maybe
SELECT seq, customer FROM list_changes ORDER BY seq DESC, customer DESC LIMIT 1;

-- list_changes_from: each
SELECT seq, customer FROM list_changes WHERE seq >= :seq ORDER BY seq, customer;

-- The last row stays: the next seq comes from it.
-- list_changes_forget: change any
DELETE FROM list_changes WHERE seq < :seq AND seq < (SELECT MAX(seq) FROM list_changes);

-- list_customers_size: one unscoped the whole table is read into the index, which adds the scope to every answer
SELECT COUNT(*) AS "number:count", COALESCE(MAX(id), 0) AS "last:count" FROM customers;
