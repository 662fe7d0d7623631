"""`make docs`: writes the parts of the README that the code knows best, between their comments.

The tests compare them (`tests/house/test_docs.py`), so the README can't fall behind.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.tables import table

README = Path(__file__).parents[1] / "README.md"


def commands() -> str:
    """What people can say, from the registry."""
    from domain.usecases import registry

    def also(aliases: tuple[str, ...]) -> str:
        return ", ".join(f"`{alias}`" for alias in aliases)

    rows = [(f"`{entry.usage}`", entry.summary, also(entry.aliases)) for entry in registry.typed()]
    return table(("you say", "what it is for", "or"), *rows)


def slack_scopes() -> str:
    """What the Slack app may do and what it is told, from its manifest."""
    from manifests import slack

    scopes = table(("permission", "why"), *((f"`{name}`", why) for name, why in slack.SCOPES.items()))
    events = table(("what Slack tells it", "why"), *((f"`{name}`", why) for name, why in slack.EVENTS.items()))
    return f"{scopes}\n\n{events}"


def teams_permissions() -> str:
    """What the Teams app may do and where, from its manifest."""
    from manifests import teams

    asked = {**teams.PERMISSIONS, **teams.SCOPES, **teams.FEATURES}
    return table(("in the manifest", "why"), *((f"`{name}`", why) for name, why in asked.items()))


PARTS: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "slack-scopes": slack_scopes,
    "teams-permissions": teams_permissions,
}


def part(text: str, name: str) -> re.Match[str]:
    """Where a part is: group 1 is its opening comment, 2 what is in it, 3 its closing comment."""
    found = re.search(rf"(<!-- {name}\b[^>]*-->\n)(.*?)(<!-- /{name} -->)", text, re.DOTALL)
    if found is None:
        raise ValueError(f"the README has no part between <!-- {name} --> and <!-- /{name} -->")
    return found


def written(text: str) -> str:
    """The README with every part as the code has it now."""
    for name, write in PARTS.items():
        found = part(text, name)
        text = f"{text[: found.end(1)]}{write()}\n{text[found.start(3) :]}"
    return text


def main() -> int:
    """Write the README and the tables of permissions and of what can be undone anew."""
    from tools import permissions, undoing

    before = README.read_text(encoding="utf-8")
    for page, after in (
        (README, written(before)),
        (permissions.PAGE, permissions.page()),
        (undoing.PAGE, undoing.page()),
    ):
        same = page.exists() and page.read_text(encoding="utf-8") == after
        page.write_text(after, encoding="utf-8")
        print(f"{page.name} is up to date." if same else f"{page.name} is written anew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
