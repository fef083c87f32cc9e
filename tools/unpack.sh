#!/bin/sh
# Fetches the files of Debian packages that a story reads but that, installed, would bring a web server for the whole machine
# (tools/unpacked.txt), into node_modules/.debian. Says what it does; does nothing when all is there.
set -eu
cd "$(dirname "$0")/.."
there=node_modules/.debian
cmp -s tools/unpacked.txt $there/unpacked.txt && exit
packages=$(cat tools/unpacked.txt)
echo "Unpacking Debian packages:" $packages
rm -rf $there
mkdir -p $there/archives
# shellcheck disable=SC2086
(cd $there/archives && apt-get download -q -o APT::Sandbox::User= $packages)
for archive in $there/archives/*.deb; do dpkg-deb -x "$archive" $there; done
rm -r $there/archives
# Debian's own looks for settings in /etc.
echo '<?php require getenv( "WORDPRESS_CONFIG" );' >$there/usr/share/wordpress/wp-config.php
cp tools/unpacked.txt $there/unpacked.txt
