-- email_list: all
SELECT e.id, e.at, e.address, e.folded, e.is_primary, e.verification, e.verified_at, b.at AS "bounced_at:instant?",
       b.reason AS "bounce_reason:text?"
  FROM emails e LEFT JOIN email_bounces b ON b.customer_id = e.customer_id AND b.folded = e.folded
 WHERE e.customer_id = :customer_id
 ORDER BY e.is_primary DESC, e.at, e.id;

-- email_find: maybe
SELECT e.id, e.at, e.address, e.folded, e.is_primary, e.verification, e.verified_at, b.at AS "bounced_at:instant?",
       b.reason AS "bounce_reason:text?"
  FROM emails e LEFT JOIN email_bounces b ON b.customer_id = e.customer_id AND b.folded = e.folded
 WHERE e.customer_id = :customer_id AND e.id = :id;

-- email_holders: all
SELECT e.customer_id FROM emails e JOIN customers c ON c.id = e.customer_id
 WHERE e.folded = :folded AND :@scope(c) ORDER BY e.customer_id LIMIT 100;

-- email_bounce_set: change any
INSERT INTO email_bounces (customer_id, folded, at, reason) VALUES (:customer_id, :folded, :at, :reason)
ON CONFLICT (customer_id, folded) DO UPDATE SET at = excluded.at, reason = excluded.reason;

-- email_bounce_remove: change any
DELETE FROM email_bounces WHERE customer_id = :customer_id AND folded = :folded;

-- email_add: change one gathered
INSERT INTO emails (customer_id, at, id, address, folded, is_primary, verification, verified_at)
VALUES (:customer_id, :at, :id, :address, :folded, :is_primary, :verification, NULL);

-- email_set: change one
UPDATE emails SET address = :address, folded = :folded, verification = :verification, verified_at = :verified_at
 WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- email_set_primary: change any
UPDATE emails SET is_primary = CASE WHEN id = :id THEN 1 ELSE 0 END WHERE customer_id = :customer_id;

-- email_remove: change one
DELETE FROM emails WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- phone_list: all
SELECT id, at, typed, e164, extension, label, is_primary FROM phones WHERE customer_id = :customer_id
 ORDER BY is_primary DESC, at, id;

-- phone_find: maybe
SELECT id, at, typed, e164, extension, label, is_primary FROM phones WHERE customer_id = :customer_id AND id = :id;

-- phone_add: change one gathered
INSERT INTO phones (customer_id, at, id, typed, e164, extension, label, is_primary)
VALUES (:customer_id, :at, :id, :typed, :e164, :extension, :label, :is_primary);

-- phone_set: change one
UPDATE phones SET typed = :typed, e164 = :e164, extension = :extension, label = :label
 WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- phone_set_primary: change any
UPDATE phones SET is_primary = CASE WHEN id = :id THEN 1 ELSE 0 END WHERE customer_id = :customer_id;

-- phone_remove: change one
DELETE FROM phones WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- phone_home: maybe
SELECT c.country AS "customer:text?",
       (SELECT a.country FROM addresses a WHERE a.customer_id = c.id AND a.country IS NOT NULL
         ORDER BY a.is_shipping DESC, a.is_billing DESC, a.at, a.id LIMIT 1) AS "address:text?",
       (SELECT h.country FROM channels h WHERE h.id = c.channel_id) AS "channel:text?"
  FROM customers c WHERE c.id = :id AND :@scope(c);

-- As they were added; contacts_list_addresses() puts the default ones first, which costs less there.
-- address_list: all
SELECT id, at, label, company, name, line1, line2, line3, line4, postcode, city, state, country, phone, tax_id,
       is_shipping, is_billing
  FROM addresses WHERE customer_id = :customer_id ORDER BY at, id;

-- address_add: change one gathered
INSERT INTO addresses (customer_id, at, id, label, company, name, line1, line2, line3, line4, postcode, city, state, country,
                       phone, tax_id, is_shipping, is_billing)
VALUES (:customer_id, :at, :id, :label, :company, :name, :line1, :line2, :line3, :line4, :postcode, :city, :state, :country,
        :phone, :tax_id, 0, 0);

-- address_set: change one
UPDATE addresses SET label = :label, company = :company, name = :name, line1 = :line1, line2 = :line2, line3 = :line3,
       line4 = :line4, postcode = :postcode, city = :city, state = :state, country = :country, phone = :phone, tax_id = :tax_id
 WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- address_set_shipping: change any
UPDATE addresses SET is_shipping = CASE WHEN id = :id THEN 1 ELSE 0 END WHERE customer_id = :customer_id;

-- address_set_billing: change any
UPDATE addresses SET is_billing = CASE WHEN id = :id THEN 1 ELSE 0 END WHERE customer_id = :customer_id;

-- address_unset: change one
UPDATE addresses SET is_shipping = :is_shipping, is_billing = :is_billing
 WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- address_remove: change one
DELETE FROM addresses WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- tax_id_list: all
SELECT id, at, kind, country, value FROM tax_ids WHERE customer_id = :customer_id ORDER BY at, id;

-- tax_id_add: change one gathered
INSERT INTO tax_ids (customer_id, at, id, kind, country, value) VALUES (:customer_id, :at, :id, :kind, :country, :value);

-- tax_id_set: change one
UPDATE tax_ids SET kind = :kind, country = :country, value = :value WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- tax_id_remove: change one
DELETE FROM tax_ids WHERE customer_id = :customer_id AND at = :at AND id = :id;
