"""For developers: `python -m storage.migrations check`; after a change of the schema, `step 0004 "What it does"`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from storage import migrate


def main(arguments: Sequence[str]) -> int:
    """Compare a fresh database with the schema, or write the step between them."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'fresh.db'}"
        migrate.upgrade(url)
        match arguments:
            case ["check"]:
                found = migrate.differences(url)
                for each in found:
                    print(each, file=sys.stderr)
                return 1 if found else 0
            case ["step", number, message]:
                migrate.write_step(url, message, number=number)
                return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
