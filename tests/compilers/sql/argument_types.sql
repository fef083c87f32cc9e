-- note_a: maybe
SELECT body FROM notes WHERE at = :moment;

-- note_b: maybe
SELECT n.body FROM notes n JOIN staff s ON s.id = n.staff_id WHERE n.at < :at AND abs(:id) = 1;

-- note_c: maybe
SELECT body FROM notes WHERE at = :moment/instant AND due = :moment/date;

-- note_d: maybe
SELECT body FROM notes WHERE at = :moment/time AND id = :other/id(nobody);

-- note_e: maybe
SELECT body FROM notes WHERE at = :while/instant AND id = :reader/id(note);

-- note_f: maybe
SELECT n.body FROM notes n, staff s WHERE n.id = :id AND s.id = :id;
