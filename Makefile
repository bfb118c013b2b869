# The two commands of the README, and what they are made of. Needs Python 3.11 or newer, git and make.
PYTHON ?= python3
BIN := .venv/bin
# Where Python may not keep compiled modules, each command compiles its libraries anew, which takes longer than its work.
export PYTHONDONTWRITEBYTECODE =

.PHONY: setup run test test-all ready lint format types imports sql browser servers cluster machine generate pictures lock clean

setup: .venv/installed

.venv/installed: requirements.lock requirements-uv.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

run: setup
	$(BIN)/medvind demo
	$(BIN)/medvind run

# `make test` is everything. `make test ONLY=intake/layout` is one package's tests, and `ONLY=intake/layout/recognise` one
# module's: the tests mirror the packages. A module without a test file of its own is tested by what tests its package,
# and one of the outermost package by whole runs.
# Tests wait for servers, browsers and the disk a third of the time, so two cores take four workers.
WORKERS ?= 4
own_tests = $(wildcard tests/$(1) tests/$(patsubst ./,,$(dir $(1)))test_$(notdir $(1)).py)
package_of = $(patsubst %/,%,$(filter-out ./,$(dir $(1))))
nearest_tests = $(or $(own_tests),$(if $(package_of),$(call nearest_tests,$(package_of)),tests/end_to_end))
MODULE = $(wildcard $(foreach name,pipelines/$(ONLY) $(ONLY),$(name).py $(name)/__init__.py))
ONLY_TESTS = $(if $(MODULE),$(call nearest_tests,$(ONLY)),$(call own_tests,$(ONLY)))

ifdef ONLY
test: setup
	$(if $(ONLY_TESTS),,$(error No tests for $(ONLY): neither a module or package nor a folder of tests has that name))
	@echo "$(ONLY) is tested by $(ONLY_TESTS)"
	@$(BIN)/pytest $(ONLY_TESTS)
else
test: ready
	$(BIN)/pytest -n $(WORKERS)
endif

test-all: ready machine
	$(BIN)/pytest -n $(WORKERS) -m "slow or not slow"

# The checkers run beside each other and beside the installation of what the tests need; all Python packages are there
# before, since a checker imports them.
ready: .venv/cluster
	$(MAKE) --jobs=3 --output-sync=target lint browser servers cluster

lint: format types imports sql

format: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

sql: setup
	$(BIN)/sqlfluff lint dbt_project --disable-progress-bar

# The tests of pages open them in Chromium. On Debian it is installed here, which needs root the first time. Where there
# is no package of the browser without a window, the tests use the other one, which takes several times the processor.
browser: setup
	command -v chromium > /dev/null || { apt-get update -qq && apt-get install -y -qq chromium > /dev/null; }
	command -v chromium-headless-shell > /dev/null || { apt-get update -qq && \
		apt-get install -y -qq --no-install-recommends chromium-headless-shell > /dev/null; } || true

# The tests start PostgreSQL (for the copy of the figures, and for several workers) and nginx (for readers on other
# machines). On Debian they are installed here, which needs root the first time. One after the other: apt-get has a lock.
servers: browser
	test -x /usr/sbin/nginx || { apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx > /dev/null; }
	ls -d /usr/lib/postgresql > /dev/null || { apt-get update -qq && apt-get install -y -qq postgresql > /dev/null; }

# What more than one machine takes: Spark and its Java, and PostgreSQL for Dagster. On Debian the latter two are
# installed here, which needs root the first time.
cluster: .venv/cluster servers
	command -v java > /dev/null || { apt-get update -qq && apt-get install -y -qq openjdk-17-jre-headless > /dev/null; }

# A bare Debian in a folder, on which the slow tests of deploy/ type its guide; they need root.
machine:
	which debootstrap systemd-nspawn ssh-keygen > /dev/null || { apt-get update -qq && apt-get install -y -qq \
		--no-install-recommends debootstrap systemd-container openssh-client > /dev/null; }

.venv/cluster: .venv/installed requirements-cluster.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --no-deps --require-hashes -r requirements-cluster.lock
	touch $@

# Files that are derived from the contracts. A test says when they are out of date.
generate: setup
	$(BIN)/python -m pipelines.transform.dbt_sources
	$(BIN)/python -m pipelines.transform.default_indicators
	$(BIN)/python -m pipelines.text.danish_click
	$(BIN)/python -m pipelines.intake.guides.partner_guide
	$(BIN)/python -m pipelines.privacy.processing_record
	$(BIN)/python -m pipelines.transform.indicator_guide
	$(BIN)/python tests/docs/sql_guide.py

# The pictures of the README; look at them before they are committed.
pictures: setup browser
	PYTHONPATH=. $(BIN)/python tests/docs/pictures.py

lock: setup
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet --output-file requirements.lock
	sed -n '/^uv==/,/# via/p' requirements.lock | grep -v '# via' > requirements-uv.lock
	$(BIN)/uv pip compile pyproject.toml --extra spark --extra workers --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet --constraint requirements.lock \
		$$(sed -n 's/^\([a-z0-9.-]*\)==.*/--no-emit-package \1/p' requirements.lock) --output-file requirements-cluster.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
