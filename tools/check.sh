#!/bin/sh
# The checks that are no tests. Runs them all, so that one visit shows everything; fails if one failed.
set -u

failed=
run() {
    name=$1
    shift
    echo "== $name"
    "$@" || failed="$failed
  $name"
}

run "ruff check" "$BIN"/ruff check --quiet .
run "ruff format" "$BIN"/ruff format --check .
run "mypy --strict" "$BIN"/mypy
run "pyright (adapters)" "$BIN"/basedpyright --level error
run "import contracts" "$BIN"/lint-imports --no-logo
if [ -z "${TESTED:-}" ]; then # they are tests like others: who has just run all tests has run these
    run "the house" "$BIN"/python -m pytest tests/house
fi

if [ -n "$failed" ]; then
    echo "Failed:$failed" >&2
    exit 1
fi
echo "All checks passed."
