-- settings_waiting: one
SELECT COUNT(*) AS "total:count" FROM customers c
 WHERE c.approval = 0 AND c.guest = 0 AND c.trashed_at IS NULL AND c.merged_into IS NULL AND :@scope(c);
