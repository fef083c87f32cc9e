<?php
// What WordPress' .htaccess says for a network in folders, for PHP's own server: /kedai/wp-login.php is /wp-login.php.
$path = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
$root = $_SERVER['DOCUMENT_ROOT'];
$file = preg_replace( '~^/(?!wp-)[^/.]+(/(wp-(admin|includes|content)/.*|[^/]+\.php))$~', '$1', $path );
if ( str_ends_with( $file, '/' ) && is_file( "$root{$file}index.php" ) && '/' !== $file ) {
	$file .= 'index.php';
}
if ( str_ends_with( $file, '.php' ) && is_file( $root . $file ) ) {
	$_SERVER['PHP_SELF']        = $path;
	$_SERVER['SCRIPT_NAME']     = $path;
	$_SERVER['SCRIPT_FILENAME'] = $root . $file;
	chdir( dirname( $root . $file ) );
	require $root . $file;
} elseif ( is_file( $root . $file ) ) {
	$types = array( 'css' => 'text/css', 'js' => 'text/javascript', 'svg' => 'image/svg+xml', 'png' => 'image/png', 'woff2' => 'font/woff2' );
	header( 'Content-Type: ' . ( $types[ pathinfo( $file, PATHINFO_EXTENSION ) ] ?? 'application/octet-stream' ) );
	readfile( $root . $file );
} else {
	$_SERVER['PHP_SELF']    = '/index.php';
	$_SERVER['SCRIPT_NAME'] = '/index.php';
	require "$root/index.php";
}
