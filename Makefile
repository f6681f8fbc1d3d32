# The two commands: `make demo` builds the graph of seeds/, `make test` passes the tests. Both set up first.
SHELL := /bin/sh
PYTHON ?= python3
PYTEST_ARGS ?= -n 2 --dist loadfile
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# The versions that the lock was made for; `requires-python` in pyproject.toml says the same.
SUPPORTED := (3, 11) <= sys.version_info < (3, 15)
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-header --no-annotate pyproject.toml requirements/build.in

.DELETE_ON_ERROR:
.PHONY: help demo test lint types check accuracy picture lock clean

help:
	@echo "make demo    set up, build the graph of seeds/ into out/, draw it, and say what to try next"
	@echo "make test    set up and run the whole test suite"
	@echo "make check   what CI runs: tests, ruff, mypy, and that out/ is what the build writes"
	@echo "make accuracy  score against ../shared/bench and write docs/accuracy.md"
	@echo "make picture   draw the README's picture"
	@echo "make lock    resolve the dependencies anew into requirements/*.txt"
	@echo "make clean   remove the virtual environment"

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(not $(SUPPORTED))' || { echo "$(PYTHON): Python 3.11 to 3.14 is needed, and this is $$($(PYTHON) --version 2>&1); name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON): has no venv; install it (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements/main.txt pyproject.toml
	@echo "Setting up $(VENV) from requirements/main.txt (a minute or two) ..."
	@$(PIP) install --no-compile --require-hashes -r requirements/main.txt
	@$(PIP) install --no-compile --no-deps --no-build-isolation -e .
	@touch $@

# What dev.txt locks includes what main.txt locks, so that one installation serves both.
$(VENV)/.installed-dev: $(VENV)/.made requirements/main.txt requirements/dev.txt pyproject.toml
	@echo "Setting up $(VENV) from requirements/dev.txt (a minute or two) ..."
	@$(PIP) install --no-compile --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-compile --no-deps --no-build-isolation -e .
	@touch $(VENV)/.installed $@

demo: $(VENV)/.installed
	$(BIN)/onrecord build seeds --out out
	$(BIN)/onrecord view all --graph out --to out/views

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

check:
	bash .ci/run

accuracy: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.accuracy --write docs/accuracy.md

picture: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.picture

lock: $(VENV)/.installed-dev
	$(PIP) install uv
	$(COMPILE) -o requirements/main.txt
	$(COMPILE) --extra dev -c requirements/main.txt -o requirements/dev.txt

clean:
	rm -rf $(VENV)
