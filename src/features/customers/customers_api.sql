-- customer_rows: all
SELECT c.id, c.version, c.status, c.login, c.email, c.salutation, c.title, c.first_name, c.last_name, c.name_order,
       c.display_name, c.sort_name, c.company, c.birth_date, c.picture_id, c.language, c.zone, c.country, c.currency,
       c.type_id, c.group_id, c.channel_id, c.representative_id, c.vip, c.newsletter, c.discount, c.billing_email,
       c.guest, c.activation, c.approval, c.active, c.blocked, c.suspended, c.suspended_until, c.since, c.created, c.modified,
       c.trashed_at, c.trashed_by, c.trash_reason, c.merged_into
  FROM customers c WHERE c.id IN (:ids/id(customer)[]) AND :@scope(c);

-- customer_counters_of: all
SELECT customer_id, orders, spent_base, last_order, last_sign_in FROM customer_counters
 WHERE customer_id IN (:ids/id(customer)[]);

-- customer_counters_one: maybe
SELECT orders, spent_base, last_order, last_sign_in FROM customer_counters WHERE customer_id = :customer_id;

-- external_ids_of: all
SELECT customer_id, system, value FROM external_ids WHERE customer_id IN (:ids/id(customer)[])
 ORDER BY customer_id, system, value;

-- external_id_remove: change any
DELETE FROM external_ids WHERE customer_id = :customer_id AND system = :system AND value = :value;
