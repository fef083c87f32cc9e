-- consent_find: maybe
SELECT state, at, source, wording, address, given, given_ip, confirmed_ip FROM consents
 WHERE customer_id = :customer_id AND purpose = :purpose;

-- consent_set: change one
INSERT INTO consents (customer_id, purpose, state, at, source, wording, address, given, given_ip, confirmed_ip, token_hash)
VALUES (:customer_id, :purpose, :state, :at, :source, NULL, :address, :given, NULL, NULL, :token_hash)
ON CONFLICT (customer_id, purpose) DO UPDATE SET state = excluded.state, at = excluded.at, source = excluded.source,
       wording = NULL, address = excluded.address, given = excluded.given, given_ip = NULL, confirmed_ip = NULL,
       token_hash = excluded.token_hash;

-- Of somebody new.
-- consent_add: change one gathered
INSERT INTO consents (customer_id, purpose, state, at, source, wording, address, given, given_ip, confirmed_ip, token_hash)
VALUES (:customer_id, :purpose, :state, :at, :source, NULL, NULL, :at, NULL, NULL, NULL);

-- What was agreed to stays beside the withdrawal, as the proof that it was.
-- consent_end: change one
INSERT INTO consents (customer_id, purpose, state, at, source) VALUES (:customer_id, :purpose, :state, :at, :source)
ON CONFLICT (customer_id, purpose) DO UPDATE SET state = excluded.state, at = excluded.at, source = excluded.source,
       token_hash = NULL;

-- consent_prove: change any
UPDATE consents SET wording = :wording, given_ip = :given_ip, source = :source
 WHERE customer_id = :customer_id AND purpose = :purpose;

-- consent_confirm: change one
UPDATE consents SET state = :state, at = :at, source = :source, confirmed_ip = :confirmed_ip, token_hash = NULL
 WHERE customer_id = :customer_id AND purpose = :purpose;

-- consent_remove: change any
DELETE FROM consents WHERE customer_id = :customer_id AND purpose = :purpose;
-- consent_move: change one
UPDATE consents SET customer_id = :to/id(customer) WHERE customer_id = :customer_id AND purpose = :purpose;

-- It was asked for at that address: another one needs another consent.
-- consent_by_token: maybe unscoped the token says who it is
SELECT x.customer_id, x.purpose, x.address FROM consents x JOIN customers c ON c.id = x.customer_id
 WHERE x.token_hash = :token_hash AND x.state = 1 AND x.given > :since/instant AND c.trashed_at IS NULL
   AND EXISTS (SELECT 1 FROM emails e WHERE e.customer_id = x.customer_id AND e.is_primary = 1 AND e.folded = x.address);

-- consent_address: maybe
SELECT folded, verification FROM emails WHERE customer_id = :customer_id AND is_primary = 1;

-- What they were asked, agreed to and withdrew before that request first did.
-- consent_before: one
SELECT COUNT(*) AS "events:count" FROM events e
 WHERE e.customer_id = :customer_id AND e.name >= 'consent.' AND e.name < 'consent/' AND e.at <
       (SELECT MIN(f.at) FROM events f WHERE f.customer_id = :customer_id AND f.request_id = :request/text
           AND f.name >= 'consent.' AND f.name < 'consent/');

-- The latest first.
-- consent_history: all
SELECT e.at, e.id, e.name, e.actor_kind FROM events e
 WHERE e.customer_id = :customer_id AND e.name >= 'consent.' AND e.name < 'consent/'
 ORDER BY e.at DESC, e.id DESC LIMIT 20;
