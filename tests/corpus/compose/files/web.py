"""A composed plan as a web page and as Markdown."""

from __future__ import annotations

import html
import re

from tests.corpus.compose import cells
from tests.corpus.compose.files.paper import Box, Grid, Line, Paper, Row

_HTML = {
    "paragraphs in cells": 0.3, "nested tags": 0.3, "hard blanks": 0.3, "head and body": 0.5, "row headings": 0.2,
    "caption": 0.15, "old attributes": 0.2, "Word's own tags": 0.15, "capital tags": 0.1, "open tags": 0.1,
    "cp1252": 0.15, "site around it": 0.4, "arranged in a table": 0.1, "links": 0.2, "scripts": 0.3, "classes": 0.25,
    "white space": 0.4, "definition of colours in a list": 0.1, "blank column": 0.06,
}  # fmt: skip
_MARKDOWN = {
    "bold leads": 0.15, "bold headings": 0.3, "no outer bars": 0.2, "aligned": 0.3, "emoji": 0.4, "breaks": 0.5,
    "escaped bars": 0.3, "sections as headings": 0.5, "links": 0.1, "code": 0.08, "bold actions": 0.1, "padded": 0.4,
}  # fmt: skip
_SIGNS = {"red": "🔴", "amber": "🟠", "green": "🟢", "blue": "🔵"}


def as_html(paper: Paper) -> bytes:
    """The bytes of a web page."""
    return _Html(paper).bytes()


class _Html:
    def __init__(self, paper: Paper) -> None:
        self.paper, self.rng = paper, paper.rng
        self.has = {name for name, often in _HTML.items() if paper.chance(name, often)}
        self.classes: dict[str, str] = {}

    def bytes(self) -> bytes:
        inner = []
        for block in self.paper.blocks:
            if isinstance(block, Line):
                tag = f"h{block.level}" if block.level else "p"
                inner.append(f"<{tag}>{self._said(block.text)}</{tag}>")
            else:
                inner.append(self._table(block))
        body = "\n".join(inner)
        if "arranged in a table" in self.has:
            body = f'<table width="100%" role="presentation"><tr><td>{body}</td></tr></table>'
        if "site around it" in self.has:
            body = (
                '<header><a href="/">Council home</a></header><nav><ul><li><a href="/a">Services</a></li>'
                '<li><a href="/b">Contact us</a></li></ul></nav><div class="crumbs">Home &gt; Plans</div><main>'
                f"{body}</main><footer><p>Cookies | Accessibility</p></footer>"
            )
        if "scripts" in self.has:
            body += "<script>var rows = [['Action','Lead']];</script>"
        looks = "".join(f".{name} {{ background-color: #{colour}; }}" for colour, name in self.classes.items())
        charset = "windows-1252" if "cp1252" in self.has else "utf-8"
        page = (
            f'<!doctype html><html><head><meta charset="{charset}"><title>Plan</title><style>{looks}</style></head>'
            f"<body>{body}</body></html>"
        )
        if "capital tags" in self.has:
            page = re.sub(r"</?(?:table|tr|td|th|p)\b", lambda found: found[0].upper(), page)
        if "open tags" in self.has and "arranged in a table" not in self.has:
            page = re.sub(r"</(?:tr|td|th)>", "", page, flags=re.IGNORECASE)
        return page.encode("cp1252" if "cp1252" in self.has else "utf-8", "xmlcharrefreplace")

    def _said(self, text: str) -> str:
        said = html.escape(text, quote=False)
        if "hard blanks" in self.has and len(text) < 30:
            said = said.replace(" ", "&nbsp;")
        elif "white space" in self.has:
            said = re.sub(" ", lambda _: "\n      " if self.rng.random() < 0.1 else " ", said)
        return said

    def _table(self, grid: Grid) -> str:
        rows = [self._row(grid, row) for row in grid.rows]
        heads = grid.heads
        if "head and body" in self.has and heads and not grid.beside:
            inner = f"<thead>{''.join(rows[:heads])}</thead><tbody>{''.join(rows[heads:])}</tbody>"
        else:
            inner = "".join(rows)
        caption = "<caption>Table 1: what we will do</caption>" if "caption" in self.has and not grid.beside else ""
        return f'<table border="1">{caption}{inner}</table>'

    def _row(self, grid: Grid, row: Row) -> str:
        drawn = []
        for place, box in sorted({**self._blanks(grid, row), **row.boxes}.items()):
            tag = "th" if row.kind == "head" else "td"
            if row.kind == "data" and place == 0 and "row headings" in self.has:
                tag = "th"
            looks = f' colspan="{box.across}"' if box.across > 1 else ""
            looks += f' rowspan="{box.down}"' if box.down > 1 else ""
            looks += self._fill(box)
            drawn.append(f"<{tag}{looks}>{self._inside(box)}</{tag}>")
        return f"<tr>{''.join(drawn)}</tr>\n"

    @staticmethod
    def _blanks(grid: Grid, row: Row) -> dict[int, Box]:
        """The places of a short row on which no box stands; those of data and headings are covered from above."""
        if row.kind != "other":
            return {}
        covered = {place + at for place, box in row.boxes.items() for at in range(box.across)}
        return {place: Box([]) for place in range(grid.width) if place not in covered}

    def _fill(self, box: Box) -> str:
        if not box.fill:
            return ""
        if "old attributes" in self.has:
            return f' bgcolor="#{box.fill}"'
        if "classes" in self.has:
            name = self.classes.setdefault(box.fill, f"c{len(self.classes)}")
            return f' class="{name}"'
        return f' style="padding:2px;background-color:#{box.fill.lower()}"'

    def _inside(self, box: Box) -> str:
        rng = self.rng
        if not box.lines:
            return rng.choice(("", "&nbsp;", "<p></p>")) if "paragraphs in cells" in self.has else ""
        if box.items:
            return f"<ul>{''.join(f'<li>{self._said(line)}</li>' for line in box.lines)}</ul>"
        lines = [self._said(line) for line in box.lines]
        if "links" in self.has and box.part == "lead":
            lines = [f'<a href="mailto:lead@council.example">{line}</a>' for line in lines]
        if "nested tags" in self.has:
            lines = [
                f'<span style="font-size:10pt"><strong><font face="Arial">{line}</font></strong></span>'
                if rng.random() < 0.5
                else f"<div><span>{line}</span></div>"
                for line in lines
            ]
        if "Word's own tags" in self.has:
            return "".join(f'<p class="MsoNormal">{line}<o:p></o:p></p>' for line in lines)
        if "paragraphs in cells" in self.has and len(lines) == 1:
            return f"<p>{lines[0]}</p>"
        return "<br>".join(lines)


def as_markdown(paper: Paper) -> bytes:
    """The bytes of a Markdown file."""
    return _Markdown(paper).bytes()


class _Markdown:
    def __init__(self, paper: Paper) -> None:
        self.paper, self.rng = paper, paper.rng
        self.has = {name for name, often in _MARKDOWN.items() if paper.chance(name, often)}

    def bytes(self) -> bytes:
        parts = []
        for block in self.paper.blocks:
            if isinstance(block, Line):
                parts.append(f"{'#' * block.level} {block.text}".strip())
            else:
                parts.append(self._table(block))
        return "\n\n".join(parts).encode() + b"\n"

    def _table(self, grid: Grid) -> str:
        first = grid.rows[0]
        if not grid.heads and not grid.beside and self.paper.chance("blank header", 0.5):
            first = Row("head", {})
            grid = Grid([first, *grid.rows], grid.width)
        ruled = ["---"] * grid.width
        if "aligned" in self.has:
            ruled = [self.rng.choice((":---", "---:", ":---:", "---")) for _ in ruled]
        lines = [self._row(grid, first), self._bars(ruled)]
        for row in grid.rows[1:]:
            only = next(iter(row.boxes.values()), Box([]))
            over = row.kind == "other" and not grid.beside and only.across == grid.width
            if over and "sections as headings" in self.has:
                heads = [self._row(grid, first), self._bars(ruled)]
                lines = [*(lines if len(lines) > 2 else []), "", f"## {only.text}", "", *heads]
            else:
                lines.append(self._row(grid, row))
        return "\n".join(lines)

    def _row(self, grid: Grid, row: Row) -> str:
        texts = [self._inside(row.boxes.get(place, Box([])), row) for place in range(grid.width)]
        return self._bars(texts)

    def _bars(self, texts: list[str]) -> str:
        if "padded" in self.has:
            texts = [text.ljust(12) for text in texts]
        line = " | ".join(texts)
        return line.strip() if "no outer bars" in self.has and texts[0].strip() and texts[-1].strip() else f"| {line} |"

    def _inside(self, box: Box, row: Row) -> str:
        if not box.lines:
            return ""
        lines = [line.replace("|", "\\|") for line in box.lines]
        text = ("<br>" if "breaks" in self.has else " ").join(lines)
        if box.items:
            text = "<br>".join(f"- {line}" for line in lines) if "breaks" in self.has else "; ".join(lines)
        if row.kind == "head":
            return f"**{text}**" if "bold headings" in self.has else text
        colour = next((name for name in cells.FILLS if text.lower() == name), "")
        if colour and box.part in {"rag", "rag_before"} and "emoji" in self.has:
            return self.rng.choice((f"{_SIGNS[colour]} {text}", _SIGNS[colour]))
        if box.part in {"progress", "comments"} and "escaped bars" in self.has and self.rng.random() < 0.3:
            return f"{text} \\| seen"
        if box.part == "lead":
            text = f"**{text}**" if "bold leads" in self.has else text
            return f"[{text}](mailto:lead@council.example)" if "links" in self.has else text
        if box.part == "action" and "bold actions" in self.has:
            return f"**{text}**"
        if box.part == "ref" and "code" in self.has:
            return f"`{text}`"
        return text
