-- `only` none: all.
-- attribute_rows: all cached
SELECT a.id, a.word, a.kind, a.position, a.active, a.required, a.visible, a.editable, a.personal, a.created
  FROM attributes a WHERE :only/id(attribute) IS NULL OR a.id = :only ORDER BY a.position, a.id;
-- How many customers, of those whom the asker may see, have a value of each; `only` none: of all.
-- attribute_counts: all
SELECT x.attribute_id, COUNT(*) AS "customers:count" FROM customer_attributes x JOIN customers c ON c.id = x.customer_id
 WHERE (:only/id(attribute) IS NULL OR x.attribute_id = :only) AND :@scope(c) GROUP BY x.attribute_id;
-- attribute_label_rows: all cached
SELECT attribute_id, language, label FROM attribute_labels ORDER BY attribute_id, language;
-- attribute_option_rows: all cached
SELECT attribute_id, position, value FROM attribute_options ORDER BY attribute_id, position;
-- attribute_count_values: one
SELECT COUNT(*) AS "customers:count" FROM customer_attributes WHERE attribute_id = :attribute_id;
-- attribute_count_option: one
SELECT COUNT(*) AS "customers:count" FROM customer_attributes WHERE attribute_id = :attribute_id AND text = :text;

-- attribute_add_row: change any
INSERT INTO attributes (id, word, kind, position, active, required, visible, editable, personal, created)
VALUES (:id, :word, :kind, :position, :active, :required, :visible, :editable, :personal, :created) ON CONFLICT (word) DO NOTHING;
-- attribute_set_row: change one
UPDATE attributes SET active = :active, required = :required, visible = :visible, editable = :editable, personal = :personal
 WHERE id = :id;
-- attribute_set_position: change one
UPDATE attributes SET position = :position WHERE id = :id;
-- attribute_remove_row: change one
DELETE FROM attributes WHERE id = :id;
-- attribute_label_add: change one
INSERT INTO attribute_labels (attribute_id, language, label) VALUES (:attribute_id, :language, :label);
-- attribute_label_remove_all: change any
DELETE FROM attribute_labels WHERE attribute_id = :attribute_id;
-- attribute_option_add: change one
INSERT INTO attribute_options (attribute_id, position, value) VALUES (:attribute_id, :position, :value);
-- attribute_option_remove_all: change any
DELETE FROM attribute_options WHERE attribute_id = :attribute_id;

-- attribute_customer_lock: maybe
-- on sqlite
SELECT c.id FROM customers c WHERE c.id = :id AND :@scope(c);
-- on postgres
SELECT c.id FROM customers c WHERE c.id = :id AND :@scope(c) FOR UPDATE;
-- attribute_value_find: maybe
SELECT text, number FROM customer_attributes WHERE customer_id = :customer_id AND attribute_id = :attribute_id;
-- attribute_value_list: all
SELECT attribute_id, text FROM customer_attributes WHERE customer_id = :customer_id ORDER BY attribute_id;
-- attribute_value_set: change one
INSERT INTO customer_attributes (customer_id, attribute_id, text, number) VALUES (:customer_id, :attribute_id, :text, :number)
ON CONFLICT (customer_id, attribute_id) DO UPDATE SET text = excluded.text, folded = NULL, number = excluded.number;
-- attribute_value_set_plain: change one
INSERT INTO customer_attributes (customer_id, attribute_id, text, folded, number)
VALUES (:customer_id, :attribute_id, :text, :folded, NULL)
ON CONFLICT (customer_id, attribute_id) DO UPDATE SET text = excluded.text, folded = excluded.folded, number = NULL;
-- attribute_value_remove: change any
DELETE FROM customer_attributes WHERE customer_id = :customer_id AND attribute_id = :attribute_id;
-- attribute_value_some: all
SELECT customer_id, text FROM customer_attributes WHERE attribute_id = :attribute_id ORDER BY customer_id LIMIT 200;
