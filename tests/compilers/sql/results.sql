-- note_a: all
SELECT COUNT(*) FROM notes;

-- note_b: all
SELECT body || '' AS words FROM notes;

-- note_c: all
SELECT s.name FROM notes n LEFT JOIN staff s ON s.id = n.staff_id;

-- note_d: all
SELECT n.id, s.id FROM notes n JOIN staff s ON s.id = n.staff_id;

-- note_e: all
SELECT 1 AS "n:int", 1 AS "pinned:flag?", 1 AS "Upper:count", 1 AS "long:count", 1 AS "n:count and more" FROM notes;

-- note_f: all
SELECT body AS "body:count" FROM notes;
