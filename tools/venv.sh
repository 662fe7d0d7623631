#!/bin/sh
# Makes the virtual environment named by $1, with the first Python here that is new enough ($PYTHON wins).
set -eu
target=$1

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

python=
for candidate in ${PYTHON:-python3 python python3.14 python3.13 python3.12 python3.11}; do
    if new_enough "$candidate"; then
        python=$candidate
        break
    fi
done

if [ -z "$python" ]; then
    found=$("${PYTHON:-python3}" --version 2>&1) || found="no ${PYTHON:-python3}"
    echo "Action Log needs Python 3.11 or newer; this machine has: $found." >&2
    echo "Install a newer Python, or name one: make PYTHON=/path/to/python3.11 ..." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    echo "This Python cannot make virtual environments: its venv module is missing." >&2
    echo "On Debian or Ubuntu: apt install python3-venv. Then try again." >&2
    exit 1
fi
echo "Making $target with $("$python" --version) ..."
"$python" -m venv --clear "$target"
