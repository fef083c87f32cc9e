-- job_customer_names: all
SELECT c.id, c.display_name FROM customers c WHERE c.id IN (:ids/id(customer)[]) AND :@scope(c);
