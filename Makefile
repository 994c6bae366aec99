# Everything a contributor types. Needs only Python 3.11 or newer and make.

PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python
STAMP  := $(VENV)/.installed

.PHONY: demo test lint types docs bench clean

demo: $(VENV)/.runtime
	$(RUN) examples/main_job.py

test: $(STAMP)
	$(RUN) tests/everything.py

lint: $(STAMP)
	$(RUN) tests/everything.py lint

types: $(STAMP)
	$(RUN) tests/everything.py types

docs: $(STAMP)
	$(RUN) tests/everything.py docs

bench: $(STAMP)
	$(RUN) -m pip install --quiet --disable-pip-version-check -e ".[bench]"
	$(RUN) benchmarks/run.py

clean:
	rm -rf $(VENV) dist site demo-output

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=python3.13 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.runtime: pyproject.toml | $(RUN)
	$(RUN) -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(STAMP): pyproject.toml | $(RUN)
	$(RUN) -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@ $(VENV)/.runtime
