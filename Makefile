# Everything a contributor types. Needs only Python 3.11 or newer and make.

NEWEST := python3 python3.14 python3.13 python3.12 python3.11 python
FIT    := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell for p in $(NEWEST); do $$p $(FIT) 2>/dev/null && echo $$p && break; done)
VENV   := .venv
RUN    := $(VENV)/bin/python
STAMP  := $(VENV)/.installed
PIP    := $(RUN) -m pip install --quiet --disable-pip-version-check

.PHONY: demo test lint types tests docs wheel bench clean

demo: $(VENV)/.runtime
	$(RUN) examples/main_job.py

test: $(STAMP)
	$(RUN) tests/everything.py

lint types tests docs wheel: $(STAMP)
	$(RUN) tests/everything.py $@

bench: $(STAMP)
	$(PIP) -e ".[bench]"
	$(RUN) benchmarks/run.py

clean:
	rm -rf $(VENV) dist site demo-output

$(VENV)/.made:
	@test -n "$(PYTHON)" && $(PYTHON) $(FIT) \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.13 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv module is missing; on Debian or Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: pyproject.toml $(VENV)/.made
	$(PIP) -e ".[reports]"
	@touch $@

$(STAMP): pyproject.toml $(VENV)/.made
	$(PIP) -e ".[dev]"
	@touch $@ $(VENV)/.runtime
