#!/bin/sh
# Writes the locks from pyproject.toml: every version pinned with its hashes, for every system and Python >= 3.11.
# Versions stay as they are where they still fit; --upgrade takes the newest, --upgrade-package NAME one of them.
set -eu

compile() {
    out=$1
    shift
    "$BIN"/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
        --no-header --no-emit-index-url --no-emit-find-links --output-file "$out" "$@"
}

# Later locks take the versions of earlier ones, so that no package is there in two versions.
compile requirements.lock pyproject.toml "$@"
compile requirements-build.lock --group build -c requirements.lock "$@"
compile requirements-web.lock --group web "$@"
compile requirements-dev.lock pyproject.toml --group dev \
    -c requirements.lock -c requirements-build.lock -c requirements-web.lock "$@"
