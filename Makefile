# Action Log: what a person types. Everything sets itself up in .venv at first use, and again when a lock changes.
# Plain equivalents for Windows are in docs/development.md.

VENV ?= .venv
BIN := $(VENV)/bin
WEB := bot/playground/web
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
INSTALL := $(PIP) install --require-hashes
SHARED := -n logical --maxprocesses 4 --dist loadgroup

# Also where a machine says that Python shall keep nothing compiled: each file is read in a process of its own, which
# would compile its modules anew each time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test check cards bench faults corpus fuzz fmt docs messages lock set-up web wheel clean

help: ## Show this
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-12s %s\n", $$1, $$2 }'

demo: $(VENV)/.run $(VENV)/.web ## Try it: a pretend Slack and a pretend Teams in the browser
	@$(BIN)/actionlog demo $(ARGS)

test: $(VENV)/.dev $(VENV)/.web ## Run every test (some of them: make test ARGS="tests/domain -x")
	@$(BIN)/python -m pytest $(SHARED) $(ARGS)

check: $(VENV)/.dev ## Style, types, import contracts, and the standing checks of the house
	@BIN=$(BIN) sh tools/check.sh

cards: $(VENV)/.dev $(VENV)/.web ## Take pictures of the cards that changed, to be looked at (all: make cards ARGS=--all)
	@$(BIN)/python -m tests.cards $(ARGS)

bench: $(VENV)/.dev ## Print how fast it is, against bare listeners
	@$(BIN)/python -m bench $(ARGS)

faults: $(VENV)/.dev ## Kill servers and break platforms and databases (make faults ARGS="--seeds 2 --every 5")
	@$(BIN)/python -m tests.faults $(ARGS)

corpus: $(VENV)/.dev ## Print how well each plan of the corpus is read (make corpus ARGS="word --why")
	@$(BIN)/python -m tests.corpus $(ARGS)

fuzz: $(VENV)/.dev ## Change good plans at random and read them (make fuzz ARGS="--minutes 60 --only docx")
	@$(BIN)/python -m tests.fuzz $(ARGS)

fmt: $(VENV)/.dev ## Lay out the code
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

set-up: $(VENV)/.dev $(VENV)/.web ## Only set everything up

web: $(VENV)/.run ## Build the demo's web page (again)
	@rm -f $(VENV)/.web
	@$(MAKE) --no-print-directory $(VENV)/.web

wheel: $(VENV)/.dev $(VENV)/.web ## Build the wheel, and prove it in an empty environment
	@BIN=$(BIN) sh tools/wheel.sh

docs: $(VENV)/.dev ## Write the parts of the README that the code knows, and docs/permissions.md
	@$(BIN)/python -m tools.docs

messages: $(VENV)/.dev ## Write what there is to translate, and bring the catalogues up to date
	@$(BIN)/python -m tools.messages $(ARGS)

lock: $(VENV)/.dev ## Write the locks anew from pyproject.toml (make lock ARGS=--upgrade)
	@BIN=$(BIN) sh tools/lock.sh $(ARGS)

clean: ## Remove what these commands made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf $(WEB)/dist $(WEB)/node_modules manifests/build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up, done once -------------------------------------------------------------------------------------------

$(VENV)/.made:
	@sh tools/venv.sh $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements.lock requirements-build.lock pyproject.toml
	@echo "Installing what Action Log needs (a minute or so, once) ..."
	@$(INSTALL) -r requirements.lock -r requirements-build.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@echo "Installing what the tests and checks need ..."
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

# The page is optional: without it the demo runs in the terminal and says so.
$(VENV)/.web: $(shell find $(WEB) -type f -not -path '*/node_modules/*' -not -path '*/dist/*') bot/playground/build.py | $(VENV)/.run
	@BIN=$(BIN) sh tools/web.sh
	@touch $@
