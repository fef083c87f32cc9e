-- access_set: change one
UPDATE customers SET version = version + 1, guest = :guest, activation = :activation, approval = :approval, active = :active,
       blocked = :blocked, suspended = :suspended, suspended_until = :suspended_until, login = :login, modified = :modified
 WHERE id = :id;

-- access_axis_set: change one
INSERT INTO customer_axes (customer_id, axis, at, actor_kind, actor_id, reason, message)
VALUES (:customer_id, :axis, :at, :actor_kind, :actor_id, :reason, :message)
ON CONFLICT (customer_id, axis) DO UPDATE SET at = excluded.at, actor_kind = excluded.actor_kind, actor_id = excluded.actor_id,
       reason = excluded.reason, message = excluded.message;

-- access_axis_list: all
SELECT x.axis, x.at, x.actor_kind, x.actor_id, x.reason, x.message, COALESCE(s.name, k.name) AS "actor_name:text?"
  FROM customer_axes x
  LEFT JOIN staff s ON s.id = x.actor_id AND x.actor_kind = 1
  LEFT JOIN api_keys k ON k.id = x.actor_id AND x.actor_kind = 3
 WHERE x.customer_id = :customer_id ORDER BY x.axis;

-- access_emails: all
SELECT folded FROM emails WHERE customer_id = :customer_id ORDER BY at, id;

-- access_next_due: one
SELECT MIN(c.suspended_until) AS "next:instant?" FROM customers c WHERE c.status = :status AND :@scope(c);

-- access_due: all
SELECT c.id FROM customers c
 WHERE c.suspended_until IS NOT NULL AND c.suspended_until <= :now/instant AND c.status = :status AND :@scope(c)
 ORDER BY c.suspended_until, c.id LIMIT :most/count;

-- Who has put somebody into the trash, the last time.
-- access_trashed_by: maybe
SELECT e.actor_kind, COALESCE(s.name, k.name) AS "actor_name:text?"
  FROM events e
  LEFT JOIN staff s ON s.id = e.actor_id AND e.actor_kind = 1
  LEFT JOIN api_keys k ON k.id = e.actor_id AND e.actor_kind = 3
 WHERE e.customer_id = :customer_id AND e.name = 'customer.trashed' ORDER BY e.at DESC, e.id DESC LIMIT 1;
