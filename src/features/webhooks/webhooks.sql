-- webhook_list: all cached
SELECT id, version, url, description, events, channel_id, detailed, active, secret, previous, previous_until, created, failing_since,
       failures, rests_until, stopped, stopped_why
  FROM webhooks ORDER BY id;

-- webhook_insert: change one
INSERT INTO webhooks (id, version, url, description, events, channel_id, detailed, active, secret, previous, previous_until, created,
       made_by, failing_since, failures, rests_until, stopped, stopped_why)
VALUES (:id, 1, :url, :description, :events, :channel_id, :detailed, :active, :secret, NULL, NULL, :created, :made_by, NULL, 0, NULL,
        NULL, NULL);

-- Who saves it as active gives it a new chance.
-- webhook_update: change any
UPDATE webhooks SET version = version + 1, url = :url, description = :description, events = :events, channel_id = :channel_id,
       detailed = :detailed, active = :active, failing_since = NULL, failures = 0, rests_until = NULL,
       stopped = CASE WHEN :active = 1 THEN NULL ELSE stopped END, stopped_why = CASE WHEN :active = 1 THEN NULL ELSE stopped_why END
 WHERE id = :id AND version = :version;

-- webhook_rotate: change one
UPDATE webhooks SET previous = secret, previous_until = :previous_until, secret = :secret WHERE id = :id;

-- webhook_set_health: change any
UPDATE webhooks SET failing_since = :failing_since, failures = :failures, rests_until = :rests_until WHERE id = :id;

-- webhook_wake: change any
UPDATE webhooks SET rests_until = NULL WHERE id = :id AND rests_until IS NOT NULL;

-- webhook_stop: change any
UPDATE webhooks SET active = 0, stopped = :stopped, stopped_why = :stopped_why WHERE id = :id AND active = 1;

-- webhook_remove: change one
DELETE FROM webhooks WHERE id = :id;

-- webhook_sees: maybe
SELECT channel_id FROM customer_channels WHERE customer_id = :customer_id AND channel_id = :channel_id;

-- webhook_channels: all cached
SELECT id, word, name FROM channels ORDER BY position, id;
