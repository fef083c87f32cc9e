-- What the API shows of customers. It begins with the columns of customer_row, in its order.
-- customers_shown: each
SELECT c.id, c.version, c.status, c.login, c.email, c.salutation, c.title, c.first_name, c.last_name, c.name_order,
       c.display_name, c.sort_name, c.company, c.birth_date, c.picture_id, c.language, c.zone, c.country, c.currency,
       c.type_id, c.group_id, c.channel_id, c.representative_id, c.vip, c.newsletter, c.discount,
       c.discount_amount, c.discount_currency, c.billing_email, c.guest, c.activation, c.approval, c.active, c.blocked, c.suspended,
       c.suspended_until, c.since, c.created, c.modified, c.trashed_at, c.trashed_by, c.trash_reason, c.merged_into,
       k.orders AS "orders:count?", k.spent_base AS "spent_base:money?", k.last_order AS "last_order:instant?",
       k.last_sign_in AS "last_sign_in:instant?",
       COALESCE((SELECT x.state FROM consents x WHERE x.customer_id = c.id AND x.purpose = 0), 0) AS "consent:consent_state"
  FROM (:ids/id(customer)[]) i JOIN customers c ON c.id = i.value LEFT JOIN customer_counters k ON k.customer_id = c.id
 WHERE :@scope(c);

-- customer_counters_one: maybe
SELECT orders, spent_base, last_order, last_sign_in FROM customer_counters WHERE customer_id = :customer_id;

-- customer_consent: maybe
SELECT state FROM consents WHERE customer_id = :customer_id AND purpose = :purpose;

-- external_ids_of: all
SELECT x.customer_id, x.system, x.value FROM (:ids/id(customer)[]) i JOIN external_ids x ON x.customer_id = i.value
 ORDER BY x.customer_id, x.system, x.value;

-- external_id_remove: change any
DELETE FROM external_ids WHERE customer_id = :customer_id AND system = :system AND value = :value;
