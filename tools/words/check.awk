# Reads a .po file as msgcat writes it; tells each entry that is untranslated, fuzzy, or whose places {0} … differ from
# those of the English sentence (of either form, with a plural). Exits 1 when it told any.

function places(text,    digit, found) {
	for (digit = 0; digit <= 9; digit++)
		if (index(text, "{" digit "}"))
			found = found digit
	return found
}

function tell(what) {
	printf "%s: %s: \"%s\"%s\n", po, what, value["msgid"], origin > "/dev/stderr"
	mistakes = 1
}

function finish(    key) {
	if (value["msgid"] != "" && !obsolete) {
		if (fuzzy)
			tell("marked fuzzy; read it and take the mark out")
		for (key in value) {
			if (key !~ /^msgstr/)
				continue
			if (value[key] == "")
				tell("not translated")
			else if (places(value[key]) != places(value["msgid"]) &&
			         !("msgid_plural" in value && places(value[key]) == places(value["msgid_plural"])))
				tell("other places than in English in \"" value[key] "\"")
		}
	}
	delete value
	fuzzy = obsolete = 0
	origin = last = ""
}

/^$/ { finish(); next }
/^#~/ { obsolete = 1; next }
/^#,.*fuzzy/ { fuzzy = 1; next }
/^#: / { origin = " (" substr($0, 4) ")"; next }
/^#/ { next }
/^"/ { value[last] = value[last] substr($0, 2, length($0) - 2); next }
{
	last = $1
	value[last] = substr($0, length(last) + 3, length($0) - length(last) - 3)
}
END { finish(); exit mistakes }
