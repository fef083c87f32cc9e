-- logo_list: all cached
SELECT owner, content, width, height, see_through FROM logos ORDER BY owner;

-- Two may have the same picture.
-- logo_picture: maybe
SELECT picture FROM logos WHERE content = :content ORDER BY owner LIMIT 1;

-- logo_set: change one
INSERT INTO logos (owner, content, width, height, see_through, picture)
VALUES (:owner, :content, :width, :height, :see_through, :picture)
ON CONFLICT (owner) DO UPDATE SET content = excluded.content, width = excluded.width, height = excluded.height,
       see_through = excluded.see_through, picture = excluded.picture;

-- logo_remove: change any
DELETE FROM logos WHERE owner = :owner;

-- logo_channel: maybe
SELECT name FROM channels WHERE id = :id;
