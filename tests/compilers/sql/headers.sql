SELECT 1;

-- note_find: perhaps
SELECT id FROM notes;

-- note_count: one
SELECT COUNT(*) AS "total:count" FROM notes

-- note_other: one
SELECT COUNT(*) AS "total:count" FROM notes;

-- note_other: one
SELECT COUNT(*) AS "total:count" FROM staff;

-- note_nothing: one
;
