<?php
// Makes the network: tables, an administrator, a second site; without pictures from elsewhere. Run twice: WordPress becomes a network, then the network has a site.
// Usage: php make.php WORDPRESS install | site
list( , $wordpress, $step ) = $argv;
$_SERVER += array( 'HTTP_HOST' => getenv( 'WORDPRESS_HOST' ), 'REQUEST_URI' => '/', 'REMOTE_ADDR' => '127.0.0.1', 'SERVER_PROTOCOL' => 'HTTP/1.1' );

function wp_new_blog_notification() {
	// Nobody is mailed.
}

if ( 'install' === $step ) {
	define( 'WP_INSTALLING', true );
	require "$wordpress/wp-load.php";
	require ABSPATH . 'wp-admin/includes/upgrade.php';
	wp_install( 'Batik', 'admin', 'admin@batik.example', true, '', 'the pot of basil on the sill' );
	array_map( fn( $table ) => $wpdb->$table = $wpdb->base_prefix . $table, array_keys( $wpdb->tables( 'ms_global' ) ) );
	install_network();
	update_option( 'show_avatars', 0 );
	populate_network( 1, getenv( 'WORDPRESS_HOST' ), 'admin@batik.example', 'Batik', '/', false );
} else {
	require "$wordpress/wp-load.php";
	// WordPress leaves the colon out of a port, which only matters here.
	add_filter( 'wp_normalize_site_data', fn( $site ) => array( 'domain' => getenv( 'WORDPRESS_HOST' ) ) + $site, 11 );
	is_int( wpmu_create_blog( getenv( 'WORDPRESS_HOST' ), '/kedai/', 'Kedai', 1, array( 'show_avatars' => 0 ) ) ) || exit( 1 );
}
