-- note_find: maybe
SELECT body
  -- a comment
  FROM notes
 WHERE nonsense = 1;

-- note_numbered: maybe
SELECT body FROM notes WHERE at = ?1;

-- note_dollar: maybe
SELECT body FROM notes WHERE at = $1;

-- note_session: maybe
SELECT body FROM notes WHERE id = :@owner;
