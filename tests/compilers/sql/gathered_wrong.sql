-- tag_add: change any gathered
INSERT INTO tags (id, name) VALUES (:id, :name);

-- tag_set: change one gathered
INSERT INTO tags (id, name) VALUES (:id, :name) ON CONFLICT (id) DO NOTHING;

-- tag_copy: change one gathered
INSERT INTO tags (id, name) SELECT id + :by/count, name FROM tags;

-- tag_upper: change one gathered
INSERT INTO tags (id, name) VALUES (:id, upper(:name));

-- tag_word: change one gathered
INSERT INTO tags (id, name) VALUES (:id, 'word');

-- tag_rename: change one gathered
UPDATE tags SET name = :name WHERE id = :id;
