"""Finds sentences that people read and that are not in the catalogue (`tests/house/test_messages.py`).

What a person reads goes through `tr`, `trn` or `marked` (`domain.speech`). A literal counts as a sentence if it stands
where a view shows it (`text=`, `label=` ...), or begins with a capital and ends with a full stop or the like.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
WHERE = (
    "domain/*.py",
    "domain/usecases/*.py",
    "domain/language/*.py",
    "adapters/slack/*.py",
    "adapters/teams/*.py",
    "adapters/console/*.py",
    "adapters/email/*.py",
)
SHOWN = frozenset({"text", "label", "title", "hint", "intro", "submit", "describe", "typed_label", "by", "summary"})
"""Arguments of views whose value people read."""

_SPOKEN = frozenset({"tr", "trn", "marked"})
_FOR_DEVELOPERS = frozenset(
    {"debug", "info", "warning", "error", "exception", "ValueError", "TypeError", "RuntimeError", "BadSlackConfig"}
)
_WORDS = re.compile(r"[A-Za-z]{2}")
_SENTENCE = re.compile(r"[A-Z“⚠].*\s.*[.?!:]$", re.DOTALL)


def escaped(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the words of each sentence in a file that is in no catalogue."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from _Reader(tree).found()


class _Reader:
    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._skipped = {id(one) for one in _docstrings(tree)}

    def found(self) -> Iterator[tuple[int, str]]:
        yield from self._walk(self._tree, shown=False)

    def _walk(self, node: ast.AST, *, shown: bool) -> Iterator[tuple[int, str]]:
        if isinstance(node, ast.Constant | ast.JoinedStr):
            words = _literal(node)
            if words and id(node) not in self._skipped and _is_read(words, shown=shown):
                yield node.lineno, words
            if isinstance(node, ast.Constant):
                return
        if isinstance(node, ast.Call) and _name(node.func) in _SPOKEN | _FOR_DEVELOPERS:
            for keyword in node.keywords:
                yield from self._walk(keyword.value, shown=False)
            return
        if isinstance(node, ast.keyword):
            yield from self._walk(node.value, shown=node.arg in SHOWN)
            return
        passes_on = isinstance(node, ast.IfExp | ast.BoolOp | ast.BinOp)
        for child in ast.iter_child_nodes(node):
            if isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant):
                continue
            yield from self._walk(child, shown=shown and passes_on)


def _is_read(words: str, *, shown: bool) -> bool:
    return bool(_SENTENCE.match(words)) or (shown and bool(_WORDS.search(words.replace("{}", ""))))


def _literal(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    """Also those below a constant or a field."""
    for node in ast.walk(tree):
        for statement in getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield statement.value


def all_escaped() -> dict[str, list[tuple[int, str]]]:
    """By file, those that have some."""
    files = sorted({path for pattern in WHERE for path in ROOT.glob(pattern)})
    found = {path.relative_to(ROOT).as_posix(): list(escaped(path)) for path in files}
    return {name: some for name, some in found.items() if some}
