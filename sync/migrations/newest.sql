CREATE TABLE approval_key (
	id VARCHAR(64) NOT NULL,
	staff_id VARCHAR(64) NOT NULL,
	device_id VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	public_key VARCHAR(64) NOT NULL,
	registered_at BIGINT NOT NULL,
	revoked_at BIGINT,
	CONSTRAINT pk_approval_key PRIMARY KEY (id)
);
CREATE TABLE article_place (
	location_id INTEGER NOT NULL,
	article_id INTEGER NOT NULL,
	zone VARCHAR(64) NOT NULL,
	aisle VARCHAR(64) NOT NULL,
	shelf VARCHAR(64) NOT NULL,
	CONSTRAINT pk_article_place PRIMARY KEY (location_id, article_id)
);
CREATE TABLE audit_row (
	no INTEGER NOT NULL,
	at BIGINT NOT NULL,
	kind VARCHAR(64) NOT NULL,
	actor VARCHAR(64) NOT NULL,
	data JSON NOT NULL,
	CONSTRAINT pk_audit_row PRIMARY KEY (no)
);
CREATE TABLE before_image (
	no INTEGER NOT NULL,
	command_id VARCHAR(64) NOT NULL,
	table_name VARCHAR(64) NOT NULL,
	row_key BLOB NOT NULL,
	image BLOB,
	CONSTRAINT pk_before_image PRIMARY KEY (no)
);
CREATE TABLE bin (
	id VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	code VARCHAR(64) NOT NULL,
	room INTEGER NOT NULL,
	CONSTRAINT pk_bin PRIMARY KEY (id)
);
CREATE TABLE carbon_figures (
	id VARCHAR(64) NOT NULL,
	parcel_g INTEGER NOT NULL,
	tonne_km_g INTEGER NOT NULL,
	CONSTRAINT pk_carbon_figures PRIMARY KEY (id)
);
CREATE TABLE carrier_service (
	id VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	carrier VARCHAR(64) NOT NULL,
	service VARCHAR(64) NOT NULL,
	carrier_name VARCHAR(400) NOT NULL,
	service_name VARCHAR(400) NOT NULL,
	closes_min INTEGER NOT NULL,
	most_g INTEGER NOT NULL,
	rank INTEGER NOT NULL,
	delivers_days INTEGER NOT NULL,
	CONSTRAINT pk_carrier_service PRIMARY KEY (id)
);
CREATE TABLE carton (
	id VARCHAR(64) NOT NULL,
	delivery_id VARCHAR(64) NOT NULL,
	number VARCHAR(64) NOT NULL,
	state VARCHAR(64) NOT NULL,
	is_announced BOOLEAN NOT NULL,
	received_at BIGINT,
	received_by VARCHAR(64),
	journey INTEGER NOT NULL,
	CONSTRAINT pk_carton PRIMARY KEY (id)
);
CREATE TABLE cash_payout (
	id VARCHAR(64) NOT NULL,
	return_id VARCHAR(64) NOT NULL,
	refund_id VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	cents INTEGER NOT NULL,
	at BIGINT NOT NULL,
	paid_by VARCHAR(64) NOT NULL,
	device_id VARCHAR(64) NOT NULL,
	is_offline BOOLEAN NOT NULL,
	CONSTRAINT pk_cash_payout PRIMARY KEY (id)
);
CREATE TABLE count_task (
	id VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	article_id INTEGER NOT NULL,
	aggregate VARCHAR(400) NOT NULL,
	reason VARCHAR(64) NOT NULL,
	state VARCHAR(64) NOT NULL,
	gtin VARCHAR(64) NOT NULL,
	name VARCHAR(400) NOT NULL,
	size VARCHAR(64) NOT NULL,
	colour VARCHAR(64) NOT NULL,
	zone VARCHAR(64) NOT NULL,
	aisle VARCHAR(64) NOT NULL,
	shelf VARCHAR(64) NOT NULL,
	asked_by VARCHAR(64) NOT NULL,
	asked_at BIGINT NOT NULL,
	counted INTEGER NOT NULL,
	expected INTEGER NOT NULL,
	counted_by VARCHAR(64),
	counted_at BIGINT,
	is_blind BOOLEAN NOT NULL,
	CONSTRAINT pk_count_task PRIMARY KEY (id)
);
CREATE TABLE credit_use (
	id VARCHAR(64) NOT NULL,
	aggregate VARCHAR(400) NOT NULL,
	number VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	cents INTEGER NOT NULL,
	taken_cents INTEGER,
	at BIGINT NOT NULL,
	used_by VARCHAR(64) NOT NULL,
	device_id VARCHAR(64) NOT NULL,
	is_offline BOOLEAN NOT NULL,
	CONSTRAINT pk_credit_use PRIMARY KEY (id)
);
CREATE TABLE customer (
	id VARCHAR(64) NOT NULL,
	name VARCHAR(400) NOT NULL,
	email VARCHAR(400) NOT NULL,
	phone VARCHAR(64) NOT NULL,
	CONSTRAINT pk_customer PRIMARY KEY (id)
);
CREATE TABLE delivery (
	id VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	number VARCHAR(64) NOT NULL,
	kind VARCHAR(64) NOT NULL,
	state VARCHAR(64) NOT NULL,
	state_at BIGINT NOT NULL,
	origin VARCHAR(400) NOT NULL,
	transfer_id VARCHAR(64) NOT NULL,
	due_at BIGINT NOT NULL,
	created_at BIGINT NOT NULL,
	CONSTRAINT pk_delivery PRIMARY KEY (id)
);
CREATE TABLE delivery_line (
	id VARCHAR(64) NOT NULL,
	delivery_id VARCHAR(64) NOT NULL,
	carton_id VARCHAR(64) NOT NULL,
	line_no INTEGER NOT NULL,
	article_id INTEGER NOT NULL,
	expected INTEGER NOT NULL,
	received INTEGER NOT NULL,
	damaged INTEGER NOT NULL,
	missing INTEGER NOT NULL,
	serials JSON NOT NULL,
	received_serials JSON NOT NULL,
	sku VARCHAR(64) NOT NULL,
	gtin VARCHAR(64) NOT NULL,
	name VARCHAR(400) NOT NULL,
	size VARCHAR(64) NOT NULL,
	colour VARCHAR(64) NOT NULL,
	colour_hex VARCHAR(64) NOT NULL,
	is_serialised BOOLEAN NOT NULL,
	CONSTRAINT pk_delivery_line PRIMARY KEY (id)
);
CREATE TABLE exception_case (
	id VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	kind VARCHAR(64) NOT NULL,
	aggregate VARCHAR(400) NOT NULL,
	data JSON NOT NULL,
	raised_at BIGINT NOT NULL,
	settled_at BIGINT,
	settled_by VARCHAR(64),
	settlement VARCHAR(400) NOT NULL,
	CONSTRAINT pk_exception_case PRIMARY KEY (id)
);
CREATE TABLE fulfilment (
	id VARCHAR(64) NOT NULL,
	order_id VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	kind VARCHAR(64) NOT NULL,
	state VARCHAR(64) NOT NULL,
	state_at BIGINT NOT NULL,
	order_number VARCHAR(64) NOT NULL,
	customer_name VARCHAR(400) NOT NULL,
	note VARCHAR(400) NOT NULL,
	to_pay_cents INTEGER NOT NULL,
	currency VARCHAR(64) NOT NULL,
	promised_at BIGINT NOT NULL,
	pickup_code_digest VARCHAR(64) NOT NULL,
	destination VARCHAR(400) NOT NULL,
	claimed_by VARCHAR(64),
	claimed_device VARCHAR(64),
	claimed_at BIGINT,
	round_id VARCHAR(64) NOT NULL,
	tote INTEGER NOT NULL,
	created_at BIGINT NOT NULL,
	carrier VARCHAR(64) NOT NULL,
	service VARCHAR(64) NOT NULL,
	manifest VARCHAR(64) NOT NULL,
	paid_here JSON NOT NULL,
	unpaid_lifted_by VARCHAR(64) NOT NULL,
	unpaid_reason VARCHAR(400) NOT NULL,
	collect_location_id INTEGER,
	CONSTRAINT pk_fulfilment PRIMARY KEY (id)
);
CREATE TABLE fulfilment_line (
	id VARCHAR(64) NOT NULL,
	fulfilment_id VARCHAR(64) NOT NULL,
	order_line_id VARCHAR(64) NOT NULL,
	line_no INTEGER NOT NULL,
	article_id INTEGER NOT NULL,
	quantity INTEGER NOT NULL,
	picked INTEGER NOT NULL,
	short INTEGER NOT NULL,
	short_reason VARCHAR(64) NOT NULL,
	is_put_off BOOLEAN NOT NULL,
	handed_over INTEGER NOT NULL,
	put_back INTEGER NOT NULL,
	serials JSON NOT NULL,
	sku VARCHAR(64) NOT NULL,
	gtin VARCHAR(64) NOT NULL,
	name VARCHAR(400) NOT NULL,
	category VARCHAR(64) NOT NULL,
	size VARCHAR(64) NOT NULL,
	colour VARCHAR(64) NOT NULL,
	colour_hex VARCHAR(64) NOT NULL,
	price_cents INTEGER NOT NULL,
	is_serialised BOOLEAN NOT NULL,
	zone VARCHAR(64) NOT NULL,
	aisle VARCHAR(64) NOT NULL,
	shelf VARCHAR(64) NOT NULL,
	substitutes VARCHAR(64) NOT NULL,
	agreement VARCHAR(64) NOT NULL,
	agreement_at BIGINT,
	CONSTRAINT pk_fulfilment_line PRIMARY KEY (id)
);
CREATE TABLE goods_return (
	id VARCHAR(64) NOT NULL,
	number VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	sale_id VARCHAR(64) NOT NULL,
	receipt_code VARCHAR(64) NOT NULL,
	customer_name VARCHAR(400) NOT NULL,
	has_proof BOOLEAN NOT NULL,
	declared_by VARCHAR(64) NOT NULL,
	declared_device VARCHAR(64) NOT NULL,
	declared_at BIGINT NOT NULL,
	note VARCHAR(400) NOT NULL,
	is_with_store BOOLEAN NOT NULL,
	CONSTRAINT pk_goods_return PRIMARY KEY (id)
);
CREATE TABLE intake_limit (
	location_id INTEGER NOT NULL,
	mode VARCHAR(64) NOT NULL,
	cap INTEGER NOT NULL,
	until BIGINT NOT NULL,
	reason VARCHAR(400) NOT NULL,
	set_by VARCHAR(64) NOT NULL,
	set_at BIGINT NOT NULL,
	CONSTRAINT pk_intake_limit PRIMARY KEY (location_id)
);
CREATE TABLE label_template (
	name VARCHAR(64) NOT NULL,
	text TEXT NOT NULL,
	version INTEGER NOT NULL,
	set_at BIGINT NOT NULL,
	set_by VARCHAR(64) NOT NULL,
	set_in INTEGER NOT NULL,
	CONSTRAINT pk_label_template PRIMARY KEY (name)
);
CREATE TABLE local_setting (
	name VARCHAR(64) NOT NULL,
	value VARCHAR(400) NOT NULL,
	CONSTRAINT pk_local_setting PRIMARY KEY (name)
);
CREATE TABLE movement (
	id VARCHAR(64) NOT NULL,
	at BIGINT NOT NULL,
	kind VARCHAR(64) NOT NULL,
	article_id INTEGER NOT NULL,
	location_id INTEGER NOT NULL,
	quantity INTEGER NOT NULL,
	bucket VARCHAR(64) NOT NULL,
	to_bucket VARCHAR(64),
	serial VARCHAR(64),
	reason VARCHAR(64) NOT NULL,
	aggregate VARCHAR(120) NOT NULL,
	command_id VARCHAR(64) NOT NULL,
	actor VARCHAR(64) NOT NULL,
	network_version BIGINT,
	CONSTRAINT pk_movement PRIMARY KEY (id)
);
CREATE TABLE movement_before (
	id VARCHAR(64) NOT NULL,
	is_contained BOOLEAN NOT NULL,
	CONSTRAINT pk_movement_before PRIMARY KEY (id)
);
CREATE TABLE number_block (
	id VARCHAR(64) NOT NULL,
	device_id VARCHAR(64) NOT NULL,
	kind VARCHAR(64) NOT NULL,
	prefix VARCHAR(64) NOT NULL,
	first BIGINT NOT NULL,
	last BIGINT NOT NULL,
	leased_at BIGINT NOT NULL,
	CONSTRAINT pk_number_block PRIMARY KEY (id)
);
CREATE TABLE number_pointer (
	block_id VARCHAR(64) NOT NULL,
	next BIGINT NOT NULL,
	CONSTRAINT pk_number_pointer PRIMARY KEY (block_id)
);
CREATE TABLE order_line (
	id VARCHAR(64) NOT NULL,
	order_id VARCHAR(64) NOT NULL,
	line_no INTEGER NOT NULL,
	article_id INTEGER NOT NULL,
	quantity INTEGER NOT NULL,
	cancelled INTEGER NOT NULL,
	unfillable INTEGER NOT NULL,
	unit_price_cents INTEGER NOT NULL,
	tax_rate_bp INTEGER NOT NULL,
	sale_type VARCHAR(64) NOT NULL,
	CONSTRAINT pk_order_line PRIMARY KEY (id)
);
CREATE TABLE orders (
	id VARCHAR(64) NOT NULL,
	number VARCHAR(64) NOT NULL,
	reference VARCHAR(400) NOT NULL,
	channel VARCHAR(64) NOT NULL,
	customer_id VARCHAR(64) NOT NULL,
	placed_at BIGINT NOT NULL,
	confirmed_at BIGINT,
	is_held BOOLEAN NOT NULL,
	delivery_kind VARCHAR(64) NOT NULL,
	pickup_location_id INTEGER,
	street VARCHAR(400) NOT NULL,
	postcode VARCHAR(64) NOT NULL,
	city VARCHAR(400) NOT NULL,
	latitude FLOAT,
	longitude FLOAT,
	currency VARCHAR(64) NOT NULL,
	payment VARCHAR(64) NOT NULL,
	note VARCHAR(400) NOT NULL,
	carrier VARCHAR(64) NOT NULL,
	service VARCHAR(64) NOT NULL,
	CONSTRAINT pk_orders PRIMARY KEY (id)
);
CREATE TABLE own_approval_key (
	staff_id VARCHAR(64) NOT NULL,
	key_id VARCHAR(64) NOT NULL,
	wrapped BLOB NOT NULL,
	made_at BIGINT NOT NULL,
	CONSTRAINT pk_own_approval_key PRIMARY KEY (staff_id)
);
CREATE TABLE parcel (
	id VARCHAR(64) NOT NULL,
	fulfilment_id VARCHAR(64) NOT NULL,
	number VARCHAR(64) NOT NULL,
	weight_g INTEGER NOT NULL,
	contents JSON NOT NULL,
	bin VARCHAR(64) NOT NULL,
	packed_at BIGINT NOT NULL,
	arrived_at BIGINT,
	journey INTEGER NOT NULL,
	CONSTRAINT pk_parcel PRIMARY KEY (id)
);
CREATE TABLE pending_command (
	id VARCHAR(64) NOT NULL,
	sequence INTEGER NOT NULL,
	aggregate VARCHAR(400) NOT NULL,
	name VARCHAR(64) NOT NULL,
	body BLOB NOT NULL,
	signature BLOB NOT NULL,
	author VARCHAR(64) NOT NULL,
	made_at BIGINT NOT NULL,
	status VARCHAR(64) NOT NULL,
	code VARCHAR(64) NOT NULL,
	data JSON NOT NULL,
	stuck_code VARCHAR(64) NOT NULL,
	answered_at BIGINT,
	seen_at BIGINT,
	CONSTRAINT pk_pending_command PRIMARY KEY (id)
);
CREATE TABLE preparation_policy (
	location_id INTEGER NOT NULL,
	policy JSON NOT NULL,
	set_at BIGINT NOT NULL,
	CONSTRAINT pk_preparation_policy PRIMARY KEY (location_id)
);
CREATE TABLE presence_span (
	no INTEGER NOT NULL,
	kind VARCHAR(64) NOT NULL,
	began_at BIGINT NOT NULL,
	until BIGINT NOT NULL,
	CONSTRAINT pk_presence_span PRIMARY KEY (no)
);
CREATE TABLE refund (
	id VARCHAR(64) NOT NULL,
	return_id VARCHAR(64) NOT NULL,
	number VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	sale_id VARCHAR(64) NOT NULL,
	kind VARCHAR(64) NOT NULL,
	state VARCHAR(64) NOT NULL,
	state_at BIGINT NOT NULL,
	need VARCHAR(64) NOT NULL,
	total_cents INTEGER NOT NULL,
	fee_cents INTEGER NOT NULL,
	currency VARCHAR(64) NOT NULL,
	parts JSON NOT NULL,
	units JSON NOT NULL,
	tax JSON NOT NULL,
	exchange JSON NOT NULL,
	kept JSON NOT NULL,
	is_exchange_out BOOLEAN NOT NULL,
	sending JSON NOT NULL,
	to_pay_cents INTEGER NOT NULL,
	paid_here JSON NOT NULL,
	credit_number VARCHAR(64) NOT NULL,
	proposed_by VARCHAR(64) NOT NULL,
	proposed_device VARCHAR(64) NOT NULL,
	proposed_at BIGINT NOT NULL,
	is_offline BOOLEAN NOT NULL,
	note VARCHAR(400) NOT NULL,
	approved_by VARCHAR(64) NOT NULL,
	approved_device VARCHAR(64) NOT NULL,
	approved_at BIGINT NOT NULL,
	signature VARCHAR(400) NOT NULL,
	question VARCHAR(400) NOT NULL,
	answer VARCHAR(400) NOT NULL,
	decision VARCHAR(400) NOT NULL,
	failure VARCHAR(64) NOT NULL,
	told JSON NOT NULL,
	CONSTRAINT pk_refund PRIMARY KEY (id)
);
CREATE TABLE refund_claim (
	id VARCHAR(64) NOT NULL,
	unit_id VARCHAR(120) NOT NULL,
	sale_id VARCHAR(64) NOT NULL,
	return_id VARCHAR(64) NOT NULL,
	refund_id VARCHAR(64) NOT NULL,
	cents INTEGER NOT NULL,
	CONSTRAINT pk_refund_claim PRIMARY KEY (id)
);
CREATE TABLE region_sale (
	id VARCHAR(64) NOT NULL,
	region VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	receipt_hash VARCHAR(64) NOT NULL,
	sold_at BIGINT NOT NULL,
	body JSON NOT NULL,
	CONSTRAINT pk_region_sale PRIMARY KEY (id)
);
CREATE TABLE region_state (
	id INTEGER NOT NULL,
	stream VARCHAR(64) NOT NULL,
	epoch VARCHAR(64) NOT NULL,
	version BIGINT NOT NULL,
	floor BIGINT NOT NULL,
	CONSTRAINT pk_region_state PRIMARY KEY (id)
);
CREATE TABLE replica_state (
	id INTEGER NOT NULL,
	device_id VARCHAR(64) NOT NULL,
	device_seed BLOB NOT NULL,
	token VARCHAR(400) NOT NULL,
	location_id INTEGER NOT NULL,
	location_name VARCHAR(400) NOT NULL,
	core_url VARCHAR(400) NOT NULL,
	core_id VARCHAR(64) NOT NULL,
	core_public_key BLOB NOT NULL,
	epoch VARCHAR(64) NOT NULL,
	store_version BIGINT NOT NULL,
	device_version BIGINT NOT NULL,
	last_sequence INTEGER NOT NULL,
	last_hash BLOB NOT NULL,
	accepted_through INTEGER NOT NULL,
	network_file VARCHAR(400) NOT NULL,
	heard_at BIGINT NOT NULL,
	clock_offset_ms BIGINT NOT NULL,
	draft_seed BLOB NOT NULL,
	not_understood JSON NOT NULL,
	pruned_before BIGINT NOT NULL,
	network_known BIGINT,
	CONSTRAINT pk_replica_state PRIMARY KEY (id)
);
CREATE TABLE return_line (
	id VARCHAR(64) NOT NULL,
	return_id VARCHAR(64) NOT NULL,
	line_no INTEGER NOT NULL,
	sale_line_id VARCHAR(64) NOT NULL,
	article_id INTEGER NOT NULL,
	sku VARCHAR(64) NOT NULL,
	gtin VARCHAR(64) NOT NULL,
	name VARCHAR(400) NOT NULL,
	category VARCHAR(64) NOT NULL,
	size VARCHAR(64) NOT NULL,
	colour VARCHAR(64) NOT NULL,
	exclusion VARCHAR(64) NOT NULL,
	quantity INTEGER NOT NULL,
	units JSON NOT NULL,
	serial VARCHAR(64) NOT NULL,
	reason VARCHAR(64) NOT NULL,
	state VARCHAR(64) NOT NULL,
	state_at BIGINT NOT NULL,
	ground VARCHAR(64) NOT NULL,
	why VARCHAR(64) NOT NULL,
	until BIGINT NOT NULL,
	refund_by BIGINT,
	fee_cents INTEGER NOT NULL,
	may_override BOOLEAN NOT NULL,
	override_by VARCHAR(64) NOT NULL,
	override_reason VARCHAR(400) NOT NULL,
	received INTEGER NOT NULL,
	condition VARCHAR(64) NOT NULL,
	answers JSON NOT NULL,
	photo VARCHAR(64) NOT NULL,
	disposed INTEGER NOT NULL,
	disposition VARCHAR(64) NOT NULL,
	disposition_reason VARCHAR(400) NOT NULL,
	CONSTRAINT pk_return_line PRIMARY KEY (id)
);
CREATE TABLE return_photo (
	id VARCHAR(64) NOT NULL,
	return_id VARCHAR(64) NOT NULL,
	line_id VARCHAR(64) NOT NULL,
	image TEXT NOT NULL,
	taken_at BIGINT NOT NULL,
	taken_by VARCHAR(64) NOT NULL,
	CONSTRAINT pk_return_photo PRIMARY KEY (id)
);
CREATE TABLE return_policy (
	location_id INTEGER NOT NULL,
	policy JSON NOT NULL,
	set_by VARCHAR(64) NOT NULL,
	set_at BIGINT NOT NULL,
	CONSTRAINT pk_return_policy PRIMARY KEY (location_id)
);
CREATE TABLE sale (
	id VARCHAR(64) NOT NULL,
	kind VARCHAR(64) NOT NULL,
	receipt_code VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	channel VARCHAR(64) NOT NULL,
	sold_at BIGINT NOT NULL,
	delivered_at BIGINT,
	order_id VARCHAR(64) NOT NULL,
	customer_id VARCHAR(64) NOT NULL,
	customer_name VARCHAR(400) NOT NULL,
	tier VARCHAR(64) NOT NULL,
	card_last4 VARCHAR(64) NOT NULL,
	currency VARCHAR(64) NOT NULL,
	delivery_cents INTEGER NOT NULL,
	means JSON NOT NULL,
	is_with_store BOOLEAN NOT NULL,
	CONSTRAINT pk_sale PRIMARY KEY (id)
);
CREATE TABLE sale_line (
	id VARCHAR(64) NOT NULL,
	sale_id VARCHAR(64) NOT NULL,
	line_no INTEGER NOT NULL,
	article_id INTEGER NOT NULL,
	sku VARCHAR(64) NOT NULL,
	gtin VARCHAR(64) NOT NULL,
	name VARCHAR(400) NOT NULL,
	category VARCHAR(64) NOT NULL,
	size VARCHAR(64) NOT NULL,
	colour VARCHAR(64) NOT NULL,
	quantity INTEGER NOT NULL,
	list_cents INTEGER NOT NULL,
	paid_cents INTEGER NOT NULL,
	tax_rate_bp INTEGER NOT NULL,
	sale_type VARCHAR(64) NOT NULL,
	exclusion VARCHAR(64) NOT NULL,
	serials JSON NOT NULL,
	CONSTRAINT pk_sale_line PRIMARY KEY (id)
);
CREATE TABLE signs_for (
	staff_id VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	CONSTRAINT pk_signs_for PRIMARY KEY (staff_id, location_id)
);
CREATE TABLE spool_job (
	id VARCHAR(64) NOT NULL,
	template VARCHAR(64) NOT NULL,
	data JSON NOT NULL,
	language VARCHAR(64) NOT NULL,
	status VARCHAR(64) NOT NULL,
	code VARCHAR(64) NOT NULL,
	tries INTEGER NOT NULL,
	aggregate VARCHAR(400) NOT NULL,
	asked_by VARCHAR(64) NOT NULL,
	asked_at BIGINT NOT NULL,
	done_at BIGINT,
	CONSTRAINT pk_spool_job PRIMARY KEY (id)
);
CREATE TABLE staff (
	id VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	name VARCHAR(400) NOT NULL,
	role VARCHAR(64) NOT NULL,
	badge VARCHAR(64) NOT NULL,
	pin_verifier VARCHAR(400) NOT NULL,
	verifier_expires_at BIGINT NOT NULL,
	is_revoked BOOLEAN NOT NULL,
	CONSTRAINT pk_staff PRIMARY KEY (id)
);
CREATE TABLE staff_permission (
	staff_id VARCHAR(64) NOT NULL,
	permission VARCHAR(64) NOT NULL,
	is_granted BOOLEAN NOT NULL,
	CONSTRAINT pk_staff_permission PRIMARY KEY (staff_id, permission)
);
CREATE TABLE store_credit (
	id VARCHAR(64) NOT NULL,
	number VARCHAR(64) NOT NULL,
	kind VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	refund_id VARCHAR(64) NOT NULL,
	customer_name VARCHAR(400) NOT NULL,
	currency VARCHAR(64) NOT NULL,
	balance_cents INTEGER NOT NULL,
	issued_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	CONSTRAINT pk_store_credit PRIMARY KEY (id)
);
CREATE TABLE transfer (
	id VARCHAR(64) NOT NULL,
	number VARCHAR(64) NOT NULL,
	location_id INTEGER NOT NULL,
	from_location_id INTEGER NOT NULL,
	state VARCHAR(64) NOT NULL,
	state_at BIGINT NOT NULL,
	reason VARCHAR(400) NOT NULL,
	requested_by VARCHAR(64) NOT NULL,
	decided_by VARCHAR(64) NOT NULL,
	decision VARCHAR(400) NOT NULL,
	fulfilment_id VARCHAR(64) NOT NULL,
	created_at BIGINT NOT NULL,
	CONSTRAINT pk_transfer PRIMARY KEY (id)
);
CREATE TABLE transfer_line (
	id VARCHAR(64) NOT NULL,
	transfer_id VARCHAR(64) NOT NULL,
	line_no INTEGER NOT NULL,
	article_id INTEGER NOT NULL,
	quantity INTEGER NOT NULL,
	sent INTEGER NOT NULL,
	received INTEGER NOT NULL,
	settled INTEGER NOT NULL,
	name VARCHAR(400) NOT NULL,
	size VARCHAR(64) NOT NULL,
	colour VARCHAR(64) NOT NULL,
	CONSTRAINT pk_transfer_line PRIMARY KEY (id)
);
CREATE INDEX ix_approval_key_staff_id ON approval_key (staff_id, device_id);
CREATE INDEX ix_before_image_command_id ON before_image (command_id);
CREATE INDEX ix_bin_location_id ON bin (location_id, code);
CREATE INDEX ix_carrier_service_location_id ON carrier_service (location_id, carrier, service);
CREATE INDEX ix_carton_delivery_id ON carton (delivery_id);
CREATE INDEX ix_carton_number ON carton (number);
CREATE INDEX ix_cash_payout_location_id ON cash_payout (location_id, at);
CREATE INDEX ix_cash_payout_return_id ON cash_payout (return_id);
CREATE INDEX ix_count_task_location_id ON count_task (location_id, state);
CREATE INDEX ix_credit_use_aggregate ON credit_use (aggregate);
CREATE INDEX ix_credit_use_location_id ON credit_use (location_id, at);
CREATE INDEX ix_credit_use_number ON credit_use (number);
CREATE INDEX ix_delivery_line_delivery_id ON delivery_line (delivery_id);
CREATE INDEX ix_delivery_location_id ON delivery (location_id, state);
CREATE INDEX ix_exception_case_location_id ON exception_case (location_id, settled_at);
CREATE INDEX ix_fulfilment_line_fulfilment_id ON fulfilment_line (fulfilment_id);
CREATE INDEX ix_fulfilment_location_id ON fulfilment (location_id, state);
CREATE INDEX ix_fulfilment_order_id ON fulfilment (order_id);
CREATE INDEX ix_goods_return_location_id ON goods_return (location_id, declared_at);
CREATE INDEX ix_goods_return_number ON goods_return (number);
CREATE INDEX ix_goods_return_sale_id ON goods_return (sale_id);
CREATE INDEX ix_movement_article_id ON movement (article_id, location_id);
CREATE INDEX ix_number_block_device_id ON number_block (device_id, kind);
CREATE INDEX ix_order_line_order_id ON order_line (order_id);
CREATE INDEX ix_orders_number ON orders (number);
CREATE INDEX ix_orders_reference ON orders (reference);
CREATE INDEX ix_parcel_fulfilment_id ON parcel (fulfilment_id);
CREATE INDEX ix_parcel_number ON parcel (number);
CREATE INDEX ix_pending_command_open ON pending_command (aggregate) WHERE status = '';
CREATE INDEX ix_refund_approved_by ON refund (approved_by, approved_at);
CREATE INDEX ix_refund_claim_refund_id ON refund_claim (refund_id);
CREATE INDEX ix_refund_claim_sale_id ON refund_claim (sale_id);
CREATE INDEX ix_refund_location_id ON refund (location_id, state);
CREATE INDEX ix_refund_return_id ON refund (return_id);
CREATE INDEX ix_refund_sale_id ON refund (sale_id);
CREATE INDEX ix_region_sale_receipt_hash ON region_sale (receipt_hash);
CREATE INDEX ix_region_sale_sold_at ON region_sale (sold_at);
CREATE INDEX ix_return_line_return_id ON return_line (return_id);
CREATE INDEX ix_return_line_sale_line_id ON return_line (sale_line_id);
CREATE INDEX ix_return_photo_return_id ON return_photo (return_id);
CREATE INDEX ix_sale_card_last4 ON sale (card_last4, sold_at);
CREATE INDEX ix_sale_line_article_id ON sale_line (article_id);
CREATE INDEX ix_sale_line_sale_id ON sale_line (sale_id);
CREATE INDEX ix_sale_order_id ON sale (order_id);
CREATE INDEX ix_sale_receipt_code ON sale (receipt_code);
CREATE INDEX ix_signs_for_location_id ON signs_for (location_id);
CREATE INDEX ix_spool_job_status ON spool_job (status);
CREATE INDEX ix_staff_location_id ON staff (location_id);
CREATE INDEX ix_store_credit_number ON store_credit (number);
CREATE INDEX ix_store_credit_refund_id ON store_credit (refund_id);
CREATE INDEX ix_transfer_fulfilment_id ON transfer (fulfilment_id);
CREATE INDEX ix_transfer_line_transfer_id ON transfer_line (transfer_id);
CREATE INDEX ix_transfer_location_id ON transfer (location_id, state);
CREATE UNIQUE INDEX ix_pending_command_sequence ON pending_command (sequence);
