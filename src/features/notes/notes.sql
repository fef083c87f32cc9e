-- note_list: all
SELECT n.id, n.at, n.version, n.staff_id, s.name AS "author:text?", n.body, n.pinned, n.follow_up, n.remind_at, n.done_at, n.edited
  FROM notes n LEFT JOIN staff s ON s.id = n.staff_id
 WHERE n.customer_id = :customer_id AND (:only_pinned/flag = 0 OR n.pinned = 1)
   AND (n.at < :before_at/instant OR (n.at = :before_at AND n.id < :before_id/id(note)))
 ORDER BY n.at DESC, n.id DESC LIMIT :most/count;

-- note_find: maybe
SELECT n.id, n.at, n.version, n.staff_id, s.name AS "author:text?", n.body, n.pinned, n.follow_up, n.remind_at, n.done_at, n.edited
  FROM notes n LEFT JOIN staff s ON s.id = n.staff_id
 WHERE n.customer_id = :customer_id AND n.id = :id;

-- note_count: one
SELECT COUNT(*) AS "total:count" FROM notes WHERE customer_id = :customer_id;

-- note_customer_find: maybe
SELECT n.customer_id FROM notes n JOIN customers c ON c.id = n.customer_id WHERE n.id = :id AND :@scope(c);

-- note_add: change one gathered
INSERT INTO notes (customer_id, at, id, version, staff_id, body, pinned, follow_up, remind_at, done_at, done_by, edited)
VALUES (:customer_id, :at, :id, 1, :staff_id, :body, :pinned, :follow_up, :remind_at, NULL, NULL, NULL);

-- note_set: change any
UPDATE notes SET version = version + 1, body = :body, pinned = :pinned, follow_up = :follow_up, remind_at = :remind_at,
       edited = :edited
 WHERE customer_id = :customer_id AND id = :id AND version = :version;

-- note_set_done: change one
UPDATE notes SET version = version + 1, done_at = :done_at, done_by = :done_by WHERE customer_id = :customer_id AND id = :id;

-- note_remove: change any
DELETE FROM notes WHERE customer_id = :customer_id AND id = :id;

-- note_mention_add: change any
INSERT INTO note_mentions (customer_id, note_id, staff_id) VALUES (:customer_id, :note_id, :staff_id)
ON CONFLICT (customer_id, note_id, staff_id) DO NOTHING;

-- note_mention_remove: change any
DELETE FROM note_mentions WHERE customer_id = :customer_id AND note_id = :note_id AND staff_id = :staff_id;

-- note_mention_remove_all: change any
DELETE FROM note_mentions WHERE customer_id = :customer_id AND note_id = :note_id;

-- note_people: all cached
SELECT id, name, email, active FROM staff ORDER BY id;

-- follow_up_list: all
SELECT n.customer_id, n.id, n.at, n.staff_id, s.name AS "author:text?", n.body, n.follow_up, n.remind_at, n.done_at,
       c.display_name AS "customer_name:text"
  FROM notes n JOIN customers c ON c.id = n.customer_id LEFT JOIN staff s ON s.id = n.staff_id
 WHERE n.done_at IS NULL AND n.follow_up >= :from/date AND n.follow_up < :until/date
   AND (n.follow_up > :after/date OR (n.follow_up = :after AND n.id > :after_id/id(note)))
   AND (:whose/id(staff) IS NULL OR n.staff_id = :whose
        OR EXISTS (SELECT 1 FROM note_mentions m WHERE m.customer_id = n.customer_id AND m.note_id = n.id AND m.staff_id = :whose))
   AND c.trashed_at IS NULL AND :@scope(c)
 ORDER BY n.follow_up, n.id LIMIT :most/count;

-- follow_up_list_done: all
SELECT n.customer_id, n.id, n.at, n.staff_id, s.name AS "author:text?", n.body, n.follow_up, n.remind_at, n.done_at,
       c.display_name AS "customer_name:text"
  FROM notes n JOIN customers c ON c.id = n.customer_id LEFT JOIN staff s ON s.id = n.staff_id
 WHERE n.done_at IS NOT NULL AND n.follow_up IS NOT NULL
   AND (n.done_at < :before/instant OR (n.done_at = :before AND n.id < :before_id/id(note)))
   AND (:whose/id(staff) IS NULL OR n.staff_id = :whose
        OR EXISTS (SELECT 1 FROM note_mentions m WHERE m.customer_id = n.customer_id AND m.note_id = n.id AND m.staff_id = :whose))
   AND c.trashed_at IS NULL AND :@scope(c)
 ORDER BY n.done_at DESC, n.id DESC LIMIT :most/count;

-- follow_up_count: one
SELECT COUNT(CASE WHEN n.follow_up < :today/date THEN 1 END) AS "overdue:count",
       COUNT(CASE WHEN n.follow_up = :today THEN 1 END) AS "today:count",
       COUNT(CASE WHEN n.follow_up > :today THEN 1 END) AS "later:count",
       COUNT(CASE WHEN n.follow_up <= :today OR n.remind_at <= :now/instant THEN 1 END) AS "due:count"
  FROM notes n JOIN customers c ON c.id = n.customer_id
 WHERE n.done_at IS NULL AND n.follow_up IS NOT NULL
   AND (:whose/id(staff) IS NULL OR n.staff_id = :whose
        OR EXISTS (SELECT 1 FROM note_mentions m WHERE m.customer_id = n.customer_id AND m.note_id = n.id AND m.staff_id = :whose))
   AND c.trashed_at IS NULL AND :@scope(c);
