-- Every reading mode, every type, every way to name one.

-- note_find: maybe
SELECT n.id, n.at, n.body, n.colour, n.pinned, n.due, n.price, n.extra, n.raw, n.staff_id,
       s.name AS "author:text?" -- a comment with a ' and a :parameter
  FROM notes n LEFT JOIN staff s ON s.id = n.staff_id
 WHERE n.id = :id AND n.customer_id = :customer_id;

-- note_count: one
SELECT COUNT(*) AS "total:count", ':not a parameter;' AS "words:text" FROM notes;

-- customer_list_by_ids: all
SELECT c.id, c.login AS called FROM customers c WHERE c.id IN (:ids/id(customer)[]) AND :@scope(c);

-- staff_list: all
SELECT id FROM staff WHERE name IN (:names/text[]) AND id <> :@staff AND name <> :name;

-- note_each: each
SELECT body FROM notes
 WHERE customer_id = :@customer AND at >= :from/instant AND at < :until/instant AND due = :due AND colour IN (:colours/note_colour[])
   AND raw = :raw AND (:staff_id IS NULL OR staff_id = :staff_id) LIMIT :most/count;

-- claim_owner: maybe unscoped uniqueness is global
SELECT id FROM customers WHERE login = :login;
