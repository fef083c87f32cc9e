#!/bin/sh
# Builds a Debian package, optimised, for the machine it runs on: FOLDER/clientele_VERSION_ARCHITECTURE.deb. Prints its path.
# FROM: a build of the same files whose objects are taken over.
# Usage: deb.sh FOLDER [FROM]      with dpkg-deb and dpkg-shlibdeps (dpkg-dev) alone
set -eu
cd "$(dirname "$0")/.."
folder=$(realpath -m "${1:?where to}")
build=build-deb
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022
tools/release.sh "$build" /usr "${2:-}"
tree=$work/tree
meson install -C "$build" --no-rebuild --quiet --strip --destdir "$tree"

version=$("$build/clientele" --version | cut -d' ' -f2)
when=$(git log -1 --format=%cD 2>/dev/null || date -R)
document=$tree/usr/share/doc/clientele
mkdir -p "$tree/DEBIAN" "$tree/etc/clientele" "$tree/usr/share/lintian/overrides"
mv "$tree/usr/lib/systemd" "$tree/lib-systemd" && mkdir -p "$tree/lib" && mv "$tree/lib-systemd" "$tree/lib/systemd"
rmdir "$tree/usr/lib" 2>/dev/null || true
install -m 0640 packaging/clientele.conf "$tree/etc/clientele/clientele.conf"
install -m 0644 packaging/debian/lintian-overrides "$tree/usr/share/lintian/overrides/clientele"
install -m 0755 packaging/debian/postinst packaging/debian/prerm packaging/debian/postrm "$tree/DEBIAN/"
echo /etc/clientele/clientele.conf >"$tree/DEBIAN/conffiles"
cat >"$document/copyright" <<END
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: clientele

Files: *
Copyright: $(date -u -d "$when" +%Y) the Clientele authors
License: Apache-2.0
 On Debian systems the licence stands in /usr/share/common-licenses/Apache-2.0.
END
printf 'clientele (%s) unstable; urgency=medium\n\n  * See CHANGES.md.\n\n -- Clientele maintainers <maintainers@clientele.invalid>  %s\n' \
	"$version" "$when" | gzip -9n >"$document/changelog.gz"
gzip -9n "$tree/usr/share/man/man1/clientele.1"

# The libraries that the program was linked against, by the packages that bring them.
mkdir "$work/debian"
echo 'Source: clientele' >"$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O "$tree/usr/bin/clientele" | sed -n 's/^shlibs:Depends=//p')
sed "s/@version@/$version/; s/@architecture@/$(dpkg --print-architecture)/; s/@depends@/$depends/
	s/@size@/$(du -sk --apparent-size "$tree" | cut -f1)/" packaging/debian/control.in >"$tree/DEBIAN/control"
(cd "$tree" && find usr lib -type f -exec md5sum {} + | LC_ALL=C sort -k2) >"$tree/DEBIAN/md5sums"
mkdir -p "$folder"
package=$folder/clientele_${version}_$(dpkg --print-architecture).deb
dpkg-deb --root-owner-group --build "$tree" "$package" >/dev/null
echo "$package"
