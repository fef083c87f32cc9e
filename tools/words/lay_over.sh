#!/bin/sh
# Makes a catalogue of what the first .po says, else the second.
# Usage: lay_over.sh OVER.po UNDER.po OUT.mo
set -eu
msgcat --use-first "$1" "$2" | msgfmt --check-domain --endianness=little -o "$3" -
