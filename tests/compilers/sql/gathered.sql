-- Rows that may be sent together.

-- tag_add: change one gathered
INSERT INTO tags (id, name) VALUES (:id, :name);

-- note_add: change one gathered
INSERT INTO notes (customer_id, at, id, staff_id, body, colour, pinned, due, price, extra, raw)
VALUES (:customer_id, :at, :id, NULL, :body, 2, 0, NULL, :price, NULL, :raw);

-- note_move: change any
UPDATE notes SET customer_id = :customer_id WHERE id = :id;

-- note_remove: change any
DELETE FROM notes WHERE id = :id;
