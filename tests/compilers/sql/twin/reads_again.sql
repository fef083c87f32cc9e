-- note_count: one
SELECT COUNT(*) AS "total:count" FROM staff;
