"""Boards of Trello, as its menu exports them in JSON: a card is an action, its checklists are milestones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adapters.documents.markup import fold
from domain.importing.instants import uk_day
from domain.importing.rags import read_rag
from domain.importing.raw import (
    PieceKind,
    RawBlock,
    RawCell,
    RawDocument,
    RawParagraph,
    RawPiece,
    RawRow,
    RawTable,
    UnreadableDocument,
)
from domain.rag import RagValue
from domain.speech import marked

MAX_CARDS = 20_000
_NOT_A_BOARD = marked(
    "This is JSON, but no board exported from Trello. Export the tasks as CSV or Excel from where they are kept, "
    "and import that."
)
_BROKEN = marked("This JSON file is not complete. Export the board again, and import the new file.")
Json = Mapping[str, Any]


def is_json(text: str) -> bool:
    """Does a text begin as JSON does?"""
    start = text.lstrip("\ufeff \t\r\n")[:200]
    return (start[:1] == "{" and start[1:].lstrip()[:1] in {'"', "}"}) or start[:2] in {"[{", "[]"}


def read_trello(text: str, name: str) -> RawDocument:
    """Read a board. Raises `UnreadableDocument` for other JSON, with what would work."""
    try:
        board = json.loads(text.lstrip("\ufeff"))
    except RecursionError:
        raise
    except ValueError as error:
        raise UnreadableDocument(_BROKEN) from error
    if not isinstance(board, dict) or not isinstance(board.get("cards"), list) or "lists" not in board:
        raise UnreadableDocument(_NOT_A_BOARD)
    cards = _objects(board, "cards")
    if len(cards) > MAX_CARDS:
        raise UnreadableDocument(
            marked("This board has too many cards to be a plan. Archive the old ones, and export it again.")
        )
    return RawDocument(name, tuple(_blocks(board, cards)), _notes(cards), _doubts(cards))


def _objects(parent: Json, key: str) -> list[Json]:
    found = parent.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(parent: Json, key: str) -> str:
    value = parent.get(key)
    return (
        value if isinstance(value, str) else str(value) if isinstance(value, int | float) and value is not True else ""
    )


def _blocks(board: Json, cards: Sequence[Json]) -> Iterator[RawBlock]:
    title, about = fold(_text(board, "name")), fold(_text(board, "desc"))
    if title:
        yield RawParagraph(title, "board", 0, 1)
    if about:
        yield RawParagraph(about, "board", 0)
    lists = {_text(one, "id"): one for one in _objects(board, "lists")}
    reader = _Board(board, lists)
    live = [card for card in cards if not _is_archived(card, lists)]
    archived = [card for card in cards if _is_archived(card, lists)]
    if live or not archived:
        yield from reader.table(live, cards)
    if archived:
        yield RawParagraph("Archived actions", "board", len(cards))
        yield from reader.table(archived, cards)
    used = {_text(card, "idList") for card in cards}
    for key, one in lists.items():
        if key not in used and (text := fold(_text(one, "name"))):
            yield RawParagraph(text, "board", 0)


def _is_archived(card: Json, lists: Mapping[str, Json]) -> bool:
    return card.get("closed") is True or lists.get(_text(card, "idList"), {}).get("closed") is True


class _Board:
    """What the cards of a board point to."""

    def __init__(self, board: Json, lists: Mapping[str, Json]) -> None:
        self.lists = {key: fold(_text(one, "name")) for key, one in lists.items()}
        self.members = {
            _text(one, "id"): fold(_text(one, "fullName") or _text(one, "username"))
            for one in _objects(board, "members")
        }
        self.checklists: dict[str, list[Json]] = {}
        for one in _objects(board, "checklists"):
            self.checklists.setdefault(_text(one, "idCard"), []).append(one)
        self.fields = {_text(one, "id"): one for one in _objects(board, "customFields")}
        self.comments: dict[str, list[str]] = {}
        for action in _objects(board, "actions"):
            if action.get("type") == "commentCard":
                self._comment(action)
        names = {name for name in self.lists.values() if name}
        said = [name for name in names if _says_status(name)]
        self.lists_are_status = bool(said) and len(said) * 2 >= len(names)

    def _comment(self, action: Json) -> None:
        data = action.get("data")
        card = data.get("card") if isinstance(data, dict) else None
        if not isinstance(data, dict) or not isinstance(card, dict):
            return
        maker = action.get("memberCreator")
        who = fold(_text(maker, "fullName")) if isinstance(maker, dict) else ""
        when = _shown(_text(action, "date"))
        text = f"{', '.join(filter(None, (when, who)))}: {fold(_text(data, 'text'))}"
        self.comments.setdefault(_text(card, "id"), []).insert(0, text)  # the newest comes first in the file

    def table(self, cards: Sequence[Json], every: Sequence[Json]) -> Iterator[RawTable]:
        """The cards as rows; columns that no card fills are left out."""
        order = {id(card): number for number, card in enumerate(every, 1)}
        rows = [(order[id(card)], self._cells(card)) for card in cards]
        heads = dict.fromkeys(heading for _, cells in rows for heading in cells)
        wanted = [heading for heading in heads if any(not cells.get(heading, _NOTHING).is_blank for _, cells in rows)]
        if not wanted:
            return
        body = tuple(
            RawRow(tuple(_at(cells.get(heading, _NOTHING), place) for place, heading in enumerate(wanted)), number)
            for number, cells in rows
        )
        head = RawRow(tuple(RawCell.of(heading, place) for place, heading in enumerate(wanted)), 0)
        yield RawTable((head, *body), "board", 1, whole=True)

    def _cells(self, card: Json) -> dict[str, RawCell]:
        where = self.lists.get(_text(card, "idList"), "")
        status = where if self.lists_are_status else ""
        members = [self.members.get(str(one), "") for one in _list(card, "idMembers")]
        unknown = sum(not name for name in members)
        labels = [_label(one) for one in _objects(card, "labels")]
        colours = [label for label in labels if _says_colour(label)]
        complete = card.get("dueComplete") is True
        done = _text(card, "dateCompleted")
        cells = {
            "Card Name": RawCell.of(fold(_text(card, "name"))),
            "List Status" if self.lists_are_status else "List Name": RawCell.of(status or where),
            "Members": RawCell.of("; ".join(filter(None, members))),
            "Due Date": _day_cell(_text(card, "due")),
            "Start Date": _day_cell(_text(card, "start")),
            "Completed On": _day_cell(done) if complete and done else RawCell(),
            "Due Complete": RawCell.of("true" if complete else ""),
            "RAG": RawCell.of(colours[0] if len(colours) == 1 else ""),
            "Labels": RawCell.of(", ".join(label for label in labels if label not in colours or len(colours) > 1)),
            "Checklist": _checklist(self.checklists.get(_text(card, "id"), _objects(card, "checklists"))),
            "Card Description": _lines(_text(card, "desc")),
            "Comments": _lines("\n".join(self.comments.get(_text(card, "id"), []))),
            "Members not in the file": RawCell.of(str(unknown) if unknown else ""),
            "Attachments": RawCell.of("; ".join(fold(_text(one, "name")) for one in _objects(card, "attachments"))),
            "Card URL": RawCell.of(_text(card, "shortUrl") or _text(card, "url")),
        }
        for item in _objects(card, "customFieldItems"):
            heading, text = self._custom(item)
            if heading and text:
                cells[heading if heading not in cells else f"{heading} (field)"] = RawCell.of(text)
        return cells

    def _custom(self, item: Json) -> tuple[str, str]:
        known = self.fields.get(_text(item, "idCustomField"), {})
        heading = fold(_text(known, "name")) or "Custom field"
        value = item.get("value")
        if isinstance(value, dict) and value:
            kind, said = next(iter(value.items()))
            return heading, _shown(str(said)) if kind == "date" else fold(str(said))
        for option in _objects(known, "options"):
            if _text(option, "id") == _text(item, "idValue") and isinstance(option.get("value"), dict):
                return heading, fold(_text(option["value"], "text"))
        return heading, ""


_NOTHING = RawCell()


def _list(parent: Json, key: str) -> list[object]:
    found = parent.get(key)
    return found if isinstance(found, list) else []


def _at(cell: RawCell, column: int) -> RawCell:
    return RawCell(cell.pieces, column, day=cell.day)


def _shown(instant: str) -> str:
    """The day of a point of time as Trello shows it; other words as they are."""
    day = uk_day(instant)
    return f"{day.day} {day:%b %Y}" if day else fold(instant)


def _day_cell(instant: str) -> RawCell:
    return RawCell((RawPiece(_shown(instant)),) if instant else (), day=uk_day(instant))


def _lines(text: str) -> RawCell:
    lines = [fold(line) for line in text.split("\n")]
    return RawCell(tuple(RawPiece(line, PieceKind.PARAGRAPH) for line in lines if line))


def _label(label: Json) -> str:
    """A label by its name; by its colour where it has none."""
    name, colour = fold(_text(label, "name")), _text(label, "color").replace("_", " ")
    return name or (f"({colour})" if colour else "")


def _says_colour(text: str) -> bool:
    found = read_rag(text)
    return len(text) > 1 and not text.startswith("(") and found.rag.value is not RagValue.NONE


def _says_status(text: str) -> bool:
    return read_rag(text).status is not None


def _checklist(checklists: Sequence[Json]) -> RawCell:
    pieces: list[RawPiece] = []
    for checklist in checklists:
        for item in _objects(checklist, "checkItems"):
            text, due = fold(_text(item, "name")), _text(item, "due")
            box = "☑" if item.get("state") == "complete" else "☐"
            text = f"{text} by {_shown(due)}" if due else text
            pieces += [RawPiece(f"{box} {text}", PieceKind.PARAGRAPH)] if text else []
    return RawCell(tuple(pieces))


def _notes(cards: Sequence[Json]) -> tuple[str, ...]:
    archived = sum(card.get("closed") is True for card in cards)
    said = "1 archived card was" if archived == 1 else f"{archived} archived cards were"
    return (f"{said} set aside.",) if archived else ()


def _doubts(cards: Sequence[Json]) -> tuple[str, ...]:
    bare = sorted({_label(label) for card in cards for label in _objects(card, "labels") if _label(label)[:1] == "("})
    colours = [label.strip("()") for label in bare if read_rag(label.strip("()")).rag.value is not RagValue.NONE]
    if not colours:
        return ()
    said = ", ".join(colours)
    return (f"Cards have coloured labels without a name ({said}). I did not take them as RAG. Do they mean RAG?",)
