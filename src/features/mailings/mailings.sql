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

-- Whose name stands in a preview.
-- mail_template_reader: maybe
SELECT c.display_name FROM customers c WHERE c.id = :id AND :@scope(c);
