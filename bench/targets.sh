#!/bin/bash
# Writes what is asked in measurements of a demo: paths a line, in files of FOLDER, the same in every run.
# Usage: targets.sh CUSTOMERS FOLDER [COUNT]. 200 of each unless COUNT says otherwise.
set -euo pipefail
awk -v n="$1" -v dir="$2" -v count="${3:-200}" 'BEGIN {
	srand(7)
	split("created -created name -name email id -last_login company country type status channel", sorts, " ")
	split("status:active|status:blocked|type:wholesale|country:MY|country:DE|vip:yes|-vip:yes status:active|created:last30d|newsletter:yes country:DE|", filters, "|")
	split("muller tan maria binti lim ahmad garcia schmidt 0151 example", words, " ")
	for (i = 0; i < count; i++) {
		id = int(rand() * n) + 1
		print "/api/v1/customers/" id > (dir "/read")
		print "/row/" id > (dir "/raw_read")
		print "/admin/customers/" id > (dir "/profile")
		print "/profile/" id > (dir "/raw_profile")
		f = filters[int(rand() * 10) + 1]; gsub(":", "%3A", f); gsub(" ", "%20", f)
		print "/admin/customers?filter=" f "&sort=" sorts[int(rand() * 12) + 1] "&page=" (int(rand() * 20) + 1) > (dir "/list")
		print "/api/v1/customers?limit=50&filter=" f "&sort=" sorts[int(rand() * 12) + 1] > (dir "/api_list")
		word = words[int(rand() * 10) + 1]
		print "/api/v1/customers?limit=20&total=no&filter=" word > (dir "/search")
		print "/api/v1/customers?limit=20&filter=" word > (dir "/search_total")
	}
	print "POST /api/v1/customers {\"first_name\":\"Bench\",\"last_name\":\"Person {n}\",\"email\":\"bench{n}@load.example\"}" > (dir "/create")
}'
