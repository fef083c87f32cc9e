-- throttle_find: maybe
SELECT used, resets FROM throttles WHERE name = :name;

-- throttle_add: change one
INSERT INTO throttles (name, used, resets) VALUES (:name, 1, :resets) ON CONFLICT (name) DO UPDATE
   SET used = CASE WHEN throttles.resets <= :now/instant THEN 1 ELSE throttles.used + 1 END,
       resets = CASE WHEN throttles.resets <= :now/instant THEN excluded.resets ELSE throttles.resets END;

-- throttle_give_back: change any
UPDATE throttles SET used = used - 1 WHERE name = :name AND used > 0;

-- throttle_remove: change any
DELETE FROM throttles WHERE name = :name;

-- throttle_remove_ended: change any
DELETE FROM throttles WHERE resets <= :now/instant;
