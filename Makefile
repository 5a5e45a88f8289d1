# Everything a person needs to try, test and build rdv-tui. Needs Python 3.11 or later, and make.
#
#   make demo     the desk, on a private copy of the sample store
#   make test     each test once, but those that start programs: an answer in minutes
#   make test-all          all cases of all tests, with programs, printers, terminals and a browser
#   make test-postgresql   the store's and the services' tests on a PostgreSQL server
#   make test-wheel        the command line's and the desk's tests on the wheel as it is installed
#   make check    all that must be clean before a change goes in
#   make bench    how fast it is on this machine, kept in benchmarks/latest.json and the README
#   make bench-compare     what has moved against the figures that are kept
#   make sample   build data/sample.db again
#   make gallery  take the README's pictures again from the running program, and those of letters
#   make docs     write again what the program declares in docs
#   make release  check, build the packages of this version, try the wheel, say what comes next
#   make lock     choose the versions of the requirements again (needs uv)

VENV   ?= .venv
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3.14 python3,\
            $(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input -q
UV     ?= uv
NOW    := 2026-11-23T10:15

# Programs that are started often, as the tests do, find their modules compiled, whatever is usual here.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-all coverage test-postgresql test-wheel check bench bench-compare sample gallery docs release lock clean
.DELETE_ON_ERROR:

demo: $(VENV)/.installed
	@$(BIN)/rdv-tui --demo

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --quick

test-all: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test-all test-postgresql test-wheel

# Which branches no test takes in its own process: what the tests start as programs is not counted.
# Fewer than [tool.coverage.report] says, and it fails.
coverage: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --cov --cov-report=term

# What stands on the store, on the other engine: a PostgreSQL server of its own, gone afterwards.
# Papers and rules ask the store nothing.
test-postgresql: $(VENV)/.installed-dev
	$(BIN)/python tools/on_postgresql.py $(BIN)/python -m pytest tests/store tests/services \
	    tests/cli/test_postgresql.py tests/screens/test_store_lost.py \
	    tests/desk/test_postgresql.py tests/broker/test_database.py \
	    --ignore tests/services/delivery/test_papers.py --ignore tests/services/booking/test_eligibility.py

# What a package could lack (letters' faces, sheets, catalogue, migrations) is asked for here.
test-wheel: $(VENV)/.installed-dev
	$(BIN)/python tools/on_wheel.py $(BIN)/python -m pytest -q tests/cli/test_letter.py \
	    tests/cli/test_places.py tests/desk/test_booking.py

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks --keep

bench-compare: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks --compare

sample: $(VENV)/.installed
	$(BIN)/rdv-tui --now $(NOW) store sample data/sample.db

gallery: $(VENV)/.installed-dev
	$(BIN)/python tools/gallery.py
	$(BIN)/python tools/letters.py

docs: $(VENV)/.installed-dev
	$(BIN)/python tools/document.py

release: check
	$(BIN)/python tools/release.py

lock:
	$(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	    --upgrade --quiet pyproject.toml requirements/build.in -o requirements/base.txt
	$(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	    --upgrade --quiet --extra dev -c requirements/base.txt pyproject.toml requirements/build.in \
	    -o requirements/dev.txt

clean:
	rm -rf $(VENV) build dist src/rdv_tui.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "rdv-tui needs Python 3.11 or later." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The package is installed in place: what runs is what stands in src.
$(VENV)/.installed: requirements/base.txt pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Installing rdv-tui into $(VENV)…"
	@$(PIP) install --require-hashes -r requirements/base.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.installed-dev: requirements/dev.txt $(VENV)/.installed
	@echo "Installing the tools of the tests into $(VENV)…"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
