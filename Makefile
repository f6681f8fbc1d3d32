# The two commands: `make demo` builds the graph of seeds/, `make test` passes the tests. Both set up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: help demo test lint types check accuracy lock clean

help:
	@echo "make demo    set up, build the graph of seeds/ into out/, and say what to try next"
	@echo "make test    set up and run the whole test suite"
	@echo "make check   what CI runs: tests, ruff, mypy, and that out/ is what the build writes"
	@echo "make lock    resolve the dependencies anew into requirements/*.txt"

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(STAMP): $(VENV)/bin/python requirements/main.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/main.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): $(STAMP) requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(STAMP)
	$(BIN)/onrecord build seeds --out out

test: $(DEV_STAMP)
	$(BIN)/python -m pytest

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV_STAMP)
	$(BIN)/mypy

check:
	bash .ci/run

accuracy: $(DEV_STAMP)
	$(BIN)/python -m benchmarks.accuracy --write docs/accuracy.md

lock: $(DEV_STAMP)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --no-annotate pyproject.toml requirements/build.in -o requirements/main.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --no-annotate --extra dev pyproject.toml requirements/build.in -c requirements/main.txt -o requirements/dev.txt

clean:
	rm -rf $(VENV)
