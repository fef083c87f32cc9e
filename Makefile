# A thin face over meson and ninja. `make help` lists what there is.
BUILD ?= build
DB ?= demo/clientele.db
LISTEN ?= 127.0.0.1:8080
CUSTOMERS ?= 10000
PREFIX ?= /usr/local

.PHONY: help run build test check bench fuzz torture mutants feature clean packages install deb routes sanitize letters

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

# make run      install what is missing, build, fill a demo if there is none, serve it on http://localhost:8080
run: build
	@case "$(DB)" in postgres*:*) ;; *) mkdir -p $(dir $(DB)) ;; esac
	@$(BUILD)/clientele demo --db "$(DB)" --customers $(CUSTOMERS) --if-empty
	@$(BUILD)/clientele serve --db "$(DB)" --listen $(LISTEN) --demo

# make build    build only
build: packages
	@tools/build.sh $(BUILD)

packages:
	@tools/install.sh

# make install  program, manual, completion and systemd unit below PREFIX=/usr/local (in DESTDIR, when it is given)
install: packages
	@tools/release.sh build-install $(PREFIX)
	@meson install -C build-install --no-rebuild --quiet --strip $(if $(DESTDIR),--destdir $(DESTDIR))

# make deb      a Debian package: dist/clientele_VERSION_ARCHITECTURE.deb
deb: packages
	@tools/deb.sh dist

# make test     all tests: units, compilers, stories, browser; SQLite and PostgreSQL
test: build
	@tools/test.sh $(BUILD)

# make check    what a machine can see without its stories: layers, words, sizes, format, generated documents, upgrades
check: build
	@tools/check.sh $(BUILD)

# make bench    every speed as a ratio to a raw C program in the same run
bench: build
	@bench/run.sh $(BUILD)

# make fuzz     every parser under libFuzzer, FUZZ_SECONDS=10 each
fuzz: packages
	@tools/fuzz.sh $${FUZZ_SECONDS:-10}

# make torture  every statement, write and allocation fails once in every rule that changes much; minutes
torture: build
	@TORTURE=all $(BUILD)/tests/test_torture_torture

# make mutants  takes out each defence of tests/defences/mutants.txt and sees its test fail; up to an hour
mutants: build
	@tools/mutants.py $(BUILD)

# make feature NAME=visits   a new slice that works: page, statement, view, test
feature:
	@tools/feature.sh "$(NAME)" $(BUILD)

# make sanitize unit tests under AddressSanitizer and UBSan; STORIES=1: the stories in the browser too; THREADS=1: under ThreadSanitizer
sanitize: packages
	@STORIES=$(STORIES) THREADS=$(THREADS) tools/sanitize.sh

# make routes   who may ask what (docs/ROUTES.md)
routes: build
	@tools/routes_document.sh $(BUILD)

# make letters  every letter of the program as a picture, in each language: build/letters
letters: build
	@rm -rf $(BUILD)/letters && mkdir -p $(BUILD)/letters
	@LETTERS=$(abspath $(BUILD)/letters) $(BUILD)/tests/test_features_mailings_mailings_letters >/dev/null
	@node tests/browser/letters.mjs $(BUILD)/letters

clean:
	rm -rf build build-* dist
