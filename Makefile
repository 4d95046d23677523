# `make help` lists what there is. PYTHON chooses another interpreter (3.11 to 3.13).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --warn-undefined-variables --no-builtin-rules

PYTHON ?= python3
PORT ?= 6543
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
PYTEST := $(BIN)/python -m pytest
# a run that does not end is ended, and tells what failed until then
BOUNDED := timeout --foreground --signal=INT --kill-after=60 3000
TESTS ?= tests
JUDGES ?=
PROOF_SECONDS ?= 600
PEER_CLIENT ?= ../shared/bench
PEER_LETTERS ?= 10000
PEER_OUT ?= peer.jsonl
# so many letters does the Plone hold that is measured in the same run; none = what it showed another day
PEER_PLONE ?= 1000
TEMPLATES := $(shell find src -name "*.pt")
CATALOGUES := $(wildcard locales/*/LC_MESSAGES/*.po)
CHECKED := src tests tools setup.py

# apt(command or test, package): installs a Debian package where it is missing; says what to install where it may not.
define apt
	if ! $(1) >/dev/null 2>&1; then
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
			echo "installing $(2)"
			log=$$(mktemp)
			{ apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $(2); } \
				>"$$log" 2>&1 </dev/null || { cat "$$log"; exit 1; }
			rm -f "$$log"
		else
			echo "Please install first: $(2)"; exit 1
		fi
	fi
endef

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' | while IFS='|' read -r name text; do
		printf '  make %-14s %s\n' "$$name" "$$text"
	done

# ---- setting up: each stamp says that its set of packages is in .venv

$(BIN)/python:
	@$(call apt,$(PYTHON) -c 'import ensurepip',python3-venv)
	$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else "Python 3.11, 3.12 or 3.13 is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python setup.py constraints.txt
	@echo "installing the packages that saraban runs with (once)"
	$(PIP) fontpkg-sarabun fontTools polib setuptools uharfbuzz wheel
	$(PIP) --no-build-isolation --editable .
	touch $@

$(VENV)/.test: $(VENV)/.run
	@echo "installing the packages that the tests use (once)"
	$(PIP) --no-build-isolation --editable '.[test]'
	touch $@

$(VENV)/.dev: $(VENV)/.test
	@echo "installing the tools of the checks (once)"
	$(PIP) --no-build-isolation --editable '.[dev]'
	touch $@

$(VENV)/.messages: $(VENV)/.run $(CATALOGUES) tools/messages.py
	@$(BIN)/python tools/messages.py compile
	touch $@

# what is set in pages needs its fonts; the first who needs them would wait for them
$(VENV)/.fonts: $(VENV)/.run src/saraban/documents/cluster_font.py
	@$(BIN)/saraban fonts
	touch $@

# a template is compiled when it is first shown, which takes a fifth of a second each
$(VENV)/.templates: $(VENV)/.run $(TEMPLATES) tools/templates.py
	@mkdir -p .chameleon_cache
	CHAMELEON_CACHE=$(CURDIR)/.chameleon_cache $(BIN)/python -W ignore tools/templates.py
	touch $@

.PHONY: browser
browser:
	@$(call apt,command -v chromium,chromium)
	$(call apt,ls /usr/lib/*/libatomic.so.1,libatomic1)

# what the tests of signatures and pages need: a token in software, other readers and judges of PDF, other clocks
.PHONY: judging
judging:
	@$(call apt,command -v softhsm2-util,softhsm2)
	$(call apt,command -v oathtool,oathtool)
	$(call apt,command -v pdfsig,poppler-utils)
	$(call apt,command -v mutool,mupdf-tools)
	$(call apt,command -v faketime,faketime)
	$(call apt,test -e /usr/share/java/preflight.jar,libpdfbox2-java)
	$(call apt,test -e /usr/share/java/javax.activation.jar,libactivation-java)
	$(call apt,test -e /usr/share/java/jaxb-api.jar,libjaxb-api-java)
	$(call apt,command -v java,default-jre-headless)

# ---- running

.PHONY: run
run: $(VENV)/.messages $(VENV)/.fonts ## set up, load the demonstration office, serve on 127.0.0.1 (PORT=6543)
	@exec $(BIN)/saraban run --demo --port $(PORT)

# ---- checking

.PHONY: test
test: $(VENV)/.test $(VENV)/.messages $(VENV)/.fonts $(VENV)/.templates browser judging ## set up and run all tests (TESTS=tests/unit for some)
	@$(BOUNDED) $(PYTEST) -n auto --dist loadfile $(TESTS) </dev/null

.PHONY: coverage
coverage: $(VENV)/.dev $(VENV)/.messages $(VENV)/.fonts $(VENV)/.templates browser judging ## all tests, with branch coverage and its gate
	@$(BOUNDED) $(PYTEST) -n auto --dist loadfile --cov --cov-report=term:skip-covered tests </dev/null

.PHONY: sure
sure: format-check lint types contracts translations coverage ## everything that CI runs

.PHONY: format
format: $(VENV)/.dev ## lay the code out
	@$(BIN)/ruff format $(CHECKED)

.PHONY: format-check
format-check: $(VENV)/.dev
	@$(BIN)/ruff format --check $(CHECKED)

.PHONY: lint
lint: $(VENV)/.dev ## ruff, spelling
	@$(BIN)/ruff check $(CHECKED)
	$(BIN)/codespell $(CHECKED) docs README.md CONTRIBUTING.md SECURITY.md Makefile

.PHONY: types
types: $(VENV)/.dev ## mypy
	@$(BIN)/mypy src

.PHONY: contracts
contracts: $(VENV)/.dev ## which feature may import which (.importlinter)
	@$(BIN)/lint-imports

.PHONY: translations
translations: $(VENV)/.test $(VENV)/.messages ## every message has its Thai wording, and none is left over
	@$(BIN)/python tools/messages.py check

# ---- keeping

.PHONY: messages
messages: $(VENV)/.test ## bring locales/ up to date with the code
	@$(BIN)/python tools/messages.py update
	$(BIN)/python tools/messages.py missing

.PHONY: constraints
constraints: ## write constraints.txt from etc/versions.cfg
	@$(PYTHON) tools/constraints.py

.PHONY: bench
bench: $(VENV)/.messages ## measure registering, numbers, pages and reading
	@for what in register numbers pages access kills intake index search render; do $(BIN)/saraban bench $$what; done

.PHONY: proof
proof: $(VENV)/.test $(VENV)/.messages judging ## the long runs: 32 writers (PROOF_SECONDS=600), 100,000 access decisions, 200 kills: about 45 minutes
	@failed=0
	$(BIN)/saraban bench access --strict --decisions 100000 --doors 6000 || failed=1
	$(BIN)/saraban bench access --strict --decisions 100000 --doors 600 --engine tantivy || failed=1
	$(BIN)/saraban bench numbers --strict --seconds $(PROOF_SECONDS) --writers 32 --processes 4 --aborts 0.03 --kills 24 --server-kills 3 || failed=1
	$(BIN)/saraban bench kills --strict --load-kills 7 --kills 70 --part-kills 126 --rounds 7 || failed=1
	$(BIN)/saraban bench index --strict --kills 50 || failed=1
	$(PYTEST) --run-proof -m proof tests/integration/signatures </dev/null || failed=1
	$(BIN)/python -m pytest -q -s --run-proof -m proof tests/browser/test_officer_narrows.py || failed=1
	exit $$failed

.PHONY: wrk
wrk:
	@$(call apt,command -v wrk,wrk)

.PHONY: peer-bench
peer-bench: $(VENV)/.test $(VENV)/.messages wrk $(if $(PEER_PLONE),.venv-plone/.ready) ## measure beside Plone, by the client in PEER_CLIENT, at PEER_LETTERS letters
	@$(BIN)/python -W ignore::UserWarning -m tests.peer.compare --bench $(PEER_CLIENT) --letters $(PEER_LETTERS) --out $(PEER_OUT) \
		$(if $(PEER_PLONE),--plone .venv-plone/bin --plone-letters $(PEER_PLONE))

.venv-plone/.ready: etc/peer/plone.txt $(BIN)/python
	@echo "installing Plone (once; PEER_PLONE= measures without it)"
	$(PYTHON) -m venv .venv-plone
	.venv-plone/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

# each judge has a place of its own: what one brings along breaks the other
.venv-judges/%/.ready: etc/judges/%.txt $(BIN)/python
	@echo "installing $* (once)"
	$(PYTHON) -m venv .venv-judges/$*
	.venv-judges/$*/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

.PHONY: judges
judges: $(VENV)/.test $(VENV)/.messages .venv-judges/schemathesis/.ready .venv-judges/wapiti/.ready ## schemathesis and wapiti as each role, and on planted faults (JUDGES=--short)
	@$(BIN)/python -m tests.judges.run $(JUDGES)

.PHONY: buildout
buildout: $(VENV)/.buildout $(CATALOGUES) ## the same by buildout: bin/saraban, bin/pytest
	@$(VENV)/buildout/bin/python tools/messages.py compile
	$(VENV)/buildout/bin/buildout

$(VENV)/.buildout: $(BIN)/python constraints.txt
	@$(PYTHON) -m venv $(VENV)/buildout
	$(VENV)/buildout/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		zc.buildout pip setuptools wheel fontpkg-sarabun fontTools polib uharfbuzz
	touch $@

.PHONY: clean
clean: ## remove what was set up and made here; var/ (the store) stays
	@rm -rf $(VENV) .venv-judges .venv-plone bin eggs develop-eggs parts build dist .installed.cfg .coverage* .chameleon_cache .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache src/*.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -f locales/*/LC_MESSAGES/*.mo
