"""Three pages that Teams' app store asks an app for: what it is, what it keeps about people, and the terms of its use.

They are the same for everybody, hold nothing of the organisation's, and ask nothing of the database.
"""

from __future__ import annotations

from importlib.resources import files

from aiohttp import web

PAGES = {"/about": "About", "/privacy": "Privacy", "/terms": "Terms of use"}
"""By path, the name that a link to it has."""

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "public, max-age=3600",
}
_AROUND = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Action Log</title>
<style>
body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 42rem; margin: 0 auto; padding: 1.5rem }}
body {{ color: #1b1b1b; background: #fff }}
h1 {{ font-size: 1.7rem; line-height: 1.25 }}
h2 {{ font-size: 1.25rem; margin-top: 2rem }}
li {{ margin: .3rem 0 }}
a {{ color: #1d4f91 }}
nav ul {{ list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 1.2rem }}
</style>
</head>
<body>
<main>
{text}</main>
<nav aria-label="Pages"><ul>{links}</ul></nav>
</body>
</html>
"""


async def show(request: web.Request) -> web.Response:
    """The page at this path."""
    return web.Response(text=_page(request.path), content_type="text/html", charset="utf-8", headers=_HEADERS)


def _page(path: str) -> str:
    text = (files(__name__) / f"{path[1:]}.html").read_text(encoding="utf-8")
    # Relative, so that they hold below a path of a web server's own.
    links = "".join(
        f'<li><a href=".{each}"{" aria-current=page" if each == path else ""}>{name}</a></li>'
        for each, name in PAGES.items()
    )
    return _AROUND.format(title=PAGES[path], text=text, links=links)
