-- ---- clients

-- oidc_client_find: maybe
SELECT k.channel_id, c.word, c.name, k.secret_hash, k.redirects, k.logouts, k.back_channel
  FROM oidc_clients k JOIN channels c ON c.id = k.channel_id WHERE c.word = :word AND c.active = 1;

-- oidc_client_of: maybe
SELECT k.secret_hash, k.secret_at, k.redirects, k.logouts, k.back_channel, k.visits FROM oidc_clients k WHERE k.channel_id = :channel_id;

-- oidc_client_list: all
SELECT k.channel_id, c.word, k.redirects, k.logouts, k.back_channel, k.visits
  FROM oidc_clients k JOIN channels c ON c.id = k.channel_id ORDER BY k.channel_id;

-- oidc_client_any: maybe
SELECT k.channel_id FROM oidc_clients k LIMIT 1;

-- oidc_client_add: change one
INSERT INTO oidc_clients (channel_id, secret_hash, secret_at, redirects, logouts, back_channel, visits)
VALUES (:channel_id, :secret_hash, :secret_at, :redirects, :logouts, :back_channel, :visits);

-- oidc_client_change: change one
UPDATE oidc_clients SET redirects = :redirects, logouts = :logouts, back_channel = :back_channel, visits = :visits
 WHERE channel_id = :channel_id;

-- oidc_client_renew: change one
UPDATE oidc_clients SET secret_hash = :secret_hash, secret_at = :secret_at WHERE channel_id = :channel_id;

-- oidc_client_remove: change one
DELETE FROM oidc_clients WHERE channel_id = :channel_id;

-- oidc_code_remove_of: change any
DELETE FROM oidc_codes WHERE channel_id = :channel_id;

-- oidc_token_remove_of: change any
DELETE FROM oidc_tokens WHERE channel_id = :channel_id;

-- ---- codes and tokens

-- Since when its customer has been signed in.
-- oidc_session_find: maybe
SELECT x.created FROM customer_sessions x
 WHERE x.id = :id AND x.customer_id = :customer_id AND x.expires > :now/instant;

-- oidc_code_add: change one
INSERT INTO oidc_codes (code_hash, id, channel_id, customer_id, session_id, redirect, challenge, nonce, scope, signed_in, expires, used)
VALUES (:code_hash, :id, :channel_id, :customer_id, :session_id, :redirect, :challenge, :nonce, :scope, :signed_in, :expires, NULL);

-- oidc_code_find: maybe
SELECT id, channel_id, customer_id, session_id, redirect, challenge, nonce, scope, signed_in, expires, used
  FROM oidc_codes WHERE code_hash = :code_hash;

-- oidc_code_use: change any
UPDATE oidc_codes SET used = :used WHERE id = :id AND used IS NULL;

-- oidc_code_remove_old: change any
DELETE FROM oidc_codes WHERE expires < :before/instant;

-- oidc_token_add: change one
INSERT INTO oidc_tokens (token_hash, code_id, customer_id, session_id, channel_id, scope, expires)
VALUES (:token_hash, :code_id, :customer_id, :session_id, :channel_id, :scope, :expires);

-- A token is worth nothing without the session that it comes from, or while its channel rests.
-- oidc_token_find: maybe
SELECT t.customer_id, t.scope FROM oidc_tokens t JOIN customer_sessions x ON x.id = t.session_id
  JOIN channels h ON h.id = t.channel_id AND h.active = 1
 WHERE t.token_hash = :token_hash AND t.expires > :now/instant AND x.expires > :now;

-- oidc_token_remove_from: change any
DELETE FROM oidc_tokens WHERE code_id = :code_id;

-- oidc_token_remove_old: change any
DELETE FROM oidc_tokens WHERE expires < :before/instant;

-- oidc_primary_email: maybe
SELECT e.address, e.verification FROM emails e WHERE e.customer_id = :customer_id AND e.is_primary = 1;

-- ---- who is signed in where

-- oidc_sign_in_set: change any
INSERT INTO oidc_sign_ins (customer_id, session_id, channel_id, at) VALUES (:customer_id, :session_id, :channel_id, :at)
ON CONFLICT (customer_id, session_id, channel_id) DO UPDATE SET at = excluded.at;

-- Whether the session is still there.
-- oidc_sign_in_list: all
SELECT s.session_id, s.channel_id, c.word, k.back_channel,
       CASE WHEN EXISTS (SELECT 1 FROM customer_sessions x WHERE x.id = s.session_id) THEN 1 ELSE 0 END AS "open:flag"
  FROM oidc_sign_ins s JOIN oidc_clients k ON k.channel_id = s.channel_id JOIN channels c ON c.id = s.channel_id
 WHERE s.customer_id = :customer_id ORDER BY s.session_id, s.channel_id;

-- oidc_sign_in_remove: change any
DELETE FROM oidc_sign_ins WHERE customer_id = :customer_id AND session_id = :session_id AND channel_id = :channel_id;

-- oidc_sign_in_remove_old: change any
DELETE FROM oidc_sign_ins WHERE at < :before/instant;

-- ---- keys

-- oidc_key_list: all
SELECT id, private, created FROM oidc_keys ORDER BY created DESC, id DESC;

-- oidc_key_add: change one
INSERT INTO oidc_keys (id, private, created) VALUES (:id, :private, :created);

-- oidc_key_remove: change any
DELETE FROM oidc_keys WHERE id = :id;
