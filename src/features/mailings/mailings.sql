-- mail_template_list: all cached
SELECT word, language, version, subject, body, changed FROM mail_templates ORDER BY word, language;

-- mail_template_add: change any
INSERT INTO mail_templates (word, language, version, subject, body, changed) VALUES (:word, :language, 1, :subject, :body, :changed)
ON CONFLICT (word, language) DO NOTHING;

-- mail_template_change: change any
UPDATE mail_templates SET version = version + 1, subject = :subject, body = :body, changed = :changed
 WHERE word = :word AND language = :language AND version = :version;

-- mail_template_remove: change any
DELETE FROM mail_templates WHERE word = :word AND language = :language;

-- Whose name stands in a preview, and whose shop writes it.
-- mail_template_reader: maybe
SELECT c.display_name, c.channel_id FROM customers c WHERE c.id = :id AND :@scope(c);

-- mailing_channels: all cached
SELECT id, name, sender, storefront, sign_in, language, is_default FROM channels WHERE active = 1 ORDER BY id;

-- A channel's own before the business's.
-- mailing_logo_row: maybe
SELECT owner, content, width, height, see_through, picture FROM logos WHERE owner IN (:channel/count, 0) ORDER BY owner DESC LIMIT 1;

-- mailing_home: maybe unscoped a letter to somebody is their channel's, whoever causes it
SELECT c.channel_id FROM customers c WHERE c.id = :id;

-- Somebody whose consent is in force at that address, and whom nothing keeps from advertising.
-- mailing_consent: maybe unscoped a letter goes or does not, whoever causes it
SELECT c.id FROM customers c
  JOIN consents x ON x.customer_id = c.id AND x.purpose = :purpose
  JOIN emails e ON e.customer_id = c.id AND e.is_primary = 1
 WHERE c.id = :id AND c.newsletter = 1 AND c.status IN (:active/customer_status, :guest/customer_status)
   AND x.state = :state AND e.address = :address AND (x.address IS NULL OR x.address = e.folded);
