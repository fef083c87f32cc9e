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

-- What it was when that request ended it, which the customer did not do themselves.
-- consent_ended: maybe
SELECT s.old AS state, w.old AS source, t.old AS since FROM events e
  JOIN event_values s ON s.event_id = e.id AND s.customer_id = e.customer_id AND s.field = 'consent'
  JOIN event_values w ON w.event_id = e.id AND w.customer_id = e.customer_id AND w.field = 'source'
  JOIN event_values t ON t.event_id = e.id AND t.customer_id = e.customer_id AND t.field = 'since'
 WHERE e.customer_id = :customer_id AND e.request_id = :request/text AND e.name = 'consent.withdrawn' AND e.actor_kind <> 2
 ORDER BY e.at DESC, e.id DESC LIMIT 1;

-- consent_put_back: change any
UPDATE consents SET state = :state, at = :at, source = :source
 WHERE customer_id = :customer_id AND purpose = :purpose AND state = 3;

-- The latest first.
-- consent_history: all
SELECT e.at, e.id, e.name, e.actor_kind FROM events e
 WHERE e.customer_id = :customer_id AND e.name >= 'consent.' AND e.name < 'consent/'
 ORDER BY e.at DESC, e.id DESC LIMIT 20;
