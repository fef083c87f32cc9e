-- note_a: maybe
SELECT body FROM notes WHERE price = :price/money?;

-- note_b: maybe
SELECT body FROM notes WHERE 1 = :n/count? AND pinned = :pinned/flag? AND colour = :colour/note_colour?;

-- note_c: all
SELECT body FROM notes WHERE :staff_id = 0 OR staff_id = :staff_id;
