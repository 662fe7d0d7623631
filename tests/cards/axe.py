"""What axe-core, the checker of accessibility, has to say of a page (from the web page's development dependencies)."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from bot.playground.build import WEB

AXE: Path = WEB / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
_RUN = """async ([tags, off]) => {
  const rules = Object.fromEntries(off.map((id) => [id, { enabled: false }]));
  const found = await window.axe.run(document, { runOnly: { type: "tag", values: tags }, rules });
  return found.violations.map((one) =>
    one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | "));
}"""


def violations(page: Page, *, off: tuple[str, ...] = ()) -> list[str]:
    """Each broken rule with the first places; the rules in `off` are not asked about."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(_RUN, [_TAGS, list(off)])
    return found
