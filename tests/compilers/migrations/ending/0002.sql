-- Ends what is not its own
SELECT 1;
COMMIT;
-- on sqlite
SELECT 2;
-- on postgres
SELECT 3;
