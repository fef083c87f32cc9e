-- First
SELECT 1;
