-- file_list: all
SELECT f.id, f.at, f.token, f.name, f.size, s.name AS "author:text?"
  FROM files f LEFT JOIN staff s ON s.id = f.staff_id
 WHERE f.customer_id = :customer_id AND f.kind = :kind ORDER BY f.at DESC, f.id DESC LIMIT :most/count;

-- file_count: one
SELECT COUNT(*) AS "total:count" FROM files WHERE customer_id = :customer_id;

-- file_find: maybe
SELECT f.id, f.kind, f.content, f.thumb, f.name, f.type, f.customer_id
  FROM files f JOIN customers c ON c.id = f.customer_id WHERE f.token = :token AND f.aside IS NULL AND :@scope(c);

-- file_picture_find: maybe unscoped the caller has looked the customer up in scope
SELECT f.id, f.token, f.content, f.thumb FROM files f JOIN customers c ON c.picture_id = f.id AND c.id = f.customer_id
 WHERE f.customer_id = :customer_id;

-- file_add: change one
INSERT INTO files (customer_id, at, id, kind, token, content, thumb, name, type, size, staff_id)
VALUES (:customer_id, :at, :id, :kind, :token, :content, :thumb, :name, :type, :size, :staff_id);

-- file_remove: change one
DELETE FROM files WHERE customer_id = :customer_id AND id = :id;

-- file_set_picture: change one
UPDATE customers SET picture_id = :picture_id, modified = :modified WHERE id = :id;

-- file_set_aside: change any
UPDATE files SET aside = :aside/instant WHERE customer_id = :customer_id AND token = :token AND kind = :kind AND aside IS NULL;

-- file_take_back: change any
UPDATE files SET aside = NULL WHERE customer_id = :customer_id AND token = :token AND kind = :kind AND aside IS NOT NULL;

-- file_remove_aside: change any
DELETE FROM files WHERE aside <= :before/instant
   AND id IN (SELECT f.id FROM files f WHERE f.aside <= :before/instant ORDER BY f.aside, f.id LIMIT :most/count);

-- file_content_keep: change one
INSERT INTO file_contents (content, at) VALUES (:content, :at) ON CONFLICT (content) DO UPDATE SET at = excluded.at;

-- file_content_lock: maybe
-- on sqlite
SELECT content FROM file_contents WHERE content = :content;
-- on postgres
SELECT content FROM file_contents WHERE content = :content FOR UPDATE;

-- file_content_drop: change any
DELETE FROM file_contents WHERE content = :content
   AND NOT EXISTS (SELECT 1 FROM files f WHERE f.content = :content) AND NOT EXISTS (SELECT 1 FROM files f WHERE f.thumb = :content);

-- file_content_list_unused: all
SELECT k.content FROM file_contents k
 WHERE NOT EXISTS (SELECT 1 FROM files f WHERE f.content = k.content) AND NOT EXISTS (SELECT 1 FROM files f WHERE f.thumb = k.content)
 ORDER BY k.content LIMIT :most/count;
