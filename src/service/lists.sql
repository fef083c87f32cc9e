-- What filters call by name. All of these tables are small.

-- list_name_types: all
SELECT id, word, name FROM types ORDER BY id;

-- list_name_groups: all
SELECT id, word, name FROM groups ORDER BY id;

-- list_name_channels: all
SELECT id, word, name FROM channels ORDER BY id;

-- list_name_staff: all
SELECT id, email_key AS "word:text", name FROM staff ORDER BY id;

-- list_name_tags: all
SELECT id, folded AS "word:text", name FROM tags ORDER BY id;

-- list_name_attributes: all
SELECT id, word, kind FROM attributes ORDER BY id;
