# SPDX-License-Identifier: Apache-2.0
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo check test static-checks clean

setup: .venv/.installed

.venv/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/.developing: .venv/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: setup
	$(BIN)/reglament demo $(if $(RESET),--reset)

# The fast part, for daily use.
check: .venv/.developing static-checks
	$(BIN)/pytest -q -n 3 --dist worksteal -m 'not browser and not processes and not slow'

# Everything: what the tests need is installed first, then the static checks, then all tests on SQLite and on PostgreSQL,
# and the quick ones that touch a database with plain querysets in place of prepared statements: both say the same.
test: .venv/.developing
	tools/system-packages
	$(MAKE) --no-print-directory static-checks
	$(BIN)/pytest -q -n 3 --dist worksteal
	tools/postgres $(BIN)/pytest -q -n 3 --dist worksteal
	REGLAMENT_PREPARED=0 $(BIN)/pytest -q -n 3 --dist worksteal -m 'not browser and not processes and not slow'

static-checks: .venv/.developing
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	REGLAMENT_VAR=$$(mktemp -d) $(BIN)/python -m django makemigrations --check --dry-run --settings reglament.settings
	$(BIN)/python -m reglament.testing.clauses --check

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
