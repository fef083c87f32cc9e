-- list_tags: all
SELECT x.customer_id, t.name
  FROM (:ids/id(customer)[]) i JOIN customer_tags x ON x.customer_id = i.value JOIN tags t ON t.id = x.tag_id
 ORDER BY t.folded, t.id;

-- list_types: all cached
SELECT id, word, name FROM types WHERE active = 1 ORDER BY position, id;
-- list_groups: all cached
SELECT id, word, name FROM groups WHERE active = 1 ORDER BY position, id;
-- list_channels: all cached
SELECT id, word, name FROM channels WHERE active = 1 ORDER BY position, id;
-- list_staff: all cached
SELECT id, email, name FROM staff WHERE active = 1 ORDER BY name, id;
-- list_every_tag: all cached
SELECT id, name FROM tags ORDER BY folded, id;
-- list_attribute: maybe cached
SELECT a.id, a.kind, l.label AS "label:text?" FROM attributes a
  LEFT JOIN attribute_labels l ON l.attribute_id = a.id AND l.language = :language
 WHERE a.word = :word AND a.active = 1;
-- list_attribute_options: all cached
SELECT value FROM attribute_options WHERE attribute_id = :attribute_id ORDER BY position;
-- list_attributes: all cached
SELECT a.word, l.label AS "label:text?" FROM attributes a
  LEFT JOIN attribute_labels l ON l.attribute_id = a.id AND l.language = :language
 WHERE a.active = 1 ORDER BY a.position, a.id;
