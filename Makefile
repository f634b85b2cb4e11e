# Cochair. `make demo` and `make test` need git, make and a Python 3.12 or newer with its venv module.

PYTHON := $(shell for p in python3.15 python3.14 python3.13 python3.12 python3 /usr/bin/python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
FETCH := echo "The packages could not be fetched: see the last lines above. They come from the Python Package Index, so the set-up needs a network once, or a mirror of it: PIP_INDEX_URL=ADDRESS make ..."; exit 1
MO := src/cochair/locale/es/LC_MESSAGES/django.mo

.DEFAULT_GOAL := help
.PHONY: help demo env test check bench house soak golden pictures journeys pins messages python clean

help:  ## what can be done here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

python:
	@test -n "$(PYTHON)" || { echo "Cochair needs Python 3.12 or newer with its venv module; none was found. On Debian: apt-get install python3-venv (beside an older python3: python3.13-venv)"; exit 1; }

.venv/run: requirements/run.txt requirements/build.txt pyproject.toml | python
	@echo "Preparing the environment with $(PYTHON) (once) ..."
	@$(PIP) --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(PIP) install --require-hashes -r requirements/run.txt -r requirements/build.txt || { $(FETCH); }
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test: requirements/test.txt .venv/run
	@$(PIP) install --require-hashes -r requirements/test.txt || { $(FETCH); }
	@touch $@

$(MO): $(wildcard src/cochair/locale/*/LC_MESSAGES/django.po) $(wildcard src/cochair/locale/*/words.txt) .venv/run
	@$(BIN)/python tools/messages.py compile

demo: .venv/run $(MO)  ## everything from nothing: the shipped forums in your browser
	@$(BIN)/cochair demo

env: .venv/test $(MO)  ## only the environment, development tools included

test: env  ## everything from nothing: the whole suite, browser included
	@$(BIN)/python tools/suite.py

check: env  ## linters, types, import contracts, messages, terms and modal verbs
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/python tools/messages.py check && $(BIN)/python tools/terms.py && $(BIN)/python tools/modals.py

bench: env  ## speed, memory and queries, as figures and ratios
	@$(BIN)/python tools/bench.py

house: env  ## the size of the sources, circles of imports, calls that climb
	@$(BIN)/python tools/house.py

soak: env  ## long random runs
	$(BIN)/python -m pytest -m soak tests

AGAINST ?= HEAD
golden: env  ## what the played story does otherwise than at another revision (AGAINST=REVISION)
	@$(BIN)/python tools/golden.py against $(AGAINST)

pictures: env  ## the pictures of the guides, taken anew
	$(BIN)/python -m pytest -n0 -m pictures tests/journeys/test_guides.py

journeys: env  ## pages, clicks and fields of each job, counted in a browser
	$(BIN)/python -m pytest -n0 -q -s tests/journeys/test_counts.py tests/journeys/test_cockpit.py

messages: env  ## collect the words of the interface into the catalogues
	@$(BIN)/python tools/messages.py collect

pins:  ## make requirements/*.txt anew from the ranges in pyproject.toml (needs uv)
	@for t in run: scale:--extra=scale "build:--group=build" "test:--extra=scale --group=test"; do \
	  uv pip compile pyproject.toml $${t#*:} --universal --python-version 3.12 --generate-hashes \
	    --no-emit-index-url --no-header --no-annotate -q -o requirements/$${t%%:*}.txt; done

clean:  ## forget the environment and the demo's data
	rm -rf .venv var
