# `make demo` audits the week that ships with the project, `make test` runs the tests, `make check` holds everything,
# `make bench` prints the speed table. Each makes its own .venv first, with whatever Python 3.11 or later is at hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The environment belongs to these dependencies, this Python and this folder: a change of any makes it anew.
KEY := $(shell { cat pyproject.toml; $(PYTHON) -c 'import sys; print(sys.version)'; pwd; } | cksum | cut -d' ' -f1)
READY := $(VENV)/ready-$(KEY)

.PHONY: demo test check bench docs fixtures clean
.DEFAULT_GOAL := demo

demo: $(READY)
	@$(BIN)/downtempo audit fixtures/five-findings/runs --week 2026-W40 --exit-zero

test: $(READY)
	$(BIN)/python -m pytest -q -n auto

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n auto

bench: $(READY)
	$(BIN)/python -m tests.bench

docs: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	$(BIN)/python -m downtempo.docs .cache/docs
	@echo "open .cache/docs/html/index.html"

fixtures: $(READY)
	$(BIN)/python -m tests.support.make_fixtures

clean:
	rm -rf $(VENV) .cache dist

$(READY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "downtempo needs Python 3.11 or later; set PYTHON=..." >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "this Python cannot make environments: apt install python3-venv" >&2; exit 2; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@$(BIN)/python -m compileall -q src || true
	@touch $@
