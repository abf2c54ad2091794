# Every target does its own set-up: on a bare Debian or Ubuntu machine with python3, venv and make, one is enough.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# How many tests run at once (one more than two cores, for many of them wait); ARGS goes to the command or to pytest: make demo ARGS=--https, make test ARGS="-k vault"
JOBS ?= 3
ARGS ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test storm check style types floors rules bench format lock screenshots bench-accounts

help: ## Show what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/test.stamp ## Make .venv with all that running and testing need

demo: $(VENV)/run.stamp ## Start a practice, a mail service and a hospital to play with; Ctrl-C ends it all
	@$(BIN)/carepost demo $(ARGS)

serve: $(VENV)/run.stamp ## Run the instance in CAREPOST_HOME (make one first: .venv/bin/carepost init)
	@$(BIN)/carepost serve $(ARGS)

test: $(VENV)/test.stamp ## Run every test, with real mail servers and a real browser
	@$(BIN)/python scripts/test.py --jobs $(JOBS) -- $(ARGS)

storm: $(VENV)/test.stamp ## Kill, cut and tamper for hours; a table with seeds at the end (ARGS="kills --scale 0.1")
	@$(BIN)/python scripts/storm.py --jobs $(JOBS) $(ARGS)

check: style types floors rules ## Check style, types, floors and the rules of the house

style: $(VENV)/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/test.stamp
	$(BIN)/mypy

floors: $(VENV)/test.stamp
	$(BIN)/lint-imports

rules: $(VENV)/test.stamp
	$(BIN)/python -m pytest -q tests/architecture

# Which to run: make bench BENCHES="ingest" ARGS="--messages 500"
BENCHES ?= ingest send inbox search web directory ledger

bench: $(VENV)/test.stamp ## Measure speed beside limits and peers; one JSON object a line (leave the machine alone meanwhile)
	@for name in $(BENCHES); do $(BIN)/carepost bench $$name --json $(ARGS) || exit 1; done

bench-accounts: $(VENV)/test.stamp ## Measure who would be refused an account, and which shared mailboxes get one
	@$(BIN)/carepost bench accounts --json $(ARGS)

format: $(VENV)/test.stamp ## Put the code into the house's form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

screenshots: $(VENV)/test.stamp ## Take the README's pictures anew
	CAREPOST_SCREENSHOTS=docs/pictures $(BIN)/python -m pytest -q tests/journeys -k screenshot

lock: $(VENV)/test.stamp ## Choose the newest versions anew and write their hashes to requirements/
	@BIN=$(BIN) scripts/lock $(ARGS)

# Installing with --require-hashes: a file that is not byte for byte the one we tested is refused.
$(VENV)/%.stamp: requirements/%.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement $<
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
