# One command for each thing one does. `make` alone runs everything a change must pass, as .ci/run does.
# Where there is no make: each recipe is the command.
RUN = python -m uv run
T = # what to test: make test T=tests/values

.PHONY: all test quick lint fix types docs reference pins wheels
all: ; bash .ci/run
setup: ; python -m pip install -q uv && python -m uv sync
test: ; $(RUN) pytest $(T)
quick: ; $(RUN) pytest -m "not slow" $(T)
lint: ; $(RUN) ruff format --check . && $(RUN) ruff check . && $(RUN) lint-imports
fix: ; $(RUN) ruff check --fix . && $(RUN) ruff format .
types: ; $(RUN) mypy
docs: ; $(RUN) --group docs sphinx-build -q -n -W -b html docs docs/_build
reference: ; $(RUN) python docs/generate.py
pins: ; $(RUN) python packaging/known_good.py
wheels: ; python -m uv build --all-packages --wheel -o dist
