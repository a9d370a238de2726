# Součinnost. `make run` starts the product with the demo, `make test` runs every test on both databases.
# What each target needs it gets, or it says in one line what is missing.

PORT ?= 8000
HOST ?= 127.0.0.1
DEMO ?= 1
JOBS ?= 2
VENV ?= .venv
# The newest supported interpreter that is called python3.x, else python3 itself.
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	if $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2])' 2>/dev/null; then echo $$name; break; fi; done)

# Without bytecode on the disk every process compiles the whole product anew: a second of each command, ten of each
# test worker.
unexport PYTHONDONTWRITEBYTECODE

BIN := $(VENV)/bin
PY := $(BIN)/python
APP := $(BIN)/soucinnost
PYTEST := $(PY) -m pytest --dist worksteal
PIP := $(PY) -m pip --disable-pip-version-check -q

.DEFAULT_GOAL := help
.PHONY: help run install dev ready test test-fast test-sqlite test-postgres proof coverage mutants bench check shots messages lock clean browser

help: ## This list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# --- environment ---------------------------------------------------------------------------------------------------

$(PY):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing: sudo apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "The module venv is missing: sudo apt install python3-venv (or $(PYTHON)-venv)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(PY)
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(PIP) install --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $@

install: $(VENV)/.installed ## Build the virtual environment from the locked requirements
dev: $(VENV)/.installed-dev ## The same with what tests and checks need
browser: dev
	@$(PY) tools/browser.py >/dev/null

# --- the product ---------------------------------------------------------------------------------------------------

ready: install
	@$(PY) tools/compile_messages.py
	@$(APP) migrate -v 0
	@$(APP) createcachetable -v 0
	@$(APP) import codelists --shipped >/dev/null
	@$(APP) import territory --shipped >/dev/null

run: ready ## Start the product (PORT=8000, DEMO=0 for an empty one); data stay in data/
	@if [ "$(DEMO)" != "0" ]; then $(APP) demo --if-empty >/dev/null; fi
	@exec $(APP) run --host $(HOST) --port $(PORT)

# --- proof ---------------------------------------------------------------------------------------------------------

test: dev browser ## Every test on SQLite, then what the database can change on PostgreSQL
	@$(PY) tools/compile_messages.py
	@$(PY) tools/test_both.py -n $(JOBS)

test-sqlite: dev browser
	$(PYTEST) -q -n $(JOBS)

test-postgres: dev browser
	$(PY) tools/pg.py $(PYTEST) -q -n $(JOBS)

test-fast: dev ## Tests without a browser, on SQLite
	$(PYTEST) -q -n $(JOBS) -m "not browser"

proof: dev browser ## Every proof at full counts, on both databases (hours); results go to docs/proof.md by hand
	@$(PY) tools/test_both.py -n $(JOBS) --proof
	$(PYTEST) -q -n $(JOBS) tests/browser --restored
	$(PY) tools/pg.py $(PYTEST) -q -n $(JOBS) tests/browser --restored

coverage: dev ## Branches that the tests without a browser reach, against the goals
	@$(PY) tools/compile_messages.py
	$(PYTEST) -q -n $(JOBS) -m "not browser" --ignore tests/ops/test_kill.py --cov --cov-report=
	$(PY) -m tools.covered

mutants: dev ## How many small changes of access, audit and sync the tests notice (hours)
	$(PY) -m tools.mutants --of soucinnost/access soucinnost/audit -- tests/access tests/audit tests/accounts
	$(PY) -m tools.mutants --reach build/reach-sync.json --of soucinnost/meetings/merging.py \
		$(addprefix soucinnost/meetings/actions/,sync.py live.py entries.py presence.py) -- tests/meetings tests/reports/test_minutes.py

bench: dev ## Timings as ratios against a bare list; never fails on time
	$(PY) -m tools.bench

check: dev ## Style, types, floors, templates, migrations, messages
	$(BIN)/ruff check .
	$(BIN)/mypy soucinnost config
	$(BIN)/lint-imports
	$(BIN)/djlint soucinnost --lint --quiet
	$(APP) makemigrations --check --dry-run
	$(PY) tools/compile_messages.py --check

shots: dev browser ## Pictures of every page of the demo with axe's findings
	$(PY) -m tools.shots

messages: dev ## Collect messages from the sources into locale/ (needs the system package gettext)
	@command -v xgettext >/dev/null || { echo "gettext is missing: sudo apt install gettext"; exit 1; }
	$(PY) -m tools.messages

lock: dev ## Write the locked requirements anew, with hashes, for 3.11 and later
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		requirements-dev.in -o requirements-dev.txt

clean: ## Remove the virtual environment and caches; data stay
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis .coverage .coverage.* htmlcov
