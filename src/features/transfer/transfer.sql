-- ---- people as a table ----

-- transfer_customers: all
SELECT c.id, c.version, c.status, c.login, c.email, c.salutation, c.title, c.first_name, c.last_name, c.name_order,
       c.display_name, c.sort_name, c.company, c.birth_date, c.picture_id, c.language, c.zone, c.country, c.currency,
       c.type_id, c.group_id, c.channel_id, c.representative_id, c.vip, c.newsletter, c.discount,
       c.discount_amount, c.discount_currency, c.billing_email, c.guest, c.activation, c.approval, c.active, c.blocked, c.suspended,
       c.suspended_until, c.since, c.created, c.modified, c.trashed_at, c.trashed_by, c.trash_reason, c.merged_into
  FROM customers c WHERE c.id IN (:ids/id(customer)[]) AND :@scope(c) ORDER BY c.id;

-- transfer_counters: all
SELECT customer_id, orders, spent_base, last_order, last_sign_in, last_seen, sign_ins FROM customer_counters
 WHERE customer_id IN (:ids/id(customer)[]) ORDER BY customer_id;

-- transfer_consents: all
SELECT customer_id, state FROM consents
 WHERE customer_id IN (:ids/id(customer)[]) AND purpose = 0 ORDER BY customer_id;

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
