-- What the page of one customer counts beside the row's own columns, and their main address.
-- overview_numbers: maybe
SELECT k.orders AS "orders:count?", k.spent_base AS "spent_base:money?", k.last_order AS "last_order:instant?",
       k.last_sign_in AS "last_sign_in:instant?", k.sign_ins AS "sign_ins:count?",
       COALESCE(e.verification, 0) AS "verification:count", e.id AS "primary_email:id(email)?"
  FROM customers c LEFT JOIN customer_counters k ON k.customer_id = c.id
  LEFT JOIN emails e ON e.customer_id = c.id AND e.is_primary = 1
 WHERE c.id = :id AND :@scope(c) LIMIT 1;

-- What select boxes choose from.
-- overview_types: all cached
SELECT t.id, t.name, t.active, t.shown_fields, t.required_fields FROM types t ORDER BY t.position, t.name;
-- overview_groups: all cached
SELECT g.id, g.name, g.active FROM groups g ORDER BY g.position, g.name;
-- overview_channels: all cached
SELECT h.id, h.name, h.active FROM channels h ORDER BY h.position, h.name;
-- overview_staff: all cached
SELECT s.id, s.name, s.active FROM staff s ORDER BY s.name, s.id;
-- overview_default_type: maybe
SELECT t.id FROM types t WHERE t.active = 1 ORDER BY t.is_default DESC, t.position, t.id LIMIT 1;

-- overview_billing_address: maybe
SELECT a.id, a.company, a.name, a.line1, a.line2, a.line3, a.line4, a.postcode, a.city, a.state, a.country
  FROM addresses a WHERE a.customer_id = :customer_id AND a.is_billing = 1 ORDER BY a.at, a.id LIMIT 1;

-- Events and notes in one order. `show`: 0 everything, 1 notes, 2 details, 3 ways of contact, 4 access.
-- overview_timeline: all
SELECT q.at AS "at:instant", q.kind AS "kind:count", q.id + 0 AS "id:count", q.name AS "name:text?", q.actor_kind AS "actor_kind:actor_kind",
       q.actor_id AS "actor_id:count", q.actor_name AS "actor_name:text?", q.body AS "body:text?"
  FROM (SELECT e.at AS at, 0 AS kind, e.id AS id, e.name AS name, e.actor_kind AS actor_kind, e.actor_id AS actor_id,
               COALESCE(s.name, k.name) AS actor_name, NULL AS body,
               CASE WHEN e.name LIKE 'email.%' OR e.name LIKE 'phone.%' OR e.name LIKE 'address.%' THEN 3
                    WHEN e.name IN ('customer.created', 'customer.imported', 'customer.updated', 'billing.changed') THEN 2
                    WHEN e.name LIKE 'customer.%' THEN 4 ELSE 2 END AS topic
          FROM events e
          LEFT JOIN staff s ON s.id = e.actor_id AND e.actor_kind = 1
          LEFT JOIN api_keys k ON k.id = e.actor_id AND e.actor_kind = 3
         WHERE e.customer_id = :customer_id AND e.name <> 'note.added' AND :events/flag = 1
        UNION ALL
        SELECT n.at AS at, 1 AS kind, n.id AS id, NULL AS name, 1 AS actor_kind, COALESCE(n.staff_id, 0) AS actor_id,
               s.name AS actor_name, n.body AS body, 1 AS topic
          FROM notes n LEFT JOIN staff s ON s.id = n.staff_id
         WHERE n.customer_id = :customer_id AND :notes/flag = 1) q
 WHERE (:show/count = 0 OR q.topic = :show)
   AND (q.at < :before_at/instant OR (q.at = :before_at AND (q.kind < :before_kind/count OR (q.kind = :before_kind AND q.id < :before_id/count))))
 ORDER BY q.at DESC, q.kind DESC, q.id DESC LIMIT :most/count;

-- Whom somebody looked at lately, by the numbers that their browser kept.
-- overview_recent: all
SELECT c.id, c.display_name, c.email, c.status FROM customers c
 WHERE c.id IN (:ids/id(customer)[]) AND c.status > 1 AND :@scope(c);

-- overview_follow_ups: all
SELECT n.customer_id, n.body, n.follow_up, c.display_name FROM notes n JOIN customers c ON c.id = n.customer_id
 WHERE n.done_at IS NULL AND (n.follow_up <= :today/date OR n.remind_at <= :now/instant)
   AND (n.staff_id = :staff_id OR EXISTS (SELECT 1 FROM note_mentions m
        WHERE m.customer_id = n.customer_id AND m.note_id = n.id AND m.staff_id = :staff_id))
   AND c.trashed_at IS NULL AND :@scope(c)
 ORDER BY n.follow_up, n.id LIMIT 8;

-- Whose number, username or address that is, to the letter. One of each at most holds an account; guests may share one.
-- overview_exact: all
SELECT c.id, c.display_name, c.email, c.company FROM customers c
 WHERE c.id IN (SELECT q.id FROM customers q WHERE q.id = :id
                UNION SELECT x.customer_id FROM claims x WHERE x.kind = 1 AND x.value = :login/text
                UNION SELECT e.customer_id FROM emails e WHERE e.folded = :address/text)
   AND c.status > 1 AND :@scope(c) ORDER BY c.guest, c.id LIMIT :most/count;
