-- customer_row: maybe
SELECT c.id, c.version, c.status, c.login, c.email, c.salutation, c.title, c.first_name, c.last_name, c.name_order,
       c.display_name, c.sort_name, c.company, c.birth_date, c.picture_id, c.language, c.zone, c.country, c.currency,
       c.type_id, c.group_id, c.channel_id, c.representative_id, c.vip, c.newsletter, c.discount,
       c.discount_amount, c.discount_currency, c.billing_email, c.guest, c.activation, c.approval, c.active, c.blocked, c.suspended,
       c.suspended_until, c.since, c.created, c.modified, c.trashed_at, c.trashed_by, c.trash_reason, c.merged_into
  FROM customers c WHERE c.id = :id AND :@scope(c);

-- customer_row_any: maybe unscoped for derived columns, what has been looked up in scope, and who signs in
SELECT c.id, c.version, c.status, c.login, c.email, c.salutation, c.title, c.first_name, c.last_name, c.name_order,
       c.display_name, c.sort_name, c.company, c.birth_date, c.picture_id, c.language, c.zone, c.country, c.currency,
       c.type_id, c.group_id, c.channel_id, c.representative_id, c.vip, c.newsletter, c.discount,
       c.discount_amount, c.discount_currency, c.billing_email, c.guest, c.activation, c.approval, c.active, c.blocked, c.suspended,
       c.suspended_until, c.since, c.created, c.modified, c.trashed_at, c.trashed_by, c.trash_reason, c.merged_into
  FROM customers c WHERE c.id = :id;

-- What decides a customer's discount besides their own.
-- customer_group_discount: maybe cached
SELECT name, discount, discount_amount, discount_currency, tiers FROM groups WHERE id = :id;
-- customer_type_discount: maybe cached
SELECT name, discount, discount_amount, discount_currency FROM types WHERE id = :id;

-- customer_lock: maybe
-- on sqlite
SELECT c.id FROM customers c WHERE c.id = :id AND :@scope(c);
-- on postgres
SELECT c.id FROM customers c WHERE c.id = :id AND :@scope(c) FOR UPDATE;

-- customer_insert: change one gathered
INSERT INTO customers (id, version, status, login, email, salutation, title, first_name, last_name, name_order, display_name,
       sort_name, sort_company, sort_login, sort_email, company, birth_date, picture_id, language, zone, country, currency, type_id, group_id,
       channel_id, representative_id, vip, newsletter, discount, discount_amount, discount_currency, billing_email, guest, activation, approval, active, blocked,
       suspended, suspended_until, since, created, modified, trashed_at, trashed_by, trash_reason, merged_into)
VALUES (:id, 1, :status, :login, :email, :salutation, :title, :first_name, :last_name, :name_order, :display_name,
       :sort_name, :sort_company, :sort_login, :sort_email, :company, :birth_date, NULL, :language, :zone, :country, :currency, :type_id, :group_id,
       :channel_id, :representative_id, :vip, :newsletter, :discount, :discount_amount, :discount_currency, :billing_email, :guest, :activation, :approval, 1, 0,
       NULL, NULL, :since, :created, :created, NULL, NULL, NULL, NULL);

-- customer_update: change one
UPDATE customers SET version = version + 1, login = :login, email = :email, salutation = :salutation, title = :title,
       first_name = :first_name, last_name = :last_name, name_order = :name_order, company = :company,
       birth_date = :birth_date, language = :language, zone = :zone, country = :country, currency = :currency,
       type_id = :type_id, group_id = :group_id, channel_id = :channel_id, representative_id = :representative_id,
       vip = :vip, newsletter = :newsletter, discount = :discount, discount_amount = :discount_amount,
       discount_currency = :discount_currency, billing_email = :billing_email, since = :since, modified = :modified
 WHERE id = :id;

-- customer_set_status: change one
UPDATE customers SET status = :status WHERE id = :id;
-- customer_update_derived: change one
UPDATE customers SET status = :status, email = :email, display_name = :display_name, sort_name = :sort_name,
       sort_company = :sort_company, sort_login = :sort_login, sort_email = :sort_email
 WHERE id = :id;

-- customer_set_trash: change one
UPDATE customers SET trashed_at = :trashed_at, trashed_by = :trashed_by, trash_reason = :trash_reason, modified = :modified,
       version = version + 1 WHERE id = :id;

-- customer_touch: change one
UPDATE customers SET modified = :modified, version = version + 1 WHERE id = :id;

-- customer_remove_row: change one
DELETE FROM customers WHERE id = :id;

-- customer_unconfirmed: maybe unscoped whoever proves an address, or is given it, has it, whoever registered with it
SELECT c.id FROM customers c JOIN registrations r ON r.customer_id = c.id
 WHERE c.id = :id AND c.activation = 0 AND c.guest = 0 AND c.trashed_at IS NULL AND c.merged_into IS NULL;

-- Of each kind one is the default (labels_change.c sees to it); MIN spares the sorting of a choice of one.
-- customer_defaults: maybe cached
SELECT (SELECT MIN(id) FROM types WHERE is_default = 1) AS "type_id:id(type)?",
       (SELECT MIN(id) FROM groups WHERE is_default = 1) AS "group_id:id(group)?",
       (SELECT MIN(id) FROM channels WHERE is_default = 1) AS "channel_id:id(channel)?";

-- customer_type_requires: maybe cached
SELECT required_fields, active FROM types WHERE id = :id;
-- customer_group_exists: maybe cached
SELECT active FROM groups WHERE id = :id;
-- customer_channel_exists: maybe cached
SELECT active, country, name FROM channels WHERE id = :id;
-- customer_staff_exists: maybe cached
SELECT active FROM staff WHERE id = :id;

-- customer_counters_add: change one gathered
INSERT INTO customer_counters (customer_id, orders, spent_base, last_order, last_sign_in, last_seen, sign_ins)
VALUES (:customer_id, 0, 0, NULL, NULL, NULL, 0);

-- customer_channel_seen: change any
INSERT INTO customer_channels (customer_id, channel_id, at) VALUES (:customer_id, :channel_id, :at)
ON CONFLICT (customer_id, channel_id) DO NOTHING;

-- customer_channel_insert: change one gathered
INSERT INTO customer_channels (customer_id, channel_id, at) VALUES (:customer_id, :channel_id, :at);

-- claim_insert: change one gathered
INSERT INTO claims (kind, value, customer_id) VALUES (:kind, :value, :customer_id);
-- claim_take: change any
INSERT INTO claims (kind, value, customer_id) VALUES (:kind, :value, :customer_id) ON CONFLICT (kind, value) DO NOTHING;
-- claim_find: maybe
SELECT customer_id FROM claims WHERE kind = :kind AND value = :value;
-- claim_drop: change any
DELETE FROM claims WHERE kind = :kind AND value = :value AND customer_id = :customer_id;

-- external_id_insert: change one gathered
INSERT INTO external_ids (customer_id, system, value) VALUES (:customer_id, :system, :value);
-- external_id_add: change any
INSERT INTO external_ids (customer_id, system, value) VALUES (:customer_id, :system, :value)
ON CONFLICT (customer_id, system, value) DO NOTHING;
-- external_id_list: all
SELECT system, value FROM external_ids WHERE customer_id = :customer_id ORDER BY system, value;

-- primary_email_find: maybe
SELECT id, at, address, folded, verification FROM emails WHERE customer_id = :customer_id AND is_primary = 1 ORDER BY at, id LIMIT 1;
-- primary_email_add: change one gathered
INSERT INTO emails (customer_id, at, id, address, folded, is_primary, verification, verified_at)
VALUES (:customer_id, :at, :id, :address, :folded, 1, :verification, NULL);
-- primary_email_change: change one
UPDATE emails SET address = :address, folded = :folded, verification = :verification, verified_at = NULL
 WHERE customer_id = :customer_id AND at = :at AND id = :id;
-- primary_email_remove: change one
DELETE FROM emails WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- search_emails: all
SELECT folded FROM emails WHERE customer_id = :customer_id ORDER BY at, id;
-- search_phones: all
SELECT typed, e164, extension FROM phones WHERE customer_id = :customer_id ORDER BY at, id;
-- search_addresses: all
SELECT postcode, city, state, country, company FROM addresses WHERE customer_id = :customer_id ORDER BY at, id;
-- search_find: maybe
SELECT words, names, first_name, last_name, title, company, cities, states, external_ids FROM customer_search WHERE customer_id = :customer_id;
-- search_add: change one gathered
INSERT INTO customer_search (customer_id, words, names, first_name, last_name, title, company, cities, states, external_ids)
VALUES (:customer_id, :words, :names, :first_name, :last_name, :title, :company, :cities, :states, :external_ids);
-- search_set: change one
UPDATE customer_search SET words = :words WHERE customer_id = :customer_id;
-- search_set_lines: change one
UPDATE customer_search SET names = :names, first_name = :first_name, last_name = :last_name, title = :title,
       company = :company, cities = :cities, states = :states, external_ids = :external_ids
 WHERE customer_id = :customer_id;

-- A row in ledger_openings lets the same transaction take rows out of ledgers.
-- erase_open_ledgers: change one
INSERT INTO ledger_openings (opener) VALUES (:opener);
-- erase_close_ledgers: change one
DELETE FROM ledger_openings WHERE opener = :opener;
