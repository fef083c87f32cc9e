-- SINGULAR_list: all
SELECT id, name, created FROM FEATURE ORDER BY name, id LIMIT 1000;

-- SINGULAR_add: change any
INSERT INTO FEATURE (id, name, created) VALUES (:id, :name, :created) ON CONFLICT (name) DO NOTHING;
