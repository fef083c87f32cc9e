-- customer_find: maybe
SELECT login FROM customers WHERE id = :id;

-- customer_hidden: all
SELECT n.body FROM notes n WHERE EXISTS (SELECT 1 FROM customers c WHERE c.id = n.customer_id AND c.login = :login);

-- customer_no_reason: maybe unscoped
SELECT login FROM customers WHERE id = :id;

-- note_scope: all
SELECT n.body FROM notes n WHERE :@scope(n);
