-- name_a: change any
-- on sqlite
UPDATE staff SET name = :name;

-- name_b: change any
-- on sqlite
UPDATE staff SET name = :name;
-- on postgres
UPDATE staff SET name = :name WHERE id = :id;
