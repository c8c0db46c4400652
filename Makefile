# Two commands are all a newcomer needs: `make run` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CANCU_DATA ?= $(CURDIR)/data
export CANCU_DATA

.DEFAULT_GOAL := help
.PHONY: help setup dev run test check format lint types arrows docs wheel compiled lock score bench tables samples clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/installed ## build the environment alone (.venv, with the command cancu)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Cần Python 3.11 trở lên / Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

dev: $(VENV)/developed ## the environment with the tools of the developers

$(VENV)/developed: requirements-dev.lock $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: setup ## ingest the sample corpus and serve the web UI on loopback
	@$(BIN)/cancu catalogue import corpus/samples/catalogue.jsonl
	@$(BIN)/cancu ingest $(sort $(wildcard corpus/samples/mau-*.*))
	@$(BIN)/cancu serve

test: dev ## run the whole test suite
	$(BIN)/python -m pytest -q

check: format lint types arrows test docs wheel ## all that CI runs

format: dev
	$(BIN)/ruff format --check .

lint: dev
	$(BIN)/ruff check .

types: dev
	$(BIN)/mypy

arrows: dev
	$(BIN)/lint-imports

docs: dev ## the documentation says what the program does
	$(BIN)/python -m pytest -q tests/repository/test_documentation.py --doctest-glob='*.md' README.md docs

wheel: dev ## build the wheel, install it elsewhere, use it there
	sh tests/repository/wheel.sh $(BIN)
	sh tests/repository/compiled.sh $(BIN)

compiled: dev ## build the wheel whose analysis is compiled into dist/; needs a C compiler
	CANCU_COMPILED=1 $(BIN)/python -m build --no-isolation --wheel --outdir dist .

lock: dev ## pin every dependency with its hashes
	$(BIN)/uv pip compile pyproject.toml --extra cluster --extra s3 --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --group bench --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -c requirements-dev.lock -o requirements-bench.lock
	$(BIN)/uv pip compile pyproject.toml --extra cluster --extra s3 --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -c requirements-dev.lock -o requirements-cluster.lock
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -c requirements-dev.lock -o requirements.lock

tables: dev ## write the tables of the documentation
	$(BIN)/python docs/tables.py

bench: compiled ## measure speed beside peers, in one run; takes minutes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/analysing.py --compiled "$$(ls -t dist/*-cp3*.whl | head -1)"
	$(BIN)/python benchmarks/search.py

translations: dev ## extract the words of the interface, and merge them
	@mkdir -p build
	$(BIN)/pybabel -q extract -F babel.cfg -k later --no-location --omit-header -o build/messages.pot .
	$(BIN)/pybabel -q update -i build/messages.pot -d webui/translations -l en --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width=100
	@$(BIN)/python -m pytest -q tests/webui/test_translations.py

samples: dev ## make the binary sample documents from their sources
	$(BIN)/python -m corpus.samples.make_samples

score: dev ## measure against the reviewed documents beside the project, and write docs/quality.md
	$(BIN)/python ../shared/gold/seed_errors.py make ../shared/gold/annotated ../shared/gold/catalogue.jsonl build/planted
	$(BIN)/cancu score all ../shared/gold --planted build/planted --write docs/quality.md

clean: ## remove the environment and what was built
	rm -rf $(VENV) dist build
