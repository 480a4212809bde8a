# Every target sets itself up: `make test` on a fresh clone is enough. Nothing outside this folder is touched.
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: setup demo test check bench lock clean

setup: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup
	$(BIN)/newsbot demo

test: setup
	$(BIN)/python -m pytest -n auto

check: setup
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m bench.crawl
	$(BIN)/python -m bench.crawl --images 2
	$(BIN)/python -m bench.poll
	$(BIN)/python -m bench.kills
	$(BIN)/python -m bench.extract
	$(BIN)/python -m bench.tickers
	$(BIN)/python -m bench.captures
	$(BIN)/python -m bench.archive --articles 50000

# After a change of dependencies in pyproject.toml. Every package is pinned with its hashes, no index is named.
lock:
	$(PYTHON) -m venv .cache/lock
	.cache/lock/bin/python -m pip install --quiet uv
	.cache/lock/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --quiet --upgrade --output-file requirements.lock

clean:
	rm -rf .venv .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
