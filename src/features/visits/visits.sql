-- visit_add: change one
INSERT INTO customer_visits (token_hash, id, customer_id, staff_id, session_id, reason, detail, created, expires)
VALUES (:token_hash, :id, :customer_id, :staff_id, :session_id, :reason, :detail, :created, :expires);

-- A visit is worth nothing without the session that it began in.
-- visit_find: maybe
SELECT v.id, v.customer_id, v.staff_id, s.name, s.language, s.zone
  FROM customer_visits v JOIN staff_sessions x ON x.id = v.session_id JOIN staff s ON s.id = v.staff_id
 WHERE v.token_hash = :token_hash AND v.expires > :now/instant AND x.expires > :now AND x.staff_id = v.staff_id AND s.active = 1;

-- visit_remove: change any
DELETE FROM customer_visits WHERE token_hash = :token_hash;

-- visit_remove_expired: change any
DELETE FROM customer_visits WHERE expires < :now/instant;
