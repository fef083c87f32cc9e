-- Rows that come from memory.

-- tag_list: all cached
SELECT id, name FROM tags ORDER BY name;

-- tag_find: maybe cached
SELECT id, name FROM tags WHERE name = :name AND id <> :id;
