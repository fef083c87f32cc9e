-- An address counts when it is verified: whoever reads mail there. It wins over a login of the same letters. The primary
-- one also signs in while it waits to be confirmed, and takes no name from anybody: such a login wins.
-- account_find_to_sign_in: maybe
SELECT k.customer_id, p.hash AS "hash:text?", COALESCE(p.imported, 0) AS "imported:flag"
  FROM claims k LEFT JOIN customer_passwords p ON p.customer_id = k.customer_id
  LEFT JOIN emails e ON k.kind = 0 AND e.customer_id = k.customer_id AND e.folded = k.value
 WHERE (k.kind = 1 AND k.value = :login/text)
    OR (k.kind = 0 AND k.value = :address/text AND (e.verification = 2 OR (e.verification = 1 AND e.is_primary = 1)))
 ORDER BY CASE WHEN e.verification = 2 THEN 0 WHEN k.kind = 1 THEN 1 ELSE 2 END LIMIT 1;

-- account_lock: maybe unscoped the password has said who it is
-- on sqlite
SELECT c.id FROM customers c WHERE c.id = :id;
-- on postgres
SELECT c.id FROM customers c WHERE c.id = :id FOR UPDATE;

-- account_password_find: maybe
SELECT hash, set_at, must_change, imported FROM customer_passwords WHERE customer_id = :customer_id;

-- account_password_set: change one
INSERT INTO customer_passwords (customer_id, hash, set_at, must_change, imported, draw)
VALUES (:customer_id, :hash, :set_at, :must_change, 0, :draw)
ON CONFLICT (customer_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at, must_change = excluded.must_change, imported = 0;

-- The next one from `point` on; behind the last comes the first.
-- account_password_draw: maybe
SELECT hash FROM customer_passwords
 WHERE draw = COALESCE((SELECT MIN(n.draw) FROM customer_passwords n WHERE n.draw >= :point/count),
                       (SELECT MIN(f.draw) FROM customer_passwords f)) LIMIT 1;

-- account_imported_add: change any
INSERT INTO customer_passwords (customer_id, hash, set_at, must_change, imported, draw)
VALUES (:customer_id, :hash, :set_at, 0, 1, :draw)
ON CONFLICT (customer_id) DO NOTHING;

-- account_imported_replace: change any
UPDATE customer_passwords SET hash = :hash, imported = 0 WHERE customer_id = :customer_id AND imported = 1;

-- account_imported_remove: change any
DELETE FROM customer_passwords WHERE customer_id = :customer_id AND imported = 1;

-- account_session_find: maybe
SELECT x.id, x.customer_id, x.created, x.seen, COALESCE(p.must_change, 0) AS "must_change:flag"
  FROM customer_sessions x LEFT JOIN customer_passwords p ON p.customer_id = x.customer_id
 WHERE x.token_hash = :token_hash AND x.expires > :now/instant;

-- account_session_add: change one
INSERT INTO customer_sessions (token_hash, id, customer_id, created, seen, expires, address, agent)
VALUES (:token_hash, :id, :customer_id, :created, :created, :expires, :address, :agent);

-- account_session_touch: change any
UPDATE customer_sessions SET seen = :seen, expires = :expires WHERE token_hash = :token_hash;

-- account_session_list: all
SELECT id, created, seen, expires, address, agent FROM customer_sessions
 WHERE customer_id = :customer_id AND expires > :now/instant ORDER BY seen DESC, id LIMIT 100;

-- account_session_remove: change any
DELETE FROM customer_sessions WHERE id = :id AND customer_id = :customer_id;

-- account_session_remove_token: change any
DELETE FROM customer_sessions WHERE token_hash = :token_hash;

-- account_session_remove_others: change any
DELETE FROM customer_sessions
 WHERE customer_id = :customer_id AND (:kept_id/id(account_session) IS NULL OR id <> :kept_id/id(account_session));

-- account_session_remove_expired: change any
DELETE FROM customer_sessions WHERE expires < :now/instant;

-- account_seen: change any
UPDATE customer_counters SET last_seen = :last_seen WHERE customer_id = :customer_id;

-- account_signed_in: change any
UPDATE customer_counters SET last_sign_in = :last_sign_in, last_seen = :last_sign_in, sign_ins = sign_ins + 1
 WHERE customer_id = :customer_id;

-- account_sign_in_add: change one
INSERT INTO customer_sign_ins (customer_id, at, id, outcome, address, agent, country, kept_since)
VALUES (:customer_id, :at, :id, :outcome, :address, :agent, :country, :at);

-- The latest first. `before`: where the page before ended.
-- account_sign_in_list: all
SELECT id, at, outcome, address, agent, country, kept_since FROM customer_sign_ins
 WHERE customer_id = :customer_id AND (at < :before_at/instant OR (at = :before_at AND id < :before_id/id(sign_in)))
 ORDER BY at DESC, id DESC LIMIT :most/count;

-- account_sign_in_count: one
SELECT COUNT(*) AS "total:count" FROM customer_sign_ins WHERE customer_id = :customer_id;

-- account_sign_in_forget: change any
UPDATE customer_sign_ins SET address = NULL, agent = NULL, kept_since = NULL WHERE kept_since < :before/instant;

-- Whom a name is mailed to: a verified or the primary address, or the primary one of a login. An address goes before a
-- login of the same letters.
-- account_find_to_mail: maybe
SELECT k.customer_id, e.address, e.folded FROM claims k JOIN emails e ON e.customer_id = k.customer_id
 WHERE (k.kind = 1 AND k.value = :login/text AND e.is_primary = 1)
    OR (k.kind = 0 AND k.value = :address/text AND e.folded = k.value AND (e.is_primary = 1 OR e.verification = 2))
 ORDER BY k.kind LIMIT 1;

-- account_link_add: change one
INSERT INTO customer_links (token_hash, customer_id, purpose, address, email, wanted, next, created, expires)
VALUES (:token_hash, :customer_id, :purpose, :address, :email, :wanted, :next, :created, :expires);

-- account_link_find: maybe unscoped the token says who it is
SELECT l.customer_id, l.address, l.wanted, l.next FROM customer_links l JOIN customers c ON c.id = l.customer_id
 WHERE l.token_hash = :token_hash AND l.purpose = :purpose AND l.expires > :now/instant
   AND COALESCE(c.email, '') = COALESCE(l.email, '')
   AND EXISTS (SELECT 1 FROM emails e WHERE e.customer_id = l.customer_id AND e.folded = l.address);

-- Whoever has taken an account over cannot take this away: it outlives further addresses and passwords.
-- account_undo_find: maybe
SELECT l.customer_id, l.wanted, l.created FROM customer_links l
 WHERE l.token_hash = :token_hash AND l.purpose = 4 AND l.expires > :now/instant;

-- Since when that address has a way back, be it too late by now to take it.
-- account_undo_since: one
SELECT MIN(created) AS "since:instant?" FROM customer_links
 WHERE customer_id = :customer_id AND purpose = 4 AND address = :folded/text;

-- account_undo_remove_since: change any
DELETE FROM customer_links
 WHERE customer_id = :customer_id AND purpose = 4 AND created >= :since/instant
   AND (:kept/text IS NULL OR address <> :kept/text);

-- account_link_waits: one
SELECT COUNT(*) AS "waits:flag" FROM customer_links
 WHERE customer_id = :customer_id AND purpose = :purpose AND expires > :now/instant;

-- Where they were going when they asked for the newest that says so.
-- account_link_next: maybe
SELECT next FROM customer_links
 WHERE customer_id = :customer_id AND purpose = :purpose AND next IS NOT NULL ORDER BY created DESC LIMIT 1;

-- account_wanted: maybe
SELECT l.wanted, l.created FROM customer_links l
 WHERE l.customer_id = :customer_id AND l.purpose IN (3, 5) AND l.expires > :now/instant ORDER BY l.created DESC LIMIT 1;

-- account_primary: maybe
SELECT id, address FROM emails WHERE customer_id = :customer_id AND is_primary = 1;

-- account_link_remove: change any
DELETE FROM customer_links WHERE token_hash = :token_hash;

-- account_link_remove_of: change any
DELETE FROM customer_links WHERE customer_id = :customer_id AND purpose = :purpose;

-- account_link_remove_all: change any
DELETE FROM customer_links WHERE customer_id = :customer_id AND purpose <> 4;

-- account_link_remove_expired: change any
DELETE FROM customer_links WHERE expires < :now/instant AND (purpose <> 4 OR expires < :forgotten/instant);

-- account_email_find: maybe
SELECT id, is_primary, verification FROM emails WHERE customer_id = :customer_id AND folded = :folded;

-- account_password_remove: change any
DELETE FROM customer_passwords WHERE customer_id = :customer_id;

-- account_registration_open: one
SELECT COUNT(*) AS "types:count" FROM types WHERE active = 1 AND registration = 1;
