#!/bin/sh
# Builds the demo's web page with this machine's Node.js, else with the one that PyPI carries.
# Never fails a set-up: without the page the demo runs in the terminal, and says so.
set -eu

if ! "$BIN"/python -c 'from bot.playground.build import find_node; find_node()' >/dev/null 2>&1; then
    echo "No Node.js here that is new enough: installing one into the virtual environment ..."
    "$BIN"/python -m pip --disable-pip-version-check -qq install --require-hashes -r requirements-web.lock || true
fi
echo "Building the demo's web page (once) ..."
if ! "$BIN"/python -m bot.playground.build; then
    echo "The web page could not be built; the demo will run in the terminal. (make web tries again.)" >&2
    if [ -n "${CI:-}" ]; then
        exit 1
    fi
fi
