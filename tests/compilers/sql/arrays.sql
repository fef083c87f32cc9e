-- note_a: all
SELECT body FROM notes WHERE id = :ids/id(note)[];

-- note_b: all
SELECT body FROM notes WHERE id IN (:ids/id(note)[], 1);

-- note_c: all
SELECT body FROM notes WHERE raw IN (:raws/bytes[]);
