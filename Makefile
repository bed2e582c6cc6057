# Every way to work here: `make run` shows a town, `make test` checks everything; both set up what they need.

SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements-dev.lock

.PHONY: setup lock

# The stamps name what was installed from where: unchanged means nothing to do, so a second run needs no network.
setup:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Python was not found: install Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is $$($(PYTHON) -V 2>&1); Python 3.11 or newer is needed: make PYTHON=python3.12" >&2; exit 1; }
	@wanted="$$(cat $(LOCK) | $(PYTHON) -c 'import hashlib, sys; \
	  print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest(), sys.version_info[:2], "$(CURDIR)")')"; \
	if [ "$$(cat $(VENV)/lock.stamp 2>/dev/null)" != "$$wanted" ]; then \
	  echo "Setting up $(VENV) from $(LOCK) (once; about a minute)"; \
	  $(PYTHON) -m venv --clear $(VENV) || { \
	    echo "No virtual environment could be made (Debian: apt install python3-venv)." >&2; exit 1; }; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK) || exit 1; \
	  echo "$$wanted" > $(VENV)/lock.stamp; \
	fi
	@if ! cmp -s pyproject.toml $(VENV)/pyproject.stamp; then \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e . \
	    || exit 1; \
	  cp pyproject.toml $(VENV)/pyproject.stamp; \
	fi

# Pin the versions anew; the lock names hashes, never an address.
lock: setup
	$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate \
	  --no-emit-index-url --upgrade --quiet pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate \
	  --no-emit-index-url --upgrade --quiet pyproject.toml --group dev -c requirements.lock -o $(LOCK)
