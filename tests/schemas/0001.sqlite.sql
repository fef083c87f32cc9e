CREATE TABLE types (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	word TEXT NOT NULL,
	name TEXT NOT NULL,
	sort_name TEXT,
	position INTEGER NOT NULL,
	active INTEGER NOT NULL,
	is_default INTEGER NOT NULL,
	approval INTEGER NOT NULL,
	registration INTEGER NOT NULL,
	shown_fields TEXT NOT NULL,
	required_fields TEXT NOT NULL,
	discount INTEGER NOT NULL,
	discount_amount INTEGER,
	discount_currency TEXT,
	created INTEGER NOT NULL,
	UNIQUE (word),
	UNIQUE (name)
) STRICT;
CREATE TRIGGER types_cached_insert AFTER INSERT ON types BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER types_cached_update AFTER UPDATE ON types BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER types_cached_delete AFTER DELETE ON types BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE groups (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	word TEXT NOT NULL,
	name TEXT NOT NULL,
	sort_name TEXT,
	position INTEGER NOT NULL,
	active INTEGER NOT NULL,
	is_default INTEGER NOT NULL,
	taxed INTEGER NOT NULL,
	discount INTEGER NOT NULL,
	discount_amount INTEGER,
	discount_currency TEXT,
	tiers TEXT,
	created INTEGER NOT NULL,
	UNIQUE (word),
	UNIQUE (name)
) STRICT;
CREATE TRIGGER groups_cached_insert AFTER INSERT ON groups BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER groups_cached_update AFTER UPDATE ON groups BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER groups_cached_delete AFTER DELETE ON groups BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE channels (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	word TEXT NOT NULL,
	name TEXT NOT NULL,
	sort_name TEXT,
	position INTEGER NOT NULL,
	active INTEGER NOT NULL,
	is_default INTEGER NOT NULL,
	colour TEXT NOT NULL,
	sender TEXT,
	language TEXT NOT NULL,
	currency TEXT NOT NULL,
	country TEXT,
	storefront TEXT,
	sign_in TEXT,
	imprint TEXT,
	privacy TEXT,
	terms TEXT,
	terms_version TEXT,
	created INTEGER NOT NULL,
	UNIQUE (word),
	UNIQUE (name)
) STRICT;
CREATE TRIGGER channels_cached_insert AFTER INSERT ON channels BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER channels_cached_update AFTER UPDATE ON channels BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER channels_cached_delete AFTER DELETE ON channels BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE roles (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	word TEXT,
	name TEXT NOT NULL,
	permissions TEXT NOT NULL,
	scope INTEGER NOT NULL,
	created INTEGER NOT NULL,
	UNIQUE (name)
) STRICT;
CREATE TRIGGER roles_cached_insert AFTER INSERT ON roles BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER roles_cached_update AFTER UPDATE ON roles BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER roles_cached_delete AFTER DELETE ON roles BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE staff (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	version INTEGER NOT NULL,
	email TEXT NOT NULL,
	email_key TEXT NOT NULL,
	name TEXT NOT NULL,
	role_id INTEGER NOT NULL REFERENCES roles (id),
	scope INTEGER NOT NULL,
	password_hash TEXT,
	active INTEGER NOT NULL,
	language TEXT NOT NULL,
	zone TEXT,
	theme TEXT NOT NULL,
	created INTEGER NOT NULL,
	modified INTEGER NOT NULL,
	last_sign_in INTEGER,
	UNIQUE (email_key)
) STRICT;
CREATE TRIGGER staff_cached_insert AFTER INSERT ON staff BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER staff_cached_update AFTER UPDATE ON staff BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER staff_cached_delete AFTER DELETE ON staff BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE customers (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	version INTEGER NOT NULL,
	status INTEGER NOT NULL,
	login TEXT,
	email TEXT,
	salutation INTEGER NOT NULL,
	title TEXT,
	first_name TEXT,
	last_name TEXT,
	name_order INTEGER NOT NULL,
	display_name TEXT NOT NULL,
	sort_name TEXT NOT NULL,
	sort_company TEXT,
	sort_login TEXT,
	sort_email TEXT,
	company TEXT,
	birth_date INTEGER,
	picture_id INTEGER,
	language TEXT,
	zone TEXT,
	country TEXT,
	currency TEXT,
	type_id INTEGER NOT NULL REFERENCES types (id),
	group_id INTEGER NOT NULL REFERENCES groups (id),
	channel_id INTEGER NOT NULL REFERENCES channels (id),
	representative_id INTEGER REFERENCES staff (id),
	vip INTEGER NOT NULL,
	newsletter INTEGER NOT NULL,
	discount INTEGER NOT NULL,
	discount_amount INTEGER,
	discount_currency TEXT,
	billing_email TEXT,
	guest INTEGER NOT NULL,
	activation INTEGER NOT NULL,
	approval INTEGER NOT NULL,
	active INTEGER NOT NULL,
	blocked INTEGER NOT NULL,
	suspended TEXT,
	suspended_until INTEGER,
	since INTEGER NOT NULL,
	created INTEGER NOT NULL,
	modified INTEGER NOT NULL,
	trashed_at INTEGER,
	trashed_by INTEGER,
	trash_reason TEXT,
	merged_into INTEGER
) STRICT;
CREATE INDEX customers_by_status_id ON customers (status, id);
CREATE INDEX customers_by_sort_name_id ON customers (sort_name, id);
CREATE INDEX customers_by_created_id ON customers (created, id);
CREATE INDEX customers_by_type_id_id ON customers (type_id, id);
CREATE INDEX customers_by_channel_id_id ON customers (channel_id, id);
CREATE INDEX customers_by_group_id_id ON customers (group_id, id);
CREATE INDEX customers_by_representative_id_id ON customers (representative_id, id);
CREATE INDEX customers_by_country_id ON customers (country, id);
CREATE INDEX customers_by_email ON customers (email);
CREATE INDEX customers_by_sort_login_id ON customers (sort_login, id);
CREATE INDEX customers_by_sort_email_id ON customers (sort_email, id);
CREATE TRIGGER customers_listed_insert AFTER INSERT ON customers
WHEN NEW.id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.id);
END;
CREATE TRIGGER customers_listed_update AFTER UPDATE ON customers
WHEN NEW.id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.id);
END;
CREATE TRIGGER customers_listed_move AFTER UPDATE ON customers
WHEN OLD.id <> NEW.id AND OLD.id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.id);
END;
CREATE TRIGGER customers_listed_delete AFTER DELETE ON customers
WHEN OLD.id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.id);
END;
CREATE TABLE customer_axes (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	axis INTEGER NOT NULL,
	at INTEGER NOT NULL,
	actor_kind INTEGER NOT NULL,
	actor_id INTEGER NOT NULL,
	reason TEXT,
	message TEXT,
	PRIMARY KEY (customer_id, axis)
) STRICT, WITHOUT ROWID;
CREATE TABLE customer_passwords (
	customer_id INTEGER NOT NULL PRIMARY KEY CHECK (customer_id > 0) REFERENCES customers (id),
	hash TEXT NOT NULL,
	set_at INTEGER NOT NULL,
	must_change INTEGER NOT NULL,
	imported INTEGER NOT NULL,
	draw INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_passwords_by_draw ON customer_passwords (draw);
CREATE TABLE customer_sessions (
	token_hash BLOB NOT NULL PRIMARY KEY,
	id INTEGER NOT NULL,
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	created INTEGER NOT NULL,
	seen INTEGER NOT NULL,
	expires INTEGER NOT NULL,
	address TEXT NOT NULL,
	agent TEXT NOT NULL,
	UNIQUE (id)
) STRICT;
CREATE INDEX customer_sessions_by_customer_id ON customer_sessions (customer_id);
CREATE INDEX customer_sessions_by_expires ON customer_sessions (expires);
CREATE TABLE customer_sign_ins (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	at INTEGER NOT NULL,
	id INTEGER NOT NULL,
	outcome INTEGER NOT NULL,
	address TEXT,
	agent TEXT,
	country TEXT,
	kept_since INTEGER,
	PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_sign_ins_by_kept_since ON customer_sign_ins (kept_since);
CREATE TABLE customer_links (
	token_hash BLOB NOT NULL PRIMARY KEY,
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	purpose INTEGER NOT NULL,
	address TEXT NOT NULL,
	email TEXT,
	wanted TEXT,
	next TEXT,
	created INTEGER NOT NULL,
	expires INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_links_by_customer_id ON customer_links (customer_id);
CREATE INDEX customer_links_by_expires ON customer_links (expires);
CREATE TABLE api_keys (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	name TEXT NOT NULL,
	hash BLOB NOT NULL,
	hint TEXT NOT NULL,
	permissions TEXT NOT NULL,
	made_by INTEGER REFERENCES staff (id),
	created INTEGER NOT NULL,
	last_used INTEGER,
	expires INTEGER,
	revoked INTEGER,
	UNIQUE (hash)
) STRICT;
CREATE TABLE attributes (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	word TEXT NOT NULL,
	kind INTEGER NOT NULL,
	position INTEGER NOT NULL,
	active INTEGER NOT NULL,
	required INTEGER NOT NULL,
	visible INTEGER NOT NULL,
	editable INTEGER NOT NULL,
	personal INTEGER NOT NULL,
	created INTEGER NOT NULL,
	UNIQUE (word)
) STRICT;
CREATE TRIGGER attributes_cached_insert AFTER INSERT ON attributes BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER attributes_cached_update AFTER UPDATE ON attributes BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER attributes_cached_delete AFTER DELETE ON attributes BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE attribute_labels (
	attribute_id INTEGER NOT NULL REFERENCES attributes (id),
	language TEXT NOT NULL,
	label TEXT NOT NULL,
	PRIMARY KEY (attribute_id, language)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER attribute_labels_cached_insert AFTER INSERT ON attribute_labels BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER attribute_labels_cached_update AFTER UPDATE ON attribute_labels BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER attribute_labels_cached_delete AFTER DELETE ON attribute_labels BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE attribute_options (
	attribute_id INTEGER NOT NULL REFERENCES attributes (id),
	position INTEGER NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (attribute_id, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER attribute_options_cached_insert AFTER INSERT ON attribute_options BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER attribute_options_cached_update AFTER UPDATE ON attribute_options BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER attribute_options_cached_delete AFTER DELETE ON attribute_options BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE customer_attributes (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	attribute_id INTEGER NOT NULL REFERENCES attributes (id),
	text TEXT NOT NULL,
	folded TEXT,
	number INTEGER,
	PRIMARY KEY (customer_id, attribute_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_attributes_by_attribute_id_customer_id ON customer_attributes (attribute_id, customer_id);
CREATE INDEX customer_attributes_by_attribute_id_number_customer_id ON customer_attributes (attribute_id, number, customer_id);
CREATE TRIGGER customer_attributes_listed_insert AFTER INSERT ON customer_attributes
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER customer_attributes_listed_update AFTER UPDATE ON customer_attributes
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER customer_attributes_listed_move AFTER UPDATE ON customer_attributes
WHEN OLD.customer_id <> NEW.customer_id AND OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TRIGGER customer_attributes_listed_delete AFTER DELETE ON customer_attributes
WHEN OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TABLE audit_entries (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	at INTEGER NOT NULL,
	actor_kind INTEGER NOT NULL,
	actor_id INTEGER NOT NULL,
	acting_as INTEGER,
	name TEXT NOT NULL,
	object_kind TEXT NOT NULL,
	object_id INTEGER NOT NULL,
	request_id TEXT,
	previous BLOB NOT NULL,
	hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_entries_by_at_id ON audit_entries (at, id);
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit_entries is append only'); END;
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit_entries is append only'); END;
CREATE TABLE audit_values (
	audit_entry_id INTEGER NOT NULL REFERENCES audit_entries (id),
	field TEXT NOT NULL,
	old TEXT,
	new TEXT,
	PRIMARY KEY (audit_entry_id, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit_places (
	audit_entry_id INTEGER NOT NULL PRIMARY KEY CHECK (audit_entry_id > 0) REFERENCES audit_entries (id),
	at INTEGER NOT NULL,
	address TEXT NOT NULL
) STRICT;
CREATE INDEX audit_places_by_at ON audit_places (at);
CREATE TABLE audit_heads (
	name TEXT NOT NULL PRIMARY KEY,
	last INTEGER NOT NULL,
	hash BLOB NOT NULL
) STRICT;
CREATE TABLE bulk_people (
	job_id INTEGER NOT NULL,
	last INTEGER NOT NULL,
	ids TEXT NOT NULL,
	PRIMARY KEY (job_id, last)
) STRICT, WITHOUT ROWID;
CREATE TABLE closures (
	customer_id INTEGER NOT NULL PRIMARY KEY CHECK (customer_id > 0) REFERENCES customers (id),
	at INTEGER NOT NULL
) STRICT;
CREATE INDEX closures_by_at ON closures (at);
CREATE TABLE consents (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	purpose INTEGER NOT NULL,
	state INTEGER NOT NULL,
	at INTEGER NOT NULL,
	source INTEGER NOT NULL,
	wording TEXT,
	address TEXT,
	given INTEGER,
	given_ip TEXT,
	confirmed_ip TEXT,
	token_hash BLOB,
	PRIMARY KEY (customer_id, purpose)
) STRICT, WITHOUT ROWID;
CREATE INDEX consents_by_token_hash ON consents (token_hash);
CREATE TRIGGER consents_listed_insert AFTER INSERT ON consents
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER consents_listed_update AFTER UPDATE ON consents
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER consents_listed_move AFTER UPDATE ON consents
WHEN OLD.customer_id <> NEW.customer_id AND OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TRIGGER consents_listed_delete AFTER DELETE ON consents
WHEN OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TABLE emails (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	at INTEGER NOT NULL,
	id INTEGER NOT NULL,
	address TEXT NOT NULL,
	folded TEXT NOT NULL,
	is_primary INTEGER NOT NULL,
	verification INTEGER NOT NULL,
	verified_at INTEGER,
	PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX emails_by_id ON emails (id);
CREATE INDEX emails_by_folded ON emails (folded);
CREATE TRIGGER emails_listed_insert AFTER INSERT ON emails
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER emails_listed_update AFTER UPDATE ON emails
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER emails_listed_move AFTER UPDATE ON emails
WHEN OLD.customer_id <> NEW.customer_id AND OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TRIGGER emails_listed_delete AFTER DELETE ON emails
WHEN OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TABLE email_bounces (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	folded TEXT NOT NULL,
	at INTEGER NOT NULL,
	reason TEXT,
	PRIMARY KEY (customer_id, folded)
) STRICT, WITHOUT ROWID;
CREATE TABLE phones (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	at INTEGER NOT NULL,
	id INTEGER NOT NULL,
	typed TEXT NOT NULL,
	e164 TEXT,
	extension TEXT,
	label TEXT,
	is_primary INTEGER NOT NULL,
	PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX phones_by_id ON phones (id);
CREATE INDEX phones_by_e164 ON phones (e164);
CREATE TRIGGER phones_listed_insert AFTER INSERT ON phones
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER phones_listed_update AFTER UPDATE ON phones
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER phones_listed_move AFTER UPDATE ON phones
WHEN OLD.customer_id <> NEW.customer_id AND OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TRIGGER phones_listed_delete AFTER DELETE ON phones
WHEN OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TABLE addresses (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	at INTEGER NOT NULL,
	id INTEGER NOT NULL,
	label TEXT,
	company TEXT,
	name TEXT,
	line1 TEXT,
	line2 TEXT,
	line3 TEXT,
	line4 TEXT,
	postcode TEXT,
	city TEXT,
	state TEXT,
	country TEXT,
	phone TEXT,
	tax_id TEXT,
	is_shipping INTEGER NOT NULL,
	is_billing INTEGER NOT NULL,
	PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_by_id ON addresses (id);
CREATE INDEX addresses_by_country_city ON addresses (country, city);
CREATE INDEX addresses_by_postcode ON addresses (postcode);
CREATE TRIGGER addresses_listed_insert AFTER INSERT ON addresses
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER addresses_listed_update AFTER UPDATE ON addresses
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER addresses_listed_move AFTER UPDATE ON addresses
WHEN OLD.customer_id <> NEW.customer_id AND OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TRIGGER addresses_listed_delete AFTER DELETE ON addresses
WHEN OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TABLE tax_ids (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	at INTEGER NOT NULL,
	id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	country TEXT,
	value TEXT NOT NULL,
	PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER tax_ids_listed_insert AFTER INSERT ON tax_ids
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER tax_ids_listed_update AFTER UPDATE ON tax_ids
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER tax_ids_listed_move AFTER UPDATE ON tax_ids
WHEN OLD.customer_id <> NEW.customer_id AND OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TRIGGER tax_ids_listed_delete AFTER DELETE ON tax_ids
WHEN OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TABLE customer_counters (
	customer_id INTEGER NOT NULL PRIMARY KEY CHECK (customer_id > 0) REFERENCES customers (id),
	orders INTEGER NOT NULL,
	spent_base INTEGER NOT NULL,
	last_order INTEGER,
	last_sign_in INTEGER,
	last_seen INTEGER,
	sign_ins INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_counters_by_last_sign_in_customer_id ON customer_counters (last_sign_in, customer_id);
CREATE TRIGGER customer_counters_listed_insert AFTER INSERT ON customer_counters
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER customer_counters_listed_update AFTER UPDATE ON customer_counters
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER customer_counters_listed_move AFTER UPDATE ON customer_counters
WHEN OLD.customer_id <> NEW.customer_id AND OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TRIGGER customer_counters_listed_delete AFTER DELETE ON customer_counters
WHEN OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TABLE claims (
	kind INTEGER NOT NULL,
	value TEXT NOT NULL,
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_by_customer_id ON claims (customer_id);
CREATE TRIGGER claims_listed_insert AFTER INSERT ON claims
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER claims_listed_update AFTER UPDATE ON claims
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER claims_listed_move AFTER UPDATE ON claims
WHEN OLD.customer_id <> NEW.customer_id AND OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TRIGGER claims_listed_delete AFTER DELETE ON claims
WHEN OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TABLE external_ids (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	system TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (customer_id, system, value)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER external_ids_listed_insert AFTER INSERT ON external_ids
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER external_ids_listed_update AFTER UPDATE ON external_ids
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER external_ids_listed_move AFTER UPDATE ON external_ids
WHEN OLD.customer_id <> NEW.customer_id AND OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TRIGGER external_ids_listed_delete AFTER DELETE ON external_ids
WHEN OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TABLE customer_search (
	customer_id INTEGER NOT NULL PRIMARY KEY CHECK (customer_id > 0) REFERENCES customers (id),
	words TEXT NOT NULL,
	names TEXT,
	first_name TEXT,
	last_name TEXT,
	title TEXT,
	company TEXT,
	cities TEXT,
	states TEXT,
	external_ids TEXT
) STRICT;
CREATE TRIGGER customer_search_listed_insert AFTER INSERT ON customer_search
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER customer_search_listed_update AFTER UPDATE ON customer_search
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER customer_search_listed_move AFTER UPDATE ON customer_search
WHEN OLD.customer_id <> NEW.customer_id AND OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TRIGGER customer_search_listed_delete AFTER DELETE ON customer_search
WHEN OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE VIRTUAL TABLE customer_search_parts USING fts5(words, content='customer_search', content_rowid='customer_id', tokenize='trigram case_sensitive 1', columnsize=0);
CREATE TABLE customer_search_waiting (id INTEGER PRIMARY KEY, known TEXT) STRICT;
CREATE TRIGGER customer_search_waiting_insert AFTER INSERT ON customer_search BEGIN INSERT OR IGNORE INTO customer_search_waiting (id, known) VALUES (NEW.customer_id, NULL); END;
CREATE TRIGGER customer_search_waiting_delete AFTER DELETE ON customer_search BEGIN INSERT OR IGNORE INTO customer_search_waiting (id, known) VALUES (OLD.customer_id, OLD.words); END;
CREATE TRIGGER customer_search_waiting_update AFTER UPDATE OF words ON customer_search BEGIN INSERT OR IGNORE INTO customer_search_waiting (id, known) VALUES (OLD.customer_id, OLD.words); END;
CREATE TABLE exports (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	job_id INTEGER NOT NULL,
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	api_key_id INTEGER REFERENCES api_keys (id),
	scope INTEGER NOT NULL,
	whom INTEGER NOT NULL,
	filter TEXT NOT NULL,
	guests INTEGER NOT NULL,
	chosen TEXT,
	last INTEGER NOT NULL,
	columns TEXT NOT NULL,
	format INTEGER NOT NULL,
	encoding INTEGER NOT NULL,
	delimiter TEXT NOT NULL,
	raw INTEGER NOT NULL,
	created INTEGER NOT NULL,
	finished INTEGER,
	removed INTEGER,
	erased INTEGER NOT NULL,
	token TEXT,
	rows INTEGER NOT NULL,
	bytes INTEGER NOT NULL,
	plain INTEGER NOT NULL,
	crc INTEGER NOT NULL,
	marked INTEGER NOT NULL,
	known TEXT NOT NULL,
	UNIQUE (job_id)
) STRICT;
CREATE INDEX exports_by_staff_id_id ON exports (staff_id, id);
CREATE INDEX exports_by_api_key_id_id ON exports (api_key_id, id);
CREATE INDEX exports_by_token ON exports (token);
CREATE TABLE files (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	at INTEGER NOT NULL,
	id INTEGER NOT NULL,
	kind INTEGER NOT NULL,
	token TEXT NOT NULL,
	content TEXT NOT NULL,
	thumb TEXT,
	name TEXT NOT NULL,
	type TEXT NOT NULL,
	size INTEGER NOT NULL,
	staff_id INTEGER,
	aside INTEGER,
	PRIMARY KEY (customer_id, at, id),
	UNIQUE (id),
	UNIQUE (token)
) STRICT, WITHOUT ROWID;
CREATE INDEX files_by_content ON files (content);
CREATE INDEX files_by_thumb ON files (thumb);
CREATE INDEX files_by_aside ON files (aside);
CREATE TABLE file_contents (
	content TEXT NOT NULL PRIMARY KEY,
	at INTEGER NOT NULL
) STRICT;
CREATE TABLE import_files (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	api_key_id INTEGER REFERENCES api_keys (id),
	name TEXT NOT NULL,
	token TEXT NOT NULL,
	uploaded INTEGER NOT NULL,
	state INTEGER NOT NULL,
	packing INTEGER NOT NULL,
	encoding TEXT NOT NULL,
	delimiter TEXT NOT NULL,
	rows INTEGER NOT NULL,
	header TEXT NOT NULL,
	header_hash BLOB NOT NULL,
	options TEXT NOT NULL,
	UNIQUE (token)
) STRICT;
CREATE INDEX import_files_by_staff_id_id ON import_files (staff_id, id);
CREATE INDEX import_files_by_api_key_id_id ON import_files (api_key_id, id);
CREATE INDEX import_files_by_state_uploaded ON import_files (state, uploaded);
CREATE TABLE import_mappings (
	header_hash BLOB NOT NULL PRIMARY KEY,
	options TEXT NOT NULL
) STRICT;
CREATE TABLE imports (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	fingerprint BLOB,
	file_id INTEGER REFERENCES import_files (id),
	job_id INTEGER,
	dry INTEGER NOT NULL,
	options TEXT,
	name TEXT NOT NULL,
	started INTEGER NOT NULL,
	finished INTEGER,
	phase INTEGER NOT NULL,
	position INTEGER NOT NULL,
	place INTEGER NOT NULL,
	created INTEGER NOT NULL,
	updated INTEGER NOT NULL,
	unchanged INTEGER NOT NULL,
	refused INTEGER NOT NULL,
	tangled INTEGER NOT NULL,
	unseen INTEGER NOT NULL
) STRICT;
CREATE INDEX imports_by_fingerprint ON imports (fingerprint);
CREATE INDEX imports_by_file_id_id ON imports (file_id, id);
CREATE INDEX imports_by_job_id ON imports (job_id);
CREATE TABLE import_refusals (
	import_id INTEGER NOT NULL REFERENCES imports (id),
	position INTEGER NOT NULL,
	cells TEXT NOT NULL,
	problems TEXT NOT NULL,
	PRIMARY KEY (import_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE import_tangles (
	import_id INTEGER NOT NULL REFERENCES imports (id),
	hash INTEGER NOT NULL,
	position INTEGER NOT NULL,
	place INTEGER NOT NULL,
	PRIMARY KEY (import_id, hash, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE import_previews (
	import_id INTEGER NOT NULL REFERENCES imports (id),
	result INTEGER NOT NULL,
	position INTEGER NOT NULL,
	customer_id INTEGER REFERENCES customers (id),
	name TEXT,
	changes TEXT,
	PRIMARY KEY (import_id, result, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_previews_by_customer_id ON import_previews (customer_id);
CREATE TABLE tags (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	name TEXT NOT NULL,
	folded TEXT NOT NULL,
	colour TEXT NOT NULL,
	created INTEGER NOT NULL,
	UNIQUE (folded)
) STRICT;
CREATE TRIGGER tags_cached_insert AFTER INSERT ON tags BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER tags_cached_update AFTER UPDATE ON tags BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER tags_cached_delete AFTER DELETE ON tags BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE customer_channels (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	channel_id INTEGER NOT NULL REFERENCES channels (id),
	at INTEGER NOT NULL,
	PRIMARY KEY (customer_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_channels_by_channel_id_customer_id ON customer_channels (channel_id, customer_id);
CREATE TRIGGER customer_channels_listed_insert AFTER INSERT ON customer_channels
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER customer_channels_listed_update AFTER UPDATE ON customer_channels
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER customer_channels_listed_move AFTER UPDATE ON customer_channels
WHEN OLD.customer_id <> NEW.customer_id AND OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TRIGGER customer_channels_listed_delete AFTER DELETE ON customer_channels
WHEN OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TABLE customer_groups (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	group_id INTEGER NOT NULL REFERENCES groups (id),
	PRIMARY KEY (customer_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_groups_by_group_id_customer_id ON customer_groups (group_id, customer_id);
CREATE TRIGGER customer_groups_listed_insert AFTER INSERT ON customer_groups
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER customer_groups_listed_update AFTER UPDATE ON customer_groups
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER customer_groups_listed_move AFTER UPDATE ON customer_groups
WHEN OLD.customer_id <> NEW.customer_id AND OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TRIGGER customer_groups_listed_delete AFTER DELETE ON customer_groups
WHEN OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TABLE customer_tags (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	tag_id INTEGER NOT NULL REFERENCES tags (id),
	at INTEGER NOT NULL,
	PRIMARY KEY (customer_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_tags_by_tag_id_customer_id ON customer_tags (tag_id, customer_id);
CREATE TRIGGER customer_tags_listed_insert AFTER INSERT ON customer_tags
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER customer_tags_listed_update AFTER UPDATE ON customer_tags
WHEN NEW.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), NEW.customer_id);
END;
CREATE TRIGGER customer_tags_listed_move AFTER UPDATE ON customer_tags
WHEN OLD.customer_id <> NEW.customer_id AND OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TRIGGER customer_tags_listed_delete AFTER DELETE ON customer_tags
WHEN OLD.customer_id IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)
BEGIN
	INSERT INTO list_changes (seq, customer)
	VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), OLD.customer_id);
END;
CREATE TABLE logos (
	owner INTEGER NOT NULL PRIMARY KEY,
	content TEXT NOT NULL,
	width INTEGER NOT NULL,
	height INTEGER NOT NULL,
	see_through INTEGER NOT NULL,
	picture BLOB NOT NULL
) STRICT;
CREATE INDEX logos_by_content ON logos (content);
CREATE TRIGGER logos_cached_insert AFTER INSERT ON logos BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER logos_cached_update AFTER UPDATE ON logos BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER logos_cached_delete AFTER DELETE ON logos BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE mail_templates (
	word TEXT NOT NULL,
	language TEXT NOT NULL,
	version INTEGER NOT NULL,
	subject TEXT NOT NULL,
	body TEXT NOT NULL,
	changed INTEGER NOT NULL,
	PRIMARY KEY (word, language)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER mail_templates_cached_insert AFTER INSERT ON mail_templates BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER mail_templates_cached_update AFTER UPDATE ON mail_templates BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER mail_templates_cached_delete AFTER DELETE ON mail_templates BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE notes (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	at INTEGER NOT NULL,
	id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	staff_id INTEGER REFERENCES staff (id),
	body TEXT NOT NULL,
	pinned INTEGER NOT NULL,
	follow_up INTEGER,
	remind_at INTEGER,
	done_at INTEGER,
	done_by INTEGER REFERENCES staff (id),
	edited INTEGER,
	PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notes_by_id ON notes (id);
CREATE INDEX notes_by_done_at_follow_up_id ON notes (done_at, follow_up, id);
CREATE TABLE note_mentions (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	note_id INTEGER NOT NULL,
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	PRIMARY KEY (customer_id, note_id, staff_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_mentions_by_staff_id_note_id ON note_mentions (staff_id, note_id);
CREATE TABLE notifications (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	kind INTEGER NOT NULL,
	at INTEGER NOT NULL,
	customer_id INTEGER REFERENCES customers (id),
	object_id INTEGER NOT NULL,
	occasion INTEGER NOT NULL,
	detail TEXT,
	seen INTEGER,
	UNIQUE (staff_id, kind, object_id, occasion)
) STRICT;
CREATE INDEX notifications_by_staff_id_seen_id ON notifications (staff_id, seen, id);
CREATE INDEX notifications_by_customer_id ON notifications (customer_id);
CREATE TABLE notification_choices (
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	kind INTEGER NOT NULL,
	on_page INTEGER NOT NULL,
	by_mail INTEGER NOT NULL,
	PRIMARY KEY (staff_id, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE staff_devices (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	device TEXT NOT NULL,
	first INTEGER NOT NULL,
	UNIQUE (staff_id, device)
) STRICT;
CREATE TABLE oidc_clients (
	channel_id INTEGER NOT NULL PRIMARY KEY CHECK (channel_id > 0),
	secret_hash BLOB NOT NULL,
	secret_at INTEGER NOT NULL,
	redirects TEXT NOT NULL,
	logouts TEXT NOT NULL,
	back_channel TEXT,
	visits TEXT
) STRICT;
CREATE TABLE oidc_codes (
	code_hash BLOB NOT NULL PRIMARY KEY,
	id INTEGER NOT NULL,
	channel_id INTEGER NOT NULL,
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	session_id INTEGER NOT NULL,
	redirect TEXT NOT NULL,
	challenge TEXT NOT NULL,
	nonce TEXT,
	scope TEXT NOT NULL,
	signed_in INTEGER NOT NULL,
	expires INTEGER NOT NULL,
	used INTEGER,
	UNIQUE (id)
) STRICT;
CREATE INDEX oidc_codes_by_customer_id ON oidc_codes (customer_id);
CREATE INDEX oidc_codes_by_expires ON oidc_codes (expires);
CREATE TABLE oidc_tokens (
	token_hash BLOB NOT NULL PRIMARY KEY,
	code_id INTEGER NOT NULL,
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	session_id INTEGER NOT NULL,
	channel_id INTEGER NOT NULL,
	scope TEXT NOT NULL,
	expires INTEGER NOT NULL
) STRICT;
CREATE INDEX oidc_tokens_by_code_id ON oidc_tokens (code_id);
CREATE INDEX oidc_tokens_by_customer_id ON oidc_tokens (customer_id);
CREATE INDEX oidc_tokens_by_expires ON oidc_tokens (expires);
CREATE TABLE oidc_sign_ins (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	session_id INTEGER NOT NULL,
	channel_id INTEGER NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (customer_id, session_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX oidc_sign_ins_by_at ON oidc_sign_ins (at);
CREATE TABLE oidc_keys (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	private BLOB NOT NULL,
	created INTEGER NOT NULL
) STRICT;
CREATE TABLE registrations (
	customer_id INTEGER NOT NULL PRIMARY KEY CHECK (customer_id > 0) REFERENCES customers (id),
	at INTEGER NOT NULL,
	reminded INTEGER
) STRICT;
CREATE INDEX registrations_by_at ON registrations (at);
CREATE TABLE staff_channels (
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	channel_id INTEGER NOT NULL REFERENCES channels (id),
	PRIMARY KEY (staff_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE staff_links (
	token_hash BLOB NOT NULL PRIMARY KEY,
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	purpose INTEGER NOT NULL,
	created INTEGER NOT NULL,
	expires INTEGER NOT NULL,
	used INTEGER
) STRICT;
CREATE INDEX staff_links_by_staff_id ON staff_links (staff_id);
CREATE TABLE staff_preferences (
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (staff_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE staff_factors (
	staff_id INTEGER NOT NULL PRIMARY KEY CHECK (staff_id > 0) REFERENCES staff (id),
	secret BLOB NOT NULL,
	created INTEGER NOT NULL,
	confirmed INTEGER,
	last_step INTEGER NOT NULL
) STRICT;
CREATE TABLE staff_recovery_codes (
	code_hash BLOB NOT NULL PRIMARY KEY,
	staff_id INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX staff_recovery_codes_by_staff_id ON staff_recovery_codes (staff_id);
CREATE TABLE staff_half_sign_ins (
	token_hash BLOB NOT NULL PRIMARY KEY,
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	expires INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_half_sign_ins_by_staff_id ON staff_half_sign_ins (staff_id);
CREATE INDEX staff_half_sign_ins_by_expires ON staff_half_sign_ins (expires);
CREATE TABLE customer_visits (
	token_hash BLOB NOT NULL PRIMARY KEY,
	id INTEGER NOT NULL,
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	session_id INTEGER NOT NULL,
	channel_id INTEGER,
	reason INTEGER NOT NULL,
	detail TEXT,
	created INTEGER NOT NULL,
	taken INTEGER,
	expires INTEGER NOT NULL,
	UNIQUE (id)
) STRICT;
CREATE INDEX customer_visits_by_customer_id_created ON customer_visits (customer_id, created);
CREATE INDEX customer_visits_by_expires ON customer_visits (expires);
CREATE TABLE webhooks (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	version INTEGER NOT NULL,
	url TEXT NOT NULL,
	description TEXT NOT NULL,
	events TEXT NOT NULL,
	channel_id INTEGER,
	detailed INTEGER NOT NULL,
	active INTEGER NOT NULL,
	secret TEXT NOT NULL,
	previous TEXT,
	previous_until INTEGER,
	created INTEGER NOT NULL,
	made_by INTEGER REFERENCES staff (id),
	failing_since INTEGER,
	failures INTEGER NOT NULL,
	rests_until INTEGER,
	stopped INTEGER,
	stopped_why TEXT
) STRICT;
CREATE TRIGGER webhooks_cached_insert AFTER INSERT ON webhooks BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER webhooks_cached_update AFTER UPDATE ON webhooks BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER webhooks_cached_delete AFTER DELETE ON webhooks BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE events (
	customer_id INTEGER NOT NULL,
	at INTEGER NOT NULL,
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	actor_kind INTEGER NOT NULL,
	actor_id INTEGER NOT NULL,
	acting_as INTEGER,
	object_kind TEXT NOT NULL,
	object_id INTEGER NOT NULL,
	request_id TEXT,
	written INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_written_id ON events (written, id);
CREATE TABLE event_values (
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	event_id INTEGER NOT NULL,
	field TEXT NOT NULL,
	old TEXT,
	new TEXT,
	PRIMARY KEY (event_id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_values_by_customer_id ON event_values (customer_id);
CREATE TABLE jobs (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	kind TEXT NOT NULL,
	what TEXT NOT NULL,
	arguments TEXT NOT NULL,
	undoes_id INTEGER REFERENCES jobs (id),
	final INTEGER NOT NULL,
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	api_key_id INTEGER REFERENCES api_keys (id),
	state INTEGER NOT NULL,
	created INTEGER NOT NULL,
	started INTEGER,
	finished INTEGER,
	lease TEXT,
	leased_until INTEGER,
	tries INTEGER NOT NULL,
	next_try INTEGER,
	place INTEGER NOT NULL,
	total INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	skipped INTEGER NOT NULL,
	message TEXT,
	told TEXT
) STRICT;
CREATE INDEX jobs_by_state_id ON jobs (state, id);
CREATE INDEX jobs_by_staff_id_id ON jobs (staff_id, id);
CREATE INDEX jobs_by_api_key_id_id ON jobs (api_key_id, id);
CREATE INDEX jobs_by_undoes_id ON jobs (undoes_id);
CREATE TABLE job_news (
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	job_id INTEGER NOT NULL REFERENCES jobs (id),
	PRIMARY KEY (staff_id, job_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_news_by_job_id ON job_news (job_id);
CREATE TRIGGER job_news_cached_insert AFTER INSERT ON job_news BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER job_news_cached_update AFTER UPDATE ON job_news BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER job_news_cached_delete AFTER DELETE ON job_news BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE job_rows (
	job_id INTEGER NOT NULL REFERENCES jobs (id),
	result INTEGER NOT NULL,
	customer_id INTEGER NOT NULL REFERENCES customers (id),
	message TEXT,
	told TEXT,
	PRIMARY KEY (job_id, result, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_rows_by_customer_id ON job_rows (customer_id);
CREATE TABLE list_changes (
	seq INTEGER NOT NULL,
	customer INTEGER NOT NULL,
	PRIMARY KEY (seq, customer)
) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
	customer_id INTEGER REFERENCES customers (id),
	kind TEXT NOT NULL,
	what TEXT NOT NULL,
	sent_to INTEGER NOT NULL,
	cause INTEGER NOT NULL,
	recipient TEXT NOT NULL,
	recipient_key TEXT NOT NULL,
	subject TEXT NOT NULL,
	body TEXT,
	secret TEXT,
	lasting INTEGER NOT NULL,
	state INTEGER NOT NULL,
	created INTEGER NOT NULL,
	begun INTEGER NOT NULL,
	due INTEGER NOT NULL,
	finished INTEGER,
	lease TEXT,
	leased_until INTEGER,
	attempts INTEGER NOT NULL,
	code INTEGER NOT NULL,
	answer TEXT
) STRICT;
CREATE INDEX outbox_by_kind_state_due ON outbox (kind, state, due);
CREATE INDEX outbox_by_kind_sent_to_id ON outbox (kind, sent_to, id);
CREATE INDEX outbox_by_kind_sent_to_state_due ON outbox (kind, sent_to, state, due);
CREATE INDEX outbox_by_state_id ON outbox (state, id);
CREATE INDEX outbox_by_customer_id_id ON outbox (customer_id, id);
CREATE INDEX outbox_by_finished ON outbox (finished);
CREATE TABLE secrets (
	name TEXT NOT NULL PRIMARY KEY,
	value BLOB NOT NULL,
	created INTEGER NOT NULL
) STRICT;
CREATE TABLE settings (
	name TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;
CREATE TRIGGER settings_cached_insert AFTER INSERT ON settings BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER settings_cached_update AFTER UPDATE ON settings BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TRIGGER settings_cached_delete AFTER DELETE ON settings BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
END;
CREATE TABLE throttles (
	name TEXT NOT NULL PRIMARY KEY,
	used INTEGER NOT NULL,
	resets INTEGER NOT NULL
) STRICT;
CREATE TABLE schema_version (
	version INTEGER NOT NULL PRIMARY KEY,
	at INTEGER NOT NULL
) STRICT;
CREATE TABLE id_blocks (
	kind TEXT NOT NULL PRIMARY KEY,
	next INTEGER NOT NULL
) STRICT;
CREATE TABLE ledger_openings (
	opener INTEGER NOT NULL PRIMARY KEY
) STRICT;
CREATE TABLE cached_changes (
	one INTEGER NOT NULL PRIMARY KEY,
	number INTEGER NOT NULL
) STRICT;
CREATE TABLE staff_sessions (
	token_hash BLOB NOT NULL PRIMARY KEY,
	id INTEGER NOT NULL,
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	created INTEGER NOT NULL,
	seen INTEGER NOT NULL,
	expires INTEGER NOT NULL,
	confirmed INTEGER NOT NULL,
	address TEXT NOT NULL,
	agent TEXT NOT NULL,
	UNIQUE (id)
) STRICT;
CREATE INDEX staff_sessions_by_staff_id ON staff_sessions (staff_id);
CREATE TABLE idempotency_keys (
	api_key_id INTEGER NOT NULL REFERENCES api_keys (id),
	name TEXT NOT NULL,
	body_hash BLOB NOT NULL,
	at INTEGER NOT NULL,
	status INTEGER NOT NULL,
	answer TEXT,
	request_id TEXT,
	PRIMARY KEY (api_key_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_at ON idempotency_keys (at);
CREATE INDEX idempotency_keys_by_request_id ON idempotency_keys (request_id);
INSERT INTO types (id, word, name, sort_name, position, active, is_default, approval, registration, shown_fields, required_fields, discount, discount_amount, discount_currency, created) VALUES (1, 'a', 'a', 'a', 1, 0, 0, 0, 0, 'a', 'a', 1, 1, 'a', 1);
INSERT INTO groups (id, word, name, sort_name, position, active, is_default, taxed, discount, discount_amount, discount_currency, tiers, created) VALUES (1, 'a', 'a', 'a', 1, 0, 0, 0, 1, 1, 'a', 'a', 1);
INSERT INTO channels (id, word, name, sort_name, position, active, is_default, colour, sender, language, currency, country, storefront, sign_in, imprint, privacy, terms, terms_version, created) VALUES (1, 'a', 'a', 'a', 1, 0, 0, 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 1);
INSERT INTO roles (id, word, name, permissions, scope, created) VALUES (1, 'a', 'a', 'a', 0, 1);
INSERT INTO staff (id, version, email, email_key, name, role_id, scope, password_hash, active, language, zone, theme, created, modified, last_sign_in) VALUES (1, 1, 'a', 'a', 'a', 1, 0, 'a', 0, 'a', 'a', 'a', 1, 1, 1);
INSERT INTO customers (id, version, status, login, email, salutation, title, first_name, last_name, name_order, display_name, sort_name, sort_company, sort_login, sort_email, company, birth_date, picture_id, language, zone, country, currency, type_id, group_id, channel_id, representative_id, vip, newsletter, discount, discount_amount, discount_currency, billing_email, guest, activation, approval, active, blocked, suspended, suspended_until, since, created, modified, trashed_at, trashed_by, trash_reason, merged_into) VALUES (1, 1, 0, 'a', 'a', 0, 'a', 'a', 'a', 0, 'a', 'a', 'a', 'a', 'a', 'a', 1, 1, 'a', 'a', 'a', 'a', 1, 1, 1, 1, 0, 0, 1, 1, 'a', 'a', 0, 0, 0, 0, 0, 'a', 1, 1, 1, 1, 1, 1, 'a', 1);
INSERT INTO customer_axes (customer_id, axis, at, actor_kind, actor_id, reason, message) VALUES (1, 0, 1, 0, 1, 'a', 'a');
INSERT INTO customer_passwords (customer_id, hash, set_at, must_change, imported, draw) VALUES (1, 'a', 1, 0, 0, 1);
INSERT INTO customer_sessions (token_hash, id, customer_id, created, seen, expires, address, agent) VALUES (x'00', 1, 1, 1, 1, 1, 'a', 'a');
INSERT INTO customer_sign_ins (customer_id, at, id, outcome, address, agent, country, kept_since) VALUES (1, 1, 1, 0, 'a', 'a', 'a', 1);
INSERT INTO customer_links (token_hash, customer_id, purpose, address, email, wanted, next, created, expires) VALUES (x'00', 1, 0, 'a', 'a', 'a', 'a', 1, 1);
INSERT INTO api_keys (id, name, hash, hint, permissions, made_by, created, last_used, expires, revoked) VALUES (1, 'a', x'00', 'a', 'a', 1, 1, 1, 1, 1);
INSERT INTO attributes (id, word, kind, position, active, required, visible, editable, personal, created) VALUES (1, 'a', 0, 1, 0, 0, 0, 0, 0, 1);
INSERT INTO attribute_labels (attribute_id, language, label) VALUES (1, 'a', 'a');
INSERT INTO attribute_options (attribute_id, position, value) VALUES (1, 1, 'a');
INSERT INTO customer_attributes (customer_id, attribute_id, text, folded, number) VALUES (1, 1, 'a', 'a', 1);
INSERT INTO audit_entries (id, at, actor_kind, actor_id, acting_as, name, object_kind, object_id, request_id, previous, hash) VALUES (1, 1, 0, 1, 1, 'a', 'a', 1, 'a', x'00', x'00');
INSERT INTO audit_values (audit_entry_id, field, old, new) VALUES (1, 'a', 'a', 'a');
INSERT INTO audit_places (audit_entry_id, at, address) VALUES (1, 1, 'a');
INSERT INTO audit_heads (name, last, hash) VALUES ('a', 1, x'00');
INSERT INTO bulk_people (job_id, last, ids) VALUES (1, 1, 'a');
INSERT INTO closures (customer_id, at) VALUES (1, 1);
INSERT INTO consents (customer_id, purpose, state, at, source, wording, address, given, given_ip, confirmed_ip, token_hash) VALUES (1, 0, 0, 1, 0, 'a', 'a', 1, 'a', 'a', x'00');
INSERT INTO emails (customer_id, at, id, address, folded, is_primary, verification, verified_at) VALUES (1, 1, 1, 'a', 'a', 0, 0, 1);
INSERT INTO email_bounces (customer_id, folded, at, reason) VALUES (1, 'a', 1, 'a');
INSERT INTO phones (customer_id, at, id, typed, e164, extension, label, is_primary) VALUES (1, 1, 1, 'a', 'a', 'a', 'a', 0);
INSERT INTO addresses (customer_id, at, id, label, company, name, line1, line2, line3, line4, postcode, city, state, country, phone, tax_id, is_shipping, is_billing) VALUES (1, 1, 1, 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 0, 0);
INSERT INTO tax_ids (customer_id, at, id, kind, country, value) VALUES (1, 1, 1, 'a', 'a', 'a');
INSERT INTO customer_counters (customer_id, orders, spent_base, last_order, last_sign_in, last_seen, sign_ins) VALUES (1, 1, 1, 1, 1, 1, 1);
INSERT INTO claims (kind, value, customer_id) VALUES (0, 'a', 1);
INSERT INTO external_ids (customer_id, system, value) VALUES (1, 'a', 'a');
INSERT INTO customer_search (customer_id, words, names, first_name, last_name, title, company, cities, states, external_ids) VALUES (1, 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a');
INSERT INTO exports (id, job_id, staff_id, api_key_id, scope, whom, filter, guests, chosen, last, columns, format, encoding, delimiter, raw, created, finished, removed, erased, token, rows, bytes, plain, crc, marked, known) VALUES (1, 1, 1, 1, 1, 0, 'a', 0, 'a', 1, 'a', 0, 0, 'a', 0, 1, 1, 1, 0, 'a', 1, 1, 1, 1, 1, 'a');
INSERT INTO files (customer_id, at, id, kind, token, content, thumb, name, type, size, staff_id, aside) VALUES (1, 1, 1, 0, 'a', 'a', 'a', 'a', 'a', 1, 1, 1);
INSERT INTO file_contents (content, at) VALUES ('a', 1);
INSERT INTO import_files (id, staff_id, api_key_id, name, token, uploaded, state, packing, encoding, delimiter, rows, header, header_hash, options) VALUES (1, 1, 1, 'a', 'a', 1, 0, 0, 'a', 'a', 1, '{}', x'00', '{}');
INSERT INTO import_mappings (header_hash, options) VALUES (x'00', '{}');
INSERT INTO imports (id, fingerprint, file_id, job_id, dry, options, name, started, finished, phase, position, place, created, updated, unchanged, refused, tangled, unseen) VALUES (1, x'00', 1, 1, 0, '{}', 'a', 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
INSERT INTO import_refusals (import_id, position, cells, problems) VALUES (1, 1, 'a', '{}');
INSERT INTO import_tangles (import_id, hash, position, place) VALUES (1, 1, 1, 1);
INSERT INTO import_previews (import_id, result, position, customer_id, name, changes) VALUES (1, 0, 1, 1, 'a', '{}');
INSERT INTO tags (id, name, folded, colour, created) VALUES (1, 'a', 'a', 'a', 1);
INSERT INTO customer_channels (customer_id, channel_id, at) VALUES (1, 1, 1);
INSERT INTO customer_groups (customer_id, group_id) VALUES (1, 1);
INSERT INTO customer_tags (customer_id, tag_id, at) VALUES (1, 1, 1);
INSERT INTO logos (owner, content, width, height, see_through, picture) VALUES (1, 'a', 1, 1, 0, x'00');
INSERT INTO mail_templates (word, language, version, subject, body, changed) VALUES ('a', 'a', 1, 'a', 'a', 1);
INSERT INTO notes (customer_id, at, id, version, staff_id, body, pinned, follow_up, remind_at, done_at, done_by, edited) VALUES (1, 1, 1, 1, 1, 'a', 0, 1, 1, 1, 1, 1);
INSERT INTO note_mentions (customer_id, note_id, staff_id) VALUES (1, 1, 1);
INSERT INTO notifications (id, staff_id, kind, at, customer_id, object_id, occasion, detail, seen) VALUES (1, 1, 0, 1, 1, 1, 1, 'a', 1);
INSERT INTO notification_choices (staff_id, kind, on_page, by_mail) VALUES (1, 0, 0, 0);
INSERT INTO staff_devices (id, staff_id, device, first) VALUES (1, 1, 'a', 1);
INSERT INTO oidc_clients (channel_id, secret_hash, secret_at, redirects, logouts, back_channel, visits) VALUES (1, x'00', 1, 'a', 'a', 'a', 'a');
INSERT INTO oidc_codes (code_hash, id, channel_id, customer_id, session_id, redirect, challenge, nonce, scope, signed_in, expires, used) VALUES (x'00', 1, 1, 1, 1, 'a', 'a', 'a', 'a', 1, 1, 1);
INSERT INTO oidc_tokens (token_hash, code_id, customer_id, session_id, channel_id, scope, expires) VALUES (x'00', 1, 1, 1, 1, 'a', 1);
INSERT INTO oidc_sign_ins (customer_id, session_id, channel_id, at) VALUES (1, 1, 1, 1);
INSERT INTO oidc_keys (id, private, created) VALUES (1, x'00', 1);
INSERT INTO registrations (customer_id, at, reminded) VALUES (1, 1, 1);
INSERT INTO staff_channels (staff_id, channel_id) VALUES (1, 1);
INSERT INTO staff_links (token_hash, staff_id, purpose, created, expires, used) VALUES (x'00', 1, 0, 1, 1, 1);
INSERT INTO staff_preferences (staff_id, name, value) VALUES (1, 'a', 'a');
INSERT INTO staff_factors (staff_id, secret, created, confirmed, last_step) VALUES (1, x'00', 1, 1, 1);
INSERT INTO staff_recovery_codes (code_hash, staff_id) VALUES (x'00', 1);
INSERT INTO staff_half_sign_ins (token_hash, staff_id, expires) VALUES (x'00', 1, 1);
INSERT INTO customer_visits (token_hash, id, customer_id, staff_id, session_id, channel_id, reason, detail, created, taken, expires) VALUES (x'00', 1, 1, 1, 1, 1, 0, 'a', 1, 1, 1);
INSERT INTO webhooks (id, version, url, description, events, channel_id, detailed, active, secret, previous, previous_until, created, made_by, failing_since, failures, rests_until, stopped, stopped_why) VALUES (1, 1, 'a', 'a', 'a', 1, 0, 0, 'a', 'a', 1, 1, 1, 1, 1, 1, 1, 'a');
INSERT INTO events (customer_id, at, id, name, actor_kind, actor_id, acting_as, object_kind, object_id, request_id, written) VALUES (1, 1, 1, 'a', 0, 1, 1, 'a', 1, 'a', 1);
INSERT INTO event_values (customer_id, event_id, field, old, new) VALUES (1, 1, 'a', 'a', 'a');
INSERT INTO jobs (id, kind, what, arguments, undoes_id, final, staff_id, api_key_id, state, created, started, finished, lease, leased_until, tries, next_try, place, total, changed, skipped, message, told) VALUES (1, 'a', 'a', '{}', 1, 0, 1, 1, 0, 1, 1, 1, 'a', 1, 1, 1, 1, 1, 1, 1, 'a', '{}');
INSERT INTO job_news (staff_id, job_id) VALUES (1, 1);
INSERT INTO job_rows (job_id, result, customer_id, message, told) VALUES (1, 0, 1, 'a', '{}');
INSERT INTO outbox (id, customer_id, kind, what, sent_to, cause, recipient, recipient_key, subject, body, secret, lasting, state, created, begun, due, finished, lease, leased_until, attempts, code, answer) VALUES (1, 1, 'a', 'a', 1, 1, 'a', 'a', 'a', '{}', 'a', 0, 0, 1, 1, 1, 1, 'a', 1, 1, 1, 'a');
INSERT INTO secrets (name, value, created) VALUES ('a', x'00', 1);
INSERT INTO settings (name, value) VALUES ('a', 'a');
INSERT INTO throttles (name, used, resets) VALUES ('a', 1, 1);
INSERT INTO id_blocks (kind, next) VALUES ('a', 1);
INSERT INTO staff_sessions (token_hash, id, staff_id, created, seen, expires, confirmed, address, agent) VALUES (x'00', 1, 1, 1, 1, 1, 1, 'a', 'a');
INSERT INTO idempotency_keys (api_key_id, name, body_hash, at, status, answer, request_id) VALUES (1, 'a', x'00', 1, 1, 'a', 'a');
INSERT INTO schema_version (version, at) VALUES (1, 0);
