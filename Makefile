# Needs Python 3.11 or newer, and nothing else. Everything else goes into .venv, at the versions in constraints.txt.

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
CODE := $(wildcard leadsroom screens styles benchmarks tests)
ARGS ?=
DEV := '.[dev,all]'

# Compiling everything again at each start is half of the time of a test that starts the program.
unexport PYTHONDONTWRITEBYTECODE

# Says what is being done: on a terminal with a dot more each second, for as long as the shell lives that does it.
define with_dots
printf '%s' "$(1)"; \
if [ -t 1 ]; then \
  (while sleep 1 && kill -0 $$$$ 2>/dev/null; do printf .; done) & dots=$$!; \
  trap 'kill $$dots 2>/dev/null; echo' EXIT; \
else echo; fi; \
$(2)
endef

.PHONY: help run demo test test-postgres test-browser check format bench new-file keys pictures soak clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /  make \1	/p' Makefile

run: .venv/run.stamp ## start leadsroom; ARGS="meet" passes words on
	@$(BIN)/leadsroom $(ARGS)

demo: .venv/run.stamp ## start it with a sample chapter and a season behind it
	@$(BIN)/leadsroom demo $(ARGS)

test: .venv/dev.stamp ## all tests that need no server and are not long; ARGS="-k roster" narrows
	$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

test-postgres: .venv/dev.stamp ## the tests on a PostgreSQL, which they bring and start themselves
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "postgres and not soak" $(ARGS)

test-browser: .venv/browser.stamp ## the tests in a browser; they need a Chromium
	$(BIN)/python -m pytest tests/browser -m browser $(ARGS)

check: .venv/dev.stamp ## format, lint, types, and which way imports point
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports --no-logo

format: .venv/dev.stamp ## put the code into its shape
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: .venv/bench.stamp ## how fast it is, as ratios measured in one run
	$(BIN)/python -m benchmarks $(ARGS)

new-file: .venv/dev.stamp ## after a migration: write how a new database file is made
	$(BIN)/python -m leadsroom.store.write_new_file

keys: .venv/dev.stamp ## after a key was changed: write docs/keys.md
	$(BIN)/python -m tests.keys_of_pages

pictures: .venv/dev.stamp ## after the looks were changed: draw the README's pictures
	$(BIN)/python -m tests.pictures

soak: .venv/dev.stamp ## the long tests
	$(BIN)/python -m pytest -m soak --timeout 3600 $(ARGS)

clean: ## remove .venv and whatever the tools left behind
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A .venv that was never finished, was moved, or has lost its Python is made again.
ifneq ($(shell test -x $(BIN)/python && cat .venv/made-in 2>/dev/null),$(CURDIR))
.PHONY: .venv/made-in
endif

.venv/made-in:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	  if ! "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then without_venv=$$python; continue; fi; \
	  $(call with_dots,Making .venv with $$("$$python" --version); this happens once.,rm -rf .venv && "$$python" -m venv .venv && pwd -P > $@); exit; \
	done; \
	if [ -n "$$without_venv" ]; then \
	  echo "$$without_venv cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv" >&2; \
	else \
	  echo "leadsroom needs Python 3.11 or newer, and found none. Install it, or say where it is: make run PYTHON=/path/to/python3" >&2; \
	fi; exit 1

.venv/run.stamp: .venv/made-in pyproject.toml constraints.txt
	@$(call with_dots,Installing what leadsroom needs.,$(PIP) hatchling && $(PIP) --no-build-isolation --editable .)
	@touch $@

.venv/dev.stamp: .venv/made-in pyproject.toml constraints.txt
	@$(call with_dots,Installing what leadsroom and its tests need.,$(PIP) hatchling && $(PIP) --no-build-isolation --editable $(DEV))
	@touch .venv/run.stamp $@

.venv/browser.stamp: .venv/dev.stamp
	@$(PIP) --no-build-isolation --editable '.[dev,all,browser]'
	@touch .venv/run.stamp .venv/dev.stamp $@

.venv/bench.stamp: .venv/dev.stamp
	@$(PIP) --no-build-isolation --editable '.[dev,all,bench]'
	@touch .venv/run.stamp .venv/dev.stamp $@
