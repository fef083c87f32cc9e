-- export_add: change one
INSERT INTO exports (id, job_id, staff_id, api_key_id, scope, whom, filter, guests, chosen, last, columns, format, encoding,
                     delimiter, raw, created, finished, removed, erased, token, rows, bytes, plain, crc, marked, known)
VALUES (:id, :job_id, :staff_id, :api_key_id, :scope, :whom, :filter, :guests, :chosen, :last, :columns, :format, :encoding,
        :delimiter, :raw, :created, NULL, NULL, 0, :token, 0, 0, 0, 0, :marked, :known);

-- export_find: maybe
SELECT e.id, e.job_id, e.staff_id, e.api_key_id, e.scope, e.whom, e.filter, e.guests, e.chosen, e.last, e.columns, e.format, e.encoding,
       e.delimiter, e.raw, e.created, e.finished, e.removed, e.erased, e.token, e.rows, e.bytes, e.plain, e.crc
  FROM exports e WHERE e.id = :id;

-- The newest first. Whose job is forgotten has ended.
-- export_list: all
SELECT e.id, e.job_id, e.staff_id, e.api_key_id, s.name AS "staff_name:text", e.scope, e.whom, e.filter, e.format, e.created,
       e.finished, e.removed, e.erased, e.token, e.rows, e.bytes, CASE WHEN j.id IS NULL THEN 0 ELSE 1 END AS "has_job:flag",
       COALESCE(j.state, CASE WHEN e.finished IS NULL THEN 3 ELSE 5 END) AS "state:job_state", COALESCE(j.total, e.rows) AS "total:count"
  FROM exports e JOIN staff s ON s.id = e.staff_id LEFT JOIN jobs j ON j.id = e.job_id
 WHERE (:staff_id IS NULL OR e.staff_id = :staff_id) AND (:api_key_id IS NULL OR e.api_key_id = :api_key_id)
   AND e.id < :before/count
 ORDER BY e.id DESC LIMIT :most/count;
-- export_count: one
SELECT COUNT(*) AS "total:count" FROM exports e
 WHERE (:staff_id/id(staff) IS NULL OR e.staff_id = :staff_id)
   AND (:api_key_id/id(api_key) IS NULL OR e.api_key_id = :api_key_id);

-- What somebody chose the last time; what their keys ask for says nothing of it.
-- export_last_choice: maybe
SELECT columns, format, encoding, delimiter, raw FROM exports
 WHERE staff_id = :staff_id AND api_key_id IS NULL ORDER BY created DESC LIMIT 1;

-- Of those that have all who were new then: a few who were ticked or filtered say nothing of the others. A person's are
-- those of pages; each key has its own.
-- export_last_mark: maybe
SELECT created, marked, known FROM exports
 WHERE staff_id = :staff_id AND COALESCE(api_key_id, 0) = :key/count AND finished IS NOT NULL
   AND whom IN (:all/export_whom, :new/export_whom)
 ORDER BY created DESC LIMIT 1;

-- export_advance: change any
UPDATE exports SET rows = rows + :rows, bytes = :bytes, plain = :plain, crc = :crc, finished = :finished
 WHERE id = :id AND bytes = :from/count AND removed IS NULL;

-- export_remove: change any
UPDATE exports SET removed = :removed, erased = :erased WHERE id = :id AND removed IS NULL;

-- export_remove_old: change any
UPDATE exports SET removed = :removed WHERE removed IS NULL AND created < :before/instant;

-- Files that nobody gets any more.
-- export_list_removed: all
SELECT e.id, e.token FROM exports e WHERE e.token IS NOT NULL AND e.removed IS NOT NULL ORDER BY e.id LIMIT 100;

-- export_forget_file: change any
UPDATE exports SET token = NULL WHERE id = :id;

-- export_list_kept: all
SELECT e.id, e.token FROM exports e WHERE e.token IS NOT NULL AND e.removed IS NULL;

-- ---- whom ----

-- Numbers alone: who was there.
-- export_ids_since: each unscoped what is kept of it are numbers that nobody is shown
SELECT c.id FROM customers c WHERE c.created >= :created ORDER BY c.id;

-- export_new_ids: each
SELECT c.id FROM customers c WHERE c.created >= :created AND c.status > 1 AND :@scope(c) ORDER BY c.id;

-- export_count_chosen: one
SELECT COUNT(*) AS "customers:count" FROM customers c WHERE c.id IN (:ids/id(customer)[]) AND :@scope(c);

-- Whom somebody deleted permanently while they were being written.
-- export_count_there: one unscoped counts those who were read within the scope a moment ago
SELECT COUNT(*) AS "customers:count" FROM customers c WHERE c.id IN (:ids/id(customer)[]);
