"""Writes `docs/a-month.md` anew; with `--pictures` its pictures too, which needs the demo's page and Chromium."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.e2e.month.chat import OnSlack
from tests.e2e.month.lived import live
from tests.e2e.month.page import PAGE, page
from tests.e2e.month.pictures import PICTURED


def main() -> int:
    """Write the page."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        PAGE.write_text(page(live(Path(folder), OnSlack, lambda _: []).told, PICTURED), encoding="utf-8")
    print(f"{PAGE.name} is written anew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
