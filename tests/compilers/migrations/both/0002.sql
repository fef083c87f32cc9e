-- Shops have names
-- A comment that stays behind.
ALTER TABLE shops ADD COLUMN name TEXT;
CREATE INDEX shops_name ON shops (name) WHERE name <> '"';
