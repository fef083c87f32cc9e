-- registration_find: maybe
SELECT at, reminded FROM registrations WHERE customer_id = :customer_id;

-- registration_set: change one
INSERT INTO registrations (customer_id, at, reminded) VALUES (:customer_id, :at, NULL)
ON CONFLICT (customer_id) DO UPDATE SET at = excluded.at, reminded = NULL;

-- registration_remind: change any
UPDATE registrations SET reminded = :reminded WHERE customer_id = :customer_id AND reminded IS NULL;

-- registration_remove: change any
DELETE FROM registrations WHERE customer_id = :customer_id;

-- registration_axes: change one
UPDATE customers SET activation = :activation, approval = :approval WHERE id = :id;

-- Of those who still have to confirm, who registered before that time.
-- registration_old: all
SELECT r.customer_id FROM registrations r JOIN customers c ON c.id = r.customer_id
 WHERE r.at < :before/instant AND c.activation = 0 AND c.trashed_at IS NULL AND :@scope(c) ORDER BY r.at LIMIT :most/count;

-- registration_forgotten: all
SELECT r.customer_id FROM registrations r JOIN customers c ON c.id = r.customer_id
 WHERE r.at < :before/instant AND r.reminded IS NULL AND c.activation = 0 AND c.trashed_at IS NULL AND :@scope(c)
 ORDER BY r.at LIMIT :most/count;

-- What staff have settled.
-- registration_remove_settled: change any unscoped nobody is asked about them any more
DELETE FROM registrations WHERE EXISTS (SELECT 1 FROM customers c WHERE c.id = registrations.customer_id AND c.activation = 1);

-- The type that forms begin with, and the channel of a word.
-- registration_channel: maybe
SELECT id, terms, terms_version, privacy FROM channels WHERE active = 1 AND (word = :word/text OR (:word/text IS NULL AND is_default = 1));

-- What a registration has said and done, given to the guest's record that becomes the account.
-- registration_attributes_give_way: change any
DELETE FROM customer_attributes WHERE customer_id = :guest/id(customer)
   AND attribute_id IN (SELECT x.attribute_id FROM customer_attributes x WHERE x.customer_id = :said/id(customer));
-- registration_attributes_move: change any
UPDATE customer_attributes SET customer_id = :guest/id(customer) WHERE customer_id = :said/id(customer);
-- registration_events_move: change any
UPDATE events SET customer_id = :guest/id(customer) WHERE customer_id = :said/id(customer);
-- registration_event_values_move: change any
UPDATE event_values SET customer_id = :guest/id(customer) WHERE customer_id = :said/id(customer);
