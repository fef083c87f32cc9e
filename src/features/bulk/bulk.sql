-- bulk_names: all
SELECT c.id, c.display_name FROM customers c WHERE c.id IN (:ids/id(customer)[]) AND :@scope(c) ORDER BY c.sort_name, c.id;

-- bulk_piece_add: change one gathered
INSERT INTO bulk_people (job_id, last, ids) VALUES (:job_id, :last, :ids);
-- bulk_piece_next: maybe
SELECT p.last, p.ids FROM bulk_people p WHERE p.job_id = :job_id AND p.last > :after/count ORDER BY p.last LIMIT 1;
-- bulk_piece_remove: change any
DELETE FROM bulk_people WHERE job_id = :job_id AND last <= :place/count;
-- bulk_piece_remove_ended: change any
DELETE FROM bulk_people WHERE job_id NOT IN (SELECT j.id FROM jobs j WHERE j.finished IS NULL);
-- bulk_there: all unscoped a report can name those alone who were not erased, whoever reads it
SELECT c.id FROM customers c WHERE c.id IN (:ids/id(customer)[]);
