-- staff_option_channels: all
SELECT c.id, c.name, CASE WHEN s.staff_id IS NULL THEN 0 ELSE 1 END AS "chosen:flag"
  FROM channels c LEFT JOIN staff_channels s ON s.channel_id = c.id AND s.staff_id = :staff_id
 WHERE c.active = 1
   AND (:giver/id(staff) IS NULL OR EXISTS (SELECT 1 FROM staff_channels g WHERE g.channel_id = c.id AND g.staff_id = :giver))
 ORDER BY c.position, c.name;
