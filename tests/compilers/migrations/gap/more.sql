-- A word
SELECT 1;
