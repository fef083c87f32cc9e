CREATE TABLE types (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	word TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	sort_name TEXT COLLATE "C",
	position BIGINT NOT NULL,
	active SMALLINT NOT NULL,
	is_default SMALLINT NOT NULL,
	approval SMALLINT NOT NULL,
	registration SMALLINT NOT NULL,
	shown_fields TEXT COLLATE "C" NOT NULL,
	required_fields TEXT COLLATE "C" NOT NULL,
	discount BIGINT NOT NULL,
	discount_amount BIGINT,
	discount_currency TEXT COLLATE "C",
	created BIGINT NOT NULL,
	UNIQUE (word),
	UNIQUE (name)
);
CREATE FUNCTION types_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER types_cached AFTER INSERT OR UPDATE OR DELETE ON types
FOR EACH ROW EXECUTE FUNCTION types_cached();
CREATE TABLE groups (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	word TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	sort_name TEXT COLLATE "C",
	position BIGINT NOT NULL,
	active SMALLINT NOT NULL,
	is_default SMALLINT NOT NULL,
	taxed SMALLINT NOT NULL,
	discount BIGINT NOT NULL,
	discount_amount BIGINT,
	discount_currency TEXT COLLATE "C",
	tiers TEXT COLLATE "C",
	created BIGINT NOT NULL,
	UNIQUE (word),
	UNIQUE (name)
);
CREATE FUNCTION groups_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER groups_cached AFTER INSERT OR UPDATE OR DELETE ON groups
FOR EACH ROW EXECUTE FUNCTION groups_cached();
CREATE TABLE channels (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	word TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	sort_name TEXT COLLATE "C",
	position BIGINT NOT NULL,
	active SMALLINT NOT NULL,
	is_default SMALLINT NOT NULL,
	colour TEXT COLLATE "C" NOT NULL,
	sender TEXT COLLATE "C",
	language TEXT COLLATE "C" NOT NULL,
	currency TEXT COLLATE "C" NOT NULL,
	country TEXT COLLATE "C",
	storefront TEXT COLLATE "C",
	sign_in TEXT COLLATE "C",
	imprint TEXT COLLATE "C",
	privacy TEXT COLLATE "C",
	terms TEXT COLLATE "C",
	terms_version TEXT COLLATE "C",
	created BIGINT NOT NULL,
	UNIQUE (word),
	UNIQUE (name)
);
CREATE FUNCTION channels_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER channels_cached AFTER INSERT OR UPDATE OR DELETE ON channels
FOR EACH ROW EXECUTE FUNCTION channels_cached();
CREATE TABLE roles (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	word TEXT COLLATE "C",
	name TEXT COLLATE "C" NOT NULL,
	permissions TEXT COLLATE "C" NOT NULL,
	scope SMALLINT NOT NULL,
	created BIGINT NOT NULL,
	UNIQUE (name)
);
CREATE FUNCTION roles_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER roles_cached AFTER INSERT OR UPDATE OR DELETE ON roles
FOR EACH ROW EXECUTE FUNCTION roles_cached();
CREATE TABLE staff (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	version BIGINT NOT NULL,
	email TEXT COLLATE "C" NOT NULL,
	email_key TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	role_id BIGINT NOT NULL REFERENCES roles (id),
	scope SMALLINT NOT NULL,
	password_hash TEXT COLLATE "C",
	active SMALLINT NOT NULL,
	language TEXT COLLATE "C" NOT NULL,
	zone TEXT COLLATE "C",
	theme TEXT COLLATE "C" NOT NULL,
	created BIGINT NOT NULL,
	modified BIGINT NOT NULL,
	last_sign_in BIGINT,
	UNIQUE (email_key)
);
CREATE FUNCTION staff_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER staff_cached AFTER INSERT OR UPDATE OR DELETE ON staff
FOR EACH ROW EXECUTE FUNCTION staff_cached();
CREATE TABLE customers (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	version BIGINT NOT NULL,
	status SMALLINT NOT NULL,
	login TEXT COLLATE "C",
	email TEXT COLLATE "C",
	salutation SMALLINT NOT NULL,
	title TEXT COLLATE "C",
	first_name TEXT COLLATE "C",
	last_name TEXT COLLATE "C",
	name_order SMALLINT NOT NULL,
	display_name TEXT COLLATE "C" NOT NULL,
	sort_name TEXT COLLATE "C" NOT NULL,
	sort_company TEXT COLLATE "C",
	sort_login TEXT COLLATE "C",
	sort_email TEXT COLLATE "C",
	company TEXT COLLATE "C",
	birth_date INTEGER,
	picture_id BIGINT,
	language TEXT COLLATE "C",
	zone TEXT COLLATE "C",
	country TEXT COLLATE "C",
	currency TEXT COLLATE "C",
	type_id BIGINT NOT NULL REFERENCES types (id),
	group_id BIGINT NOT NULL REFERENCES groups (id),
	channel_id BIGINT NOT NULL REFERENCES channels (id),
	representative_id BIGINT REFERENCES staff (id),
	vip SMALLINT NOT NULL,
	newsletter SMALLINT NOT NULL,
	discount BIGINT NOT NULL,
	discount_amount BIGINT,
	discount_currency TEXT COLLATE "C",
	billing_email TEXT COLLATE "C",
	guest SMALLINT NOT NULL,
	activation SMALLINT NOT NULL,
	approval SMALLINT NOT NULL,
	active SMALLINT NOT NULL,
	blocked SMALLINT NOT NULL,
	suspended TEXT COLLATE "C",
	suspended_until BIGINT,
	since INTEGER NOT NULL,
	created BIGINT NOT NULL,
	modified BIGINT NOT NULL,
	trashed_at BIGINT,
	trashed_by BIGINT,
	trash_reason TEXT COLLATE "C",
	merged_into BIGINT
);
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
CREATE FUNCTION customers_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER customers_listed_insert AFTER INSERT ON customers REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customers_listed();
CREATE TRIGGER customers_listed_update AFTER UPDATE ON customers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customers_listed();
CREATE TRIGGER customers_listed_delete AFTER DELETE ON customers REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION customers_listed();
CREATE TABLE customer_axes (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	axis SMALLINT NOT NULL,
	at BIGINT NOT NULL,
	actor_kind SMALLINT NOT NULL,
	actor_id BIGINT NOT NULL,
	reason TEXT COLLATE "C",
	message TEXT COLLATE "C",
	PRIMARY KEY (customer_id, axis)
);
CREATE TABLE customer_passwords (
	customer_id BIGINT NOT NULL PRIMARY KEY CHECK (customer_id > 0) REFERENCES customers (id),
	hash TEXT COLLATE "C" NOT NULL,
	set_at BIGINT NOT NULL,
	must_change SMALLINT NOT NULL,
	imported SMALLINT NOT NULL,
	draw BIGINT NOT NULL
);
CREATE INDEX customer_passwords_by_draw ON customer_passwords (draw);
CREATE TABLE customer_sessions (
	token_hash BYTEA NOT NULL PRIMARY KEY,
	id BIGINT NOT NULL,
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	created BIGINT NOT NULL,
	seen BIGINT NOT NULL,
	expires BIGINT NOT NULL,
	address TEXT COLLATE "C" NOT NULL,
	agent TEXT COLLATE "C" NOT NULL,
	UNIQUE (id)
);
CREATE INDEX customer_sessions_by_customer_id ON customer_sessions (customer_id);
CREATE INDEX customer_sessions_by_expires ON customer_sessions (expires);
CREATE TABLE customer_sign_ins (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	at BIGINT NOT NULL,
	id BIGINT NOT NULL,
	outcome SMALLINT NOT NULL,
	address TEXT COLLATE "C",
	agent TEXT COLLATE "C",
	country TEXT COLLATE "C",
	kept_since BIGINT,
	PRIMARY KEY (customer_id, at, id)
);
CREATE INDEX customer_sign_ins_by_kept_since ON customer_sign_ins (kept_since);
CREATE TABLE customer_links (
	token_hash BYTEA NOT NULL PRIMARY KEY,
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	purpose SMALLINT NOT NULL,
	address TEXT COLLATE "C" NOT NULL,
	email TEXT COLLATE "C",
	wanted TEXT COLLATE "C",
	next TEXT COLLATE "C",
	created BIGINT NOT NULL,
	expires BIGINT NOT NULL
);
CREATE INDEX customer_links_by_customer_id ON customer_links (customer_id);
CREATE INDEX customer_links_by_expires ON customer_links (expires);
CREATE TABLE api_keys (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	name TEXT COLLATE "C" NOT NULL,
	hash BYTEA NOT NULL,
	hint TEXT COLLATE "C" NOT NULL,
	permissions TEXT COLLATE "C" NOT NULL,
	made_by BIGINT REFERENCES staff (id),
	created BIGINT NOT NULL,
	last_used BIGINT,
	expires BIGINT,
	revoked BIGINT,
	UNIQUE (hash)
);
CREATE TABLE attributes (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	word TEXT COLLATE "C" NOT NULL,
	kind SMALLINT NOT NULL,
	position BIGINT NOT NULL,
	active SMALLINT NOT NULL,
	required SMALLINT NOT NULL,
	visible SMALLINT NOT NULL,
	editable SMALLINT NOT NULL,
	personal SMALLINT NOT NULL,
	created BIGINT NOT NULL,
	UNIQUE (word)
);
CREATE FUNCTION attributes_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER attributes_cached AFTER INSERT OR UPDATE OR DELETE ON attributes
FOR EACH ROW EXECUTE FUNCTION attributes_cached();
CREATE TABLE attribute_labels (
	attribute_id BIGINT NOT NULL REFERENCES attributes (id),
	language TEXT COLLATE "C" NOT NULL,
	label TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (attribute_id, language)
);
CREATE FUNCTION attribute_labels_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER attribute_labels_cached AFTER INSERT OR UPDATE OR DELETE ON attribute_labels
FOR EACH ROW EXECUTE FUNCTION attribute_labels_cached();
CREATE TABLE attribute_options (
	attribute_id BIGINT NOT NULL REFERENCES attributes (id),
	position BIGINT NOT NULL,
	value TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (attribute_id, position)
);
CREATE FUNCTION attribute_options_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER attribute_options_cached AFTER INSERT OR UPDATE OR DELETE ON attribute_options
FOR EACH ROW EXECUTE FUNCTION attribute_options_cached();
CREATE TABLE customer_attributes (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	attribute_id BIGINT NOT NULL REFERENCES attributes (id),
	text TEXT COLLATE "C" NOT NULL,
	folded TEXT COLLATE "C",
	number BIGINT,
	PRIMARY KEY (customer_id, attribute_id)
);
CREATE INDEX customer_attributes_by_attribute_id_customer_id ON customer_attributes (attribute_id, customer_id);
CREATE INDEX customer_attributes_by_attribute_id_number_customer_id ON customer_attributes (attribute_id, number, customer_id);
CREATE FUNCTION customer_attributes_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER customer_attributes_listed_insert AFTER INSERT ON customer_attributes REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_attributes_listed();
CREATE TRIGGER customer_attributes_listed_update AFTER UPDATE ON customer_attributes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_attributes_listed();
CREATE TRIGGER customer_attributes_listed_delete AFTER DELETE ON customer_attributes REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_attributes_listed();
CREATE TABLE audit_entries (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	at BIGINT NOT NULL,
	actor_kind SMALLINT NOT NULL,
	actor_id BIGINT NOT NULL,
	acting_as BIGINT,
	name TEXT COLLATE "C" NOT NULL,
	object_kind TEXT COLLATE "C" NOT NULL,
	object_id BIGINT NOT NULL,
	request_id TEXT COLLATE "C",
	previous BYTEA NOT NULL,
	hash BYTEA NOT NULL
);
CREATE INDEX audit_entries_by_at_id ON audit_entries (at, id);
CREATE FUNCTION audit_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'audit_entries is append only';
END $$;
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries
FOR EACH ROW EXECUTE FUNCTION audit_entries_append_only();
CREATE TABLE audit_values (
	audit_entry_id BIGINT NOT NULL REFERENCES audit_entries (id),
	field TEXT COLLATE "C" NOT NULL,
	old TEXT COLLATE "C",
	new TEXT COLLATE "C",
	PRIMARY KEY (audit_entry_id, field)
);
CREATE TABLE audit_places (
	audit_entry_id BIGINT NOT NULL PRIMARY KEY CHECK (audit_entry_id > 0) REFERENCES audit_entries (id),
	at BIGINT NOT NULL,
	address TEXT COLLATE "C" NOT NULL
);
CREATE INDEX audit_places_by_at ON audit_places (at);
CREATE TABLE audit_heads (
	name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	last BIGINT NOT NULL,
	hash BYTEA NOT NULL
);
CREATE TABLE bulk_people (
	job_id BIGINT NOT NULL,
	last BIGINT NOT NULL,
	ids TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (job_id, last)
);
CREATE TABLE closures (
	customer_id BIGINT NOT NULL PRIMARY KEY CHECK (customer_id > 0) REFERENCES customers (id),
	at BIGINT NOT NULL
);
CREATE INDEX closures_by_at ON closures (at);
CREATE TABLE consents (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	purpose SMALLINT NOT NULL,
	state SMALLINT NOT NULL,
	at BIGINT NOT NULL,
	source SMALLINT NOT NULL,
	wording TEXT COLLATE "C",
	address TEXT COLLATE "C",
	given BIGINT,
	given_ip TEXT COLLATE "C",
	confirmed_ip TEXT COLLATE "C",
	token_hash BYTEA,
	PRIMARY KEY (customer_id, purpose)
);
CREATE INDEX consents_by_token_hash ON consents (token_hash);
CREATE FUNCTION consents_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER consents_listed_insert AFTER INSERT ON consents REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION consents_listed();
CREATE TRIGGER consents_listed_update AFTER UPDATE ON consents REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION consents_listed();
CREATE TRIGGER consents_listed_delete AFTER DELETE ON consents REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION consents_listed();
CREATE TABLE emails (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	at BIGINT NOT NULL,
	id BIGINT NOT NULL,
	address TEXT COLLATE "C" NOT NULL,
	folded TEXT COLLATE "C" NOT NULL,
	is_primary SMALLINT NOT NULL,
	verification SMALLINT NOT NULL,
	verified_at BIGINT,
	PRIMARY KEY (customer_id, at, id)
);
CREATE INDEX emails_by_id ON emails (id);
CREATE INDEX emails_by_folded ON emails (folded);
CREATE FUNCTION emails_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER emails_listed_insert AFTER INSERT ON emails REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION emails_listed();
CREATE TRIGGER emails_listed_update AFTER UPDATE ON emails REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION emails_listed();
CREATE TRIGGER emails_listed_delete AFTER DELETE ON emails REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION emails_listed();
CREATE TABLE email_bounces (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	folded TEXT COLLATE "C" NOT NULL,
	at BIGINT NOT NULL,
	reason TEXT COLLATE "C",
	PRIMARY KEY (customer_id, folded)
);
CREATE TABLE phones (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	at BIGINT NOT NULL,
	id BIGINT NOT NULL,
	typed TEXT COLLATE "C" NOT NULL,
	e164 TEXT COLLATE "C",
	extension TEXT COLLATE "C",
	label TEXT COLLATE "C",
	is_primary SMALLINT NOT NULL,
	PRIMARY KEY (customer_id, at, id)
);
CREATE INDEX phones_by_id ON phones (id);
CREATE INDEX phones_by_e164 ON phones (e164);
CREATE FUNCTION phones_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER phones_listed_insert AFTER INSERT ON phones REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION phones_listed();
CREATE TRIGGER phones_listed_update AFTER UPDATE ON phones REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION phones_listed();
CREATE TRIGGER phones_listed_delete AFTER DELETE ON phones REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION phones_listed();
CREATE TABLE addresses (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	at BIGINT NOT NULL,
	id BIGINT NOT NULL,
	label TEXT COLLATE "C",
	company TEXT COLLATE "C",
	name TEXT COLLATE "C",
	line1 TEXT COLLATE "C",
	line2 TEXT COLLATE "C",
	line3 TEXT COLLATE "C",
	line4 TEXT COLLATE "C",
	postcode TEXT COLLATE "C",
	city TEXT COLLATE "C",
	state TEXT COLLATE "C",
	country TEXT COLLATE "C",
	phone TEXT COLLATE "C",
	tax_id TEXT COLLATE "C",
	is_shipping SMALLINT NOT NULL,
	is_billing SMALLINT NOT NULL,
	PRIMARY KEY (customer_id, at, id)
);
CREATE INDEX addresses_by_id ON addresses (id);
CREATE INDEX addresses_by_country_city ON addresses (country, city);
CREATE INDEX addresses_by_postcode ON addresses (postcode);
CREATE FUNCTION addresses_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER addresses_listed_insert AFTER INSERT ON addresses REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION addresses_listed();
CREATE TRIGGER addresses_listed_update AFTER UPDATE ON addresses REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION addresses_listed();
CREATE TRIGGER addresses_listed_delete AFTER DELETE ON addresses REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION addresses_listed();
CREATE TABLE tax_ids (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	at BIGINT NOT NULL,
	id BIGINT NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	country TEXT COLLATE "C",
	value TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (customer_id, at, id)
);
CREATE FUNCTION tax_ids_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER tax_ids_listed_insert AFTER INSERT ON tax_ids REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION tax_ids_listed();
CREATE TRIGGER tax_ids_listed_update AFTER UPDATE ON tax_ids REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION tax_ids_listed();
CREATE TRIGGER tax_ids_listed_delete AFTER DELETE ON tax_ids REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION tax_ids_listed();
CREATE TABLE customer_counters (
	customer_id BIGINT NOT NULL PRIMARY KEY CHECK (customer_id > 0) REFERENCES customers (id),
	orders BIGINT NOT NULL,
	spent_base BIGINT NOT NULL,
	last_order BIGINT,
	last_sign_in BIGINT,
	last_seen BIGINT,
	sign_ins BIGINT NOT NULL
);
CREATE INDEX customer_counters_by_last_sign_in_customer_id ON customer_counters (last_sign_in, customer_id);
CREATE FUNCTION customer_counters_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER customer_counters_listed_insert AFTER INSERT ON customer_counters REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_counters_listed();
CREATE TRIGGER customer_counters_listed_update AFTER UPDATE ON customer_counters REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_counters_listed();
CREATE TRIGGER customer_counters_listed_delete AFTER DELETE ON customer_counters REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_counters_listed();
CREATE TABLE claims (
	kind SMALLINT NOT NULL,
	value TEXT COLLATE "C" NOT NULL,
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	PRIMARY KEY (kind, value)
);
CREATE INDEX claims_by_customer_id ON claims (customer_id);
CREATE FUNCTION claims_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER claims_listed_insert AFTER INSERT ON claims REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION claims_listed();
CREATE TRIGGER claims_listed_update AFTER UPDATE ON claims REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION claims_listed();
CREATE TRIGGER claims_listed_delete AFTER DELETE ON claims REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION claims_listed();
CREATE TABLE external_ids (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	system TEXT COLLATE "C" NOT NULL,
	value TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (customer_id, system, value)
);
CREATE FUNCTION external_ids_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER external_ids_listed_insert AFTER INSERT ON external_ids REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION external_ids_listed();
CREATE TRIGGER external_ids_listed_update AFTER UPDATE ON external_ids REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION external_ids_listed();
CREATE TRIGGER external_ids_listed_delete AFTER DELETE ON external_ids REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION external_ids_listed();
CREATE TABLE customer_search (
	customer_id BIGINT NOT NULL PRIMARY KEY CHECK (customer_id > 0) REFERENCES customers (id),
	words TEXT COLLATE "C" NOT NULL,
	names TEXT COLLATE "C",
	first_name TEXT COLLATE "C",
	last_name TEXT COLLATE "C",
	title TEXT COLLATE "C",
	company TEXT COLLATE "C",
	cities TEXT COLLATE "C",
	states TEXT COLLATE "C",
	external_ids TEXT COLLATE "C"
);
CREATE FUNCTION customer_search_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER customer_search_listed_insert AFTER INSERT ON customer_search REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_search_listed();
CREATE TRIGGER customer_search_listed_update AFTER UPDATE ON customer_search REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_search_listed();
CREATE TRIGGER customer_search_listed_delete AFTER DELETE ON customer_search REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_search_listed();
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX customer_search_parts ON customer_search USING gin (words gin_trgm_ops);
CREATE TABLE exports (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	job_id BIGINT NOT NULL,
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	api_key_id BIGINT REFERENCES api_keys (id),
	scope BIGINT NOT NULL,
	whom SMALLINT NOT NULL,
	filter TEXT COLLATE "C" NOT NULL,
	guests SMALLINT NOT NULL,
	chosen TEXT COLLATE "C",
	last BIGINT NOT NULL,
	columns TEXT COLLATE "C" NOT NULL,
	format SMALLINT NOT NULL,
	encoding SMALLINT NOT NULL,
	delimiter TEXT COLLATE "C" NOT NULL,
	raw SMALLINT NOT NULL,
	created BIGINT NOT NULL,
	finished BIGINT,
	removed BIGINT,
	erased SMALLINT NOT NULL,
	token TEXT COLLATE "C",
	rows BIGINT NOT NULL,
	bytes BIGINT NOT NULL,
	plain BIGINT NOT NULL,
	crc BIGINT NOT NULL,
	marked BIGINT NOT NULL,
	known TEXT COLLATE "C" NOT NULL,
	UNIQUE (job_id)
);
CREATE INDEX exports_by_staff_id_id ON exports (staff_id, id);
CREATE INDEX exports_by_api_key_id_id ON exports (api_key_id, id);
CREATE INDEX exports_by_token ON exports (token);
CREATE TABLE files (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	at BIGINT NOT NULL,
	id BIGINT NOT NULL,
	kind SMALLINT NOT NULL,
	token TEXT COLLATE "C" NOT NULL,
	content TEXT COLLATE "C" NOT NULL,
	thumb TEXT COLLATE "C",
	name TEXT COLLATE "C" NOT NULL,
	type TEXT COLLATE "C" NOT NULL,
	size BIGINT NOT NULL,
	staff_id BIGINT,
	aside BIGINT,
	PRIMARY KEY (customer_id, at, id),
	UNIQUE (id),
	UNIQUE (token)
);
CREATE INDEX files_by_content ON files (content);
CREATE INDEX files_by_thumb ON files (thumb);
CREATE INDEX files_by_aside ON files (aside);
CREATE TABLE file_contents (
	content TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	at BIGINT NOT NULL
);
CREATE TABLE import_files (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	api_key_id BIGINT REFERENCES api_keys (id),
	name TEXT COLLATE "C" NOT NULL,
	token TEXT COLLATE "C" NOT NULL,
	uploaded BIGINT NOT NULL,
	state SMALLINT NOT NULL,
	packing SMALLINT NOT NULL,
	encoding TEXT COLLATE "C" NOT NULL,
	delimiter TEXT COLLATE "C" NOT NULL,
	rows BIGINT NOT NULL,
	header TEXT COLLATE "C" NOT NULL,
	header_hash BYTEA NOT NULL,
	options TEXT COLLATE "C" NOT NULL,
	UNIQUE (token)
);
CREATE INDEX import_files_by_staff_id_id ON import_files (staff_id, id);
CREATE INDEX import_files_by_api_key_id_id ON import_files (api_key_id, id);
CREATE INDEX import_files_by_state_uploaded ON import_files (state, uploaded);
CREATE TABLE import_mappings (
	header_hash BYTEA NOT NULL PRIMARY KEY,
	options TEXT COLLATE "C" NOT NULL
);
CREATE TABLE imports (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	fingerprint BYTEA,
	file_id BIGINT REFERENCES import_files (id),
	job_id BIGINT,
	dry SMALLINT NOT NULL,
	options TEXT COLLATE "C",
	name TEXT COLLATE "C" NOT NULL,
	started BIGINT NOT NULL,
	finished BIGINT,
	phase BIGINT NOT NULL,
	position BIGINT NOT NULL,
	place BIGINT NOT NULL,
	created BIGINT NOT NULL,
	updated BIGINT NOT NULL,
	unchanged BIGINT NOT NULL,
	refused BIGINT NOT NULL,
	tangled BIGINT NOT NULL,
	unseen BIGINT NOT NULL
);
CREATE INDEX imports_by_fingerprint ON imports (fingerprint);
CREATE INDEX imports_by_file_id_id ON imports (file_id, id);
CREATE INDEX imports_by_job_id ON imports (job_id);
CREATE TABLE import_refusals (
	import_id BIGINT NOT NULL REFERENCES imports (id),
	position BIGINT NOT NULL,
	cells TEXT COLLATE "C" NOT NULL,
	problems TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (import_id, position)
);
CREATE TABLE import_tangles (
	import_id BIGINT NOT NULL REFERENCES imports (id),
	hash BIGINT NOT NULL,
	position BIGINT NOT NULL,
	place BIGINT NOT NULL,
	PRIMARY KEY (import_id, hash, position)
);
CREATE TABLE import_previews (
	import_id BIGINT NOT NULL REFERENCES imports (id),
	result SMALLINT NOT NULL,
	position BIGINT NOT NULL,
	customer_id BIGINT REFERENCES customers (id),
	name TEXT COLLATE "C",
	changes TEXT COLLATE "C",
	PRIMARY KEY (import_id, result, position)
);
CREATE INDEX import_previews_by_customer_id ON import_previews (customer_id);
CREATE TABLE tags (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	name TEXT COLLATE "C" NOT NULL,
	folded TEXT COLLATE "C" NOT NULL,
	colour TEXT COLLATE "C" NOT NULL,
	created BIGINT NOT NULL,
	UNIQUE (folded)
);
CREATE FUNCTION tags_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER tags_cached AFTER INSERT OR UPDATE OR DELETE ON tags
FOR EACH ROW EXECUTE FUNCTION tags_cached();
CREATE TABLE customer_channels (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	channel_id BIGINT NOT NULL REFERENCES channels (id),
	at BIGINT NOT NULL,
	PRIMARY KEY (customer_id, channel_id)
);
CREATE INDEX customer_channels_by_channel_id_customer_id ON customer_channels (channel_id, customer_id);
CREATE FUNCTION customer_channels_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER customer_channels_listed_insert AFTER INSERT ON customer_channels REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_channels_listed();
CREATE TRIGGER customer_channels_listed_update AFTER UPDATE ON customer_channels REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_channels_listed();
CREATE TRIGGER customer_channels_listed_delete AFTER DELETE ON customer_channels REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_channels_listed();
CREATE TABLE customer_groups (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	group_id BIGINT NOT NULL REFERENCES groups (id),
	PRIMARY KEY (customer_id, group_id)
);
CREATE INDEX customer_groups_by_group_id_customer_id ON customer_groups (group_id, customer_id);
CREATE FUNCTION customer_groups_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER customer_groups_listed_insert AFTER INSERT ON customer_groups REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_groups_listed();
CREATE TRIGGER customer_groups_listed_update AFTER UPDATE ON customer_groups REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_groups_listed();
CREATE TRIGGER customer_groups_listed_delete AFTER DELETE ON customer_groups REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_groups_listed();
CREATE TABLE customer_tags (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	tag_id BIGINT NOT NULL REFERENCES tags (id),
	at BIGINT NOT NULL,
	PRIMARY KEY (customer_id, tag_id)
);
CREATE INDEX customer_tags_by_tag_id_customer_id ON customer_tags (tag_id, customer_id);
CREATE FUNCTION customer_tags_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM old_rows ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO list_changes (seq, customer) SELECT DISTINCT CAST(CAST(pg_current_xact_id() AS text) AS bigint), customer_id FROM new_rows ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER customer_tags_listed_insert AFTER INSERT ON customer_tags REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_tags_listed();
CREATE TRIGGER customer_tags_listed_update AFTER UPDATE ON customer_tags REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_tags_listed();
CREATE TRIGGER customer_tags_listed_delete AFTER DELETE ON customer_tags REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION customer_tags_listed();
CREATE TABLE logos (
	owner BIGINT NOT NULL PRIMARY KEY,
	content TEXT COLLATE "C" NOT NULL,
	width BIGINT NOT NULL,
	height BIGINT NOT NULL,
	see_through SMALLINT NOT NULL,
	picture BYTEA NOT NULL
);
CREATE INDEX logos_by_content ON logos (content);
CREATE FUNCTION logos_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER logos_cached AFTER INSERT OR UPDATE OR DELETE ON logos
FOR EACH ROW EXECUTE FUNCTION logos_cached();
CREATE TABLE mail_templates (
	word TEXT COLLATE "C" NOT NULL,
	language TEXT COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	subject TEXT COLLATE "C" NOT NULL,
	body TEXT COLLATE "C" NOT NULL,
	changed BIGINT NOT NULL,
	PRIMARY KEY (word, language)
);
CREATE FUNCTION mail_templates_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER mail_templates_cached AFTER INSERT OR UPDATE OR DELETE ON mail_templates
FOR EACH ROW EXECUTE FUNCTION mail_templates_cached();
CREATE TABLE notes (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	at BIGINT NOT NULL,
	id BIGINT NOT NULL,
	version BIGINT NOT NULL,
	staff_id BIGINT REFERENCES staff (id),
	body TEXT COLLATE "C" NOT NULL,
	pinned SMALLINT NOT NULL,
	follow_up INTEGER,
	remind_at BIGINT,
	done_at BIGINT,
	done_by BIGINT REFERENCES staff (id),
	edited BIGINT,
	PRIMARY KEY (customer_id, at, id)
);
CREATE INDEX notes_by_id ON notes (id);
CREATE INDEX notes_by_done_at_follow_up_id ON notes (done_at, follow_up, id);
CREATE TABLE note_mentions (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	note_id BIGINT NOT NULL,
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	PRIMARY KEY (customer_id, note_id, staff_id)
);
CREATE INDEX note_mentions_by_staff_id_note_id ON note_mentions (staff_id, note_id);
CREATE TABLE notifications (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	kind SMALLINT NOT NULL,
	at BIGINT NOT NULL,
	customer_id BIGINT REFERENCES customers (id),
	object_id BIGINT NOT NULL,
	occasion BIGINT NOT NULL,
	detail TEXT COLLATE "C",
	seen BIGINT,
	UNIQUE (staff_id, kind, object_id, occasion)
);
CREATE INDEX notifications_by_staff_id_seen_id ON notifications (staff_id, seen, id);
CREATE INDEX notifications_by_customer_id ON notifications (customer_id);
CREATE TABLE notification_choices (
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	kind SMALLINT NOT NULL,
	on_page SMALLINT NOT NULL,
	by_mail SMALLINT NOT NULL,
	PRIMARY KEY (staff_id, kind)
);
CREATE TABLE staff_devices (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	device TEXT COLLATE "C" NOT NULL,
	first BIGINT NOT NULL,
	UNIQUE (staff_id, device)
);
CREATE TABLE oidc_clients (
	channel_id BIGINT NOT NULL PRIMARY KEY CHECK (channel_id > 0),
	secret_hash BYTEA NOT NULL,
	secret_at BIGINT NOT NULL,
	redirects TEXT COLLATE "C" NOT NULL,
	logouts TEXT COLLATE "C" NOT NULL,
	back_channel TEXT COLLATE "C",
	visits TEXT COLLATE "C"
);
CREATE TABLE oidc_codes (
	code_hash BYTEA NOT NULL PRIMARY KEY,
	id BIGINT NOT NULL,
	channel_id BIGINT NOT NULL,
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	session_id BIGINT NOT NULL,
	redirect TEXT COLLATE "C" NOT NULL,
	challenge TEXT COLLATE "C" NOT NULL,
	nonce TEXT COLLATE "C",
	scope TEXT COLLATE "C" NOT NULL,
	signed_in BIGINT NOT NULL,
	expires BIGINT NOT NULL,
	used BIGINT,
	UNIQUE (id)
);
CREATE INDEX oidc_codes_by_customer_id ON oidc_codes (customer_id);
CREATE INDEX oidc_codes_by_expires ON oidc_codes (expires);
CREATE TABLE oidc_tokens (
	token_hash BYTEA NOT NULL PRIMARY KEY,
	code_id BIGINT NOT NULL,
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	session_id BIGINT NOT NULL,
	channel_id BIGINT NOT NULL,
	scope TEXT COLLATE "C" NOT NULL,
	expires BIGINT NOT NULL
);
CREATE INDEX oidc_tokens_by_code_id ON oidc_tokens (code_id);
CREATE INDEX oidc_tokens_by_customer_id ON oidc_tokens (customer_id);
CREATE INDEX oidc_tokens_by_expires ON oidc_tokens (expires);
CREATE TABLE oidc_sign_ins (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	session_id BIGINT NOT NULL,
	channel_id BIGINT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (customer_id, session_id, channel_id)
);
CREATE INDEX oidc_sign_ins_by_at ON oidc_sign_ins (at);
CREATE TABLE oidc_keys (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	private BYTEA NOT NULL,
	created BIGINT NOT NULL
);
CREATE TABLE registrations (
	customer_id BIGINT NOT NULL PRIMARY KEY CHECK (customer_id > 0) REFERENCES customers (id),
	at BIGINT NOT NULL,
	reminded BIGINT
);
CREATE INDEX registrations_by_at ON registrations (at);
CREATE TABLE staff_channels (
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	channel_id BIGINT NOT NULL REFERENCES channels (id),
	PRIMARY KEY (staff_id, channel_id)
);
CREATE TABLE staff_links (
	token_hash BYTEA NOT NULL PRIMARY KEY,
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	purpose SMALLINT NOT NULL,
	created BIGINT NOT NULL,
	expires BIGINT NOT NULL,
	used BIGINT
);
CREATE INDEX staff_links_by_staff_id ON staff_links (staff_id);
CREATE TABLE staff_preferences (
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	name TEXT COLLATE "C" NOT NULL,
	value TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (staff_id, name)
);
CREATE TABLE staff_factors (
	staff_id BIGINT NOT NULL PRIMARY KEY CHECK (staff_id > 0) REFERENCES staff (id),
	secret BYTEA NOT NULL,
	created BIGINT NOT NULL,
	confirmed BIGINT,
	last_step BIGINT NOT NULL
);
CREATE TABLE staff_recovery_codes (
	code_hash BYTEA NOT NULL PRIMARY KEY,
	staff_id BIGINT NOT NULL REFERENCES staff (id)
);
CREATE INDEX staff_recovery_codes_by_staff_id ON staff_recovery_codes (staff_id);
CREATE TABLE staff_half_sign_ins (
	token_hash BYTEA NOT NULL PRIMARY KEY,
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	expires BIGINT NOT NULL
);
CREATE INDEX staff_half_sign_ins_by_staff_id ON staff_half_sign_ins (staff_id);
CREATE INDEX staff_half_sign_ins_by_expires ON staff_half_sign_ins (expires);
CREATE TABLE customer_visits (
	token_hash BYTEA NOT NULL PRIMARY KEY,
	id BIGINT NOT NULL,
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	session_id BIGINT NOT NULL,
	channel_id BIGINT,
	reason SMALLINT NOT NULL,
	detail TEXT COLLATE "C",
	created BIGINT NOT NULL,
	taken BIGINT,
	expires BIGINT NOT NULL,
	UNIQUE (id)
);
CREATE INDEX customer_visits_by_customer_id_created ON customer_visits (customer_id, created);
CREATE INDEX customer_visits_by_expires ON customer_visits (expires);
CREATE TABLE webhooks (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	version BIGINT NOT NULL,
	url TEXT COLLATE "C" NOT NULL,
	description TEXT COLLATE "C" NOT NULL,
	events TEXT COLLATE "C" NOT NULL,
	channel_id BIGINT,
	detailed SMALLINT NOT NULL,
	active SMALLINT NOT NULL,
	secret TEXT COLLATE "C" NOT NULL,
	previous TEXT COLLATE "C",
	previous_until BIGINT,
	created BIGINT NOT NULL,
	made_by BIGINT REFERENCES staff (id),
	failing_since BIGINT,
	failures BIGINT NOT NULL,
	rests_until BIGINT,
	stopped BIGINT,
	stopped_why TEXT COLLATE "C"
);
CREATE FUNCTION webhooks_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER webhooks_cached AFTER INSERT OR UPDATE OR DELETE ON webhooks
FOR EACH ROW EXECUTE FUNCTION webhooks_cached();
CREATE TABLE events (
	customer_id BIGINT NOT NULL,
	at BIGINT NOT NULL,
	id BIGINT NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	actor_kind SMALLINT NOT NULL,
	actor_id BIGINT NOT NULL,
	acting_as BIGINT,
	object_kind TEXT COLLATE "C" NOT NULL,
	object_id BIGINT NOT NULL,
	request_id TEXT COLLATE "C",
	written BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
	PRIMARY KEY (customer_id, at, id)
);
CREATE INDEX events_by_written_id ON events (written, id);
CREATE TABLE event_values (
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	event_id BIGINT NOT NULL,
	field TEXT COLLATE "C" NOT NULL,
	old TEXT COLLATE "C",
	new TEXT COLLATE "C",
	PRIMARY KEY (event_id, field)
);
CREATE INDEX event_values_by_customer_id ON event_values (customer_id);
CREATE TABLE jobs (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	kind TEXT COLLATE "C" NOT NULL,
	what TEXT COLLATE "C" NOT NULL,
	arguments TEXT COLLATE "C" NOT NULL,
	undoes_id BIGINT REFERENCES jobs (id),
	final SMALLINT NOT NULL,
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	api_key_id BIGINT REFERENCES api_keys (id),
	state SMALLINT NOT NULL,
	created BIGINT NOT NULL,
	started BIGINT,
	finished BIGINT,
	lease TEXT COLLATE "C",
	leased_until BIGINT,
	tries BIGINT NOT NULL,
	next_try BIGINT,
	place BIGINT NOT NULL,
	total BIGINT NOT NULL,
	changed BIGINT NOT NULL,
	skipped BIGINT NOT NULL,
	message TEXT COLLATE "C",
	told TEXT COLLATE "C"
);
CREATE INDEX jobs_by_state_id ON jobs (state, id);
CREATE INDEX jobs_by_staff_id_id ON jobs (staff_id, id);
CREATE INDEX jobs_by_api_key_id_id ON jobs (api_key_id, id);
CREATE INDEX jobs_by_undoes_id ON jobs (undoes_id);
CREATE TABLE job_news (
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	job_id BIGINT NOT NULL REFERENCES jobs (id),
	PRIMARY KEY (staff_id, job_id)
);
CREATE INDEX job_news_by_job_id ON job_news (job_id);
CREATE FUNCTION job_news_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER job_news_cached AFTER INSERT OR UPDATE OR DELETE ON job_news
FOR EACH ROW EXECUTE FUNCTION job_news_cached();
CREATE TABLE job_rows (
	job_id BIGINT NOT NULL REFERENCES jobs (id),
	result SMALLINT NOT NULL,
	customer_id BIGINT NOT NULL REFERENCES customers (id),
	message TEXT COLLATE "C",
	told TEXT COLLATE "C",
	PRIMARY KEY (job_id, result, customer_id)
);
CREATE INDEX job_rows_by_customer_id ON job_rows (customer_id);
CREATE TABLE list_changes (
	seq BIGINT NOT NULL,
	customer BIGINT NOT NULL,
	PRIMARY KEY (seq, customer)
);
CREATE TABLE outbox (
	id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
	customer_id BIGINT REFERENCES customers (id),
	kind TEXT COLLATE "C" NOT NULL,
	what TEXT COLLATE "C" NOT NULL,
	sent_to BIGINT NOT NULL,
	cause BIGINT NOT NULL,
	recipient TEXT COLLATE "C" NOT NULL,
	recipient_key TEXT COLLATE "C" NOT NULL,
	subject TEXT COLLATE "C" NOT NULL,
	body TEXT COLLATE "C",
	secret TEXT COLLATE "C",
	lasting SMALLINT NOT NULL,
	state SMALLINT NOT NULL,
	created BIGINT NOT NULL,
	begun BIGINT NOT NULL,
	due BIGINT NOT NULL,
	finished BIGINT,
	lease TEXT COLLATE "C",
	leased_until BIGINT,
	attempts BIGINT NOT NULL,
	code BIGINT NOT NULL,
	answer TEXT COLLATE "C"
);
CREATE INDEX outbox_by_kind_state_due ON outbox (kind, state, due);
CREATE INDEX outbox_by_kind_sent_to_id ON outbox (kind, sent_to, id);
CREATE INDEX outbox_by_kind_sent_to_state_due ON outbox (kind, sent_to, state, due);
CREATE INDEX outbox_by_state_id ON outbox (state, id);
CREATE INDEX outbox_by_customer_id_id ON outbox (customer_id, id);
CREATE INDEX outbox_by_finished ON outbox (finished);
CREATE TABLE secrets (
	name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	value BYTEA NOT NULL,
	created BIGINT NOT NULL
);
CREATE TABLE settings (
	name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	value TEXT COLLATE "C" NOT NULL
);
CREATE FUNCTION settings_cached() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = cached_changes.number + 1;
	RETURN NULL;
END $$;
CREATE TRIGGER settings_cached AFTER INSERT OR UPDATE OR DELETE ON settings
FOR EACH ROW EXECUTE FUNCTION settings_cached();
CREATE TABLE throttles (
	name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	used BIGINT NOT NULL,
	resets BIGINT NOT NULL
);
CREATE TABLE schema_version (
	version BIGINT NOT NULL PRIMARY KEY,
	at BIGINT NOT NULL
);
CREATE TABLE id_blocks (
	kind TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	next BIGINT NOT NULL
);
CREATE TABLE ledger_openings (
	opener BIGINT NOT NULL PRIMARY KEY
);
CREATE TABLE cached_changes (
	one BIGINT NOT NULL PRIMARY KEY,
	number BIGINT NOT NULL
);
CREATE TABLE staff_sessions (
	token_hash BYTEA NOT NULL PRIMARY KEY,
	id BIGINT NOT NULL,
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	created BIGINT NOT NULL,
	seen BIGINT NOT NULL,
	expires BIGINT NOT NULL,
	confirmed BIGINT NOT NULL,
	address TEXT COLLATE "C" NOT NULL,
	agent TEXT COLLATE "C" NOT NULL,
	UNIQUE (id)
);
CREATE INDEX staff_sessions_by_staff_id ON staff_sessions (staff_id);
CREATE TABLE idempotency_keys (
	api_key_id BIGINT NOT NULL REFERENCES api_keys (id),
	name TEXT COLLATE "C" NOT NULL,
	body_hash BYTEA NOT NULL,
	at BIGINT NOT NULL,
	status BIGINT NOT NULL,
	answer TEXT COLLATE "C",
	request_id TEXT COLLATE "C",
	PRIMARY KEY (api_key_id, name)
);
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
INSERT INTO customer_sessions (token_hash, id, customer_id, created, seen, expires, address, agent) VALUES ('\x00', 1, 1, 1, 1, 1, 'a', 'a');
INSERT INTO customer_sign_ins (customer_id, at, id, outcome, address, agent, country, kept_since) VALUES (1, 1, 1, 0, 'a', 'a', 'a', 1);
INSERT INTO customer_links (token_hash, customer_id, purpose, address, email, wanted, next, created, expires) VALUES ('\x00', 1, 0, 'a', 'a', 'a', 'a', 1, 1);
INSERT INTO api_keys (id, name, hash, hint, permissions, made_by, created, last_used, expires, revoked) VALUES (1, 'a', '\x00', 'a', 'a', 1, 1, 1, 1, 1);
INSERT INTO attributes (id, word, kind, position, active, required, visible, editable, personal, created) VALUES (1, 'a', 0, 1, 0, 0, 0, 0, 0, 1);
INSERT INTO attribute_labels (attribute_id, language, label) VALUES (1, 'a', 'a');
INSERT INTO attribute_options (attribute_id, position, value) VALUES (1, 1, 'a');
INSERT INTO customer_attributes (customer_id, attribute_id, text, folded, number) VALUES (1, 1, 'a', 'a', 1);
INSERT INTO audit_entries (id, at, actor_kind, actor_id, acting_as, name, object_kind, object_id, request_id, previous, hash) VALUES (1, 1, 0, 1, 1, 'a', 'a', 1, 'a', '\x00', '\x00');
INSERT INTO audit_values (audit_entry_id, field, old, new) VALUES (1, 'a', 'a', 'a');
INSERT INTO audit_places (audit_entry_id, at, address) VALUES (1, 1, 'a');
INSERT INTO audit_heads (name, last, hash) VALUES ('a', 1, '\x00');
INSERT INTO bulk_people (job_id, last, ids) VALUES (1, 1, 'a');
INSERT INTO closures (customer_id, at) VALUES (1, 1);
INSERT INTO consents (customer_id, purpose, state, at, source, wording, address, given, given_ip, confirmed_ip, token_hash) VALUES (1, 0, 0, 1, 0, 'a', 'a', 1, 'a', 'a', '\x00');
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
INSERT INTO import_files (id, staff_id, api_key_id, name, token, uploaded, state, packing, encoding, delimiter, rows, header, header_hash, options) VALUES (1, 1, 1, 'a', 'a', 1, 0, 0, 'a', 'a', 1, '{}', '\x00', '{}');
INSERT INTO import_mappings (header_hash, options) VALUES ('\x00', '{}');
INSERT INTO imports (id, fingerprint, file_id, job_id, dry, options, name, started, finished, phase, position, place, created, updated, unchanged, refused, tangled, unseen) VALUES (1, '\x00', 1, 1, 0, '{}', 'a', 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
INSERT INTO import_refusals (import_id, position, cells, problems) VALUES (1, 1, 'a', '{}');
INSERT INTO import_tangles (import_id, hash, position, place) VALUES (1, 1, 1, 1);
INSERT INTO import_previews (import_id, result, position, customer_id, name, changes) VALUES (1, 0, 1, 1, 'a', '{}');
INSERT INTO tags (id, name, folded, colour, created) VALUES (1, 'a', 'a', 'a', 1);
INSERT INTO customer_channels (customer_id, channel_id, at) VALUES (1, 1, 1);
INSERT INTO customer_groups (customer_id, group_id) VALUES (1, 1);
INSERT INTO customer_tags (customer_id, tag_id, at) VALUES (1, 1, 1);
INSERT INTO logos (owner, content, width, height, see_through, picture) VALUES (1, 'a', 1, 1, 0, '\x00');
INSERT INTO mail_templates (word, language, version, subject, body, changed) VALUES ('a', 'a', 1, 'a', 'a', 1);
INSERT INTO notes (customer_id, at, id, version, staff_id, body, pinned, follow_up, remind_at, done_at, done_by, edited) VALUES (1, 1, 1, 1, 1, 'a', 0, 1, 1, 1, 1, 1);
INSERT INTO note_mentions (customer_id, note_id, staff_id) VALUES (1, 1, 1);
INSERT INTO notifications (id, staff_id, kind, at, customer_id, object_id, occasion, detail, seen) VALUES (1, 1, 0, 1, 1, 1, 1, 'a', 1);
INSERT INTO notification_choices (staff_id, kind, on_page, by_mail) VALUES (1, 0, 0, 0);
INSERT INTO staff_devices (id, staff_id, device, first) VALUES (1, 1, 'a', 1);
INSERT INTO oidc_clients (channel_id, secret_hash, secret_at, redirects, logouts, back_channel, visits) VALUES (1, '\x00', 1, 'a', 'a', 'a', 'a');
INSERT INTO oidc_codes (code_hash, id, channel_id, customer_id, session_id, redirect, challenge, nonce, scope, signed_in, expires, used) VALUES ('\x00', 1, 1, 1, 1, 'a', 'a', 'a', 'a', 1, 1, 1);
INSERT INTO oidc_tokens (token_hash, code_id, customer_id, session_id, channel_id, scope, expires) VALUES ('\x00', 1, 1, 1, 1, 'a', 1);
INSERT INTO oidc_sign_ins (customer_id, session_id, channel_id, at) VALUES (1, 1, 1, 1);
INSERT INTO oidc_keys (id, private, created) VALUES (1, '\x00', 1);
INSERT INTO registrations (customer_id, at, reminded) VALUES (1, 1, 1);
INSERT INTO staff_channels (staff_id, channel_id) VALUES (1, 1);
INSERT INTO staff_links (token_hash, staff_id, purpose, created, expires, used) VALUES ('\x00', 1, 0, 1, 1, 1);
INSERT INTO staff_preferences (staff_id, name, value) VALUES (1, 'a', 'a');
INSERT INTO staff_factors (staff_id, secret, created, confirmed, last_step) VALUES (1, '\x00', 1, 1, 1);
INSERT INTO staff_recovery_codes (code_hash, staff_id) VALUES ('\x00', 1);
INSERT INTO staff_half_sign_ins (token_hash, staff_id, expires) VALUES ('\x00', 1, 1);
INSERT INTO customer_visits (token_hash, id, customer_id, staff_id, session_id, channel_id, reason, detail, created, taken, expires) VALUES ('\x00', 1, 1, 1, 1, 1, 0, 'a', 1, 1, 1);
INSERT INTO webhooks (id, version, url, description, events, channel_id, detailed, active, secret, previous, previous_until, created, made_by, failing_since, failures, rests_until, stopped, stopped_why) VALUES (1, 1, 'a', 'a', 'a', 1, 0, 0, 'a', 'a', 1, 1, 1, 1, 1, 1, 1, 'a');
INSERT INTO events (customer_id, at, id, name, actor_kind, actor_id, acting_as, object_kind, object_id, request_id, written) VALUES (1, 1, 1, 'a', 0, 1, 1, 'a', 1, 'a', 1);
INSERT INTO event_values (customer_id, event_id, field, old, new) VALUES (1, 1, 'a', 'a', 'a');
INSERT INTO jobs (id, kind, what, arguments, undoes_id, final, staff_id, api_key_id, state, created, started, finished, lease, leased_until, tries, next_try, place, total, changed, skipped, message, told) VALUES (1, 'a', 'a', '{}', 1, 0, 1, 1, 0, 1, 1, 1, 'a', 1, 1, 1, 1, 1, 1, 1, 'a', '{}');
INSERT INTO job_news (staff_id, job_id) VALUES (1, 1);
INSERT INTO job_rows (job_id, result, customer_id, message, told) VALUES (1, 0, 1, 'a', '{}');
INSERT INTO outbox (id, customer_id, kind, what, sent_to, cause, recipient, recipient_key, subject, body, secret, lasting, state, created, begun, due, finished, lease, leased_until, attempts, code, answer) VALUES (1, 1, 'a', 'a', 1, 1, 'a', 'a', 'a', '{}', 'a', 0, 0, 1, 1, 1, 1, 'a', 1, 1, 1, 'a');
INSERT INTO secrets (name, value, created) VALUES ('a', '\x00', 1);
INSERT INTO settings (name, value) VALUES ('a', 'a');
INSERT INTO throttles (name, used, resets) VALUES ('a', 1, 1);
INSERT INTO id_blocks (kind, next) VALUES ('a', 1);
INSERT INTO staff_sessions (token_hash, id, staff_id, created, seen, expires, confirmed, address, agent) VALUES ('\x00', 1, 1, 1, 1, 1, 1, 'a', 'a');
INSERT INTO idempotency_keys (api_key_id, name, body_hash, at, status, answer, request_id) VALUES (1, 'a', '\x00', 1, 1, 'a', 'a');
INSERT INTO schema_version (version, at) VALUES (1, 0);
