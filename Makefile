# The two commands of the README are `make run` and `make test`; both make .venv themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable

.PHONY: run test fuzz check data bench docs texts format clean

# What the dashboard and the commands need; the tools for checks and tests come with .developer.
$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	@echo "==> Making a Python environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@echo "==> Installing the packages of the planner (the first time a few minutes)"
	@$(INSTALL) .
	@touch $@

$(VENV)/.developer: $(VENV)/.installed
	@echo "==> Installing the tools for checks and tests"
	@$(INSTALL) '.[dev]'
	@touch $@

run: $(VENV)/.installed  ## serve the dashboard on http://localhost:8501
	@$(BIN)/planner dashboard --port $(PORT)

# A file of tests stays with one of the two workers, as do its fixtures. The files come in their order:
# the slowest, with the browser, first.
test: check  ## every check and test
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations 25

FUZZ ?= 5000
fuzz: $(VENV)/.developer  ## read FUZZ mutations of every sample of a diary: a message or a reading
	FUZZ_COUNT=$(FUZZ) $(BIN)/python -m pytest -q tests/formats/diaries/test_mutations.py

check: $(VENV)/.developer  ## format, lint, types, floors, data tables, written model
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/planner check-data
	$(BIN)/python -m planner.optimize.model.document --check

data: $(VENV)/.installed  ## rebuild the generated tables from the published sources
	$(BIN)/python -m planner.nutrition.sources.build $(if $(REFERENCE),--reference $(REFERENCE))

docs: $(VENV)/.installed  ## write docs/model.md from the rule registry
	$(BIN)/python -m planner.optimize.model.document

texts: $(VENV)/.installed  ## bring the pages' words into every catalogue, the new ones still empty
	mkdir -p build
	$(BIN)/python -m planner.dashboard.wording.extract build/texts.pot
	for file in planner/dashboard/locale/*.po; do \
	    $(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
	        -i build/texts.pot -o $$file -l $$(basename $$file .po); done

bench: $(VENV)/.developer  ## measure speed, as ratios within one run
	$(BIN)/python -m benchmarks.start
	$(BIN)/python -m benchmarks.side_by_side --write
	$(BIN)/python -m benchmarks.day
	$(BIN)/python -m benchmarks.targets
	$(BIN)/python -m benchmarks.diary
	$(BIN)/python -m benchmarks.matching
	$(BIN)/python -m benchmarks.monolith
	$(BIN)/python -m benchmarks.week --write
	$(BIN)/python -m benchmarks.page
	$(BIN)/python -m benchmarks.sessions

format: $(VENV)/.developer
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist artefacts
