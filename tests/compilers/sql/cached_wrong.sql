-- staff_names: all cached
SELECT s.name FROM staff s JOIN tags t ON t.name = s.name;

-- tag_total: one cached
SELECT COUNT(*) AS "total:count" FROM tags;

-- tag_own: all cached
SELECT name FROM tags WHERE id = :@staff;

-- tag_add: change one cached
INSERT INTO tags (id, name) VALUES (:id, :name);
