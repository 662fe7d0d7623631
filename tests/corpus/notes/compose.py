"""Composes minutes, mails, chats, lists and records without a table, and knows each action in them.

`plain` texts say every action in one usual form, under a heading, with little around them; `odd` ones mix forms, leave out
who or when, and have news, decisions, things done and older mails around them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.corpus.notes import forms, words
from tests.corpus.notes.words import half

LEVELS = ("plain", "odd")
KINDS = ("minutes", "mail", "chat", "list", "by person", "by date", "by theme", "records", "titled")
_WIDTH = 72


@dataclass(slots=True)
class Action:
    """One action as the text means it, and the line that says it."""

    text: str
    leads: tuple[str, ...] = ()
    due: date | None = None
    rag: str = "none"
    status: str = "open"
    line: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an item of a list (with its mark), or an empty line."""

    kind: str
    text: str = ""
    mark: str = ""


@dataclass(slots=True)
class Note:
    """A text: its blocks, its actions, and what it was composed of."""

    kind: str
    blocks: list[Block] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    ingredients: set[str] = field(default_factory=set)
    wrapped: bool = False

    def put(self, kind: str, text: str = "", mark: str = "") -> None:
        """Add a block."""
        self.blocks.append(Block(kind, text, mark))


def compose(seed: str, level: str, *, later: bool = False) -> Note:
    """A text; the same seed gives the same one."""
    return _Writer(Random(seed), level, later=later).write()  # noqa: S311 - no secret


class _Writer:
    """Who writes one text: the same people, the same way of writing days, one or a few forms."""

    def __init__(self, rng: Random, level: str, *, later: bool) -> None:
        self.rng, self.odd, self.later = rng, level == "odd", later
        self.note = Note(rng.choice(KINDS))
        manners = ("names", "posts", "initials", "first names") if self.odd else ("names", "names", "posts", "initials")
        self.manner = rng.choice(manners)
        self.people = words.people(rng, self.manner)
        dated = half(words.DAYS, later=later)
        self.day = rng.choice((*dated, *half(words.ODD_DAYS, later=later)) if self.odd else dated)
        usual, odd = half(forms.PLAIN, later=later), half(forms.ODD, later=later)
        self.forms = [rng.choice(usual)]
        if self.odd:
            self.forms = rng.sample([*usual, *odd], rng.choice((1, 2, 3)))
        self.mark = rng.choice(half(forms.MARKS, later=later))
        self.todo = rng.sample(half(words.TODO, later=later), rng.randrange(3, 8))
        self.author = words.people(rng, "names")[0]
        self.note.ingredients = {
            f"kind: {self.note.kind}",
            f"people: {self.manner}",
            f"day: {self.day(words.AS_AT)[0]}",
        }

    def write(self) -> Note:
        note, rng = self.note, self.rng
        {
            "minutes": self._minutes, "mail": self._mail, "chat": self._chat, "list": self._list, "by person": self._by_person,
            "by date": self._by_date, "by theme": self._by_theme, "records": self._records, "titled": self._titled,
        }[note.kind]()  # fmt: skip
        note.wrapped = rng.random() < 0.3
        if note.wrapped:
            note.ingredients.add("wrapped")
        return note

    # What stands around the actions.

    def _say(self, several: tuple[str, ...]) -> str:
        text = self.rng.choice(half(several, later=self.later))
        day = words.AS_AT + timedelta(days=28)
        some = ", ".join(words.people(self.rng, "names")[:4])
        return text.format(who=self.author, people=some, day=f"{day.day} {day:%B %Y}")

    def _title(self) -> None:
        self.note.put("head", self._say(words.TITLES))
        self.note.put("para", f"{words.AS_AT.day} {words.AS_AT:%B %Y}")
        self.note.put("gap")

    def _around(self, chance: float = 0.6) -> None:
        """News, decisions, and what is done already: none of it is an action."""
        if not self.odd and self.rng.random() < chance:
            self.note.put("para", self._say(words.NEWS))
            self.note.put("gap")
        for several in (words.NEWS, words.DECISIONS, words.DONE) if self.odd else ():
            if self.rng.random() < chance:
                self.note.put("para", self._say(several))
                self.note.put("gap")
                self.note.ingredients.add(
                    {words.NEWS: "news", words.DECISIONS: "decisions"}.get(several, "done things")
                )

    def _bye(self) -> None:
        note = self.note
        note.put("gap")
        note.put("para", self._say(words.CLOSING))
        note.put("gap")
        note.put("para", self._say(words.BYE))
        note.put("para", self.author.split()[0])
        if self.odd and self.rng.random() < 0.5:
            note.put("para", f"{self.author} | {self.rng.choice(words.POSTS)} | 01234 567890")
            note.ingredients.add("signature")
        if self.odd and self.rng.random() < 0.3:
            note.put("gap")
            for line in self._say(words.QUOTED).split("\n"):
                note.put("para", line)
            note.put("para", f"> {self._say(words.REPLIES)}")
            note.ingredients.add("quoted mail")

    # The actions themselves.

    def _action(self, what: str) -> tuple[Action, dict[str, str]]:
        """An action, and what to put into a form."""
        day = words.AS_AT + timedelta(days=self.rng.randrange(10, 200))
        when, due = self.day(day)
        who = [self.rng.choice(self.people)]
        if self.odd and self.manner in {"names", "initials"} and self.rng.random() < 0.12:
            who = self.rng.sample(self.people, 2)
        said = {"what": what, "What": what[:1].upper() + what[1:], "who": " and ".join(who), "when": when}
        said["When"] = when[:1].upper() + when[1:]
        return Action(what, tuple(who), due), said

    def _line(self, what: str, several: tuple[str, ...] = (), **known: str) -> Action:
        """One action in one line; `several` are the forms to choose from, `known` what its heading says already."""
        action, said = self._action(what)
        form = self.rng.choice(several or self.forms)
        if self.odd and not several and self.rng.random() < 0.08:
            lone = self.rng.random() < 0.5
            form = self.rng.choice(half(forms.NOBODY if lone else forms.NO_DAY, later=self.later))
            self.note.ingredients.add("nobody" if lone else "no day")
        action.leads = action.leads if "{who}" in form else ()
        action.due = action.due if "{when}" in form else None
        action.line = form.format(**{**said, **known})
        self.note.ingredients.add(f"form: {form}")
        self.note.actions.append(action)
        return action

    def _put_items(self, todo: list[str], several: tuple[str, ...] = ()) -> list[Action]:
        made = []
        for number, what in enumerate(todo, 1):
            action = self._line(what, several)
            mark = self.mark.format(n=number, letter="abcdefgh"[number - 1])
            self.note.put("item" if mark else "para", action.line, mark)
            made.append(action)
            if self.odd and not several and self.rng.random() < 0.08:
                last = self.note.blocks.pop()
                self.note.put(
                    last.kind, f"{last.text} {self.rng.choice(('- done', '(complete)', '– DONE'))}", last.mark
                )
                action.status, action.line = "complete", self.note.blocks[-1].text
                self.note.ingredients.add("done items")
        return made

    def _minutes(self) -> None:
        note, rng = self.note, self.rng
        self._title()
        note.put("para", self._say(words.PRESENT))
        note.put("para", self._say(words.AWAY))
        note.put("gap")
        if rng.random() < 0.5:  # each action below what was said of it
            for number, what in enumerate(self.todo, 1):
                note.put("head", f"{number}. {rng.choice(words.THEMES)}")
                self._around(0.8)
                note.put("para", self._line(what).line)
                note.put("gap")
            note.ingredients.add("actions between the talk")
        else:
            note.put("head", self._say(words.AROUND))
            self._around(0.9)
            note.put("head", self._say(words.HEADS))
            self._put_items(self.todo)
            note.put("gap")
        note.put("para", self._say(words.NEXT))

    def _mail(self) -> None:
        self.note.put("para", self._say(words.HELLO))
        self.note.put("gap")
        self.note.put("para", self._say(words.OPENING))
        self.note.put("gap")
        self._around()
        self._put_items(self.todo)
        self._bye()

    def _chat(self) -> None:
        form = self.rng.choice(half(forms.CHAT, later=self.later))
        minute = 10
        for what in self.todo:
            for text in ("", self._say(words.NEWS), self._say(words.REPLIES))[: self.rng.randrange(1, 4)]:
                from_ = self.author
                if not text:
                    mine = self.odd and self.manner in {"names", "first names"} and self.rng.random() < 0.4
                    several = tuple(half(forms.MINE, later=self.later)) if mine else ()
                    action = self._line(what, several)
                    if mine:
                        from_ = self.rng.choice(self.people)
                        action.leads = (from_,)
                    text = action.line
                minute += 1
                for line in form.format(minute=minute, from_=from_, line=text).split("\n"):
                    self.note.put("para", line)
        self.note.ingredients.add(f"chat: {form.partition('{line}')[0]!r}")

    def _list(self) -> None:
        if self.rng.random() < 0.7:
            self._title()
        if self.rng.random() < 0.7:
            self.note.put("head", self._say(words.HEADS))
        self._put_items(self.todo)
        if self.odd:
            self.note.put("gap")
            self._around()

    def _by_person(self) -> None:
        self._title()
        heads = half(forms.WHO_HEADS, later=self.later)
        several = (self.rng.choice(half(forms.BELOW_WHO, later=self.later)),)
        self._grouped(heads, several, "who")

    def _by_date(self) -> None:
        self._title()
        heads = half(forms.WHEN_HEADS, later=self.later)
        several = (self.rng.choice(half(forms.BELOW_WHEN, later=self.later)),)
        self._grouped(heads, several, "when")

    def _grouped(self, heads: tuple[str, ...], several: tuple[str, ...], by: str) -> None:
        """Items below headings that say who, or until when."""
        head = self.rng.choice(heads)
        self.note.ingredients.add(f"head: {head}")
        people = self.rng.sample(self.people, 2)
        for number, part in enumerate((self.todo[::2], self.todo[1::2])):
            when, due = self.day(words.AS_AT + timedelta(days=30 + 40 * number))
            self.note.put("head", head.format(who=people[number], when=when, When=when[:1].upper() + when[1:]))
            for action in self._put_items(part, several):
                if by == "who":
                    action.leads = (people[number],)
                else:
                    action.due = due
            self.note.put("gap")

    def _by_theme(self) -> None:
        self._title()
        self._around(0.4)
        themes = self.rng.sample(words.THEMES, 2)
        for theme, part in zip(themes, (self.todo[::2], self.todo[1::2]), strict=True):
            self.note.put("head", theme)
            self._put_items(part)
            self.note.put("gap")

    def _records(self) -> None:
        rng = self.rng
        if rng.random() < 0.7:
            self._title()
        labels = rng.choice(half((*forms.LABELS, *forms.ODD_LABELS) if self.odd else forms.LABELS, later=self.later))
        joiner = rng.choice((": ", ": ", " - ")) if self.odd else ": "
        inline = rng.random() < 0.3
        self.note.ingredients |= {f"labels: {labels}", f"inline: {inline}"}
        for what in self.todo:
            action, said = self._action(what)
            state = rng.choice(("red", "amber", "green"))
            values = [said["What"], said["who"], said["when"], state.title()]
            if rng.random() < 0.1 and self.odd:
                values[3], state = "", "none"
            pairs = [f"{label}{joiner}{value}" for label, value in zip(labels, values, strict=True) if value]
            action.rag = state
            action.line = " ".join(pairs)
            if inline:
                self.note.put("para", "; ".join(pairs))
            else:
                for pair in pairs:
                    self.note.put("para", pair)
            self.note.put("gap")
            self.note.actions.append(action)

    def _titled(self) -> None:
        self._title()
        form = self.rng.choice(half(forms.BELOW_TITLE, later=self.later))
        self.note.ingredients.add(f"below: {form}")
        for number, what in enumerate(self.todo, 1):
            action, said = self._action(what)
            numbered = f"{number}. " if self.mark.startswith("{n}") else ""
            self.note.put("head", f"{numbered}{said['What']}")
            if self.odd and self.rng.random() < 0.5:
                self.note.put("para", self._say(words.NEWS))
            below = form.format(**said)
            self.note.put("para", below)
            self.note.put("gap")
            action.line = f"{said['What']} {below}"
            self.note.actions.append(action)


def as_text(note: Note) -> str:
    """The text as it is pasted, perhaps with its lines broken."""
    lines: list[str] = []
    for block in note.blocks:
        text = f"{block.mark}{block.text}"
        broken = textwrap.wrap(text, _WIDTH, subsequent_indent=" " * len(block.mark)) if note.wrapped else [text]
        lines += broken or [""]
    return "\n".join(lines) + "\n"


def as_markdown(note: Note) -> str:
    """The text as a page in Markdown."""
    made = {"head": "## {}\n", "para": "{}\n", "item": "{mark}{}", "gap": ""}
    return "\n".join(made[one.kind].format(one.text, mark=one.mark) for one in note.blocks) + "\n"


def as_html(note: Note) -> str:
    """The text as a page of the web, its items as a list."""
    import html

    made: list[str] = []
    inside = False
    for one in note.blocks:
        if (one.kind == "item") is not inside:
            made.append("</ul>" if inside else "<ul>")
            inside = not inside
        tag = {"head": "h2", "para": "p", "item": "li"}.get(one.kind)
        made.append(f"<{tag}>{html.escape(one.text)}</{tag}>" if tag else "")
    return f"<html><body>{''.join(made)}{'</ul>' if inside else ''}</body></html>"


def as_word(note: Note) -> bytes:
    """The text as a Word file, its items with bullets of Word's own."""
    import io

    from docx import Document

    document = Document()
    for one in note.blocks:
        if one.kind == "head":
            document.add_heading(one.text, 2)
        elif one.text:
            document.add_paragraph(one.text, style="List Bullet" if one.kind == "item" else None)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


FORMATS: dict[str, Callable[[Note], bytes]] = {
    "txt": lambda note: as_text(note).encode(),
    "md": lambda note: as_markdown(note).encode(),
    "html": lambda note: as_html(note).encode(),
    "docx": as_word,
}
