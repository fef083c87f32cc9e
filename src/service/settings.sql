-- setting_find: maybe cached
SELECT value FROM settings WHERE name = :name;

-- setting_set: change one
INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;
