-- What the demo writes by itself: what it is made of, and what happened to people before "now".

-- demo_found: one
SELECT CASE WHEN EXISTS (SELECT 1 FROM staff s WHERE s.email_key = :email_key) THEN 1 ELSE 0 END AS "begun:flag",
       CASE WHEN EXISTS (SELECT 1 FROM staff d WHERE d.password_hash IS NOT NULL) THEN 1 ELSE 0 END AS "doors_are_open:flag",
       CASE WHEN EXISTS (SELECT 1 FROM staff a) THEN 1 ELSE 0 END AS "has_staff:flag";

-- demo_type: change one
INSERT INTO types (id, word, name, sort_name, position, active, is_default, approval, registration, shown_fields, required_fields, discount, created)
VALUES (:id, :word, :name, :sort_name, :position, 1, :is_default, :approval, :registration, '', '', :discount, :created);

-- demo_group: change one
INSERT INTO groups (id, word, name, sort_name, position, active, is_default, taxed, discount, tiers, created)
VALUES (:id, :word, :name, :sort_name, :position, 1, :is_default, 1, :discount, :tiers, :created);

-- demo_channel: change one
INSERT INTO channels (id, word, name, sort_name, position, active, is_default, colour, language, currency, country, created)
VALUES (:id, :word, :name, :sort_name, :position, 1, :is_default, :colour, :language, :currency, :country, :created);

-- demo_tag: change one
INSERT INTO tags (id, name, folded, colour, created) VALUES (:id, :name, :folded, :colour, :created);

-- demo_attribute: change one
INSERT INTO attributes (id, word, kind, position, active, required, visible, editable, personal, created)
VALUES (:id, :word, :kind, :position, 1, 0, 1, 0, 0, :created);

-- demo_attribute_label: change one
INSERT INTO attribute_labels (attribute_id, language, label) VALUES (:attribute_id, :language, :label);

-- demo_attribute_option: change one
INSERT INTO attribute_options (attribute_id, position, value) VALUES (:attribute_id, :position, :value);

-- demo_email_verified: change any
UPDATE emails SET verification = 2, verified_at = :verified_at WHERE customer_id = :customer_id AND is_primary = 1;

-- demo_email: change one
INSERT INTO emails (customer_id, at, id, address, folded, is_primary, verification, verified_at)
VALUES (:customer_id, :at, :id, :address, :folded, 0, :verification, :verified_at);

-- demo_phone: change one
INSERT INTO phones (customer_id, at, id, typed, e164, extension, label, is_primary)
VALUES (:customer_id, :at, :id, :typed, :e164, :extension, :label, :is_primary);

-- demo_address: change one
INSERT INTO addresses (customer_id, at, id, label, company, name, line1, line2, line3, line4, postcode, city, state, country,
                       phone, tax_id, is_shipping, is_billing)
VALUES (:customer_id, :at, :id, :label, :company, :name, :line1, :line2, :line3, :line4, :postcode, :city, :state, :country,
        NULL, NULL, :is_shipping, :is_billing);

-- demo_customer_tag: change one
INSERT INTO customer_tags (customer_id, tag_id, at) VALUES (:customer_id, :tag_id, :at);

-- demo_customer_attribute: change one
INSERT INTO customer_attributes (customer_id, attribute_id, text, number) VALUES (:customer_id, :attribute_id, :text, :number);

-- demo_customer_attribute_plain: change one
INSERT INTO customer_attributes (customer_id, attribute_id, text, folded, number)
VALUES (:customer_id, :attribute_id, :text, :folded, NULL);

-- demo_note: change one
INSERT INTO notes (customer_id, at, id, version, staff_id, body, pinned, follow_up, remind_at, done_at, done_by, edited)
VALUES (:customer_id, :at, :id, 1, :staff_id, :body, :pinned, :follow_up, NULL, :done_at, :done_by, NULL);

-- demo_access: change one
UPDATE customers SET activation = :activation, approval = :approval, active = :active, blocked = :blocked,
       suspended = :suspended, suspended_until = :suspended_until, modified = :modified
 WHERE id = :id;

-- demo_axis: change one
INSERT INTO customer_axes (customer_id, axis, at, actor_kind, actor_id, reason, message)
VALUES (:customer_id, :axis, :at, :actor_kind, :actor_id, :reason, NULL);

-- demo_signed_in: change one
UPDATE customer_counters SET last_sign_in = :last_sign_in, last_seen = :last_seen, sign_ins = :sign_ins
 WHERE customer_id = :customer_id;
