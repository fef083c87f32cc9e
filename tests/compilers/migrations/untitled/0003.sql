-- One engine alone
-- on sqlite
SELECT 1;
