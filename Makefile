# Every way to work here: `make run` shows a town, `make test` checks everything; both set up what they need.

SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements-dev.lock
DEMO := data/musterstadt
CITY ?= $(or $(ATLAS_CITY),$(DEMO))
PORT ?= 8050
COMPILE := uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate \
  --no-emit-index-url --upgrade --quiet

.PHONY: setup run test browser office lint format bench lock clean

# The stamps name what was installed from where: unchanged means nothing to do, so a second run needs no network.
setup:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Python was not found: install Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is $$($(PYTHON) -V 2>&1); Python 3.11 or newer is needed: make PYTHON=python3.12" >&2; exit 1; }
	@wanted="$$(cat $(LOCK) | $(PYTHON) -c 'import hashlib, sys; \
	  print("%d.%d" % sys.version_info[:2], "$(CURDIR)", hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')"; \
	had="$$(cat $(VENV)/lock.stamp 2>/dev/null)"; \
	if [ "$$had" != "$$wanted" ]; then \
	  echo "Setting up $(VENV) from $(LOCK) (once; about two minutes)"; \
	  if [ "$${had% *}" != "$${wanted% *}" ]; then \
	    $(PYTHON) -m venv --clear $(VENV) || { \
	      echo "No virtual environment could be made (Debian: apt install python3-venv)." >&2; exit 1; }; \
	  fi; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK) || exit 1; \
	  echo "$$wanted" > $(VENV)/lock.stamp; \
	fi
	@if ! cmp -s pyproject.toml $(VENV)/pyproject.stamp; then \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e . \
	    || exit 1; \
	  cp pyproject.toml $(VENV)/pyproject.stamp; \
	fi

# Show a town: make run, make run CITY=path. The invented town is generated on first use.
run: setup
	@if [ "$(CITY)" = "$(DEMO)" ] && [ ! -f "$(DEMO)/city.toml" ]; then $(BIN)/atlas demo "$(DEMO)"; fi
	@$(BIN)/atlas load "$(CITY)"
	@$(BIN)/atlas serve "$(CITY)" --host 127.0.0.1 --port $(PORT)

# All checks in order of speed; pytest orders its own: packages, browser, docs.
test: setup browser office lint
	$(BIN)/mypy
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: setup browser
	$(BIN)/python -m bench

# The browser of the tests: Debian's through apt where we may, else one that is already there.
browser: setup
	@$(BIN)/python -m tests.browser.chromium >/dev/null 2>&1 || { \
	  [ -z "$$ATLAS_CHROMIUM" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing Chromium for the browser tests" && \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } || true
	@$(BIN)/python -m tests.browser.chromium >/dev/null

# What opens the papers of the tests as their readers do: LibreOffice, and poppler to see its pages.
OFFICE := libreoffice-writer libreoffice-impress libreoffice-calc poppler-utils fonts-dejavu-core
office:
	@command -v soffice >/dev/null && command -v pdftoppm >/dev/null || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing LibreOffice for the tests of papers" && \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(OFFICE) >/dev/null; } || { \
	  echo "LibreOffice (soffice) and pdftoppm were not found: apt install $(OFFICE)" >&2; exit 1; }

clean:
	rm -rf $(VENV) $(DEMO) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Pin the versions anew; the lock names hashes, never an address.
lock: setup
	$(BIN)/$(COMPILE) pyproject.toml -o requirements.lock
	$(BIN)/$(COMPILE) pyproject.toml --group dev -c requirements.lock -o $(LOCK)
