# One command for each thing one does. `make` alone runs everything a change must pass, as .ci/run does.
# Where there is no make: each recipe is the command.
RUN = python -m uv run
T = # what to test: make test T=tests/values

.PHONY: all setup test quick lint fix types docs reference pins lowest wheels
all: ; bash .ci/run
setup: ; python -m pip install -q uv && python -m uv sync
test: ; $(RUN) pytest $(T)
quick: ; $(RUN) pytest -m "not slow" $(T)
lint: ; $(RUN) ruff format --check . && $(RUN) ruff check . && $(RUN) lint-imports
fix: ; $(RUN) ruff check --fix . && $(RUN) ruff format .
types: ; $(RUN) mypy && $(RUN) pyright -p tests/typing
docs: ; $(RUN) --group docs sphinx-build -q -n -W -b html docs docs/_build
reference: ; $(RUN) python docs/generate.py
pins: ; python packaging/known_good.py
lowest: ; python packaging/lowest.py $(T)
wheels: ; rm -rf dist/wheels && python packaging/build.py --wheels-only -o dist/wheels
