# Reads lang/customers/CODE.po and then lang/CODE.po, as msgcat writes them; tells each sentence of the first that the second
# does not have, and each of the second that calls its reader Sie and is missing in the first, but those that are read by
# staff alone, where "sie" begins a sentence. Exits 1 when it told any.

function tell(what, sentence) {
	printf "%s: %s: \"%s\"\n", po, what, sentence > "/dev/stderr"
	mistakes = 1
}

function is_formal(text) {
	return (" " text " ") ~ /[^A-Za-z](Sie|Ihnen|Ihr|Ihre|Ihrem|Ihren|Ihrer|Ihres)[^a-z]/
}

function is_for_staff(origin) {
	return origin ~ /^[^ ]*(features\/(exports|imports|labels|staff|webhooks)\/|accounts_invite|office\.html|sign_ins\.html|src\/server\/|settings\.def)[^ ]*$/
}

function finish(    sentence) {
	sentence = value["msgid"]
	if (sentence != "" && under) {
		known[sentence] = 1
		if (!(sentence in over) && is_formal(value["msgstr"] value["msgstr[0]"] value["msgstr[1]"]) && !is_for_staff(origin))
			tell("says Sie, and is not said otherwise", sentence)
	} else if (sentence != "") {
		over[sentence] = 1
	}
	delete value
	origin = last = ""
}

FNR == 1 && NR > 1 { finish(); under = 1 }
/^$/ { finish(); next }
/^#: / { origin = origin (origin ? " " : "") substr($0, 4); next }
/^#/ { next }
/^"/ { value[last] = value[last] substr($0, 2, length($0) - 2); next }
{
	last = $1
	value[last] = substr($0, length(last) + 3, length($0) - length(last) - 3)
}
END {
	finish()
	for (sentence in over)
		if (!(sentence in known))
			tell("is no sentence of the program", sentence)
	exit mistakes
}
