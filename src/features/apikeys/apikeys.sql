-- api_key_list: all
SELECT k.id, k.name, k.hint, k.permissions, k.created, k.last_used, k.expires, k.revoked, s.name AS "maker:text?"
  FROM api_keys k LEFT JOIN staff s ON s.id = k.made_by
 ORDER BY CASE WHEN k.revoked IS NULL THEN 0 ELSE 1 END, k.created DESC, k.id DESC;

-- api_key_find: maybe
SELECT id, name, hint, revoked FROM api_keys WHERE id = :id;

-- api_key_add: change one
INSERT INTO api_keys (id, name, hash, hint, permissions, made_by, created, last_used, expires, revoked)
VALUES (:id, :name, :hash, :hint, :permissions, :made_by, :created, NULL, :expires, NULL);

-- api_key_revoke: change any
UPDATE api_keys SET revoked = :revoked WHERE id = :id AND revoked IS NULL;
