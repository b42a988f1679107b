# The commands of the house. `make` alone lists them.
#
# Everything is set up in .venv from locked requirements; a second run is instant, because each
# step leaves a stamp. Modules are started with `python -m`, so that a moved checkout still works.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 5000
DEMO_DIR ?= instance/demo
# What is installed; a server needs no more than REQUIREMENTS=requirements/runtime.txt.
REQUIREMENTS ?= requirements/dev.txt
T ?=

VENV := .venv
PY := $(VENV)/bin/python
FLASK := $(PY) -m flask --app bgm_portal.app
PYTEST := $(PY) -m pytest
PYBABEL := $(PY) -m babel.messages.frontend
LINT_IMPORTS := $(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
CODESPELL := $(PY) -m codespell_lib
CODE := bgm_portal migrations tests .ci config.py
TRANSLATIONS := bgm_portal/translations
POT := $(VENV)/messages.pot

# What continuous integration checks, in its order; `make sure` and `.ci/run` share this list.
STAGES := lint types words-check test coverage migrations docs-check smoke containers rehearsal

##@ Start here

.PHONY: help
help: ## List these commands
	@awk 'BEGIN { FS = ":.*## " } \
	    /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	    /^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(VENV)/.requirements static/vendor/.built catalogues ## Virtual environment, locked dependencies, assets, catalogues
	@:

.PHONY: demo
demo: setup ## Portal with invented staff and a year of history (PORT=5000 DEMO_DIR=instance/demo)
	@exec $(FLASK) bgm demo --port "$(PORT)" --dir "$(DEMO_DIR)"

.PHONY: run
run: setup ## The portal for development, with reload and debugger (PORT=5000)
	@$(FLASK) db upgrade
	@exec $(FLASK) run --debug --port "$(PORT)"

.PHONY: worker
worker: setup ## The scheduler and post office for development, beside `make run`
	@exec $(FLASK) bgm worker

##@ Tests

.PHONY: test
test: setup ## Unit, integration, guards; browser and PostgreSQL where found; T=path runs one
ifdef COVERAGE
	@# Measuring takes as long as testing, so it measures one database and leaves the other in peace.
	$(PYTEST) -n auto --dist worksteal -m "not postgres and not browser" --cov --cov-report= --cov-fail-under=0
	$(PYTEST) -n auto --dist worksteal -m "postgres or browser"
else
	$(PYTEST) $(if $(T),$(T),-n auto --dist worksteal)
endif

.PHONY: test-browser
test-browser: setup ## axe and keyboard journeys in Chromium; T=path runs one
	TEST_REFUSE_SKIPS=1 $(PYTEST) -m browser $(T)

.PHONY: test-postgres
test-postgres: setup ## Tests of PostgreSQL, on TEST_POSTGRES_URL or a throw-away cluster; T=path runs one
	$(if $(TEST_POSTGRES_URL),,.ci/postgres )env TEST_REFUSE_SKIPS=1 $(PYTEST) -m postgres $(T)

.PHONY: coverage
coverage: setup ## Judge the coverage that `make test COVERAGE=1` measured
	@test -f .coverage || { echo "Nothing is measured yet: run make test COVERAGE=1 first." >&2; exit 1; }
	@$(PY) -m coverage report --skip-covered
	@$(PY) -m coverage report --skip-covered --fail-under=100 \
	    --include='*/rules.py,*/rules/*,*/policy.py,*/policy/*,*/disclosure/*'

.PHONY: smoke
smoke: setup ## Start the demo on a free port, fetch the sign-in page, stop it with Ctrl-C
	@$(PY) .ci/smoke.py

.PHONY: containers
containers: setup ## Units read by systemd; image built, and run as compose.yaml says (podman, mmdebstrap)
	@$(PY) .ci/units.py
	@$(PY) .ci/containers.py

.PHONY: rehearsal
rehearsal: setup ## Install a copy, back it up, lose it, restore it, move it to PostgreSQL; upgrade an older version
	@$(PY) .ci/rehearsal.py

.PHONY: bench
bench: setup ## Speed against a bare Flask view, as ratios (not part of `sure`)
	$(if $(TEST_POSTGRES_URL),,POSTGRES_DURABLE=1 .ci/postgres )$(PY) -m tests.benchmarks

.PHONY: growth
growth: setup ## Cost of pages with one and five years behind them, on PostgreSQL; G="--scale 1"
	$(if $(TEST_POSTGRES_URL),,.ci/postgres )$(PY) -m tests.benchmarks.growth $(G)

##@ Before a commit

.PHONY: fix
fix: setup ## Format and mend Python; name what is left, templates included
	@$(PY) -m ruff check --quiet --fix-only $(CODE)
	@$(PY) -m ruff format --quiet $(CODE)
	@$(PY) -m ruff check --quiet $(CODE)
	@# Templates are formatted by hand: djlint's layout puts blanks between inline elements.
	@$(PY) -m djlint templates --lint --quiet

.PHONY: lint
lint: setup ## ruff, templates, import contracts, spelling, locks
	@$(PY) .ci/locks.py
	@$(PY) -m ruff format --check $(CODE)
	@$(PY) -m ruff check $(CODE)
	@$(PY) -m djlint templates --lint --quiet
	@$(LINT_IMPORTS)
	@$(CODESPELL)

.PHONY: types
types: setup ## mypy --strict
	@$(PY) -m mypy

.PHONY: words
words: setup extract ## Extract, update and compile the catalogues; fail on missing or fuzzy
	@test -f $(TRANSLATIONS)/en/LC_MESSAGES/messages.po \
	    || $(PYBABEL) --quiet init --input-file=$(POT) --output-dir=$(TRANSLATIONS) --locale=en
	@$(PYBABEL) --quiet update --input-file=$(POT) --output-dir=$(TRANSLATIONS) \
	    --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@$(MAKE) catalogues
	@$(PY) .ci/untranslated.py $(TRANSLATIONS)

.PHONY: words-check
words-check: setup extract ## The same without changing a file
	@$(PYBABEL) --quiet update --check --input-file=$(POT) --output-dir=$(TRANSLATIONS) \
	    --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date 2>/dev/null \
	    || { echo "The catalogue is behind the code: run make words." >&2; exit 1; }
	@$(PY) .ci/untranslated.py $(TRANSLATIONS)

.PHONY: migration
migration: setup ## New migration from the models, for editing: make migration m="Invite guests"
	@test -n "$(m)" || { echo 'Say what it does: make migration m="Invite guests"' >&2; exit 1; }
	@$(FLASK) db upgrade
	@$(FLASK) db migrate --message "$(m)"

.PHONY: office-check
office-check: setup ## Open exported files with LibreOffice (apt-get install libreoffice-calc-nogui)
	@command -v soffice >/dev/null || { echo "LibreOffice is missing: apt-get install libreoffice-calc-nogui" >&2; exit 1; }
	@$(PY) -m pytest -q -m "not postgres" -k libreoffice tests/integration/exchange

.PHONY: migrations
migrations: setup ## Migrations lead from nothing to the models, and back
	@$(PY) .ci/migrations.py

.PHONY: docs
docs: setup ## Regenerate roles, permissions, retention table, settings
	@$(FLASK) bgm docs

.PHONY: docs-check
docs-check: setup ## Fail if a generated document is out of date
	@$(FLASK) bgm docs --check

.PHONY: sure
sure: setup ## Everything that continuous integration does, in its order
	@for stage in $(STAGES); do \
	    printf '\n=== %s ===\n' "$$stage"; \
	    begun=$$(date +%s); \
	    $(MAKE) $$stage || { printf '\n=== %s failed ===\n' "$$stage" >&2; exit 1; }; \
	    printf '=== %s: good, %s s ===\n' "$$stage" "$$(( $$(date +%s) - begun ))"; \
	done

##@ Now and then

.PHONY: screenshots
screenshots: setup ## Draw the pictures of README and handbooks anew
	$(PY) -m tests.browser.screenshots

.PHONY: film
film: setup ## Draw and record the film in the module about hearing anew
	$(PY) .ci/film.py

.PHONY: audit
audit: setup ## Known weaknesses in the locked packages (asks the network)
	$(PY) -m pip_audit --require-hashes --disable-pip --requirement requirements/runtime.txt

.PHONY: licences
licences: setup ## Licences of what runs in production; fail for one that nobody has looked at
	@$(PY) .ci/supply.py licences

.PHONY: bill
bill: setup ## Software bill of materials (CycloneDX): make bill BILL=bom.json
	@mkdir -p $(dir $(BILL))
	@$(PY) .ci/supply.py bill "$(BILL)"

BILL ?= instance/bom.json

.PHONY: locks
locks: ## Resolve requirements/*.in anew (maintainers; needs uv); LOCK_FLAGS=--upgrade renews all
	@command -v uv >/dev/null || { echo "Locks are made with uv; install it first (pipx install uv)." >&2; exit 1; }
	$(LOCK) requirements/dev.in --output-file requirements/dev.txt
	$(LOCK) --constraint requirements/dev.txt requirements/runtime.in --output-file requirements/runtime.txt
	$(LOCK) requirements/assets.in --output-file requirements/assets.txt
	@$(PY) .ci/locks.py

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --no-annotate $(LOCK_FLAGS)

.PHONY: hooks
hooks: ## Check touched files before each commit (needs pre-commit)
	@command -v pre-commit >/dev/null || { echo "Install pre-commit first (pipx install pre-commit)." >&2; exit 1; }
	pre-commit install

.PHONY: clean
clean: ## Remove all that can be made again; data in instance/ stays
	rm -rf $(VENV) static/vendor .coverage .coverage.* .hypothesis .import_linter_cache \
	    .mypy_cache .pytest_cache .ruff_cache
	find bgm_portal migrations tests -name __pycache__ -prune -exec rm -rf {} +
	rm -f $(CATALOGUES)

# ---- Steps with a stamp -------------------------------------------------------------------------

$(VENV)/.requirements: $(REQUIREMENTS)
	@if ! $(PY) -m pip --version >/dev/null 2>&1; then \
	    found=; \
	    for candidate in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11; do \
	        if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	        then found=$$candidate; break; fi; \
	    done; \
	    if test -z "$$found"; then \
	        echo "The portal needs Python 3.11 or newer, and none was found." >&2; \
	        echo "Install it, or say where it is: make setup PYTHON=python3.12" >&2; exit 1; \
	    fi; \
	    if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
	        echo "Python cannot make virtual environments here: its module venv or ensurepip is missing." >&2; \
	        echo "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; \
	    fi; \
	    echo "Making a virtual environment in $(VENV) …"; \
	    "$$found" -m venv --clear $(VENV); \
	fi
	@echo "Installing the locked requirements …"
	@# Without --no-deps, pip older than 24 takes coverage[toml] for a package of its own and looks for the
	@# newest one. The locks name everything, so nothing is missed; `pip check` says so.
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(REQUIREMENTS)
	@$(PY) -m pip --disable-pip-version-check check >/dev/null \
	    || { $(PY) -m pip check >&2; exit 1; }
	@touch $@

static/vendor/.built: $(VENV)/.requirements requirements/assets.txt $(wildcard requirements/assets/*.json) \
    $(wildcard bgm_portal/web/vendor.py static/css/*.css static/css/*/*.css static/fonts/* static/js/*.js)
	@$(PY) -m bgm_portal.web.vendor
	@mkdir -p $(@D) && touch $@

VERSION := $(shell sed -n 's/^__version__ = "\(.*\)"/\1/p' bgm_portal/__init__.py)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard $(TRANSLATIONS)/*/LC_MESSAGES/*.po))

.PHONY: catalogues
catalogues: $(CATALOGUES)

%.mo: %.po | $(VENV)/.requirements
	@$(PYBABEL) --quiet compile --use-fuzzy --input-file=$< --output-file=$@

.PHONY: extract
extract: $(VENV)/.requirements
	@$(PYBABEL) --quiet extract --mapping-file=pyproject.toml --keyword=_l --keyword=lazy_gettext \
	    --keyword=lazy_ngettext:1,2 --keyword=lazy_pgettext:1c,2 --no-wrap --add-location=file \
	    --sort-by-file --project=BGM-Portal --version=$(VERSION) --copyright-holder="the BGM-Portal team" \
	    --output-file=$(POT) .
