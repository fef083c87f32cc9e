-- ---- imports ----

-- import_find: maybe
SELECT id, started, position, created, updated, unchanged, refused FROM imports
 WHERE fingerprint = :fingerprint AND finished IS NULL ORDER BY id LIMIT 1;
-- import_add: change one
INSERT INTO imports (id, fingerprint, file_id, job_id, dry, options, name, started, finished, phase, position, place,
                     created, updated, unchanged, refused, tangled, unseen)
VALUES (:id, :fingerprint, :file_id, :job_id, :dry, :options, :name, :started, NULL, 0, :position, 0, 0, 0, 0, 0, 0, 0);
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
INSERT INTO import_files (id, staff_id, api_key_id, name, token, uploaded, state, packing, encoding, delimiter, rows, header,
                          header_hash, options)
VALUES (:id, :staff_id, :api_key_id, :name, :token, :uploaded, 0, :packing, :encoding, :delimiter, :rows, :header, :header_hash,
        :options);
-- import_file_find: maybe
SELECT f.id, f.staff_id, f.api_key_id, s.name AS "staff_name:text", f.name, f.token, f.uploaded, f.state, f.packing, f.encoding,
       f.delimiter, f.rows, f.header, f.header_hash, f.options
  FROM import_files f JOIN staff s ON s.id = f.staff_id WHERE f.id = :id;
-- import_file_list: all
SELECT f.id, f.name, f.uploaded, f.rows, s.name AS "staff_name:text", i.job_id AS "job_id:id(job)?",
       COALESCE(i.created, 0) AS "created:count", COALESCE(i.updated, 0) AS "updated:count",
       COALESCE(i.unchanged, 0) AS "unchanged:count", COALESCE(i.refused, 0) AS "refused:count"
  FROM import_files f JOIN staff s ON s.id = f.staff_id
  LEFT JOIN imports i ON i.id = (SELECT MAX(n.id) FROM imports n WHERE n.file_id = f.id AND n.dry = 0)
 WHERE (:staff_id IS NULL OR f.staff_id = :staff_id) AND f.id < :before/count
 ORDER BY f.id DESC LIMIT :most/count;
-- import_file_ids: all
SELECT f.id, f.uploaded FROM import_files f
 WHERE (:staff_id IS NULL OR f.staff_id = :staff_id) AND (:api_key_id IS NULL OR f.api_key_id = :api_key_id)
   AND f.id < :before/count
 ORDER BY f.id DESC LIMIT :most/count;
-- import_file_count: one
SELECT COUNT(*) AS "total:count" FROM import_files f
 WHERE (:staff_id/id(staff) IS NULL OR f.staff_id = :staff_id)
   AND (:api_key_id/id(api_key) IS NULL OR f.api_key_id = :api_key_id);
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
SELECT i.id, i.file_id, i.dry, i.started, i.options, i.phase, i.position, i.place, f.token, f.header, f.rows, f.state,
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

-- ---- what a row gives a customer ----

-- import_add_email: change one gathered
INSERT INTO emails (customer_id, at, id, address, folded, is_primary, verification, verified_at)
VALUES (:customer_id, :at, :id, :address, :folded, 0, 0, NULL);
-- import_set_email: change one
UPDATE emails SET address = :address, folded = :folded, verification = 0, verified_at = NULL
 WHERE customer_id = :customer_id AND at = :at AND id = :id;
-- import_set_verification: change one
UPDATE emails SET verification = :verification, verified_at = :verified_at
 WHERE customer_id = :customer_id AND at = :at AND id = :id;
-- import_remove_email: change one
DELETE FROM emails WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- import_add_phone: change one gathered
INSERT INTO phones (customer_id, at, id, typed, e164, extension, label, is_primary)
VALUES (:customer_id, :at, :id, :typed, :e164, :extension, :label, :is_primary);
-- import_set_phone: change one
UPDATE phones SET typed = :typed, e164 = :e164, extension = :extension, label = :label
 WHERE customer_id = :customer_id AND at = :at AND id = :id;
-- import_remove_phone: change one
DELETE FROM phones WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- import_add_address: change one gathered
INSERT INTO addresses (customer_id, at, id, label, company, name, line1, line2, line3, line4, postcode, city, state, country,
                       phone, tax_id, is_shipping, is_billing)
VALUES (:customer_id, :at, :id, :label, :company, :name, :line1, :line2, :line3, :line4, :postcode, :city, :state, :country,
        :phone, :tax_id, :is_shipping, :is_billing);
-- import_clear_defaults: change any
UPDATE addresses SET is_shipping = CASE WHEN :is_shipping = 1 THEN 0 ELSE is_shipping END,
       is_billing = CASE WHEN :is_billing = 1 THEN 0 ELSE is_billing END
 WHERE customer_id = :customer_id AND id <> :id;
-- import_remove_address: change any
DELETE FROM addresses WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- import_add_tax_id: change one gathered
INSERT INTO tax_ids (customer_id, at, id, kind, country, value) VALUES (:customer_id, :at, :id, :kind, :country, :value);
-- import_remove_tax_id: change any
DELETE FROM tax_ids WHERE customer_id = :customer_id AND at = :at AND id = :id;

-- What somebody new is given, each once.
-- import_add_tag: change one gathered
INSERT INTO customer_tags (customer_id, tag_id, at) VALUES (:customer_id, :tag_id, :at);
-- import_add_group: change one gathered
INSERT INTO customer_groups (customer_id, group_id) VALUES (:customer_id, :group_id);
-- import_add_channel: change one gathered
INSERT INTO customer_channels (customer_id, channel_id, at) VALUES (:customer_id, :channel_id, :at);

-- import_give_tag: change any
INSERT INTO customer_tags (customer_id, tag_id, at) VALUES (:customer_id, :tag_id, :at)
ON CONFLICT (customer_id, tag_id) DO NOTHING;
-- import_take_tag: change any
DELETE FROM customer_tags WHERE customer_id = :customer_id AND tag_id = :tag_id;
-- import_give_group: change any
INSERT INTO customer_groups (customer_id, group_id) VALUES (:customer_id, :group_id)
ON CONFLICT (customer_id, group_id) DO NOTHING;
-- import_take_group: change any
DELETE FROM customer_groups WHERE customer_id = :customer_id AND group_id = :group_id;
-- import_give_channel: change any
INSERT INTO customer_channels (customer_id, channel_id, at) VALUES (:customer_id, :channel_id, :at)
ON CONFLICT (customer_id, channel_id) DO NOTHING;
-- import_take_channel: change any
DELETE FROM customer_channels WHERE customer_id = :customer_id AND channel_id = :channel_id;

-- import_remove_attribute: change any
DELETE FROM customer_attributes WHERE customer_id = :customer_id AND attribute_id = :attribute_id;
-- import_add_value: change one gathered
INSERT INTO customer_attributes (customer_id, attribute_id, text, folded, number)
VALUES (:customer_id, :attribute_id, :text, :folded, NULL);
-- import_add_number: change one gathered
INSERT INTO customer_attributes (customer_id, attribute_id, text, number) VALUES (:customer_id, :attribute_id, :text, :number);

-- import_remove_external_id: change any
DELETE FROM external_ids WHERE customer_id = :customer_id AND system = :system AND value = :value;

-- import_set_access: change one
UPDATE customers SET activation = :activation, approval = :approval, active = :active, blocked = :blocked,
       suspended = :suspended, suspended_until = :suspended_until, modified = :modified
 WHERE id = :id;
-- import_note_axis: change one
INSERT INTO customer_axes (customer_id, axis, at, actor_kind, actor_id, reason, message)
VALUES (:customer_id, :axis, :at, :actor_kind, :actor_id, NULL, NULL)
ON CONFLICT (customer_id, axis) DO UPDATE SET at = excluded.at, actor_kind = excluded.actor_kind,
       actor_id = excluded.actor_id, reason = NULL, message = NULL;

-- import_claim_holders: all
SELECT value, customer_id FROM claims WHERE kind = :kind AND value IN (:values/text[]);

-- Of those of that name who have neither e-mail nor login the newest ones, who were there before.
-- import_namesakes: all
SELECT c.id FROM customers c
 WHERE c.sort_name = :sort_name AND c.email IS NULL AND c.login IS NULL AND c.status > 1 AND c.created < :began/instant
   AND :@scope(c)
 ORDER BY c.id DESC LIMIT 20;

-- ---- attributes that columns become ----

-- import_add_attribute: change one
INSERT INTO attributes (id, word, kind, position, active, required, visible, editable, personal, created)
VALUES (:id, :word, :kind, 1000, 1, 0, 0, 0, 1, :created);
-- import_add_attribute_label: change one
INSERT INTO attribute_labels (attribute_id, language, label) VALUES (:attribute_id, 'en', :label);

-- ---- taking back ----

-- What happened to a customer beside that request.
-- import_other_events: one
SELECT COUNT(*) AS "others:count" FROM events
 WHERE customer_id = :customer_id AND (request_id IS NULL OR request_id <> :request_id);
