-- Facts about the installation, not about whom the asker may see.
-- setup_facts: one unscoped how far the business is set up is the same for everybody
SELECT (SELECT COUNT(*) FROM staff s WHERE s.active = 1) AS "staff:count",
       (SELECT COUNT(*) FROM api_keys a WHERE a.revoked IS NULL AND (a.expires IS NULL OR a.expires > :now/instant)) AS "keys:count",
       (SELECT COUNT(*) FROM channels h WHERE COALESCE(h.storefront, '') <> '') AS "shops:count",
       (SELECT COUNT(*) FROM (SELECT c.id FROM customers c
          WHERE c.status > 1 AND COALESCE(c.email, '') <> :sample/text LIMIT 1) q) AS "others:count",
       (SELECT MIN(c.id) FROM customers c JOIN emails e ON e.customer_id = c.id
          WHERE e.folded = :sample AND c.status > 1) AS "sample:id(customer)?";
