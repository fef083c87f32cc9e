-- Types, groups, channels and tags as one kind of row: what one kind does not have is empty. `kind` is enum label_kind;
-- `only` is 0 for all.
-- label_rows: all cached
SELECT 0 AS "kind:count", t.id + 0 AS "id:count", t.word AS "word:text", t.name AS "name:text", t.position AS "position:count",
       t.active AS "active:flag", t.is_default AS "is_default:flag", t.approval AS "approval:flag", t.registration AS "registration:flag",
       t.shown_fields AS "shown_fields:text", t.required_fields AS "required_fields:text", t.discount AS "discount:count",
       t.discount_amount AS "discount_amount:count?", t.discount_currency AS "discount_currency:text?", '' AS "tiers:text?",
       0 AS "taxed:flag", '' AS "colour:text", '' AS "sender:text?", '' AS "language:text?", '' AS "currency:text?",
       '' AS "country:text?", '' AS "storefront:text?", '' AS "sign_in:text?", '' AS "imprint:text?", '' AS "privacy:text?",
       '' AS "terms:text?", '' AS "terms_version:text?", t.created AS "created:instant"
  FROM types t WHERE :kind/count = 0 AND (:only/count = 0 OR t.id = :only)
UNION ALL
SELECT 1, g.id, g.word, g.name, g.position, g.active, g.is_default, 0, 0, '', '', g.discount, g.discount_amount,
       g.discount_currency, g.tiers, g.taxed,
       '', '', '', '', '', '', '', '', '', '', '', g.created
  FROM groups g WHERE :kind/count = 1 AND (:only/count = 0 OR g.id = :only)
UNION ALL
SELECT 2, h.id, h.word, h.name, h.position, h.active, h.is_default, 0, 0, '', '', 0, 0, '', '', 0,
       h.colour, h.sender, h.language, h.currency, h.country, h.storefront, h.sign_in, h.imprint, h.privacy, h.terms,
       h.terms_version, h.created
  FROM channels h WHERE :kind/count = 2 AND (:only/count = 0 OR h.id = :only)
UNION ALL
SELECT 3, a.id, a.folded, a.name, 0, 1, 0, 0, 0, '', '', 0, 0, '', '', 0,
       a.colour, '', '', '', '', '', '', '', '', '', '', a.created
  FROM tags a WHERE :kind/count = 3 AND (:only/count = 0 OR a.id = :only)
 ORDER BY 5, 3, 2;

-- How many customers, of those whom the asker may see, have each of a kind; `only` is 0 for all.
-- label_counts: all
SELECT c.type_id + 0 AS "id:count", COUNT(*) AS "customers:count" FROM customers c
 WHERE :kind/count = 0 AND (:only/count = 0 OR c.type_id = :only) AND :@scope(c) GROUP BY c.type_id
UNION ALL
SELECT c.group_id + 0, COUNT(*) FROM customers c
 WHERE :kind = 1 AND (:only = 0 OR c.group_id = :only) AND :@scope(c) GROUP BY c.group_id
UNION ALL
SELECT c.channel_id + 0, COUNT(*) FROM customers c
 WHERE :kind = 2 AND (:only = 0 OR c.channel_id = :only) AND :@scope(c) GROUP BY c.channel_id
UNION ALL
SELECT x.tag_id + 0, COUNT(*) FROM customer_tags x JOIN customers c ON c.id = x.customer_id
 WHERE :kind = 3 AND (:only = 0 OR x.tag_id = :only) AND :@scope(c) GROUP BY x.tag_id;

-- Everything that holds on to one of them, whoever may see it: it cannot go while there is any.
-- label_uses: one unscoped what is used is used, whoever looks
SELECT CASE :kind/count
            WHEN 0 THEN (SELECT COUNT(*) FROM customers c WHERE c.type_id = :id/count)
            WHEN 1 THEN (SELECT COUNT(*) FROM customers c WHERE c.group_id = :id)
            WHEN 2 THEN (SELECT COUNT(*) FROM customers c WHERE c.channel_id = :id)
            ELSE (SELECT COUNT(*) FROM customer_tags x WHERE x.tag_id = :id) END AS "customers:count",
       CASE :kind WHEN 1 THEN (SELECT COUNT(*) FROM customer_groups x WHERE x.group_id = :id)
            WHEN 2 THEN (SELECT COUNT(*) FROM customer_channels x WHERE x.channel_id = :id) ELSE 0 END AS "further:count",
       CASE :kind WHEN 2 THEN (SELECT COUNT(*) FROM staff_channels x WHERE x.channel_id = :id) ELSE 0 END AS "staff:count";

-- Some of those who have it as their main one.
-- label_main_holders: all unscoped whoever has it is handed over
SELECT c.id FROM customers c WHERE :kind/count = 0 AND c.type_id = :id/count
UNION ALL SELECT c.id FROM customers c WHERE :kind = 1 AND c.group_id = :id
UNION ALL SELECT c.id FROM customers c WHERE :kind = 2 AND c.channel_id = :id
 ORDER BY 1 LIMIT 200;
-- Some of those who have it besides.
-- label_further_holders: all
SELECT x.customer_id FROM customer_groups x WHERE :kind/count = 1 AND x.group_id = :id/count
UNION ALL SELECT x.customer_id FROM customer_channels x WHERE :kind = 2 AND x.channel_id = :id
UNION ALL SELECT x.customer_id FROM customer_tags x WHERE :kind = 3 AND x.tag_id = :id
 ORDER BY 1 LIMIT 200;

-- Rows are added with plain values; the rest is set as in a change.
-- type_add_row: change any
INSERT INTO types (id, word, name, position, active, is_default, approval, registration, shown_fields, required_fields, discount, created)
VALUES (:id, :word, :name, :position, 1, 0, 0, 0, '', '', 0, :created) ON CONFLICT DO NOTHING;
-- type_set_row: change one
UPDATE types SET name = :name, sort_name = :sort_name, active = :active, approval = :approval, registration = :registration,
       shown_fields = :shown_fields, required_fields = :required_fields, discount = :discount,
       discount_amount = :discount_amount, discount_currency = :discount_currency WHERE id = :id;
-- type_set_position: change one
UPDATE types SET position = :position WHERE id = :id;
-- type_set_default: change any
UPDATE types SET is_default = CASE WHEN id = :id THEN 1 ELSE 0 END;
-- type_remove_row: change one
DELETE FROM types WHERE id = :id;
-- type_hand_over: change one
UPDATE customers SET type_id = :type_id, version = version + 1, modified = :modified WHERE id = :id;

-- group_add_row: change any
INSERT INTO groups (id, word, name, position, active, is_default, taxed, discount, created)
VALUES (:id, :word, :name, :position, 1, 0, 1, 0, :created) ON CONFLICT DO NOTHING;
-- group_set_row: change one
UPDATE groups SET name = :name, sort_name = :sort_name, active = :active, taxed = :taxed, discount = :discount,
       discount_amount = :discount_amount, discount_currency = :discount_currency, tiers = :tiers WHERE id = :id;
-- group_set_position: change one
UPDATE groups SET position = :position WHERE id = :id;
-- group_set_default: change any
UPDATE groups SET is_default = CASE WHEN id = :id THEN 1 ELSE 0 END;
-- group_remove_row: change one
DELETE FROM groups WHERE id = :id;
-- group_hand_over: change one
UPDATE customers SET group_id = :group_id, version = version + 1, modified = :modified WHERE id = :id;

-- channel_add_row: change any
INSERT INTO channels (id, word, name, position, active, is_default, colour, language, currency, created)
VALUES (:id, :word, :name, :position, 1, 0, '', '', '', :created) ON CONFLICT DO NOTHING;
-- channel_set_row: change one
UPDATE channels SET name = :name, sort_name = :sort_name, active = :active, colour = :colour, sender = :sender, language = :language,
       currency = :currency, country = :country, storefront = :storefront, sign_in = :sign_in, imprint = :imprint,
       privacy = :privacy, terms = :terms, terms_version = :terms_version WHERE id = :id;
-- channel_set_position: change one
UPDATE channels SET position = :position WHERE id = :id;
-- channel_set_default: change any
UPDATE channels SET is_default = CASE WHEN id = :id THEN 1 ELSE 0 END;
-- channel_remove_row: change one
DELETE FROM channels WHERE id = :id;
-- channel_hand_over: change one
UPDATE customers SET channel_id = :channel_id, version = version + 1, modified = :modified WHERE id = :id;
-- channel_logo_remove: change any
DELETE FROM logos WHERE owner = :owner;
-- What a webhook hears of goes with the customers.
-- channel_webhooks_hand_over: change any
UPDATE webhooks SET channel_id = :to/id(channel) WHERE channel_id = :from/id(channel);
-- channel_staff: all
SELECT staff_id FROM staff_channels WHERE channel_id = :channel_id ORDER BY staff_id;
-- channel_staff_add: change any
INSERT INTO staff_channels (staff_id, channel_id) VALUES (:staff_id, :channel_id) ON CONFLICT (staff_id, channel_id) DO NOTHING;
-- channel_staff_remove: change any
DELETE FROM staff_channels WHERE staff_id = :staff_id AND channel_id = :channel_id;

-- tag_add_row: change any
INSERT INTO tags (id, name, folded, colour, created) VALUES (:id, :name, :folded, '', :created)
ON CONFLICT (folded) DO NOTHING;
-- tag_set_row: change one
UPDATE tags SET name = :name, folded = :folded, colour = :colour WHERE id = :id;
-- tag_remove_row: change one
DELETE FROM tags WHERE id = :id;
-- tag_find_folded: maybe
SELECT id, name, colour FROM tags WHERE folded = :folded;
-- tag_find: maybe
SELECT name, colour FROM tags WHERE id = :id;
-- tag_names: all cached
SELECT id, name FROM tags ORDER BY folded;

-- label_customer_lock: maybe
-- on sqlite
SELECT c.id, c.group_id, c.channel_id FROM customers c WHERE c.id = :id AND :@scope(c);
-- on postgres
SELECT c.id, c.group_id, c.channel_id FROM customers c WHERE c.id = :id AND :@scope(c) FOR UPDATE;

-- What a customer has besides their main ones: `kind` is enum label_kind. In no order: labels_held() gives them one.
-- label_holdings: all
SELECT 3 AS "kind:count", x.tag_id + 0 AS "id:count", x.at AS "at:instant?" FROM customer_tags x WHERE x.customer_id = :customer_id
UNION ALL SELECT 1, x.group_id, NULL FROM customer_groups x WHERE x.customer_id = :customer_id
UNION ALL SELECT 2, x.channel_id, x.at FROM customer_channels x WHERE x.customer_id = :customer_id;

-- customer_tag_add: change any
INSERT INTO customer_tags (customer_id, tag_id, at) VALUES (:customer_id, :tag_id, :at)
ON CONFLICT (customer_id, tag_id) DO NOTHING;
-- customer_tag_remove: change any
DELETE FROM customer_tags WHERE customer_id = :customer_id AND tag_id = :tag_id;

-- customer_group_add: change any
INSERT INTO customer_groups (customer_id, group_id) VALUES (:customer_id, :group_id)
ON CONFLICT (customer_id, group_id) DO NOTHING;
-- customer_group_remove: change any
DELETE FROM customer_groups WHERE customer_id = :customer_id AND group_id = :group_id;

-- customer_channel_add: change any
INSERT INTO customer_channels (customer_id, channel_id, at) VALUES (:customer_id, :channel_id, :at)
ON CONFLICT (customer_id, channel_id) DO NOTHING;
-- customer_channel_remove: change any
DELETE FROM customer_channels WHERE customer_id = :customer_id AND channel_id = :channel_id;

-- Of a type, who waits for approval.
-- label_waiting: one
SELECT COUNT(*) AS "total:count" FROM customers c
 WHERE c.type_id = :type/id(type) AND c.approval = 0 AND c.guest = 0 AND c.trashed_at IS NULL AND c.merged_into IS NULL
   AND :@scope(c);
