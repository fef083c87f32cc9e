-- outbox_item_insert: change one
INSERT INTO outbox (id, customer_id, kind, what, sent_to, cause, recipient, recipient_key, subject, body, secret, lasting, state, created, begun, due,
                    finished, lease, leased_until, attempts, code, answer)
VALUES (:id, :customer_id, :kind, :what, :sent_to, :cause, :recipient, :recipient_key, :subject, :body, :secret, :lasting, :state, :created,
        :created, :created, NULL, NULL, NULL, 0, 0, NULL);

-- outbox_item_find: maybe
SELECT id, customer_id, kind, what, sent_to, cause, recipient, subject, body, secret, state, created, begun, due, finished, leased_until, attempts,
       code, answer
  FROM outbox WHERE id = :id;

-- `state` is asked for when `all` is not; an empty kind is any.
-- outbox_item_list: all
SELECT o.id, o.customer_id, o.kind, o.what, o.recipient, o.subject, o.state, o.created, o.begun, o.due, o.finished, o.leased_until,
       o.attempts, o.code, o.answer
  FROM outbox o
 WHERE (:all/flag = 1 OR o.state = :state) AND (:kind = '' OR o.kind = :kind)
   AND (:customer_id IS NULL OR o.customer_id = :customer_id)
   AND (:key/text = '' OR o.recipient_key LIKE '%' || :key || '%') AND o.id < :before/count
 ORDER BY o.id DESC LIMIT :most/count;

-- outbox_item_count: one
SELECT COUNT(*) AS "total:count" FROM outbox o
 WHERE (:all/flag = 1 OR o.state = :state) AND (:kind = '' OR o.kind = :kind)
   AND (:customer_id IS NULL OR o.customer_id = :customer_id)
   AND (:key/text = '' OR o.recipient_key LIKE '%' || :key || '%');

-- outbox_item_ids_sent_to: all
SELECT o.id FROM outbox o
 WHERE o.kind = :kind AND o.sent_to = :sent_to AND (:all/flag = 1 OR o.state = :state) AND o.id < :before/count
 ORDER BY o.id DESC LIMIT :most/count;

-- outbox_item_count_sent_to: one
SELECT COUNT(*) AS "total:count" FROM outbox o
 WHERE o.kind = :kind AND o.sent_to = :sent_to AND (:all/flag = 1 OR o.state = :state);

-- outbox_item_tally: all
SELECT state, COUNT(*) AS "total:count" FROM outbox GROUP BY state;

-- Of those that wait, the one that is longest due; or one that a sender left behind before it was handed over.
-- outbox_item_next: maybe
-- on sqlite
SELECT id FROM outbox
 WHERE kind = :kind AND begun < :begun_before/instant
   AND ((state = :waiting/outbox_state AND due <= :now/instant) OR (state = :sending/outbox_state AND leased_until < :now))
 ORDER BY due, id LIMIT 1;
-- on postgres
SELECT id FROM outbox
 WHERE kind = :kind AND begun < :begun_before/instant
   AND ((state = :waiting/outbox_state AND due <= :now/instant) OR (state = :sending/outbox_state AND leased_until < :now))
 ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED;

-- outbox_item_waits: one
SELECT COUNT(*) AS "total:count" FROM (SELECT id FROM outbox
 WHERE kind = :kind AND begun < :begun_before/instant
   AND ((state = :waiting/outbox_state AND due <= :now/instant) OR (state = :sending/outbox_state AND leased_until < :now)) LIMIT 1) q;

-- outbox_item_take: change any
UPDATE outbox SET state = :sending/outbox_state, lease = :lease, leased_until = :leased_until
 WHERE id = :id AND ((state = :waiting/outbox_state AND due <= :now/instant) OR (state = :sending AND leased_until < :now));

-- outbox_item_give_over: change any
UPDATE outbox SET state = :unsure/outbox_state, finished = :finished, leased_until = :leased_until, attempts = attempts + 1
 WHERE id = :id AND state = :sending/outbox_state AND lease = :lease;

-- outbox_item_end: change any
UPDATE outbox SET state = :state, due = :due, finished = :finished, attempts = :attempts, code = :code, answer = :answer,
       body = COALESCE(:body, body), lease = NULL, leased_until = NULL
 WHERE id = :id AND lease = :lease AND state IN (:sending/outbox_state, :unsure/outbox_state);

-- outbox_item_move: change any
UPDATE outbox SET state = :to/outbox_state, begun = :begun, due = :begun, finished = :finished, attempts = :attempts, lease = NULL,
       leased_until = NULL
 WHERE id = :id AND state = :from/outbox_state AND (lease IS NULL OR leased_until < :now/instant);

-- outbox_item_put_off: change any
UPDATE outbox SET due = :due
 WHERE id IN (SELECT o.id FROM outbox o WHERE o.kind = :kind AND o.sent_to = :sent_to AND o.state = :waiting/outbox_state
                 AND o.due < :due ORDER BY o.due LIMIT :most/count);

-- outbox_item_cancel_waiting: change any
UPDATE outbox SET state = :cancelled/outbox_state, finished = :finished, secret = CASE WHEN secret IS NULL THEN NULL ELSE '' END
 WHERE customer_id = :customer_id AND kind = :kind AND state = :waiting/outbox_state AND lasting = 0;

-- Empty, not null: it had one.
-- outbox_item_forget_secret: change any
UPDATE outbox SET secret = '' WHERE id = :id AND secret IS NOT NULL;

-- outbox_item_remove_old: change any
DELETE FROM outbox WHERE id IN (SELECT o.id FROM outbox o WHERE o.finished < :before/instant LIMIT :most/count);
