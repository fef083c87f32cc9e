-- note_add: change one
INSERT INTO notes (customer_id, at, id, staff_id, body, colour, pinned) VALUES (:customer_id, :at, :id, :@staff, :body, :colour, :pinned);

-- An id that is the whole key is bound as it is, since SQLite would make one up for null.
-- staff_add: change one
INSERT INTO staff (id, name) VALUES (:id, :name);

-- notes_remove: change any
DELETE FROM notes WHERE customer_id = :customer_id;

-- name_touch: change any
-- on sqlite
UPDATE staff SET name = printf('%s', :name) WHERE id = :id;
-- on postgres
UPDATE staff SET name = format('%s', :name::text) WHERE id = :id;
