.DEFAULT_GOAL := help
SHELL := /bin/bash
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTEST := $(BIN)/python -m pytest

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(READY): requirements.txt requirements-dev.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Marquee needs Python 3.11 or newer; %s is %s. Say which one to use: make PYTHON=/path/to/python3.11" % (sys.executable, sys.version.split()[0]))'
	@$(PYTHON) -m venv $(VENV) || { echo "Could not create $(VENV): install the venv module (Debian: apt-get install python3-venv)."; exit 1; }
	@echo "Installing packages into $(VENV) (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@

setup: $(READY) ## Create .venv and install everything; run again it does nothing

demo: $(READY) ## Import the sample festival and serve it on 127.0.0.1 (PORT=8000)
	@$(BIN)/python manage.py demo --port $(PORT)

test: $(READY) browser ## Every test, browser tests included
	@$(PYTEST) -n auto --dist loadgroup $(ARGS)

test-fast: $(READY) ## The tests that need no browser
	@$(PYTEST) -n auto -m 'not browser' $(ARGS)

test-postgres: $(READY) browser ## Every test on PostgreSQL (TEST_DATABASE_URL, or one it starts itself)
	@$(BIN)/python -m tests.postgres $(PYTEST) -n auto --dist loadgroup $(ARGS)

chaos-crawl: $(READY) ## Kill a crawl at 50 random instants and compare what is left (MARQUEE_CRAWL_KILLS)
	@MARQUEE_CRAWL_KILLS=$${MARQUEE_CRAWL_KILLS:-50} $(PYTEST) -n 0 tests/importers/fetching/crawl/test_kills.py $(ARGS)

browser: $(READY)
	@$(BIN)/python -m tests.browser.install

bench: $(READY) ## Benchmarks: ratios measured side by side in one run
	@$(BIN)/python -m tests.benchmarks

fuzz: $(READY) ## Reading pages that a fuzzer made up, for SECONDS=60; stops at the first that breaks it
	@$(BIN)/python -m tests.fuzz.reading $(or $(SECONDS),60)

lint: $(READY) ## ruff, mypy, import directions, migrations, deployment checks
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy .
	@$(BIN)/python manage.py makemigrations --check --dry-run --settings=cms.settings.test
	@MARQUEE_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') MARQUEE_ALLOWED_HOSTS=example.org MARQUEE_BASE_URL=https://example.org \
		$(BIN)/python manage.py check --deploy --fail-level WARNING --settings=cms.settings.production

format: $(READY) ## Let ruff format and mend what it can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean: ## Remove the environment and everything the demo made
	rm -rf $(VENV) var

.PHONY: help setup demo test test-fast test-postgres chaos-crawl browser bench fuzz lint format clean
