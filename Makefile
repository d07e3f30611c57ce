# Every target sets the folder up first (scripts/set_up.py: fast when nothing changed).
#
#   make demo            a demo network, its core and the desktop on it
#   make tour            a day in the store through the real windows; pictures and report in var/tour
#   make pictures        the pictures of the README and the guides, from what make tour has left
#   make test            every test, offscreen, with its time by suite     ARGS="-k claim" narrows it
#   make check           format, lint, types, import contracts, the house; with LONG=1 the frozen program too
#   make killed          the desktop killed at every commit point and at random moments, each time with an order of
#                        its own (tests/e2e/test_killed_*; make test kills it as often, on fewer orders)
#   make coverage        the tests with the branches they reach (95 % of rules, commands and sync)
#   make bench NAME=x    one benchmark: one line of JSON; without NAME, their names
#   make simulate        every property with a hundred examples (make test draws 30), the tests marked simulate
#                        with many more, the full counts of which make test has samples (each mishap in both
#                        languages, the tour's four days), then simulated worlds: SECONDS=600 so long, SEED=7
#                        from this seed on; with SEED, the worlds alone
#   make build           the frozen program, checked away from the source, and its archive, in dist/
#   make frozen          that check alone, on what make build has left
#   make translations    the interface's sentences, from the source into resources/translations
#   make lock            requirements.lock anew from pyproject.toml
#   make clean           what was built (never var/, which holds the demo's data)

# The set-up goes on with a faster Python where the machine has one, unless one is named: make PYTHON3=...
PYTHON3 ?= python3
SET_UP := $(PYTHON3) scripts/set_up.py $(if $(filter file,$(origin PYTHON3)),,--this-python)
# As many as the smallest machine that runs this has processors: with twice as many the same tests take a third
# more of a processor (docs/decisions/0164).
WORKERS ?= 2
ifeq ($(OS),Windows_NT)
PYTHON := .venv/Scripts/python
else
PYTHON := .venv/bin/python
# Tests have their memory in pages of 2 MiB where glibc and the kernel can: the processor of a virtual machine
# looks long for what lies in pages of 4 KiB. What is measured or used runs without (docs/decisions/0166).
test simulate killed coverage: export PYTHONMALLOC = malloc
test simulate killed coverage: export GLIBC_TUNABLES = glibc.malloc.hugetlb=1
endif

# What was compiled once is not compiled anew by each of the many programs that these start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo tour pictures test killed check coverage bench simulate build frozen translations lock clean

help:
	@sed -n 's/^#   //p' Makefile

setup:
	@$(SET_UP)

demo: setup
	@$(PYTHON) -m desktop demo

tour: setup
	@$(PYTHON) -m desktop tour --out var/tour

pictures: setup
	@$(PYTHON) scripts/pictures.py

# A file's tests stay in one process: what a module sets up (a core, a database) is made once. The files come in
# the order of tests/support/suites.py, which also tells at the end what each suite took against its budget.
PARALLEL := -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test: setup
	@$(PYTHON) -m pytest $(PARALLEL) $(ARGS)

killed: setup
	@$(PYTHON) -m pytest --full tests/e2e/test_killed_by_name.py tests/e2e/test_killed_at_commands.py tests/e2e/test_killed_at_random.py $(ARGS)

check: setup
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m mypy
	@$(PYTHON) -m pytest tests/house $(ARGS)
ifdef LONG
	@$(MAKE) build
endif

coverage: setup
	@$(PYTHON) -m pytest $(PARALLEL) --cov --cov-report= $(ARGS)
	@$(PYTHON) -m coverage report --include='core/rules/*,core/commands/*,sync/*' --fail-under=95

bench: setup
ifeq ($(NAME),)
	@echo "make bench NAME=..., one of:"
	@ls benchmarks/*.py 2>/dev/null | sed -n 's#^benchmarks/\([a-z].*\)\.py$$#  \1#p'
else
	@$(PYTHON) -m benchmarks.$(NAME)
endif

SECONDS ?= 60
simulate: setup
ifndef SEED
	@echo "Running every property with a hundred examples"
	@HYPOTHESIS_PROFILE=hundred $(PYTHON) -m pytest -m "hypothesis and not simulate" $(ARGS)
	@echo "Running every test marked simulate or full with the profile thorough"
	@HYPOTHESIS_PROFILE=thorough $(PYTHON) -m pytest --full -m "simulate or full" $(ARGS) || { status=$$?; \
	  [ $$status -eq 5 ] && echo "No test is marked so yet" || exit $$status; }
endif
	@$(PYTHON) tests/simulation --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

build:
	@$(SET_UP) --for-build
	@$(PYTHON) -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller build.spec
	@$(PYTHON) scripts/frozen.py
	@$(PYTHON) scripts/archive.py

frozen:
	@$(PYTHON) scripts/frozen.py

translations: setup
	@$(PYTHON) scripts/translations.py

lock: setup
	@$(SET_UP) --lock

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage
