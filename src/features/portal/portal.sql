-- Whose pages somebody sees: a link that was mailed to them has said who they are, or their session has.
-- portal_home_channel: maybe unscoped the face of a page is their channel's, whoever may see it
SELECT c.channel_id FROM customers c WHERE c.id = :id;
