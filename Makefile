# Every step is a target. Each sets up what it needs on a machine that has Python 3.11 or later and make.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
export PYTHONPATH := generated

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types stale unit drift test-drift report watch generate mock bench wheel lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Install the locked toolchain into .venv (every target does so itself)

# The stamp is written last, so that an interrupted set-up is begun anew.
$(READY): requirements/development.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "error: $(PYTHON) is older than 3.11; name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@echo "Setting up $(VENV) from requirements/development.txt ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/development.txt
	@touch $@

demo: $(READY) ## Run the main job: all four families against the embedded service
	@$(RUN) -m scripts demo

test: lint types stale unit ## Run everything that must pass

lint: $(READY) ## Check style
	@$(VENV)/bin/ruff check --quiet . && $(VENV)/bin/ruff format --check --quiet . || \
	  { echo "mend with: $(VENV)/bin/ruff check --fix . && $(VENV)/bin/ruff format ." >&2; exit 1; }

types: $(READY) ## Check types, strictly
	@$(VENV)/bin/mypy

stale: $(READY) ## Check that generated/ is what its sources make
	@$(RUN) -m scripts stale

unit: $(READY) ## Run the tests
	@$(RUN) -m pytest --numprocesses auto --dist worksteal

drift: $(READY) ## Tell where pages, description, recordings and client disagree
	@$(RUN) -m scripts drift

test-drift: $(READY) ## Run the planted and the harmless changes alone (make test runs them too)
	@$(RUN) -m pytest --numprocesses auto tests/drift/test_planted.py

report: $(READY) ## Write what drift finds to build/drift.html, for a browser
	@$(RUN) -m scripts drift --format html -o build/drift.html --fail-on never && echo "open build/drift.html"

watch: $(READY) ## Fetch the documentation pages again, then tell what moved (uses the network)
	@$(RUN) -m scripts watch pages --into build/pages; $(RUN) -m scripts drift --pages build/pages

generate: $(READY) ## Rebuild generated/ from spec/ and overlays/
	@$(RUN) -m scripts generate

mock: $(READY) ## Serve the embedded service until interrupted (options: make mock ARGS="--quiet")
	@$(RUN) -m scripts mock $(ARGS)

bench: $(READY) ## Measure against the stock generator's client, pydantic and bare httpx
	@$(RUN) -m scripts bench

wheel: $(READY) ## Build the wheel into dist/
	@$(RUN) -m hatchling build -t wheel

lock: $(READY) ## Resolve the locked requirements anew
	@$(VENV)/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" \
	  --group dev --all-extras -o requirements/development.txt pyproject.toml
	@$(VENV)/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" \
	  --extra fast -c requirements/development.txt -o requirements/client.txt pyproject.toml

clean: ## Remove what the targets made, but not generated/
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
