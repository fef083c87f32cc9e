<?php
/**
 * Plugin Name: Clientele
 * Description: Customers sign in with their Clientele account, and staff come in as a customer. Each site of a network is a channel.
 * Version: 0.1.0
 * Requires at least: 6.1
 * Requires PHP: 8.1
 * License: Apache-2.0
 * Text Domain: clientele
 *
 * Goes into wp-content/mu-plugins; README.md says how. A site without settings is left as it is.
 *
 * The one idea: Clientele says who somebody is, and WordPress keeps a session that is worth nothing without what was said. That
 * is kept in the session itself (under 'clientele') and weighed whenever somebody is recognised (holds()). So a block, the end
 * of a visit and a customer who has become an editor meanwhile are felt at the next request.
 *
 * Which user of WordPress a customer is, is known by Clientele's address and their number there, never by an e-mail address:
 * who types an administrator's address at Clientele must not become that administrator. For the same reason nobody who may do
 * more than a customer comes in through Clientele, however they got there.
 *
 * Sources: OpenID Connect Core 1.0, RP-Initiated and Back-Channel Logout 1.0, RFC 6749, 7636, 9207; docs/shops.md for visits.
 */
namespace Clientele;

use Exception;
use WP_Error;
use WP_Session_Tokens;
use WP_User;

defined( 'ABSPATH' ) || exit;

const ROLE    = 'subscriber';
const LEEWAY  = MINUTE_IN_SECONDS; // between the clocks of two machines.
const JOURNEY = 'clientele_journey'; // a cookie: the journey to Clientele began in this browser.

/** What the visitor is told instead of coming in. */
final class Refused extends Exception {
}

function refuse( string $english = 'You could not be signed in. Please try again.' ): never {
	throw new Refused( word( $english ) );
}

// ---- settings: of each site on its own page, or in wp-config.php

const SETTINGS = array( 'issuer', 'client', 'secret' );

/** CLIENTELE_SECRET_2 is the secret of site 2, CLIENTELE_SECRET that of all which have none of their own; null: not set there. */
function constant_of( string $name ): ?string {
	foreach ( array( '_' . get_current_blog_id(), '' ) as $site ) {
		$constant = 'CLIENTELE_' . strtoupper( $name ) . $site;
		if ( defined( $constant ) ) {
			return (string) constant( $constant );
		}
	}
	return null;
}

/** What this site knows of Clientele; empty when something is missing. */
function settings(): array {
	$kept = (array) get_option( 'clientele', array() );
	$set  = array();
	foreach ( SETTINGS as $name ) {
		$set[ $name ] = constant_of( $name ) ?? (string) ( $kept[ $name ] ?? '' );
	}
	$set['issuer'] = rtrim( $set['issuer'], '/' );
	return in_array( '', $set, true ) ? array() : $set;
}

function settings_or_refuse(): array {
	return settings() ?: refuse();
}

function address( string $action ): string {
	return site_url( "wp-login.php?action=$action", 'login' );
}

// ---- asking Clientele

/** A JSON object from Clientele, or refused. Nothing is followed: an answer that leads elsewhere is not an answer. */
function ask( string $url, array $more = array() ): array {
	$answer = wp_remote_request( $url, $more + array( 'timeout' => 10, 'redirection' => 0, 'limit_response_size' => MB_IN_BYTES ) );
	$said   = json_decode( wp_remote_retrieve_body( $answer ), true );
	return 200 === wp_remote_retrieve_response_code( $answer ) && is_array( $said ) ? $said : refuse();
}

/** The same by a form, as this channel (RFC 6749 2.3.1). */
function ask_as_channel( array $set, string $url, array $form ): array {
	$who = base64_encode( rawurlencode( $set['client'] ) . ':' . rawurlencode( $set['secret'] ) );
	return ask( $url, array( 'method' => 'POST', 'headers' => array( 'Authorization' => "Basic $who" ), 'body' => $form ) );
}

function configuration( string $issuer ): array {
	$name = 'clientele_configuration_' . md5( $issuer );
	$said = get_transient( $name );
	if ( ! $said ) {
		$said = ask( "$issuer/.well-known/openid-configuration" );
		( $said['issuer'] ?? '' ) === $issuer || refuse();
		set_transient( $name, $said, HOUR_IN_SECONDS );
	}
	return $said;
}

/** The key of that name, fetched again when it is new. Names that are made up lead to a question every ten seconds at most. */
function key_of( string $issuer, string $name ): string {
	$kept  = 'clientele_keys_' . md5( $issuer );
	$keys  = get_transient( $kept );
	$found = $keys['list'][ $name ] ?? null;
	if ( ! $found && time() - ( $keys['at'] ?? 0 ) > 10 ) {
		$list = array_column( ask( configuration( $issuer )['jwks_uri'] )['keys'] ?? array(), null, 'kid' );
		set_transient( $kept, array( 'list' => $list, 'at' => time() ), HOUR_IN_SECONDS );
		$found = $list[ $name ] ?? null;
	}
	return $found && 'RSA' === $found['kty'] ? public_key( $found ) : refuse();
}

// ---- what Clientele has signed (RFC 7515, 7517, 7518)

function decode( string $text ): string {
	return (string) base64_decode( strtr( $text, '-_', '+/' ), true );
}

function der( int $tag, string $body ): string {
	$size = strlen( $body );
	$long = ltrim( pack( 'N', $size ), "\0" );
	return chr( $tag ) . ( $size < 128 ? chr( $size ) : chr( 0x80 | strlen( $long ) ) . $long ) . $body;
}

/** A SubjectPublicKeyInfo (RFC 5280 4.1) of modulus and exponent, for openssl. */
function public_key( array $jwk ): string {
	$numbers = '';
	foreach ( array( 'n', 'e' ) as $part ) {
		$bytes    = ltrim( decode( (string) ( $jwk[ $part ] ?? '' ) ), "\0" );
		$numbers .= der( 2, ord( $bytes ) > 127 ? "\0$bytes" : $bytes );
	}
	$rsa = "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
	$der = der( 0x30, $rsa . der( 3, "\0" . der( 0x30, $numbers ) ) );
	return "-----BEGIN PUBLIC KEY-----\n" . chunk_split( base64_encode( $der ), 64, "\n" ) . "-----END PUBLIC KEY-----\n";
}

/** What a token says that Clientele has signed for this channel, lately; else refused. What it says of its own key is not asked. */
function claims( array $set, string $token, string $type ): array {
	$parts = explode( '.', $token );
	$head  = json_decode( decode( $parts[0] ), true );
	$said  = json_decode( decode( $parts[1] ?? '' ), true );
	$fits  = 3 === count( $parts ) && is_array( $head ) && is_array( $said )
		&& 'RS256' === ( $head['alg'] ?? null ) && ( $head['typ'] ?? null ) === $type && is_string( $head['kid'] ?? null )
		&& ( $said['iss'] ?? null ) === $set['issuer'] && (array) ( $said['aud'] ?? null ) === array( $set['client'] )
		&& is_int( $said['exp'] ?? null ) && $said['exp'] > time() - LEEWAY
		&& is_int( $said['iat'] ?? null ) && $said['iat'] < time() + LEEWAY
		&& is_string( $said['sub'] ?? null ) && is_string( $said['sid'] ?? null );
	if ( ! $fits ) {
		refuse();
	}
	$key  = key_of( $set['issuer'], $head['kid'] );
	$good = openssl_verify( "$parts[0].$parts[1]", decode( $parts[2] ), $key, OPENSSL_ALGO_SHA256 );
	return 1 === $good ? $said : refuse();
}

// ---- customers are users

/** Numbers only: what is compared without regard to case or blanks by the database would not be one customer's. */
function link_of( string $issuer, string $number ): string {
	return ctype_digit( $number ) ? "clientele $issuer $number" : refuse();
}

function find_user( string $link ): int {
	$found = get_users( array( 'blog_id' => 0, 'meta_key' => $link, 'orderby' => 'ID', 'number' => 1, 'fields' => 'ID' ) );
	return (int) ( $found[0] ?? 0 );
}

function make_user( string $link, string $number ): int {
	$login = "customer-$number";
	while ( username_exists( $login ) ) {
		$login = "customer-$number-" . bin2hex( random_bytes( 4 ) );
	}
	$id = wp_insert_user( array( 'user_login' => $login, 'user_pass' => wp_generate_password( 64 ), 'role' => ROLE ) );
	if ( is_wp_error( $id ) ) {
		refuse();
	}
	add_user_meta( $id, $link, 1, true );
	return $id;
}

/** The user who is that customer: found, or made. Only one is made, however many first sign-ins there are at once. */
function user_of( array $set, string $number ): WP_User {
	global $wpdb;
	$link = link_of( $set['issuer'], $number );
	$lock = 'clientele_' . md5( DB_NAME . $link );
	$wpdb->get_var( $wpdb->prepare( 'SELECT GET_LOCK(%s, 10)', $lock ) );
	try {
		$user = get_userdata( find_user( $link ) ?: make_user( $link, $number ) );
	} finally {
		$wpdb->get_var( $wpdb->prepare( 'SELECT RELEASE_LOCK(%s)', $lock ) );
	}
	if ( is_wp_error( wp_authenticate_spam_check( $user ) ) ) {
		refuse( 'You cannot sign in at the moment.' );
	}
	if ( ! is_only_customer( $user ) ) {
		refuse( 'This account does more here than a customer’s. Please sign in with its password.' );
	}
	return $user;
}

/** Whether they may do nothing here but be a customer. Plugins name what else is harmless by `clientele_harmless`. */
function is_only_customer( WP_User $user ): bool {
	$harmless = apply_filters( 'clientele_harmless', array( 'read', 'level_0' ) );
	$may      = array_keys( array_filter( $user->allcaps ) );
	return ! is_super_admin( $user->ID ) && ! array_diff( $may, $user->roles, $harmless );
}

/** Whether they come in through Clientele and in no other way: else a password of WordPress would outlive a block. */
function comes_by_clientele( WP_User $user ): bool {
	$links = preg_grep( '/^clientele http/', array_keys( (array) get_user_meta( $user->ID ) ) );
	return $links && is_only_customer( $user );
}

/** Names as Clientele has them; the address too when it is theirs without doubt and no other user's. */
function keep_profile( WP_User $user, array $said ): void {
	$new = array(
		'ID'           => $user->ID,
		'display_name' => mb_substr( $said['name'] ?? $user->user_login, 0, 250 ),
		'first_name'   => $said['given_name'] ?? $said['first_name'] ?? '',
		'last_name'    => $said['family_name'] ?? $said['last_name'] ?? '',
	);
	if ( isset( $said['email_verified'] ) ) {
		$email             = $said['email_verified'] ? $said['email'] ?? '' : '';
		$theirs            = is_email( $email ) && strlen( $email ) <= 100 && in_array( email_exists( $email ), array( false, $user->ID ), true );
		$new['user_email'] = $theirs ? $email : '';
	}
	add_filter( 'send_email_change_email', '__return_false' );
	is_wp_error( wp_update_user( wp_slash( $new ) ) ) && refuse();
}

// ---- sessions

/** What Clientele said of the session that this request belongs to; empty for all others. */
function session_of( int $user ): array {
	return WP_Session_Tokens::get_instance( $user )->get( wp_get_session_token() )['clientele'] ?? array();
}

/** The visit that this request belongs to: who of the staff, until when, whether they may change anything. */
function visit(): array {
	$said = session_of( get_current_user_id() );
	return isset( $said['until'] ) ? $said : array();
}

/** A visit holds on its own site until its time ends, a customer's session until Clientele has ended theirs. */
function holds( WP_User $user, array $said ): bool {
	$open = isset( $said['until'] )
		? get_current_blog_id() === $said['site'] && time() < $said['until']
		: metadata_exists( 'user', $user->ID, $said['open'] );
	return $open && is_only_customer( $user );
}

/** @param int|false $id As whom WordPress recognises the visitor. */
function recognise( $id ) {
	$user = $id ? get_userdata( $id ) : false;
	$said = $user ? session_of( $user->ID ) : array();
	if ( ! $said || holds( $user, $said ) ) {
		return $id;
	}
	if ( isset( $said['open'] ) && ! metadata_exists( 'user', $user->ID, $said['open'] ) ) {
		WP_Session_Tokens::get_instance( $user->ID )->destroy( wp_get_session_token() );
	}
	return 0;
}

function begin_session( WP_User $user, int $until, array $said ): void {
	if ( ! $user->roles ) {
		is_multisite() ? add_user_to_blog( get_current_blog_id(), $user->ID, ROLE ) : $user->set_role( ROLE );
	}
	add_filter( 'attach_session_information', fn( $kept ) => array( 'clientele' => $said ) + $kept );
	$token = WP_Session_Tokens::get_instance( $user->ID )->create( $until );
	wp_set_auth_cookie( $user->ID, false, '', $token );
}

/** Marks of sessions that are gone; a new mark is there before its session, so young ones stay. */
function forget_ended( int $user ): void {
	$live = array_column( array_column( WP_Session_Tokens::get_instance( $user )->get_all(), 'clientele' ), 'open' );
	foreach ( (array) get_user_meta( $user ) as $name => $since ) {
		if ( str_starts_with( $name, 'clientele_open ' ) && ! in_array( $name, $live, true ) && $since[0] < time() - HOUR_IN_SECONDS ) {
			delete_user_meta( $user, $name );
		}
	}
}

// ---- a customer signs in

/** What only the browser that began and this site together can know: state, nonce and verifier of a journey. */
function derive( string $what, string $journey ): string {
	return hash_hmac( 'sha256', "$what $journey", wp_salt() );
}

function keep_journey( string $value ): void {
	$path = (string) wp_parse_url( address( '' ), PHP_URL_PATH );
	setcookie( JOURNEY, $value, array( 'path' => $path, 'secure' => is_ssl(), 'httponly' => true, 'samesite' => 'Lax' ) );
}

function given( array $from, string $name ): string {
	return is_string( $from[ $name ] ?? null ) ? wp_unslash( $from[ $name ] ) : '';
}

function begin(): void {
	$set     = settings_or_refuse();
	$to      = configuration( $set['issuer'] )['authorization_endpoint'];
	$journey = bin2hex( random_bytes( 32 ) );
	$proof   = base64_encode( hash( 'sha256', derive( 'verifier', $journey ), true ) );
	keep_journey( $journey . ' ' . given( $_GET, 'redirect_to' ) );
	$asked = array(
		'client_id'             => $set['client'],
		'redirect_uri'          => address( 'clientele_back' ),
		'response_type'         => 'code',
		'scope'                 => 'openid profile email',
		'state'                 => derive( 'state', $journey ),
		'nonce'                 => derive( 'nonce', $journey ),
		'code_challenge'        => rtrim( strtr( $proof, '+/', '-_' ), '=' ),
		'code_challenge_method' => 'S256',
		'ui_locales'            => substr( determine_locale(), 0, 2 ),
	);
	wp_safe_redirect( abroad( $to . '?' . http_build_query( $asked, '', '&', PHP_QUERY_RFC3986 ) ) );
	exit;
}

/** The journey must have begun in this browser, or somebody could be signed in to another's account. */
function come_back(): void {
	$set                  = settings_or_refuse();
	list( $journey, $to ) = explode( ' ', given( $_COOKIE, JOURNEY ) . ' ', 3 );
	keep_journey( '' );
	if ( '' === $journey || ! hash_equals( derive( 'state', $journey ), given( $_GET, 'state' ) ) || given( $_GET, 'iss' ) !== $set['issuer'] ) {
		refuse();
	}
	if ( 'access_denied' === given( $_GET, 'error' ) ) {
		refuse( 'You cannot sign in at the moment.' );
	}
	sign_in( $set, $journey );
	wp_safe_redirect( wp_validate_redirect( $to ?: home_url( '/' ), home_url( '/' ) ) );
	exit;
}

/** The mark is there before Clientele is asked a last time: if their session ends in between, one of the two sees it. */
function sign_in( array $set, string $journey ): void {
	$at     = configuration( $set['issuer'] );
	$tokens = ask_as_channel( $set, $at['token_endpoint'], array(
		'grant_type'    => 'authorization_code',
		'code'          => given( $_GET, 'code' ),
		'redirect_uri'  => address( 'clientele_back' ),
		'code_verifier' => derive( 'verifier', $journey ),
	) );
	$said   = claims( $set, (string) ( $tokens['id_token'] ?? '' ), 'JWT' );
	if ( ! hash_equals( derive( 'nonce', $journey ), (string) ( $said['nonce'] ?? '' ) ) ) {
		refuse();
	}
	$user = user_of( $set, $said['sub'] );
	$open = "clientele_open {$set['client']} {$said['sid']}";
	forget_ended( $user->ID );
	update_user_meta( $user->ID, $open, time() );
	$who = ask( $at['userinfo_endpoint'], array( 'headers' => array( 'Authorization' => "Bearer {$tokens['access_token']}" ) ) );
	( $who['sub'] ?? '' ) === $said['sub'] || refuse();
	keep_profile( $user, $who + array( 'email_verified' => false ) );
	$back = array( 'id_token_hint' => $tokens['id_token'], 'post_logout_redirect_uri' => home_url( '/' ) );
	$back = $at['end_session_endpoint'] . '?' . http_build_query( $back );
	begin_session( $user, time() + 2 * DAY_IN_SECONDS, array( 'open' => $open, 'back' => $back ) );
	do_action( 'wp_login', $user->user_login, $user );
}

// ---- out, from either side

/** Where to from here, though it is another host's. */
function abroad( string $url ): string {
	add_filter( 'allowed_redirect_hosts', fn( $hosts ) => array_merge( $hosts, array( wp_parse_url( $url, PHP_URL_HOST ) ) ) );
	return $url;
}

/** To Clientele: back to the office, or signed out there too. Their session may be of another site of the network than this. */
function lead_out(): void {
	$said = session_of( get_current_user_id() );
	$said && add_filter( 'logout_redirect', fn() => abroad( $said['back'] ) );
}

/** OpenID Connect Back-Channel Logout 2.6: that session of theirs has ended, whatever ended it. */
function hear_signed_out(): void {
	$set  = settings_or_refuse();
	$said = claims( $set, given( $_POST, 'logout_token' ), 'logout+jwt' );
	if ( ! isset( $said['events']['http://schemas.openid.net/event/backchannel-logout'] ) || isset( $said['nonce'] ) ) {
		refuse();
	}
	delete_user_meta( find_user( link_of( $set['issuer'], $said['sub'] ) ), "clientele_open {$set['client']} {$said['sid']}" );
	status_header( 200 );
	exit;
}

// ---- staff in a customer's account

/** A browser of Clientele's staff hands over a token; Clientele says, to this site alone and once, whose account it opens. */
function begin_visit(): void {
	$set  = settings_or_refuse();
	$said = ask_as_channel( $set, "{$set['issuer']}/visit/exchange", array( 'token' => given( $_POST, 'token' ) ) );
	$user = user_of( $set, (string) ( $said['customer']['sub'] ?? '' ) );
	keep_profile( $user, $said['customer'] );
	$until = time() + (int) ( $said['expires_in'] ?? 0 );
	begin_session( $user, $until, array(
		'until'     => $until,
		'site'      => get_current_blog_id(),
		'staff'     => $said['staff']['name'],
		'view_only' => false !== $said['view_only'],
		'back'      => $said['back'],
	) );
	wp_safe_redirect( home_url( '/' ), 303 );
	exit;
}

/** What is forgotten is closed: on a visit nothing is changed but by writing a comment, or what `clientele_visit_may` opens. */
function guard_visit(): void {
	$visit = visit();
	// What WP_REST_Server goes by, too.
	$methods = array( given( $_SERVER, 'REQUEST_METHOD' ), given( $_GET, '_method' ), given( $_SERVER, 'HTTP_X_HTTP_METHOD_OVERRIDE' ) );
	if ( ! $visit || 'wp-login.php' === $GLOBALS['pagenow'] || ! array_diff( $methods, array( '', 'GET', 'HEAD', 'OPTIONS' ) ) ) {
		return;
	}
	$may = apply_filters( 'clientele_visit_may', 'wp-comments-post.php' === $GLOBALS['pagenow'], $visit );
	if ( ! $may || $visit['view_only'] ) {
		wp_die( esc_html( word( 'This cannot be done in somebody else’s account.' ) ), '', array( 'response' => 403, 'back_link' => true ) );
	}
}

function show_visit(): void {
	$visit = visit();
	if ( ! $visit ) {
		return;
	}
	$until = wp_date( get_option( 'time_format' ), $visit['until'] );
	$said  = word( '{0}, you are in the account of {1} until {2}.', $visit['staff'], wp_get_current_user()->display_name, $until );
	$said .= $visit['view_only'] ? ' ' . word( 'Nothing can be changed.' ) : '';
	printf(
		'<div id="clientele-visit" role="status" style="position:fixed;bottom:0;left:0;right:0;z-index:100000;padding:12px 16px;'
		. 'background:#7a2e00;color:#fff;font:16px/1.5 sans-serif;text-align:center">%s <a href="%s" style="color:#fff;'
		. 'text-decoration:underline">%s</a></div>',
		esc_html( $said ), esc_url( wp_logout_url() ), esc_html( word( 'Back to administration' ) )
	);
}

/** Both names stand beside what is written on a visit. */
function sign_comment( int $comment ): void {
	$visit = visit();
	if ( $visit ) {
		add_comment_meta( $comment, 'clientele_staff', $visit['staff'], true );
	}
}

/** @param string $author As comments show it; in wp-admin with the name of whoever wrote it for them. */
function show_author( $author, $comment ) {
	$staff = is_admin() ? get_comment_meta( (int) $comment, 'clientele_staff', true ) : '';
	return $staff ? "$author ($staff)" : $author;
}

// ---- the settings of a site

/** Users belong to the whole network, so who says whom a site lets in is the network's to set. */
function may_set(): bool {
	return current_user_can( is_multisite() ? 'manage_network_options' : 'manage_options' );
}

function may_be_issuer( string $address ): bool {
	return (bool) preg_match( '~^(https://[^/?#@\s]+|http://localhost(:\d+)?)(/[^?#\s]*)?$~', $address );
}

function save_settings(): void {
	check_admin_referer( 'clientele' );
	may_set() || wp_die( esc_html( word( 'This is set by whoever looks after the network.' ) ), '', 403 );
	$kept = (array) get_option( 'clientele', array() );
	$new  = array_map( 'trim', array( 'issuer' => rtrim( given( $_POST, 'issuer' ), '/ ' ), 'client' => given( $_POST, 'client' ) ) );
	$new += array( 'secret' => trim( given( $_POST, 'secret' ) ) ?: ( $kept['secret'] ?? '' ) );
	try {
		'' === $new['issuer'] || ( may_be_issuer( $new['issuer'] ) && configuration( $new['issuer'] ) ) || refuse();
		update_option( 'clientele', $new, false );
		$said = 'saved';
	} catch ( Refused ) {
		$said = 'refused';
	}
	wp_safe_redirect( admin_url( "options-general.php?page=clientele&said=$said" ) );
	exit;
}

function show_setting( string $name, string $label, string $type = 'text' ): void {
	$kept   = (array) get_option( 'clientele', array() );
	$fixed  = null !== constant_of( $name );
	$secret = 'password' === $type;
	$known  = $fixed ? word( 'Set in wp-config.php.' ) : ( $secret && ! empty( $kept[ $name ] ) ? word( 'Kept. Another one replaces it.' ) : '' );
	printf(
		'<tr><th scope="row"><label for="%1$s">%2$s</label></th><td><input class="regular-text" id="%1$s" name="%1$s" type="%3$s"'
		. ' value="%4$s" autocomplete="off" %5$s aria-describedby="%1$s-known"><p class="description" id="%1$s-known">%6$s</p></td></tr>',
		esc_attr( $name ), esc_html( word( $label ) ), esc_attr( $type ),
		esc_attr( $secret ? '' : ( constant_of( $name ) ?? $kept[ $name ] ?? '' ) ), disabled( $fixed, true, false ), esc_html( $known )
	);
}

function show_address( string $label, string $address ): void {
	printf( '<tr><th scope="row">%s</th><td><code>%s</code></td></tr>', esc_html( word( $label ) ), esc_html( $address ) );
}

function show_settings(): void {
	$said = given( $_GET, 'said' );
	echo '<div class="wrap"><h1>Clientele</h1>';
	if ( $said ) {
		$good = 'saved' === $said;
		$text = $good ? 'Saved.' : 'Nothing was saved: Clientele does not answer at this address. It begins with https://.';
		printf( '<div class="notice notice-%s" role="status"><p>%s</p></div>', $good ? 'success' : 'error', esc_html( word( $text ) ) );
	}
	printf( '<form method="post" action="%s"><input type="hidden" name="action" value="clientele">', esc_url( admin_url( 'admin-post.php' ) ) );
	wp_nonce_field( 'clientele' );
	echo '<table class="form-table" role="presentation">';
	show_setting( 'issuer', 'Address of Clientele', 'url' );
	show_setting( 'client', 'Client ID' );
	show_setting( 'secret', 'Secret', 'password' );
	echo '</table>';
	submit_button();
	printf( '</form><h2>%s</h2><table class="form-table" role="presentation">', esc_html( word( 'To be entered in Clientele' ) ) );
	show_address( 'Where customers come back to', address( 'clientele_back' ) );
	show_address( 'Where customers go after signing out', home_url( '/' ) );
	show_address( 'Where the shop is told who was signed out', address( 'clientele_signed_out' ) );
	show_address( 'Where staff come in as a customer', address( 'clientele_visit' ) );
	echo '</table></div>';
}

// ---- what WordPress calls

/** Above the form for passwords, on its own page only. */
function show_way_in( $message ) {
	if ( 'login' !== $GLOBALS['action'] || ! settings() ) {
		return $message;
	}
	$to = add_query_arg( 'redirect_to', rawurlencode( given( $_REQUEST, 'redirect_to' ) ), address( 'clientele' ) );
	return $message . sprintf(
		'<p style="margin:0 0 20px"><a id="clientele" class="button button-primary button-large" style="width:100%%;text-align:center" href="%s">%s</a></p>',
		esc_url( $to ), esc_html( word( 'Sign in with your customer account' ) )
	);
}

/** @param WP_User|WP_Error|null $user Whom a password would let in. */
function refuse_password( $user, $name ) {
	$ours = $name && $user instanceof WP_User && comes_by_clientele( $user );
	return $ours ? new WP_Error( 'clientele', esc_html( word( 'Please sign in with your customer account.' ) ) ) : $user;
}

foreach ( array( '' => 'begin', '_back' => 'come_back', '_signed_out' => 'hear_signed_out', '_visit' => 'begin_visit' ) as $action => $answer ) {
	add_action( "login_form_clientele$action", function () use ( $answer ) {
		try {
			( __NAMESPACE__ . "\\$answer" )();
		} catch ( Refused $why ) {
			$way = array( 'response' => 400, 'link_url' => wp_login_url(), 'link_text' => word( 'Sign in' ) );
			wp_die( '<p id="clientele-refused">' . esc_html( $why->getMessage() ) . '</p>', '', $way );
		}
	} );
}
add_action( 'login_form_logout', __NAMESPACE__ . '\\lead_out' );
add_filter( 'determine_current_user', __NAMESPACE__ . '\recognise', 100 );
add_filter( 'authenticate', __NAMESPACE__ . '\refuse_password', 100, 2 );
add_filter( 'allow_password_reset', fn( $may, $id ) => $may && ! comes_by_clientele( get_userdata( $id ) ), 10, 2 );
add_filter( 'wp_is_application_passwords_available_for_user', fn( $may, $user ) => $may && ! comes_by_clientele( $user ), 10, 2 );
add_filter( 'map_meta_cap', fn( $caps, $cap ) => 'edit_user' === $cap && visit() ? array( 'do_not_allow' ) : $caps, 10, 2 );
add_action( 'init', __NAMESPACE__ . '\guard_visit', 0 );
add_action( 'comment_post', __NAMESPACE__ . '\sign_comment' );
add_filter( 'get_comment_author', __NAMESPACE__ . '\show_author', 10, 2 );
add_filter( 'login_message', __NAMESPACE__ . '\show_way_in' );
array_map( fn( $foot ) => add_action( $foot, __NAMESPACE__ . '\show_visit' ), array( 'wp_footer', 'admin_footer', 'login_footer' ) );
add_action( 'admin_post_clientele', __NAMESPACE__ . '\save_settings' );
add_action( 'admin_menu', function () {
	may_set() && add_options_page( 'Clientele', 'Clientele', 'manage_options', 'clientele', __NAMESPACE__ . '\show_settings' );
} );

// ---- words, in the language of the site; others by a translation of the text domain

function word( string $english, string ...$values ): string {
	$said = WORDS[ $english ][ substr( determine_locale(), 0, 2 ) ] ?? __( $english, 'clientele' ); // phpcs:ignore WordPress.WP.I18n
	return strtr( $said, array_combine( array_map( fn( $at ) => '{' . $at . '}', array_keys( $values ) ), $values ) );
}

const WORDS = array(
	'Sign in' => array( 'de' => 'Anmelden', 'ms' => 'Log masuk' ),
	'Sign in with your customer account' => array( 'de' => 'Mit dem Kundenkonto anmelden', 'ms' => 'Log masuk dengan akaun pelanggan anda' ),
	'Please sign in with your customer account.' => array(
		'de' => 'Bitte melden Sie sich mit Ihrem Kundenkonto an.',
		'ms' => 'Sila log masuk dengan akaun pelanggan anda.',
	),
	'You could not be signed in. Please try again.' => array(
		'de' => 'Sie konnten nicht angemeldet werden. Bitte versuchen Sie es noch einmal.',
		'ms' => 'Anda tidak dapat dilog masuk. Sila cuba lagi.',
	),
	'You cannot sign in at the moment.' => array(
		'de' => 'Sie können sich zurzeit nicht anmelden.',
		'ms' => 'Anda tidak boleh log masuk buat masa ini.',
	),
	'This account does more here than a customer’s. Please sign in with its password.' => array(
		'de' => 'Dieses Konto darf hier mehr als ein Kundenkonto. Bitte melden Sie sich mit seinem Passwort an.',
		'ms' => 'Akaun ini mempunyai kebenaran melebihi akaun pelanggan di sini. Sila log masuk dengan kata laluannya.',
	),
	'{0}, you are in the account of {1} until {2}.' => array(
		'de' => '{0}, du bist bis {2} im Konto von {1}.',
		'ms' => '{0}, anda berada dalam akaun {1} sehingga {2}.',
	),
	'Nothing can be changed.' => array( 'de' => 'Es kann nichts geändert werden.', 'ms' => 'Tiada apa-apa boleh diubah.' ),
	'Back to administration' => array( 'de' => 'Zurück zur Verwaltung', 'ms' => 'Kembali ke pentadbiran' ),
	'This cannot be done in somebody else’s account.' => array(
		'de' => 'Das geht in einem fremden Konto nicht.',
		'ms' => 'Perkara ini tidak boleh dibuat dalam akaun orang lain.',
	),
	'This is set by whoever looks after the network.' => array(
		'de' => 'Das stellt ein, wer das Netzwerk betreut.',
		'ms' => 'Ini ditetapkan oleh pengurus rangkaian.',
	),
	'Set in wp-config.php.' => array( 'de' => 'In wp-config.php gesetzt.', 'ms' => 'Ditetapkan dalam wp-config.php.' ),
	'Kept. Another one replaces it.' => array(
		'de' => 'Hinterlegt. Ein anderes ersetzt es.',
		'ms' => 'Disimpan. Isi yang lain untuk menggantikannya.',
	),
	'Saved.' => array( 'de' => 'Gespeichert.', 'ms' => 'Disimpan.' ),
	'Nothing was saved: Clientele does not answer at this address. It begins with https://.' => array(
		'de' => 'Nichts gespeichert: Unter dieser Adresse antwortet kein Clientele. Sie beginnt mit https://.',
		'ms' => 'Tiada yang disimpan: Clientele tidak menjawab di alamat ini. Alamat bermula dengan https://.',
	),
	'Address of Clientele' => array( 'de' => 'Adresse von Clientele', 'ms' => 'Alamat Clientele' ),
	'Client ID' => array( 'de' => 'Client-ID', 'ms' => 'ID klien' ),
	'Secret' => array( 'de' => 'Geheimnis', 'ms' => 'Rahsia' ),
	'To be entered in Clientele' => array( 'de' => 'In Clientele einzutragen', 'ms' => 'Untuk diisi dalam Clientele' ),
	'Where customers come back to' => array( 'de' => 'Wohin Kunden zurückkehren', 'ms' => 'Tempat pelanggan kembali' ),
	'Where customers go after signing out' => array(
		'de' => 'Wohin Kunden nach dem Abmelden gehen',
		'ms' => 'Tempat pelanggan pergi selepas log keluar',
	),
	'Where the shop is told who was signed out' => array(
		'de' => 'Wo der Shop erfährt, wer abgemeldet wurde',
		'ms' => 'Tempat kedai diberitahu siapa yang telah log keluar',
	),
	'Where staff come in as a customer' => array(
		'de' => 'Wo Mitarbeiter als Kunde hineinkommen',
		'ms' => 'Tempat kakitangan masuk sebagai pelanggan',
	),
);
