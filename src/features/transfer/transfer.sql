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

-- What somebody new is given, each once.
-- transfer_add_tag: change one gathered
INSERT INTO customer_tags (customer_id, tag_id, at) VALUES (:customer_id, :tag_id, :at);
-- transfer_add_group: change one gathered
INSERT INTO customer_groups (customer_id, group_id) VALUES (:customer_id, :group_id);
-- transfer_add_channel: change one gathered
INSERT INTO customer_channels (customer_id, channel_id, at) VALUES (:customer_id, :channel_id, :at);

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

-- transfer_claim_holders: all
SELECT value, customer_id FROM claims WHERE kind = :kind AND value IN (:values/text[]);

-- transfer_guest: maybe
SELECT e.customer_id FROM emails e JOIN customers c ON c.id = e.customer_id
 WHERE e.folded = :folded AND c.guest = 1 AND c.status > 1 AND :@scope(c) ORDER BY e.customer_id LIMIT 1;

-- ---- imports ----

-- import_find: maybe
SELECT id, position, created, updated, unchanged, refused FROM imports
 WHERE fingerprint = :fingerprint AND finished IS NULL ORDER BY id LIMIT 1;
-- import_add: change one
INSERT INTO imports (id, fingerprint, file_id, job_id, dry, options, name, started, finished, phase, position, place,
                     created, updated, unchanged, refused, tangled, unseen)
VALUES (:id, :fingerprint, :file_id, :job_id, :dry, :options, :name, :started, NULL, 0, 1, 0, 0, 0, 0, 0, 0, 0);
-- import_advance: change any
UPDATE imports SET position = :position, place = :place, created = created + :created, updated = updated + :updated,
       unchanged = unchanged + :unchanged, refused = refused + :refused
 WHERE id = :id AND position = :from/count AND finished IS NULL;
-- import_finish: change one
UPDATE imports SET finished = :finished WHERE id = :id;
-- import_refusal_add: change one gathered
INSERT INTO import_refusals (import_id, position, cells, problems) VALUES (:import_id, :position, :cells, :problems);
-- import_refusal_list: all
SELECT position, cells, problems FROM import_refusals
 WHERE import_id = :import_id AND position > :after/count ORDER BY position LIMIT :most/count;
-- import_refusal_remove_all: change any
DELETE FROM import_refusals WHERE import_id = :import_id;

-- ---- files that were sent ----

-- import_file_add: change one
INSERT INTO import_files (id, staff_id, name, token, uploaded, state, packing, encoding, delimiter, rows, header, header_hash,
                          options)
VALUES (:id, :staff_id, :name, :token, :uploaded, 0, :packing, :encoding, :delimiter, :rows, :header, :header_hash, :options);
-- import_file_find: maybe
SELECT f.id, f.staff_id, s.name AS "staff_name:text", f.name, f.token, f.uploaded, f.state, f.packing, f.encoding, f.delimiter,
       f.rows, f.header, f.header_hash, f.options
  FROM import_files f JOIN staff s ON s.id = f.staff_id WHERE f.id = :id;
-- import_file_list: all
SELECT f.id, f.name, f.uploaded, f.rows, s.name AS "staff_name:text", i.job_id AS "job_id:id(job)?",
       COALESCE(i.created, 0) AS "created:count", COALESCE(i.updated, 0) AS "updated:count",
       COALESCE(i.unchanged, 0) AS "unchanged:count", COALESCE(i.refused, 0) AS "refused:count"
  FROM import_files f JOIN staff s ON s.id = f.staff_id
  LEFT JOIN imports i ON i.id = (SELECT MAX(n.id) FROM imports n WHERE n.file_id = f.id AND n.dry = 0)
 WHERE (:staff_id IS NULL OR f.staff_id = :staff_id) AND f.id < :before/count
 ORDER BY f.id DESC LIMIT :most/count;
-- import_file_set: change one
UPDATE import_files SET packing = :packing, encoding = :encoding, delimiter = :delimiter, rows = :rows, header = :header,
       header_hash = :header_hash, options = :options
 WHERE id = :id;
-- import_file_set_options: change one
UPDATE import_files SET options = :options WHERE id = :id;
-- The last one that looked ahead (1), or that did it (0).
-- import_of_file: maybe
SELECT i.id, i.job_id, i.started, i.finished, i.options, i.created, i.updated, i.unchanged, i.refused, i.unseen
  FROM imports i WHERE i.file_id = :file_id AND i.dry = :dry ORDER BY i.id DESC LIMIT 1;
-- import_of_job: maybe
SELECT i.id, i.file_id, i.dry, i.options, i.phase, i.position, i.place, f.token, f.header, f.rows, f.state,
       i.name, i.created, i.updated, i.unchanged, i.refused, i.tangled
  FROM imports i JOIN import_files f ON f.id = i.file_id WHERE i.job_id = :job_id;
-- import_file_of_job: maybe
SELECT f.id FROM imports i JOIN import_files f ON f.id = i.file_id WHERE i.job_id = :job_id;
-- import_look: change one
UPDATE imports SET phase = :phase, position = :position, place = :place, tangled = tangled + :tangled, unseen = unseen + :unseen
 WHERE id = :id;
-- import_count: change one
UPDATE imports SET created = created + :created, updated = updated + :updated, unchanged = unchanged + :unchanged,
       refused = refused + :refused
 WHERE id = :id;

-- import_mapping_find: maybe
SELECT options FROM import_mappings WHERE header_hash = :header_hash;
-- import_mapping_keep: change one
INSERT INTO import_mappings (header_hash, options) VALUES (:header_hash, :options)
ON CONFLICT (header_hash) DO UPDATE SET options = excluded.options;

-- import_preview_add: change one
INSERT INTO import_previews (import_id, result, position, customer_id, name, changes)
VALUES (:import_id, :result, :position, :customer_id, :name, :changes);
-- import_preview_list: all
SELECT position, customer_id, name, changes FROM import_previews
 WHERE import_id = :import_id AND result = :result AND position > :after/count ORDER BY position LIMIT :most/count;

-- import_tangle_add: change any
INSERT INTO import_tangles (import_id, hash, position, place) VALUES (:import_id, :hash, :position, :place)
ON CONFLICT (import_id, hash, position) DO NOTHING;
-- import_tangle_list: all
SELECT hash, position, place FROM import_tangles WHERE import_id = :import_id ORDER BY hash, position;
-- import_tangle_remove_all: change any
DELETE FROM import_tangles WHERE import_id = :import_id;
-- import_open_jobs: one
SELECT COUNT(*) AS "jobs:count" FROM imports i JOIN jobs j ON j.id = i.job_id
 WHERE i.file_id = :file_id AND j.finished IS NULL;

-- ---- what goes ----

-- import_file_leave_old: change any
UPDATE import_files SET state = :leaving/import_file_state WHERE state = :here/import_file_state AND uploaded < :before/instant;
-- Files whose rows changed that customer, or would have.
-- import_file_leave_of: change any
UPDATE import_files SET state = :leaving/import_file_state
 WHERE state = :here/import_file_state
   AND id IN (SELECT i.file_id FROM imports i
               WHERE i.job_id IN (SELECT r.job_id FROM job_rows r WHERE r.customer_id = :customer/id(customer))
                  OR i.id IN (SELECT p.import_id FROM import_previews p WHERE p.customer_id = :customer));
-- import_file_leaving: all
SELECT id, token FROM import_files WHERE state = :state ORDER BY id LIMIT 200;
-- import_file_set_state: change one
UPDATE import_files SET state = :state WHERE id = :id;
-- import_previews_remove: change any
DELETE FROM import_previews WHERE import_id IN (SELECT id FROM imports WHERE file_id = :file_id AND dry = 1);
-- import_refusals_remove: change any
DELETE FROM import_refusals WHERE import_id IN (SELECT id FROM imports WHERE file_id = :file_id AND dry = 1);
-- import_previews_leave: change any
DELETE FROM import_previews WHERE import_id IN
       (SELECT i.id FROM imports i JOIN import_files f ON f.id = i.file_id WHERE f.state = :state);
-- import_refusals_leave: change any
DELETE FROM import_refusals WHERE import_id IN
       (SELECT i.id FROM imports i JOIN import_files f ON f.id = i.file_id WHERE f.state = :state);

-- ---- taking back ----

-- What happened to a customer beside that request.
-- import_other_events: one
SELECT COUNT(*) AS "others:count" FROM events
 WHERE customer_id = :customer_id AND (request_id IS NULL OR request_id <> :request_id);
