"""Writes `docs/a-month.md` anew; with `--pictures` its pictures too, which needs the demo's page and Chromium."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.e2e.month.chat import OnSlack
from tests.e2e.month.lived import live
from tests.e2e.month.page import PAGE, page


def main() -> int:
    """Write the page."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pictures", action="store_true", help="take the pictures anew")
    if arguments.parse_args().pictures:
        from tests.e2e.month.pictures import take

        print("\n".join(take()))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        PAGE.write_text(page(live(Path(folder), OnSlack, lambda _: []).told), encoding="utf-8")
    print(f"{PAGE.name} is written anew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
