# 落实 Luoshi. The two commands: `make demo` and `make test`; `make help` lists the others.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install --require-hashes
LUOSHI_ADDRESS ?= 127.0.0.1:8000
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.PHONY: help install setup extras demo test check format lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed (set PYTHON=…)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python lacks venv; on Debian: apt install python3-venv"; exit 1; }

$(VENV)/base.stamp: requirements/base.txt | $(BIN)/python
	@echo "Installing what Luoshi needs …"
	@$(PIP) -r requirements/base.txt
	@echo "$(CURDIR)/src" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/luoshi.pth"
	@printf '#!/bin/sh\nexec "%s/$(BIN)/python" -m luoshi "$$@"\n' "$(CURDIR)" > $(BIN)/luoshi && chmod +x $(BIN)/luoshi
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/base.stamp
	@echo "Installing what the tests need …"
	@$(PIP) -r requirements/dev.txt
	@touch $@

install: $(VENV)/base.stamp ## what running Luoshi needs, and nothing else

setup: $(VENV)/dev.stamp ## the virtual environment with everything tests and checks need

$(VENV)/extras.stamp: requirements/corpus.txt requirements/ocr.txt $(VENV)/dev.stamp
	@echo "Installing the extras: archives, character recognition …"
	@$(PIP) -r requirements/corpus.txt
	@$(PIP) -r requirements/ocr.txt
	@touch $@

extras: $(VENV)/extras.stamp ## what reading whole archives and scans needs

demo: export LUOSHI_DATA ?= $(CURDIR)/var/demo
demo: $(VENV)/base.stamp ## the sample city on http://127.0.0.1:8000 (LUOSHI_ADDRESS=… for another place)
	@$(BIN)/luoshi demo --address $(LUOSHI_ADDRESS)

test: $(VENV)/dev.stamp ## all tests, on SQLite and on PostgreSQL (ARGS="tests/house -x" chooses)
	@$(BIN)/python -m pytest --database both -n auto --maxprocesses 4 --dist loadfile $(ARGS)

check: export LUOSHI_DATA := $(CURDIR)/$(VENV)/check
check: $(VENV)/dev.stamp ## style, types, layers, templates, migrations
	@failed=; \
	run() { echo "— $$*"; "$(BIN)/$$@" || failed="$$failed $$1"; }; \
	run ruff check . ; \
	run ruff format --check . ; \
	run mypy ; \
	run lint-imports --no-logo ; \
	run djlint --quiet --check --lint src ; \
	run luoshi manage makemigrations --check --dry-run ; \
	test -z "$$failed" || { echo "Not in order:$$failed"; exit 1; }

format: $(VENV)/dev.stamp ## put code and templates into shape
	@$(BIN)/ruff check --quiet --fix --exit-zero .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djlint --quiet --reformat src || true

lock: ## pin the requirements (needs uv; UPGRADE=--upgrade takes newer versions)
	@for name in base dev plan corpus ocr; do \
	  uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate \
	    $(UPGRADE) requirements/$$name.in -o requirements/$$name.txt || exit 1; done

clean: ## remove the environment and the caches; the data in var stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
