"""Writes the parts of the README that the code knows: `python tools/docs.py` writes, `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def commands() -> str:
    """What one can type, from the registry."""
    from domain.usecases import registry

    lines = ["| say | what it does | also |", "|---|---|---|"]
    for entry in registry.typed():
        usage = entry.usage.replace("|", "\\|")
        lines.append(f"| `{usage}` | {entry.summary} | {', '.join(entry.aliases)} |")
    return "\n".join(lines)


PARTS: dict[str, Callable[[], str]] = {"commands": commands}


def written(text: str) -> str:
    """The README with its parts as the code has them now."""
    for name, make in PARTS.items():
        begin = text.index("\n", text.index(f"<!-- {name}:")) + 1
        end = text.index(f"<!-- /{name} -->")
        text = f"{text[:begin]}{make()}\n{text[end:]}"
    return text


def main() -> int:
    """Write, or with `--check` say whether something is out of date."""
    before = README.read_text(encoding="utf-8")
    after = written(before)
    if "--check" in sys.argv:
        if before != after:
            print("README.md is out of step with the code: run make docs")  # noqa: T201 - a command's answer
        return int(before != after)
    README.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(README.parent))
    raise SystemExit(main())
