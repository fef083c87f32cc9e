-- closure_find: maybe
SELECT at FROM closures WHERE customer_id = :customer_id;

-- closure_add: change one
INSERT INTO closures (customer_id, at) VALUES (:customer_id, :at)
ON CONFLICT (customer_id) DO UPDATE SET at = excluded.at;

-- closure_remove: change any
DELETE FROM closures WHERE customer_id = :customer_id;

-- closure_due: all
SELECT x.customer_id FROM closures x JOIN customers c ON c.id = x.customer_id
 WHERE x.at < :before/instant AND c.trashed_at IS NOT NULL
   AND x.customer_id > :after/count AND :@scope(c) ORDER BY x.customer_id LIMIT :most/count;

-- Whom staff have restored.
-- closure_remove_settled: change any unscoped nobody is asked about them any more
DELETE FROM closures WHERE EXISTS (SELECT 1 FROM customers c WHERE c.id = closures.customer_id AND c.trashed_at IS NULL);

-- Whoever closed their account has a date of their own.
-- trash_due: all
SELECT c.id FROM customers c
 WHERE c.status = :status AND c.trashed_at < :before/instant AND c.id > :after/count AND :@scope(c)
   AND NOT EXISTS (SELECT 1 FROM closures x WHERE x.customer_id = c.id) ORDER BY c.id LIMIT :most/count;
