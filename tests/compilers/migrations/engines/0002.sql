-- Visits are counted
-- on sqlite
ALTER TABLE shops ADD COLUMN visits INTEGER NOT NULL DEFAULT 0;
-- on postgres
ALTER TABLE shops ADD COLUMN visits BIGINT NOT NULL DEFAULT 0;
