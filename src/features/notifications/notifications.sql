-- notification_watchers: all unscoped it finds out who sees that customer
SELECT s.id, s.name, s.email, s.language, r.permissions FROM staff s JOIN roles r ON r.id = s.role_id
 WHERE s.active = 1 AND (:only/id(staff) IS NULL OR s.id = :only)
   AND (:customer_id/id(customer) IS NULL OR s.scope = 0
     OR (s.scope = 1 AND EXISTS (SELECT 1 FROM customers c WHERE c.id = :customer_id/id(customer) AND c.representative_id = s.id))
     OR (s.scope = 2 AND EXISTS (SELECT 1 FROM customer_channels x JOIN staff_channels y ON y.channel_id = x.channel_id
                                  WHERE x.customer_id = :customer_id/id(customer) AND y.staff_id = s.id)))
 ORDER BY s.id;

-- notification_add: change any
INSERT INTO notifications (id, staff_id, kind, at, customer_id, object_id, occasion, detail, seen)
VALUES (:id, :staff_id, :kind, :at, :customer_id, :object_id, :occasion, :detail, :seen)
ON CONFLICT (staff_id, kind, object_id, occasion) DO NOTHING;

-- notification_remove_old: change any
DELETE FROM notifications WHERE staff_id = :staff_id AND at < :before/instant;

-- notification_list: all
SELECT n.id, n.kind, n.at, n.customer_id, n.object_id, n.detail, n.seen, c.display_name AS "name:text?"
  FROM notifications n LEFT JOIN customers c ON c.id = n.customer_id
 WHERE n.staff_id = :@staff AND (n.customer_id IS NULL OR :@scope(c)) ORDER BY n.at DESC, n.id DESC LIMIT 100;

-- notification_find: maybe
SELECT n.kind, n.object_id FROM notifications n LEFT JOIN customers c ON c.id = n.customer_id
 WHERE n.id = :id AND n.staff_id = :@staff AND (n.customer_id IS NULL OR :@scope(c));

-- notification_count: one
SELECT COUNT(*) AS "total:count", MAX(n.id) AS "newest:count?" FROM notifications n LEFT JOIN customers c ON c.id = n.customer_id
 WHERE n.staff_id = :@staff AND n.seen IS NULL AND (n.customer_id IS NULL OR :@scope(c));

-- notification_see: change any
UPDATE notifications SET seen = :seen WHERE staff_id = :@staff AND seen IS NULL AND (:only/id(notification) IS NULL OR id = :only);

-- notification_choice_list: all
SELECT kind, on_page, by_mail FROM notification_choices WHERE staff_id = :staff_id;

-- notification_choice_set: change one
INSERT INTO notification_choices (staff_id, kind, on_page, by_mail) VALUES (:staff_id, :kind, :on_page, :by_mail)
ON CONFLICT (staff_id, kind) DO UPDATE SET on_page = excluded.on_page, by_mail = excluded.by_mail;

-- notification_customer: maybe unscoped it is told to those who see them
SELECT display_name, approval FROM customers WHERE id = :id;

-- notification_job: maybe
SELECT staff_id, kind, what FROM jobs WHERE id = :id AND api_key_id IS NULL;

-- staff_device_add: change any
INSERT INTO staff_devices (id, staff_id, device, first) VALUES (:id, :staff_id, :device, :first)
ON CONFLICT (staff_id, device) DO NOTHING;

-- staff_device_count: one
SELECT COUNT(*) AS "total:count" FROM staff_devices WHERE staff_id = :staff_id;
