-- audit_head_lock: change any
INSERT INTO audit_heads (name, last, hash) VALUES ('entries', 0, :hash) ON CONFLICT (name) DO UPDATE SET hash = audit_heads.hash;

-- audit_head_find: one
SELECT last, hash FROM audit_heads WHERE name = 'entries';

-- audit_head_set: change one
UPDATE audit_heads SET last = :last, hash = :hash WHERE name = 'entries';

-- audit_entry_add: change one
INSERT INTO audit_entries (id, at, actor_kind, actor_id, acting_as, name, object_kind, object_id, request_id, previous, hash)
VALUES (:id, :at, :actor_kind, :actor_id, :acting_as, :name, :object_kind, :object_id, :request_id, :previous, :hash);

-- audit_value_add: change one
INSERT INTO audit_values (audit_entry_id, field, old, new) VALUES (:audit_entry_id, :field, :old, :new);

-- audit_place_add: change one
INSERT INTO audit_places (audit_entry_id, at, address) VALUES (:audit_entry_id, :at, :address);

-- audit_place_remove_old: change any
DELETE FROM audit_places WHERE at < :before/instant;

-- audit_list: all
SELECT a.id, a.at, a.actor_kind, a.actor_id, a.name, a.object_kind, a.object_id, a.request_id,
       p.address AS "address:text?", COALESCE(s.name, k.name) AS "actor_name:text?",
       COALESCE(o.name, r.name, ko.name, ty.name, g.name, ch.name, t.name, y.word) AS "object_name:text?"
  FROM audit_entries a
  LEFT JOIN audit_places p ON p.audit_entry_id = a.id
  LEFT JOIN staff s ON s.id = a.actor_id AND a.actor_kind = 1
  LEFT JOIN api_keys k ON k.id = a.actor_id AND a.actor_kind = 3
  LEFT JOIN staff o ON o.id = a.object_id AND a.object_kind = 'staff'
  LEFT JOIN roles r ON r.id = a.object_id AND a.object_kind = 'role'
  LEFT JOIN api_keys ko ON ko.id = a.object_id AND a.object_kind = 'api_key'
  LEFT JOIN types ty ON ty.id = a.object_id AND a.object_kind = 'type'
  LEFT JOIN groups g ON g.id = a.object_id AND a.object_kind = 'group'
  LEFT JOIN channels ch ON ch.id = a.object_id AND a.object_kind = 'channel'
  LEFT JOIN tags t ON t.id = a.object_id AND a.object_kind = 'tag'
  LEFT JOIN attributes y ON y.id = a.object_id AND a.object_kind = 'attribute'
 WHERE (:name/text = '' OR a.name = :name) AND (:actor/id(staff) IS NULL OR (a.actor_kind = 1 AND a.actor_id = :actor))
   AND a.at >= :from/instant AND a.at < :until/instant
   AND (a.at < :before_at/instant OR (a.at = :before_at AND a.id < :before_id/id(audit_entry)))
 ORDER BY a.at DESC, a.id DESC LIMIT :most/count;

-- audit_find: maybe
SELECT a.id, a.at, a.actor_kind, a.actor_id, a.acting_as, a.name, a.object_kind, a.object_id, a.request_id, a.hash, a.previous,
       p.address AS "address:text?", COALESCE(s.name, k.name) AS "actor_name:text?",
       COALESCE(o.name, r.name, ko.name, ty.name, g.name, ch.name, t.name, y.word) AS "object_name:text?"
  FROM audit_entries a
  LEFT JOIN audit_places p ON p.audit_entry_id = a.id
  LEFT JOIN staff s ON s.id = a.actor_id AND a.actor_kind = 1
  LEFT JOIN api_keys k ON k.id = a.actor_id AND a.actor_kind = 3
  LEFT JOIN staff o ON o.id = a.object_id AND a.object_kind = 'staff'
  LEFT JOIN roles r ON r.id = a.object_id AND a.object_kind = 'role'
  LEFT JOIN api_keys ko ON ko.id = a.object_id AND a.object_kind = 'api_key'
  LEFT JOIN types ty ON ty.id = a.object_id AND a.object_kind = 'type'
  LEFT JOIN groups g ON g.id = a.object_id AND a.object_kind = 'group'
  LEFT JOIN channels ch ON ch.id = a.object_id AND a.object_kind = 'channel'
  LEFT JOIN tags t ON t.id = a.object_id AND a.object_kind = 'tag'
  LEFT JOIN attributes y ON y.id = a.object_id AND a.object_kind = 'attribute'
 WHERE a.id = :id;

-- audit_value_list: all
SELECT field, old, new FROM audit_values WHERE audit_entry_id = :audit_entry_id ORDER BY field;

-- audit_names: all
SELECT DISTINCT name FROM audit_entries ORDER BY name;

-- audit_chain: each
SELECT id, at, actor_kind, actor_id, acting_as, name, object_kind, object_id, request_id, previous, hash
  FROM audit_entries ORDER BY id;

-- audit_people: all cached
SELECT id, name FROM staff ORDER BY active DESC, name, id;
