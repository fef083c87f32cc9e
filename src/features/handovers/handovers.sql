-- handover_uses: one unscoped what is theirs is theirs, whoever looks
SELECT (SELECT COUNT(*) FROM customers c WHERE c.representative_id = :staff/id(staff)) AS "customers:count",
       (SELECT COUNT(*) FROM notes n JOIN customers c ON c.id = n.customer_id
         WHERE n.done_at IS NULL AND n.follow_up IS NOT NULL AND c.trashed_at IS NULL
           AND (n.staff_id = :staff
                OR EXISTS (SELECT 1 FROM note_mentions m
                            WHERE m.customer_id = n.customer_id AND m.note_id = n.id AND m.staff_id = :staff))) AS "follow_ups:count";

-- handover_person: maybe
SELECT name FROM staff WHERE id = :id;

-- Who would see all of it: everybody's customers; one's own, which these become; those of one's channels.
-- handover_heirs: all unscoped it finds out who would see them
SELECT s.id, s.name, r.permissions FROM staff s JOIN roles r ON r.id = s.role_id
 WHERE s.active = 1 AND s.id <> :staff/id(staff)
   AND (s.scope = 0
        OR (s.scope = 1
            AND NOT EXISTS (SELECT 1 FROM notes n JOIN customers c ON c.id = n.customer_id
                             WHERE n.done_at IS NULL AND n.follow_up IS NOT NULL AND c.trashed_at IS NULL
                               AND (n.staff_id = :staff
                                    OR EXISTS (SELECT 1 FROM note_mentions m
                                                WHERE m.customer_id = n.customer_id AND m.note_id = n.id AND m.staff_id = :staff))
                               AND COALESCE(c.representative_id, 0) <> :staff AND COALESCE(c.representative_id, 0) <> s.id))
        OR (s.scope = 2
            AND NOT EXISTS (SELECT 1 FROM customers c
                             WHERE (c.representative_id = :staff
                                    OR (c.trashed_at IS NULL
                                        AND EXISTS (SELECT 1 FROM notes n
                                                     WHERE n.customer_id = c.id AND n.done_at IS NULL AND n.follow_up IS NOT NULL
                                                       AND (n.staff_id = :staff
                                                            OR EXISTS (SELECT 1 FROM note_mentions m
                                                                        WHERE m.customer_id = n.customer_id AND m.note_id = n.id
                                                                          AND m.staff_id = :staff)))))
                               AND NOT EXISTS (SELECT 1 FROM customer_channels x JOIN staff_channels y ON y.channel_id = x.channel_id
                                                WHERE x.customer_id = c.id AND y.staff_id = s.id))))
 ORDER BY s.name, s.id;

-- Some of those whom they represent.
-- handover_customers: all unscoped whoever is theirs is handed over
SELECT c.id FROM customers c WHERE c.representative_id = :staff/id(staff) ORDER BY c.id LIMIT 200;

-- handover_customer: change one
UPDATE customers SET representative_id = :representative_id, version = version + 1, modified = :modified WHERE id = :id;

-- Some of their follow-ups that the other does not have yet.
-- handover_follow_ups: all unscoped whatever waits for them is handed over
SELECT n.customer_id, n.id FROM notes n JOIN customers c ON c.id = n.customer_id
 WHERE n.done_at IS NULL AND n.follow_up IS NOT NULL AND c.trashed_at IS NULL
   AND (n.staff_id = :staff/id(staff)
        OR EXISTS (SELECT 1 FROM note_mentions m WHERE m.customer_id = n.customer_id AND m.note_id = n.id AND m.staff_id = :staff))
   AND (n.staff_id IS NULL OR n.staff_id <> :to/id(staff))
   AND NOT EXISTS (SELECT 1 FROM note_mentions m WHERE m.customer_id = n.customer_id AND m.note_id = n.id AND m.staff_id = :to)
 ORDER BY n.follow_up, n.id LIMIT 200;

-- handover_follow_up: change one
INSERT INTO note_mentions (customer_id, note_id, staff_id) VALUES (:customer_id, :note_id, :staff_id);
