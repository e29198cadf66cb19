# Every target sets up what it needs in .venv; only git, make and Python 3.11+ must be there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FIXTURE := fixtures/pages/dump-en-in-ru-defence/page.txt

.PHONY: demo test check lint quality format bench matrix clean

demo: $(VENV)/installed
	$(BIN)/cleanpage extract --with-metadata $(FIXTURE)

test: $(VENV)/dev
	$(BIN)/python -m pytest

check: lint quality test

lint: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# The fixtures' figures against the floors kept in benchmarks/quality/floors.json.
quality: $(VENV)/dev
	$(BIN)/python -m benchmarks.quality text --check
	$(BIN)/python -m benchmarks.quality units --check

format: $(VENV)/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# With labelled pages: make bench CORPORA=folder/of/jsonl.xz
# They are cross-validated against the corpora's floors, which takes some twenty-five minutes on two cores.
bench: $(VENV)/bench
	$(BIN)/python -m benchmarks.quality text --check
	$(if $(CORPORA),$(BIN)/python -m benchmarks.training $(CORPORA) --format html --folds 5 --check)
	$(if $(CORPORA),$(BIN)/python -m benchmarks.training $(CORPORA) --format text --folds 5 --check)
	$(if $(CORPORA),$(BIN)/python -m benchmarks.quality metadata $(CORPORA) --check)
	$(BIN)/python -m benchmarks.speed $(if $(CORPORA),$(CORPORA)/wcxb-dev.jsonl.xz)

$(VENV)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "cleanpage needs Python 3.11 or newer; set PYTHON=python3.x")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/installed: $(VENV)/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/dev: $(VENV)/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

$(VENV)/bench: $(VENV)/python pyproject.toml
	# pip before 24 stumbles over two names of one extra among what trafilatura needs.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench,train]'
	touch $@

# The tests with the lowest and the newest packages, on every Python that is there: some five minutes each.
matrix:
	.ci/matrix

clean:
	rm -rf $(VENV) .venv-matrix .mypy_cache .ruff_cache .pytest_cache .hypothesis
