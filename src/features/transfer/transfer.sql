-- ---- people as a table ----

-- transfer_customers: all
SELECT c.id, c.version, c.status, c.login, c.email, c.salutation, c.title, c.first_name, c.last_name, c.name_order,
       c.display_name, c.sort_name, c.company, c.birth_date, c.picture_id, c.language, c.zone, c.country, c.currency,
       c.type_id, c.group_id, c.channel_id, c.representative_id, c.vip, c.newsletter, c.discount, c.billing_email,
       c.guest, c.activation, c.approval, c.active, c.blocked, c.suspended, c.suspended_until, c.since, c.created, c.modified,
       c.trashed_at, c.trashed_by, c.trash_reason, c.merged_into
  FROM customers c WHERE c.id IN (:ids/id(customer)[]) AND :@scope(c) ORDER BY c.id;

-- transfer_counters: all
SELECT customer_id, orders, spent_base, last_order, last_sign_in, last_seen, sign_ins FROM customer_counters
 WHERE customer_id IN (:ids/id(customer)[]) ORDER BY customer_id;

-- transfer_emails: all
SELECT customer_id, at, id, address, folded, is_primary, verification FROM emails
 WHERE customer_id IN (:ids/id(customer)[]) ORDER BY customer_id, is_primary DESC, at, id;

-- transfer_phones: all
SELECT customer_id, at, id, typed, e164, extension, label, is_primary FROM phones
 WHERE customer_id IN (:ids/id(customer)[]) ORDER BY customer_id, is_primary DESC, at, id;

-- transfer_addresses: all
SELECT customer_id, at, id, label, company, name, line1, line2, line3, line4, postcode, city, state, country, phone, tax_id,
       is_shipping, is_billing
  FROM addresses WHERE customer_id IN (:ids/id(customer)[]) ORDER BY customer_id, at, id;

-- transfer_tax_ids: all
SELECT customer_id, at, id, kind, country, value FROM tax_ids
 WHERE customer_id IN (:ids/id(customer)[]) ORDER BY customer_id, at, id;

-- transfer_tags: all
SELECT m.customer_id, m.tag_id, t.name FROM customer_tags m JOIN tags t ON t.id = m.tag_id
 WHERE m.customer_id IN (:ids/id(customer)[]) ORDER BY m.customer_id, t.folded;

-- transfer_groups: all
SELECT m.customer_id, m.group_id, g.word AS name FROM customer_groups m JOIN groups g ON g.id = m.group_id
 WHERE m.customer_id IN (:ids/id(customer)[]) ORDER BY m.customer_id, g.word;

-- transfer_channels: all
SELECT m.customer_id, m.channel_id, h.word AS name FROM customer_channels m JOIN channels h ON h.id = m.channel_id
 WHERE m.customer_id IN (:ids/id(customer)[]) ORDER BY m.customer_id, h.word;

-- transfer_attributes: all
SELECT v.customer_id, v.attribute_id, v.text FROM customer_attributes v
 WHERE v.customer_id IN (:ids/id(customer)[]) ORDER BY v.customer_id, v.attribute_id;

-- transfer_external_ids: all
SELECT customer_id, system, value FROM external_ids
 WHERE customer_id IN (:ids/id(customer)[]) ORDER BY customer_id, system, value;

-- ---- how wide the table is ----

-- transfer_most: one
SELECT (SELECT COALESCE(MAX(n), 0) FROM (SELECT COUNT(*) AS n FROM emails GROUP BY customer_id) a) AS "emails:count",
       (SELECT COALESCE(MAX(n), 0) FROM (SELECT COUNT(*) AS n FROM phones GROUP BY customer_id) b) AS "phones:count",
       (SELECT COALESCE(MAX(n), 0) FROM (SELECT COUNT(*) AS n FROM addresses GROUP BY customer_id) d) AS "addresses:count",
       (SELECT COALESCE(MAX(n), 0) FROM (SELECT COUNT(*) AS n FROM tax_ids GROUP BY customer_id) e) AS "tax_ids:count";

-- transfer_systems: all
SELECT DISTINCT system FROM external_ids ORDER BY system;

-- ---- names of what customers refer to ----

-- transfer_attribute_words: all
SELECT word FROM attributes ORDER BY position, id;
-- `kind` is enum transfer_named.
-- transfer_name_list: all cached
SELECT q.kind + 0 AS "kind:count", q.id + 0 AS "id:count", q.word, q.name AS "name:text?", q.value + 0 AS "value:attribute_kind"
  FROM (SELECT 0 AS kind, id, word, name, position, 0 AS value FROM types
         UNION ALL SELECT 1, id, word, name, position, 0 FROM groups
         UNION ALL SELECT 2, id, word, name, position, 0 FROM channels
         UNION ALL SELECT 3, id, email, name, 0, 0 FROM staff
         UNION ALL SELECT 4, id, name, folded, 0, 0 FROM tags
         UNION ALL SELECT 5, a.id, a.word, l.label, a.position, a.kind FROM attributes a
                     LEFT JOIN attribute_labels l ON l.attribute_id = a.id AND l.language = 'en') q
 ORDER BY q.kind, q.position, q.id;

-- transfer_add_attribute: change one
INSERT INTO attributes (id, word, kind, position, active, required, visible, editable, personal, created)
VALUES (:id, :word, :kind, 1000, 1, 0, 0, 0, 1, :created);
-- transfer_add_attribute_label: change one
INSERT INTO attribute_labels (attribute_id, language, label) VALUES (:attribute_id, 'en', :label);

-- ---- what a customer has ----

-- transfer_add_email: change one gathered
INSERT INTO emails (customer_id, at, id, address, folded, is_primary, verification, verified_at)
VALUES (:customer_id, :at, :id, :address, :folded, 0, 0, NULL);
-- transfer_set_email: change one
UPDATE emails SET address = :address, folded = :folded, verification = 0, verified_at = NULL
 WHERE customer_id = :customer_id AND at = :at AND id = :id;
-- transfer_set_verification: change one
UPDATE emails SET verification = :verification, verified_at = :verified_at
 WHERE customer_id = :customer_id AND at = :at AND id = :id;
-- transfer_remove_email: change one
DELETE FROM emails WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- transfer_add_phone: change one gathered
INSERT INTO phones (customer_id, at, id, typed, e164, extension, label, is_primary)
VALUES (:customer_id, :at, :id, :typed, :e164, :extension, :label, :is_primary);
-- transfer_set_phone: change one
UPDATE phones SET typed = :typed, e164 = :e164, extension = :extension, label = :label
 WHERE customer_id = :customer_id AND at = :at AND id = :id;
-- transfer_remove_phone: change one
DELETE FROM phones WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- transfer_add_address: change one gathered
INSERT INTO addresses (customer_id, at, id, label, company, name, line1, line2, line3, line4, postcode, city, state, country,
                       phone, tax_id, is_shipping, is_billing)
VALUES (:customer_id, :at, :id, :label, :company, :name, :line1, :line2, :line3, :line4, :postcode, :city, :state, :country,
        :phone, :tax_id, :is_shipping, :is_billing);
-- transfer_clear_defaults: change any
UPDATE addresses SET is_shipping = CASE WHEN :is_shipping = 1 THEN 0 ELSE is_shipping END,
       is_billing = CASE WHEN :is_billing = 1 THEN 0 ELSE is_billing END
 WHERE customer_id = :customer_id AND id <> :id;
-- transfer_remove_address: change any
DELETE FROM addresses WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- transfer_add_tax_id: change one gathered
INSERT INTO tax_ids (customer_id, at, id, kind, country, value) VALUES (:customer_id, :at, :id, :kind, :country, :value);
-- transfer_remove_tax_id: change any
DELETE FROM tax_ids WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- transfer_give_tag: change any
INSERT INTO customer_tags (customer_id, tag_id, at) VALUES (:customer_id, :tag_id, :at)
ON CONFLICT (customer_id, tag_id) DO NOTHING;
-- transfer_take_tag: change any
DELETE FROM customer_tags WHERE customer_id = :customer_id AND tag_id = :tag_id;
-- transfer_give_group: change any
INSERT INTO customer_groups (customer_id, group_id) VALUES (:customer_id, :group_id)
ON CONFLICT (customer_id, group_id) DO NOTHING;
-- transfer_take_group: change any
DELETE FROM customer_groups WHERE customer_id = :customer_id AND group_id = :group_id;
-- transfer_give_channel: change any
INSERT INTO customer_channels (customer_id, channel_id, at) VALUES (:customer_id, :channel_id, :at)
ON CONFLICT (customer_id, channel_id) DO NOTHING;
-- transfer_take_channel: change any
DELETE FROM customer_channels WHERE customer_id = :customer_id AND channel_id = :channel_id;

-- transfer_remove_attribute: change any
DELETE FROM customer_attributes WHERE customer_id = :customer_id AND attribute_id = :attribute_id;
-- transfer_add_value: change one gathered
INSERT INTO customer_attributes (customer_id, attribute_id, text, folded, number)
VALUES (:customer_id, :attribute_id, :text, :folded, NULL);
-- transfer_add_number: change one gathered
INSERT INTO customer_attributes (customer_id, attribute_id, text, number) VALUES (:customer_id, :attribute_id, :text, :number);

-- transfer_remove_external_id: change any
DELETE FROM external_ids WHERE customer_id = :customer_id AND system = :system AND value = :value;

-- transfer_set_access: change one
UPDATE customers SET activation = :activation, approval = :approval, active = :active, blocked = :blocked,
       suspended = :suspended, suspended_until = :suspended_until, modified = :modified
 WHERE id = :id;
-- transfer_note_axis: change one
INSERT INTO customer_axes (customer_id, axis, at, actor_kind, actor_id, reason, message)
VALUES (:customer_id, :axis, :at, :actor_kind, :actor_id, NULL, NULL)
ON CONFLICT (customer_id, axis) DO UPDATE SET at = excluded.at, actor_kind = excluded.actor_kind,
       actor_id = excluded.actor_id, reason = NULL, message = NULL;

-- transfer_guest: maybe
SELECT e.customer_id FROM emails e JOIN customers c ON c.id = e.customer_id
 WHERE e.folded = :folded AND c.guest = 1 AND c.status > 1 AND :@scope(c) ORDER BY e.customer_id LIMIT 1;

-- ---- imports ----

-- import_find: maybe
SELECT id, position, created, updated, unchanged, refused FROM imports
 WHERE fingerprint = :fingerprint AND finished IS NULL ORDER BY id LIMIT 1;
-- import_add: change one
INSERT INTO imports (id, fingerprint, name, started, finished, position, created, updated, unchanged, refused)
VALUES (:id, :fingerprint, :name, :started, NULL, 1, 0, 0, 0, 0);
-- import_advance: change any
UPDATE imports SET position = :position, created = :created, updated = :updated, unchanged = :unchanged, refused = :refused
 WHERE id = :id AND position = :from/count AND finished IS NULL;
-- import_finish: change one
UPDATE imports SET finished = :finished WHERE id = :id;
-- import_refusal_add: change one gathered
INSERT INTO import_refusals (import_id, position, cells, reasons) VALUES (:import_id, :position, :cells, :reasons);
-- import_refusal_list: all
SELECT position, cells, reasons FROM import_refusals
 WHERE import_id = :import_id AND position > :after/count ORDER BY position LIMIT 500;
-- import_refusal_remove_all: change any
DELETE FROM import_refusals WHERE import_id = :import_id;
