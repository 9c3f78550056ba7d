# The commands of this repository. All of them work from a bare checkout: Python 3.11 or newer, make and git are enough.
# What is done already is not done again: the stamp files below tell.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$name"; break; }; done)
BIN := .venv/bin
ASSETS := static/build/manifest.json
TESTS ?= tests
WORKERS ?= 2

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup run test lint format bench endure screenshots catalogue lock migration fresh clean

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 20

setup: .venv/.dev $(ASSETS) .env ## the environment in .venv, its packages, assets, an empty database; starts nothing
	@mkdir -p var
	@$(BIN)/booking db upgrade

run: .venv/.runtime $(ASSETS) .env ## a demo: database, city data, accounts, then web and scheduler (PORT=, DATABASE_URL=)
	@.ci/demo

test: .venv/.dev $(ASSETS) ## every test, on SQLite and PostgreSQL and in a browser (TESTS=tests/calendar for some)
	@.ci/packages chromium postgresql korean-font faketime
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n $(WORKERS) --dist worksteal $(TESTS) # compiled once, not in each worker and run

lint: .venv/.dev ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/.dev ## put the code into ruff's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.dev $(ASSETS) ## speed, as ratios measured in one run
	$(BIN)/pytest -m bench -s --timeout 600 tests/bench

endure: .venv/.dev $(ASSETS) ## long runs of the property and fault tests, with fresh random cases
	@.ci/packages postgresql
	$(BIN)/pytest -m "endure or race or property" --hypothesis-profile endure --timeout 3600 tests

screenshots: .venv/.dev $(ASSETS) ## pictures of all pages into var/pictures, a few of them into docs/pictures
	@.ci/packages chromium korean-font
	$(BIN)/pytest -m screenshots --timeout 600 tests/journeys

catalogue: .venv/.runtime .env ## bring new sentences into the catalogues of booking/translations (CODE=vi begins a language)
	@$(BIN)/booking catalogue update $(CODE)

lock: .venv/.dev ## the hashed requirement files, again from pyproject.toml
	@.ci/lock

migration: .venv/.dev ## a migration from what the models have become: make migration MESSAGE="add a waiting list"
	@.ci/migration "$(MESSAGE)"

fresh: ## clone the committed state into an empty folder with an empty home, and run lint and tests there
	@.ci/fresh

clean: ## remove what make has made, the demo's data and secrets excepted
	rm -rf .venv node_modules static/build .mypy_cache .ruff_cache .pytest_cache *.egg-info

# Only the environment: packages exactly as locked, and the project itself as it stands in this folder.

.venv/bin/python:
	@.ci/venv "$(PYTHON)"

.venv/.runtime: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

.venv/.node: requirements-node.txt | .venv/bin/python
	@if command -v npm >/dev/null; then echo "npm: $$(command -v npm)"; else \
		echo "no npm on this machine: taking Node.js from PyPI into .venv"; \
		$(BIN)/pip install --quiet --require-hashes -r requirements-node.txt; fi
	@touch $@

$(ASSETS): package-lock.json booking/assets.py booking/krds.py $(shell find static -path static/build -prune -o -type f -print) | .venv/.runtime .venv/.node
	$(BIN)/booking assets build
	@touch $@

.env: | .venv/.runtime
	@umask 077; { echo "BOOKING_MODE=demo"; $(BIN)/python .ci/new_secrets.py; } > .env.half; mv .env.half .env
	@echo ".env: new random secrets for a demo on this machine"
