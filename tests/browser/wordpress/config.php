<?php
// wp-config.php of the network that the story makes: two sites in folders, everything of it in WORDPRESS_FOLDER. Nothing is asked of
// the rest of the world, and nobody is mailed.
$folder       = getenv( 'WORDPRESS_FOLDER' );
$host         = getenv( 'WORDPRESS_HOST' );
$table_prefix = 'wp_';
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', "localhost:$folder/socket" );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'WPMU_PLUGIN_DIR', dirname( __DIR__, 3 ) . '/examples/wordpress' );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_ACCESSIBLE_HOSTS', 'localhost' );
define( 'DISABLE_WP_CRON', true );
ini_set( 'log_errors', '1' );
ini_set( 'error_log', "$folder/php.log" );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $what ) {
	define( "{$what}_KEY", "key of $what in the story" );
	define( "{$what}_SALT", "salt of $what in the story" );
}
if ( ! defined( 'WP_INSTALLING' ) ) {
	define( 'MULTISITE', true );
	define( 'SUBDOMAIN_INSTALL', false );
	define( 'DOMAIN_CURRENT_SITE', $host );
	define( 'PATH_CURRENT_SITE', '/' );
	define( 'SITE_ID_CURRENT_SITE', 1 );
	define( 'BLOG_ID_CURRENT_SITE', 1 );
	define( 'COOKIE_DOMAIN', '' );
}
require ABSPATH . 'wp-settings.php';
