-- note_a: all
DELETE FROM notes;

-- note_b: change any
SELECT body FROM notes;

-- note_c: change one
UPDATE notes SET body = :body WHERE id = :id RETURNING id;
