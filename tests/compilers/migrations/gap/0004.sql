-- Third
SELECT 1;
