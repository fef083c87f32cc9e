-- event_add: change one gathered
INSERT INTO events (customer_id, at, id, name, actor_kind, actor_id, acting_as, object_kind, object_id, request_id)
VALUES (:customer_id, :at, :id, :name, :actor_kind, :actor_id, :acting_as, :object_kind, :object_id, :request_id);

-- event_value_add: change one gathered
INSERT INTO event_values (customer_id, event_id, field, old, new) VALUES (:customer_id, :event_id, :field, :old, :new);

-- event_list: all
SELECT e.customer_id, e.id, e.at, e.name, e.actor_kind, e.actor_id, e.acting_as, e.object_kind, e.object_id, e.request_id,
       COALESCE(s.name, k.name) AS "actor_name:text?"
  FROM events e
  LEFT JOIN staff s ON s.id = e.actor_id AND e.actor_kind = 1
  LEFT JOIN api_keys k ON k.id = e.actor_id AND e.actor_kind = 3
 WHERE e.customer_id = :customer_id AND (e.at < :before_at/instant OR (e.at = :before_at AND e.id < :before_id/id(event)))
 ORDER BY e.at DESC, e.id DESC LIMIT :most/count;

-- What happened to anybody whom the asker sees, what was committed last first. Who was erased is nobody any more. On
-- PostgreSQL transactions overlap: what began before one that is under way still comes before it, so those from there on
-- wait until it has ended (docs/decisions/0030).
-- event_feed: all
-- on sqlite
SELECT e.customer_id, e.id, e.at, e.name, e.actor_kind, e.actor_id, e.acting_as, e.object_kind, e.object_id, e.request_id,
       COALESCE(s.name, k.name) AS "actor_name:text?", e.written
  FROM events e
  JOIN customers c ON c.id = e.customer_id
  LEFT JOIN staff s ON s.id = e.actor_id AND e.actor_kind = 1
  LEFT JOIN api_keys k ON k.id = e.actor_id AND e.actor_kind = 3
 WHERE (e.written, e.id) < (:written/count, :before/id(event)) AND :@scope(c)
 ORDER BY e.written DESC, e.id DESC LIMIT :most/count;
-- on postgres
SELECT e.customer_id, e.id, e.at, e.name, e.actor_kind, e.actor_id, e.acting_as, e.object_kind, e.object_id, e.request_id,
       COALESCE(s.name, k.name) AS "actor_name:text?", e.written
  FROM events e
  JOIN customers c ON c.id = e.customer_id
  LEFT JOIN staff s ON s.id = e.actor_id AND e.actor_kind = 1
  LEFT JOIN api_keys k ON k.id = e.actor_id AND e.actor_kind = 3
 WHERE (e.written, e.id) < (:written/count, :before/id(event)) AND :@scope(c)
   AND e.written < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
 ORDER BY e.written DESC, e.id DESC LIMIT :most/count;

-- event_feed_count: one
SELECT COUNT(*) AS "total:count" FROM events e JOIN customers c ON c.id = e.customer_id WHERE :@scope(c);

-- A database that was put into another PostgreSQL has numbers of transactions that are still to come there.
-- event_order_anew: change any
-- on sqlite
UPDATE events SET written = 0 WHERE written > 0;
-- on postgres
UPDATE events SET written = 0
 WHERE written > 0 AND EXISTS (SELECT 1 FROM events e WHERE e.written > pg_current_xact_id()::text::bigint);

-- event_count: one
SELECT COUNT(*) AS "total:count" FROM events WHERE customer_id = :customer_id;

-- event_find: maybe
SELECT e.customer_id, e.id, e.at, e.name, e.actor_kind, e.actor_id, e.acting_as, e.object_kind, e.object_id, e.request_id,
       COALESCE(s.name, k.name) AS "actor_name:text?"
  FROM events e
  LEFT JOIN staff s ON s.id = e.actor_id AND e.actor_kind = 1
  LEFT JOIN api_keys k ON k.id = e.actor_id AND e.actor_kind = 3
 WHERE e.customer_id = :customer_id AND e.id = :id;

-- What one request did to a customer, the newest first.
-- event_of_request: all
SELECT id, name, actor_kind, actor_id, object_id FROM events
 WHERE customer_id = :customer_id AND request_id = :request_id AND at >= :since/instant ORDER BY at DESC, id DESC LIMIT 200;

-- event_value_list: all
SELECT field, old, new FROM event_values WHERE event_id = :event_id AND customer_id = :customer_id ORDER BY field;

-- Each event's by field. On SQLite CROSS JOIN gives them in the key's order.
-- event_values_of: all
-- on sqlite
SELECT v.event_id, v.field, v.old, v.new
  FROM (:event_ids/id(event)[]) e CROSS JOIN event_values v CROSS JOIN customers c
 WHERE v.event_id = e.value AND c.id = v.customer_id AND :@scope(c);
-- on postgres
SELECT v.event_id, v.field, v.old, v.new FROM event_values v JOIN customers c ON c.id = v.customer_id
 WHERE v.event_id IN (:event_ids/id(event)[]) AND :@scope(c) ORDER BY v.event_id, v.field;
