# The commands of this project. `make` alone lists them.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DATABASE ?= sqlite:///holdfast-demo.db
PYTEST_ARGS ?= -n auto

.DEFAULT_GOAL := help
.PHONY: help demo test check bench docs format lint types layers faces sizes shells coverage clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "holdfast needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[demo]'
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.demo

demo: $(VENV)/.demo ## load the world's cities through a Session and take the guided tour
	$(BIN)/holdfast demo --database $(DATABASE)

test: $(VENV)/.dev ## run all tests (sets up what it needs; throw-away servers where the machine has their programs)
	$(BIN)/python -m tools.servers $(SERVER_ARGS) -- $(BIN)/python -m pytest $(PYTEST_ARGS)

check: format lint types layers faces shells docs test ## everything the gate runs

format: $(VENV)/.dev ## is the code formatted? (`make format FIX=1` formats it)
	$(BIN)/ruff format $(if $(FIX),,--check) .

lint: $(VENV)/.dev ## ruff, all rules on
	$(BIN)/ruff check $(if $(FIX),--fix,) .

types: $(VENV)/.dev ## mypy, strict, all modules
	$(BIN)/mypy

layers: $(VENV)/.dev ## imports go left only along the line of boxes
	$(BIN)/python -m tools.layers

faces: $(VENV)/.dev ## other boxes are imported through their front doors
	$(BIN)/python -m tools.faces

sizes: $(VENV)/.dev ## files and functions that outgrow the ruler (to judge, not a check)
	$(BIN)/python -m tools.sizes

shells: $(VENV)/.dev ## machine-written proxies are as their generator writes them
	$(BIN)/python -m tools.make_shells --check

docs: $(VENV)/.dev ## build the documentation site, strictly
	$(BIN)/mkdocs build --strict --quiet

bench: $(VENV)/.dev ## holdfast beside SQLAlchemy, peers and the bare driver, interleaved
	$(BIN)/python -m bench

coverage: $(VENV)/.dev ## the tests under coverage, with a report
	$(BIN)/coverage run -m pytest -q && $(BIN)/coverage combine --quiet && $(BIN)/coverage report --skip-covered

clean: ## remove what the commands made
	rm -rf $(VENV) site .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* holdfast-demo.db
