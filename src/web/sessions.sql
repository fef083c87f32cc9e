-- session_find: maybe
SELECT x.id, x.staff_id, x.created, x.seen, x.confirmed, s.name, s.email, s.language, s.zone, s.theme, s.scope, s.role_id,
       r.permissions, r.name AS "role_name:text"
  FROM staff_sessions x JOIN staff s ON s.id = x.staff_id JOIN roles r ON r.id = s.role_id
 WHERE x.token_hash = :token_hash AND x.expires > :now/instant AND s.active = 1;

-- session_of_staff: maybe
SELECT s.name, s.language, s.zone, s.scope, r.permissions
  FROM staff s JOIN roles r ON r.id = s.role_id
 WHERE s.id = :id AND s.active = 1;

-- session_factor: maybe
SELECT confirmed FROM staff_factors WHERE staff_id = :staff_id AND confirmed IS NOT NULL;

-- session_add: change one
INSERT INTO staff_sessions (token_hash, id, staff_id, created, seen, expires, confirmed, address, agent)
VALUES (:token_hash, :id, :staff_id, :created, :seen, :expires, :confirmed, :address, :agent);

-- session_touch: change any
UPDATE staff_sessions SET seen = :seen, expires = :expires WHERE token_hash = :token_hash;

-- session_list: all
SELECT id, created, seen, expires, address, agent FROM staff_sessions WHERE staff_id = :staff_id AND expires > :now/instant
 ORDER BY seen DESC LIMIT 100;

-- session_remove: change any
DELETE FROM staff_sessions WHERE id = :id AND staff_id = :staff_id;

-- session_remove_others: change any
DELETE FROM staff_sessions
 WHERE staff_id = :staff_id AND (:kept_id/id(session) IS NULL OR id <> :kept_id/id(session));

-- session_remove_expired: change any
DELETE FROM staff_sessions WHERE expires < :now/instant;

-- key_find: maybe
SELECT k.id, k.permissions, k.made_by, k.last_used, s.scope AS "maker_scope:staff_scope", s.active AS "maker_active:flag",
       r.permissions AS "maker_permissions:text?"
  FROM api_keys k LEFT JOIN staff s ON s.id = k.made_by LEFT JOIN roles r ON r.id = s.role_id
 WHERE k.id = COALESCE(:id/id(api_key), (SELECT h.id FROM api_keys h WHERE h.hash = :hash))
   AND k.revoked IS NULL AND (k.expires IS NULL OR k.expires > :now/instant);

-- key_touch: change any
UPDATE api_keys SET last_used = :last_used WHERE id = :id;
