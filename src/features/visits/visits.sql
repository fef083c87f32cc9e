-- visit_add: change one
INSERT INTO customer_visits (token_hash, id, customer_id, staff_id, session_id, channel_id, reason, detail, created, taken, expires)
VALUES (:token_hash, :id, :customer_id, :staff_id, :session_id, :channel_id, :reason, :detail, :created, :taken, :expires);

-- A visit is worth nothing without the session that it began in.
-- visit_find: maybe
SELECT v.id, v.customer_id, v.staff_id, s.name, s.language, s.zone
  FROM customer_visits v JOIN staff_sessions x ON x.id = v.session_id JOIN staff s ON s.id = v.staff_id
 WHERE v.token_hash = :token_hash AND v.channel_id IS NULL AND v.expires > :now/instant AND x.expires > :now
   AND x.staff_id = v.staff_id AND s.active = 1;

-- The same for a token that a channel shows: one of its own that nobody has taken yet.
-- visit_find_handed: maybe
SELECT v.id, v.customer_id, v.staff_id, v.reason, v.detail, s.name AS "staff_name:text"
  FROM customer_visits v JOIN staff_sessions x ON x.id = v.session_id JOIN staff s ON s.id = v.staff_id
 WHERE v.token_hash = :token_hash AND v.channel_id = :channel_id AND v.taken IS NULL AND v.expires > :now/instant
   AND x.expires > :now AND x.staff_id = v.staff_id AND s.active = 1;

-- visit_take: change any
UPDATE customer_visits SET taken = :taken, expires = :expires WHERE token_hash = :token_hash AND taken IS NULL;

-- visit_end: change any
UPDATE customer_visits SET expires = :expires WHERE token_hash = :token_hash AND expires > :expires;

-- Those in channels that go on there though their cause is gone: the staff's session, or the customer's account.
-- visit_list_cut_short: all unscoped the clock asks for itself
SELECT v.token_hash, v.id, v.customer_id, h.word AS channel
  FROM customer_visits v JOIN channels h ON h.id = v.channel_id JOIN customers c ON c.id = v.customer_id
 WHERE v.expires > :now/instant AND v.taken IS NOT NULL
   AND (c.guest = 1 OR c.trashed_at IS NOT NULL OR c.merged_into IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM staff_sessions x JOIN staff s ON s.id = x.staff_id
                        WHERE x.id = v.session_id AND x.staff_id = v.staff_id AND x.expires > :now AND s.active = 1))
 ORDER BY v.id LIMIT :most/count;

-- visit_remove_old: change any
DELETE FROM customer_visits WHERE expires < :before/instant;

-- What its customer is shown.
-- visit_list: all
SELECT v.id, v.reason, v.taken, v.expires, c.name AS "channel:text?"
  FROM customer_visits v LEFT JOIN channels c ON c.id = v.channel_id
 WHERE v.customer_id = :customer_id AND v.taken IS NOT NULL ORDER BY v.created DESC LIMIT 20;

-- Channels that take staff in; `staff_id`: whom the asker is limited to the channels of, or none.
-- visit_channel_list: all
SELECT k.channel_id, c.name, k.visits AS "address:text"
  FROM oidc_clients k JOIN channels c ON c.id = k.channel_id
 WHERE c.active = 1 AND k.visits IS NOT NULL
   AND (:staff_id/id(staff) IS NULL
        OR EXISTS (SELECT 1 FROM staff_channels s WHERE s.channel_id = k.channel_id AND s.staff_id = :staff_id))
 ORDER BY c.position, c.id;
