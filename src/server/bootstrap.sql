-- bootstrap_find: one unscoped asks only whether there is anybody
SELECT CASE WHEN EXISTS (SELECT 1 FROM staff s) OR EXISTS (SELECT 1 FROM customers c) THEN 1 ELSE 0 END AS "begun:flag";

-- bootstrap_type: change any
INSERT INTO types (id, word, name, sort_name, position, active, is_default, approval, registration, shown_fields, required_fields, discount, created)
VALUES (:id, 'retail', 'Retail', 'retail', 1, 1, 1, 0, 1, '', '', 0, :created) ON CONFLICT (word) DO NOTHING;

-- bootstrap_group: change any
INSERT INTO groups (id, word, name, sort_name, position, active, is_default, taxed, discount, created)
VALUES (:id, 'general', 'General', 'general', 1, 1, 1, 1, 0, :created) ON CONFLICT (word) DO NOTHING;

-- bootstrap_channel: change any
INSERT INTO channels (id, word, name, sort_name, position, active, is_default, colour, language, currency, created)
VALUES (:id, 'shop', 'Online shop', 'online shop', 1, 1, 1, '#0a6a70', 'en', 'EUR', :created) ON CONFLICT (word) DO NOTHING;
