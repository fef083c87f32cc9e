-- staff_find: maybe
SELECT s.id, s.version, s.email, s.name, s.role_id, s.scope, s.active, s.language, s.zone, s.theme, s.created, s.modified,
       s.last_sign_in, r.name AS "role_name:text", r.word AS "role_word:text?", r.permissions
  FROM staff s JOIN roles r ON r.id = s.role_id WHERE s.id = :id;

-- staff_standing: maybe cached
SELECT r.word, r.permissions FROM staff s JOIN roles r ON r.id = s.role_id WHERE s.id = :id;

-- staff_find_to_sign_in: maybe
SELECT id, name, password_hash, active FROM staff WHERE email_key = :email_key;

-- staff_find_password: maybe
SELECT password_hash, email FROM staff WHERE id = :id;

-- staff_list: all
SELECT s.id, s.email, s.name, s.active, s.scope, s.last_sign_in, s.role_id, r.name AS "role_name:text",
       CASE WHEN s.password_hash IS NULL THEN 1 ELSE 0 END AS "invited:flag",
       CASE WHEN f.confirmed IS NULL THEN 0 ELSE 1 END AS "factor:flag"
  FROM staff s JOIN roles r ON r.id = s.role_id LEFT JOIN staff_factors f ON f.staff_id = s.id ORDER BY s.active DESC, s.name, s.id;

-- staff_add_row: change any
INSERT INTO staff (id, version, email, email_key, name, role_id, scope, password_hash, active, language, zone, theme,
                   created, modified, last_sign_in)
VALUES (:id, 1, :email, :email_key, :name, :role_id, :scope, NULL, 1, :language, NULL, '', :created, :created, NULL)
ON CONFLICT (email_key) DO NOTHING;

-- staff_set_password_hash: change one
UPDATE staff SET password_hash = :password_hash, modified = :modified WHERE id = :id;

-- staff_set_details: change any
UPDATE staff SET name = :name, role_id = :role_id, scope = :scope, modified = :modified, version = version + 1
 WHERE id = :id;

-- staff_set_activity: change any
UPDATE staff SET active = :active, modified = :modified, version = version + 1 WHERE id = :id AND active <> :active;

-- staff_set_profile: change one
UPDATE staff SET name = :name, language = :language, zone = :zone, modified = :modified WHERE id = :id;

-- staff_set_language: change one
UPDATE staff SET language = :language WHERE id = :id;

-- staff_set_theme: change one
UPDATE staff SET theme = :theme WHERE id = :id;

-- staff_signed_in: change one
UPDATE staff SET last_sign_in = :last_sign_in WHERE id = :id;

-- staff_count_owners: one
SELECT COUNT(*) AS "total:count" FROM staff s JOIN roles r ON r.id = s.role_id
 WHERE r.word = 'owner' AND s.active = 1 AND s.id <> :except/id(staff);

-- staff_link_add: change one
INSERT INTO staff_links (token_hash, staff_id, purpose, created, expires, used)
VALUES (:token_hash, :staff_id, :purpose, :created, :expires, NULL);

-- staff_link_find: maybe
SELECT l.staff_id, l.purpose, l.expires, l.used, s.name, s.email, s.active
  FROM staff_links l JOIN staff s ON s.id = l.staff_id WHERE l.token_hash = :token_hash;

-- staff_link_use: change any
UPDATE staff_links SET used = :used WHERE token_hash = :token_hash AND used IS NULL AND expires > :now/instant;

-- staff_link_remove_all: change any
DELETE FROM staff_links WHERE staff_id = :staff_id;

-- staff_channel_add: change any
INSERT INTO staff_channels (staff_id, channel_id) VALUES (:staff_id, :channel_id) ON CONFLICT (staff_id, channel_id) DO NOTHING;

-- staff_channel_remove_all: change any
DELETE FROM staff_channels WHERE staff_id = :staff_id;

-- staff_count_channels_beyond: one
SELECT COUNT(*) AS "total:count" FROM staff_channels x
 WHERE x.staff_id = :staff_id
   AND NOT EXISTS (SELECT 1 FROM staff_channels y WHERE y.channel_id = x.channel_id AND y.staff_id = :asker/id(staff));

-- staff_session_remove_all: change any
DELETE FROM staff_sessions WHERE staff_id = :staff_id;

-- staff_session_remove_others: change any
DELETE FROM staff_sessions WHERE staff_id = :staff_id AND id <> :kept/id(session);

-- preference_find: maybe
SELECT value FROM staff_preferences WHERE staff_id = :staff_id AND name = :name;

-- preference_set: change one
INSERT INTO staff_preferences (staff_id, name, value) VALUES (:staff_id, :name, :value)
ON CONFLICT (staff_id, name) DO UPDATE SET value = excluded.value;

-- role_list: all
SELECT r.id, r.word, r.name, r.permissions, r.scope, COUNT(s.id) AS "members:count"
  FROM roles r LEFT JOIN staff s ON s.role_id = r.id GROUP BY r.id, r.word, r.name, r.permissions, r.scope
 ORDER BY CASE WHEN r.word IS NULL THEN r.name ELSE '' END, r.id;

-- role_find: maybe
SELECT id, word, name, permissions, scope FROM roles WHERE id = :id;

-- role_find_by_word: maybe
SELECT id, permissions, scope FROM roles WHERE word = :word;

-- role_add_row: change any
INSERT INTO roles (id, word, name, permissions, scope, created)
VALUES (:id, :word, :name, :permissions, :scope, :created) ON CONFLICT (name) DO NOTHING;

-- role_set_row: change one
UPDATE roles SET permissions = :permissions, scope = :scope WHERE id = :id;

-- role_count_named: one
SELECT COUNT(*) AS "total:count" FROM roles WHERE name = :name AND id <> :except/id(role);

-- role_rename: change one
UPDATE roles SET name = :name WHERE id = :id;

-- role_members: all
SELECT id FROM staff WHERE role_id = :role_id ORDER BY id;

-- staff_set_scope: change one
UPDATE staff SET scope = :scope, modified = :modified, version = version + 1 WHERE id = :id;

-- role_move_members: change any
UPDATE staff SET role_id = :to/id(role) WHERE role_id = :from/id(role);

-- role_remove_row: change one
DELETE FROM roles WHERE id = :id;

-- role_count_members: one
SELECT COUNT(*) AS "total:count" FROM staff WHERE role_id = :role_id;
