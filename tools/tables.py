"""Tables for the pages that are written from the code."""

from __future__ import annotations


def table(*rows: tuple[str, ...]) -> str:
    """A Markdown table; the first row is its heading."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join(lines)
