# Two commands: `make first` runs the main job with a real model, `make test` passes the tests.
# Both set up what they need in .venv and reuse it the next time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: first test check clean

first: $(VENV)/.first
	$(BIN)/verigen sample --domain math --limit 24 --n 4 --max-tokens 512 --out runs/first

test: $(VENV)/.dev
	.ci/sandbox.sh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under=90

$(VENV)/.first: $(VENV)/.pip pyproject.toml
	@echo "== installing verigen with llama.cpp into $(VENV)"
	$(BIN)/pip install --quiet --editable '.[local]'
	touch $@

$(VENV)/.dev: $(VENV)/.pip pyproject.toml
	@echo "== installing verigen with its test tools into $(VENV)"
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.first

$(VENV)/.pip:
	@echo "== making a virtual environment in $(VENV)"
	$(PYTHON) -m venv $(VENV)
	touch $@

clean:
	rm -rf $(VENV) runs build dist
