-- secret_find: maybe
SELECT value FROM secrets WHERE name = :name;

-- secret_add: change any
INSERT INTO secrets (name, value, created) VALUES (:name, :value, :created) ON CONFLICT (name) DO NOTHING;
