-- job_add: change one
INSERT INTO jobs (id, kind, what, arguments, undoes_id, final, staff_id, api_key_id, state, created, started, finished, lease,
                  leased_until, tries, next_try, place, total, changed, skipped, message, told)
VALUES (:id, :kind, :what, :arguments, :undoes_id, :final, :staff_id, :api_key_id, :state, :created, NULL, NULL, NULL, NULL, 0, NULL, 0,
        :total, 0, 0, NULL, NULL);

-- job_list: all
SELECT j.id, j.kind, j.what, j.arguments, j.undoes_id, j.final, j.staff_id, s.name AS "staff_name:text", j.api_key_id,
       k.name AS "key_name:text?", j.state, j.created, j.started, j.finished, j.place, j.total, j.changed, j.skipped, j.message, j.told, j.next_try,
       (SELECT MAX(u.id) FROM jobs u WHERE u.undoes_id = j.id) AS "undone_by:id(job)?"
  FROM jobs j JOIN staff s ON s.id = j.staff_id LEFT JOIN api_keys k ON k.id = j.api_key_id
 WHERE (:staff_id IS NULL OR j.staff_id = :staff_id) AND (:api_key_id IS NULL OR j.api_key_id = :api_key_id) AND j.id < :before/count
 ORDER BY j.id DESC LIMIT :most/count;

-- job_count: one
SELECT COUNT(*) AS "total:count" FROM jobs j
 WHERE (:staff_id/id(staff) IS NULL OR j.staff_id = :staff_id) AND (:api_key_id/id(api_key) IS NULL OR j.api_key_id = :api_key_id);

-- job_next: maybe
SELECT id FROM jobs
 WHERE (state = :waiting/job_state AND (next_try IS NULL OR next_try <= :now/instant))
    OR (state = :running/job_state AND leased_until < :now/instant)
 ORDER BY COALESCE(next_try, created), id LIMIT 1;

-- job_take: change any
UPDATE jobs SET state = :running/job_state, started = COALESCE(started, :now/instant), lease = :lease, leased_until = :leased_until
 WHERE id = :id AND (state = :waiting/job_state OR (state = :running/job_state AND leased_until < :now/instant));

-- job_advance: change any
UPDATE jobs SET place = :place, changed = changed + :changed, skipped = skipped + :skipped, leased_until = :leased_until,
                tries = 0, next_try = NULL, message = NULL, told = NULL
 WHERE id = :id AND state = :running/job_state AND lease = :lease;

-- job_finish: change any
UPDATE jobs SET state = :state, finished = :finished, message = :message, told = :told, lease = NULL, leased_until = NULL
 WHERE id = :id AND state = :running/job_state AND lease = :lease;

-- job_tries: maybe
SELECT tries FROM jobs WHERE id = :id AND state = :running/job_state AND lease = :lease;

-- job_set_aside: change any
UPDATE jobs SET state = :state, tries = :tries, next_try = :next_try, message = :message, told = :told,
                lease = NULL, leased_until = NULL
 WHERE id = :id AND state = :running/job_state AND lease = :lease;

-- job_move: change any
UPDATE jobs SET state = :to/job_state, finished = :finished, lease = NULL, leased_until = NULL, tries = 0, next_try = NULL,
                message = NULL, told = NULL
 WHERE id = :id AND state = :from/job_state;

-- Of what a key asked for nobody is told: programs look for themselves.
-- job_news_add: change any
INSERT INTO job_news (staff_id, job_id) SELECT j.staff_id, j.id FROM jobs j WHERE j.id = :id AND j.api_key_id IS NULL
ON CONFLICT (staff_id, job_id) DO NOTHING;

-- job_news_list: all cached
SELECT n.job_id FROM job_news n WHERE n.staff_id = :staff_id ORDER BY n.job_id DESC LIMIT 1000;

-- job_news_remove: change any
DELETE FROM job_news WHERE staff_id = :staff_id AND (:job_id IS NULL OR job_id = :job_id);

-- job_news_remove_old: change any
DELETE FROM job_news WHERE job_id IN (SELECT j.id FROM jobs j WHERE j.finished < :before/instant);

-- job_row_add: change one gathered
INSERT INTO job_rows (job_id, result, customer_id, message, told) VALUES (:job_id, :result, :customer_id, :message, :told);

-- job_row_note: change any
INSERT INTO job_rows (job_id, result, customer_id) VALUES (:job_id, :result, :customer_id)
ON CONFLICT (job_id, result, customer_id) DO NOTHING;

-- job_row_list: all
SELECT customer_id, message, told FROM job_rows
 WHERE job_id = :job_id AND result = :result AND customer_id > :after/count
 ORDER BY customer_id LIMIT :most/count;

-- job_row_count: one
SELECT COUNT(*) AS "total:count" FROM job_rows WHERE job_id = :job_id AND result = :result;

-- job_row_tally: all
SELECT message AS "message:text?", COUNT(*) AS "customers:count" FROM job_rows
 WHERE job_id = :job_id AND result = :result GROUP BY message ORDER BY message;

-- job_row_remove_old: change any
DELETE FROM job_rows WHERE (job_id, result, customer_id) IN
       (SELECT r.job_id, r.result, r.customer_id FROM jobs j JOIN job_rows r ON r.job_id = j.id
         WHERE j.finished < :before/instant LIMIT :most/count);

-- job_remove_old: change any
DELETE FROM jobs WHERE finished < :before/instant AND NOT EXISTS (SELECT 1 FROM job_rows r WHERE r.job_id = jobs.id)
   AND NOT EXISTS (SELECT 1 FROM jobs u WHERE u.undoes_id = jobs.id);
