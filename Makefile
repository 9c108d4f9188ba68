# Two commands for newcomers: `make demo` shows the whole thing, `make test` checks it (docs/commands.md).
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
VENV := .venv
SOHOA := $(VENV)/bin/sohoa
DEMO := demo
export OMP_THREAD_LIMIT := 1

.PHONY: demo test test-servers lint install install-dev install-bench bench bench-reading bench-understanding bench-finding bench-servers clean

demo: install
	@deploy/demo.sh $(DEMO)

test: install-dev lint
	$(VENV)/bin/pytest -n 2 -m "not servers and not slow and not flows and not ocr and not real" tests
	$(VENV)/bin/pytest -n 2 --dist loadfile -m "not servers and (slow or flows or ocr or real)" tests
	@deploy/demo.sh --check build/demo-check

test-servers: install-dev
	deploy/system-tools.sh servers
	$(VENV)/bin/pytest -rs -m servers tests

lint: install-dev
	$(VENV)/bin/ruff check --no-cache .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

install: $(VENV)/.run
install-dev: $(VENV)/.dev
install-bench: $(VENV)-bench/.done

$(VENV)/.run: requirements/run.lock requirements/neural.lock requirements/units.lock pyproject.toml
	deploy/system-tools.sh
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/units.lock
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/neural.lock \
		|| echo "The neural line reader is missing: accurate and best will run as fast."
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	touch $@

$(VENV)-bench/.done: requirements/bench.lock
	deploy/system-tools.sh bench
	test -x $(VENV)-bench/bin/python || $(PYTHON) -m venv $(VENV)-bench
	$(VENV)-bench/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.lock
	touch $@

bench: install-dev install-bench
	$(VENV)/bin/python tests/benchmarks/bench.py

bench-reading bench-understanding bench-finding: install-dev install-bench
	$(VENV)/bin/python tests/benchmarks/bench.py --full $(MEASURES_$@)

bench-servers: install-dev
	deploy/system-tools.sh servers
	$(VENV)/bin/python tests/benchmarks/bench.py --full grown
	$(VENV)/bin/python tests/benchmarks/bench.py --full workers
	$(VENV)/bin/python tests/benchmarks/bench.py --full finding-on-server

MEASURES_bench-reading := reading-bars
MEASURES_bench-understanding := understanding-bars
MEASURES_bench-finding := finding-bars

clean:
	rm -rf build $(DEMO)
