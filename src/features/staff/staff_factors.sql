-- factor_find: maybe
SELECT secret, created, confirmed, last_step FROM staff_factors WHERE staff_id = :staff_id;

-- factor_set: change any
INSERT INTO staff_factors (staff_id, secret, created, confirmed, last_step) VALUES (:staff_id, :secret, :created, NULL, 0)
ON CONFLICT (staff_id) DO UPDATE SET secret = excluded.secret, created = excluded.created WHERE staff_factors.confirmed IS NULL;

-- factor_confirm: change any
UPDATE staff_factors SET confirmed = :confirmed, last_step = :last_step WHERE staff_id = :staff_id AND confirmed IS NULL;

-- factor_use: change any
UPDATE staff_factors SET last_step = :last_step
 WHERE staff_id = :staff_id AND confirmed IS NOT NULL AND last_step < :last_step;

-- factor_remove: change any
DELETE FROM staff_factors WHERE staff_id = :staff_id;

-- recovery_code_add: change one
INSERT INTO staff_recovery_codes (code_hash, staff_id) VALUES (:code_hash, :staff_id);

-- recovery_code_use: change any
DELETE FROM staff_recovery_codes WHERE code_hash = :code_hash AND staff_id = :staff_id;

-- recovery_code_remove_all: change any
DELETE FROM staff_recovery_codes WHERE staff_id = :staff_id;

-- recovery_code_count: one
SELECT COUNT(*) AS "total:count" FROM staff_recovery_codes WHERE staff_id = :staff_id;

-- half_sign_in_add: change one
INSERT INTO staff_half_sign_ins (token_hash, staff_id, expires) VALUES (:token_hash, :staff_id, :expires);

-- half_sign_in_find: maybe
SELECT h.staff_id, s.name FROM staff_half_sign_ins h JOIN staff s ON s.id = h.staff_id
 WHERE h.token_hash = :token_hash AND h.expires > :now/instant AND s.active = 1;

-- half_sign_in_use: change any
DELETE FROM staff_half_sign_ins WHERE token_hash = :token_hash AND expires > :now/instant;

-- half_sign_in_remove_all: change any
DELETE FROM staff_half_sign_ins WHERE staff_id = :staff_id;

-- half_sign_in_remove_expired: change any
DELETE FROM staff_half_sign_ins WHERE expires <= :now/instant;
