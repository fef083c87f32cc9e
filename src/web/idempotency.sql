-- idempotency_take: change any
INSERT INTO idempotency_keys (api_key_id, name, body_hash, at, status, request_id)
VALUES (:api_key_id, :name, :body_hash, :at, 0, :request_id) ON CONFLICT (api_key_id, name) DO NOTHING;

-- idempotency_find: one
SELECT body_hash, status, answer FROM idempotency_keys WHERE api_key_id = :api_key_id AND name = :name;

-- idempotency_keep: change one
UPDATE idempotency_keys SET status = :status, answer = :answer WHERE api_key_id = :api_key_id AND name = :name;

-- idempotency_remove_old: change any
DELETE FROM idempotency_keys WHERE api_key_id = :api_key_id AND at < :before/instant;

-- idempotency_forget_customer: change any
UPDATE idempotency_keys SET answer = NULL
 WHERE request_id IN (SELECT e.request_id FROM events e WHERE e.customer_id = :customer_id) OR answer LIKE :named/text;
