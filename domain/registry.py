"""Everything that can be asked, in one list: help, hints, the README's table and the permission tests read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from domain.context import Context, Inbound
from domain.errors import Asked, DomainError, FieldErrors, Invalid
from domain.import_messages import ImportPlan, OfferPaste
from domain.language.because import split_because
from domain.language.courtesy import is_courtesy, is_unfinished, without_courtesy, without_wrapping
from domain.language.folding import without_unseen
from domain.language.on_behalf import after_prefix
from domain.language.pages import take_page
from domain.language.pasted import code_in, looks_like_a_plan, starts_with_cells
from domain.language.phrases import as_meant
from domain.language.refs import parse_ref, take_ref
from domain.language.several import OFFERED, requests_in
from domain.language.verbs import VerbMatch, clean_line, split_verb
from domain.messages import Command, FormQuery, Help, ListQuery, Message, Mine, Query, Show, by_name
from domain.outcomes import Outcome, reply_of
from domain.people import Account
from domain.people_messages import LoadPeople, WhoAmI
from domain.ports import UnitOfWork
from domain.speech import tr
from domain.unread import nearly_each, not_understood, short, wants_gone
from domain.views import Button, Reply

M = TypeVar("M", bound=Message)
R = TypeVar("R", bound=Outcome)
Handler = Callable[[Any, Context], Outcome]
Parse = Callable[[str, str], Message]


@dataclass(frozen=True, slots=True)
class Entry:
    """A message that can be asked: how it is typed, what it does, and who handles it.

    `parse` is given the word that was typed (the verb or an alias) and the rest of the line.
    """

    message: type[Message]
    handler: Handler
    verb: str = ""
    aliases: tuple[str, ...] = ()
    usage: str = ""
    summary: str = ""
    detail: str = ""
    parse: Parse | None = None
    teams_hint: bool = True

    @property
    def changes(self) -> bool:
        """Does it write?"""
        return issubclass(self.message, Command)

    def look(self, message: Message, ctx: Context) -> Reply:
        """Its whole answer."""
        return reply_of(self.handler(message, ctx))


class Registry:
    """The list, filled by the modules of `domain.usecases` when they are imported."""

    def __init__(self) -> None:
        self._by_message: dict[type[Message], Entry] = {}
        self._by_word: dict[str, Entry] = {}
        self._words: Mapping[str, str] = {}
        self._words_alone: dict[str, Message] = {}
        self.account_closed: Callable[[UnitOfWork, Account, datetime], None] = lambda uow, account, at: None
        """Called where the platform says that a known account was deactivated."""
        self.account_opened: Callable[[UnitOfWork, Account, datetime], None] = lambda uow, account, at: None
        """And where it says that it is active again."""
        self.refuse_vain_offer: Callable[[DomainError, Context], None] = lambda offer, ctx: None
        """Called before a change is offered that nobody asked for in so many words; raises where it may not be made."""
        self.take_for_answer: Callable[[DomainError, Context], None] = lambda error, ctx: None
        """Called where a line can't be read; raises what to do where it seems to answer what its author was asked."""

    def handles(
        self,
        message: type[M],
        *,
        verb: str = "",
        aliases: tuple[str, ...] = (),
        usage: str = "",
        summary: str = "",
        detail: str = "",
        parse: Parse | None = None,
    ) -> Callable[[Callable[[M, Context], R]], Callable[[M, Context], R]]:
        """Enter a handler; with a `verb` its message can be typed."""

        def enter(handler: Callable[[M, Context], R]) -> Callable[[M, Context], R]:
            entry = Entry(message, handler, verb, aliases, usage, summary, detail, parse)
            if message in self._by_message:
                raise ValueError(f"{message.__name__} has a handler already")
            self._by_message[message] = entry
            for word in (verb, *aliases):
                if word and self._by_word.setdefault(word, entry) is not entry:
                    raise ValueError(f"the word {word!r} is taken")
            self._words = {word: entry.verb for word, entry in self._by_word.items()}
            return handler

        return enter

    def entries(self) -> tuple[Entry, ...]:
        """Everything, in the order it was entered."""
        return tuple(self._by_message.values())

    def typed(self) -> tuple[Entry, ...]:
        """What people can type, by its word."""
        return tuple(sorted((e for e in self._by_message.values() if e.verb), key=lambda e: e.verb))

    def greet(self, ctx: Context) -> Reply:
        """The answer to somebody whom nobody has linked yet, whatever they asked."""
        return self._by_message[WhoAmI].look(WhoAmI(), ctx)

    def entry(self, message: Message) -> Entry:
        """Who handles this message.

        Raises:
            KeyError: nobody does; a programming error that the tests find.
        """
        return self._by_message[type(message)]

    def entry_for_word(self, word: str) -> Entry | None:
        """The command that is typed as this word."""
        return self._by_word.get(word.casefold())

    def words(self) -> Mapping[str, str]:
        """Every word that starts a command, and the command's own word."""
        return self._words

    def takes_ref(self, verb: str) -> bool:
        """Is this command about one action?"""
        return "REF" in self._by_word[verb].usage

    def parse(self, line: str) -> Message:
        """A typed line as a message. An empty line asks for my actions.

        Raises:
            Invalid: it can't be read; the sentence offers the nearest command as a button, and runs nothing.
            Asked: it holds several requests, or asks whether something is so: each is offered as a button.
        """
        if (known := self._words_alone.get(line)) is not None:
            return known
        typed, line = line, without_wrapping(clean_line(_whole(line)))
        if several := requests_in(_EMOJI_LAST.sub("", line), self._words):
            raise self._which_first(several, line)
        message = self.single(line)
        if line.endswith("?") and isinstance(message, Command) and not _POLITE.search(line) and not _own_words(message):
            raise self._is_a_question(message, line)
        if not typed or typed in self._words:  # `mine` means the same each time it is typed
            self._words_alone[typed] = message
        return message

    def single(self, line: str) -> Message:
        """The one request of a line.

        Raises:
            Invalid, Asked: as for `parse`.
        """
        if not line:
            return Mine()
        line = self._parted(line)
        if line not in self._words:
            if (paged := take_page(line)) and (message := self._on_page(*paged)):
                return message
            line = as_meant(line)
        if (asked := _HELP_LAST.fullmatch(line)) and asked[1].casefold() in self._words:
            line = f"help {asked[1]}"
        match = split_verb(line, self.words())
        if match.verb is None and (bare := without_courtesy(without_unseen(line)).rstrip("?! ")) != line:
            found = split_verb(bare, self.words())  # `mark 8 as done please`
            line, match = (bare, found) if found.verb is not None else (line, match)
        if match.verb is None and (message := self._on_behalf(line)) is not None:
            return message
        if (
            match.verb is None
            and match.suggestion is None
            and (ref := parse_ref(without_courtesy(line)))
            and not wants_gone(line)
        ):
            return self.single(f"show {ref}")
        if match.verb is not None and match.swapped and not self.takes_ref(match.verb):
            ref, tail = take_ref(match.rest)  # `8 late because of staffing` asks for no list
            if ref is not None and not tail:
                return self.single(f"show {ref}")
            match = VerbMatch(None, line)
        if match.verb is None:
            try:
                raise not_understood(line, match, self)
            except ValidationError as error:  # words that are too long to be offered as a note
                raise _too_long(error) from None
        entry = self._by_word[match.verb]
        if entry.parse is None:
            return entry.message()
        try:
            return entry.parse(match.word, _asked_for(match))
        except ValidationError as error:
            raise _too_long(error) from None
        except Invalid:
            if (message := self._listed(match)) is not None:
                return message
            raise

    def _parted(self, line: str) -> str:
        """`Done8: agreed` and `8done`, as a telephone runs a command and a number together, with a blank between."""
        if (found := _RUN_IN.match(line)) is None:
            return line
        word = (found["first"] or found["last"]).casefold()
        if word not in self._words or not self.takes_ref(self._words[word]):
            return line
        cut = found.end("first") if found["first"] else found.start("last")
        return f"{line[:cut]} {line[cut:]}"

    def _listed(self, match: VerbMatch) -> Message | None:
        """`show mine`, `list what is overdue`: the list that stands behind a word for looking at one."""
        looks = match.verb == Show.name or match.word.casefold() == "list"
        rest = _ALL_THE.sub("", match.rest)
        if looks and 0 < len(rest) <= _MOST_OF_A_LIST and not as_meant(rest).startswith(f"{Show.name} "):
            with suppress(DomainError):
                message = self.single(rest)
                if isinstance(message, Query) and not isinstance(message, FormQuery):
                    return message
        return None

    def _which_first(self, several: Sequence[str], line: str) -> Asked:
        """One request would be carried out, and the others would stand in its note: so nothing is, yet."""
        buttons = []
        for one in several[:OFFERED]:
            with suppress(DomainError):
                buttons.append(Button(label=short(one, 70), sends=self.single(one)))
        with suppress(DomainError):
            whole = self.single(line)
            if isinstance(whole, Command) and (ref := getattr(whole, "ref", "")) and len(_own_words(whole).split()) > 2:
                buttons.append(Button(label=tr("All of it for {ref}", ref=ref)[:70], sends=whole))
        count = len(several)
        words = tr("That looks like {count} requests. I take one at a time, and have changed nothing.", count=count)
        if count > OFFERED:
            words = tr(
                "That looks like more than {count} requests. I take one at a time, and have changed nothing. "
                "Here are the first {count}.",
                count=OFFERED,
            )
        return Asked(words, buttons=tuple(buttons))

    def _is_a_question(self, message: Command, line: str) -> Asked:
        buttons = [Button(label=tr("Yes: {words}", words=short(line.rstrip("? "), 40)), sends=message)]
        if ref := parse_ref(getattr(message, "ref", "")):
            buttons.append(Button(label=tr("Show {ref}", ref=ref)[:70], sends=self.single(f"show {ref}")))
        return Asked(tr("Are you asking, or shall I do it? I have changed nothing."), buttons=tuple(buttons))

    def _on_page(self, line: str, page: int) -> Message | None:
        """`mine page 2`: another page of what the line asks for, where that is a list in pages."""
        with suppress(DomainError):
            message = self.single(line)
            if isinstance(message, Query) and "page" in type(message).model_fields:
                return message.with_(page=page)
        return None

    def _on_behalf(self, line: str) -> Message | None:
        """`on behalf of GD: update 8 survey sent out`: what comes after the name, said for them."""
        for name, asked in after_prefix(line):
            match = split_verb(asked, self.words())
            entry = self._by_word.get(match.verb or "")
            if entry is None or entry.parse is None or take_ref(match.rest)[0] is None:
                continue
            message = self.single(asked)
            if "behalf" in type(message).model_fields and not getattr(message, "behalf", ""):
                return message.with_(behalf=name)
        return None

    def nearly(self, line: str, codes: Collection[str]) -> tuple[Button, ...]:
        """The commands that a line nearly is, where its first word was taken for the code of a plan that is not one of
        `codes`: `rga 8 green`.
        """
        line = as_meant(clean_line(_whole(line)))
        match = split_verb(line, self.words(), codes=codes)
        return () if match.verb is not None or match.swapped else nearly_each(line, match, self)

    def decode(self, pressed: Mapping[str, Any], fields: Mapping[str, str]) -> Message:
        """The message in a button, with what a form added.

        Raises:
            Invalid: the button is unknown, or too old to be understood.
        """
        name, given = pressed.get("do"), pressed.get("with")
        kind = by_name(name) if isinstance(name, str) else None
        if kind is None or kind not in self._by_message or not isinstance(given, Mapping):
            raise Invalid(
                tr("I no longer know what this button did. Here is a fresh start."),
                buttons=(Button(label=tr("My actions"), sends=Mine()), Button(label=tr("Help"), sends=Help())),
            )
        try:
            return kind.model_validate({**given, **{name: _whole(value) for name, value in fields.items()}})
        except ValidationError as error:
            names = {str(part) for problem in error.errors() for part in problem["loc"][:1]}
            if names & fields.keys():
                raise FieldErrors({name: _problem(error, name) for name in names & fields.keys()}) from None
            raise _too_long(error) from None

    def form_again(self, message: Message) -> FormQuery | None:
        """The form of a message, with what it holds already: `open_update` for `update`, where there is one."""
        kind = by_name(f"open_{message.name}")
        if kind is None or not issubclass(kind, FormQuery):
            return None
        held = {name: value for name, value in message if name in kind.model_fields}
        try:
            return kind.model_validate(held)
        except ValidationError:
            return None

    def source(self, inbound: Inbound) -> ListQuery | None:
        """The list in which a button was pressed, if it said so in a way that can still be read."""
        given = (inbound.pressed or {}).get("in")
        if not isinstance(given, Mapping):
            return None
        try:
            message = self.decode(given, {})
        except (Invalid, FieldErrors):
            return None
        return message if isinstance(message, ListQuery) else None

    def message(self, inbound: Inbound) -> Message:
        """What a request asks for.

        Raises:
            Invalid, FieldErrors: as above.
        """
        if inbound.pressed is not None:
            return self.decode(inbound.pressed, inbound.fields)
        line = inbound.said or ""
        if inbound.files:
            return self._beside_a_file(line)
        if inbound.pasted or looks_like_a_plan(line):
            return self._pasted(line, inbound.pasted)
        return self.parse(line)

    def _beside_a_file(self, line: str) -> Message:
        """A photo may come with `done 8`; anything else that comes with a file is about the file."""
        try:
            message = self.parse(line)
        except DomainError:
            return ImportPlan(plan=code_in(line))
        if isinstance(message, ImportPlan | LoadPeople):
            return ImportPlan(plan=message.plan or code_in(line), people=isinstance(message, LoadPeople))
        return message if any(map(str.isdigit, getattr(message, "ref", ""))) else ImportPlan(plan=code_in(line))

    def _pasted(self, line: str, table: str) -> Message:
        """A table after `import` is read; one without a word, or with words that are none of ours, is asked about."""
        bare = clean_line(_whole(line))
        verb = split_verb(bare.partition("\n")[0].replace("\t", " "), self.words()).verb
        try:
            if verb == ImportPlan.name:
                message = self.parse(bare)
                if isinstance(message, ImportPlan):
                    return message.with_(text=_whole(table)) if table else message
            if verb is not None and not starts_with_cells(bare) and not table:
                return self.parse(bare)
            return OfferPaste(text=_whole(table) or bare)
        except ValidationError as error:
            raise _too_long(error) from None


def _problem(error: ValidationError, name: str) -> str:
    for problem in error.errors():
        if problem["loc"][:1] == (name,):
            if problem["type"] == "string_too_long":
                limit = problem.get("ctx", {}).get("max_length", 0)
                return tr("This is too long: please use at most {count:,} characters.", count=limit)
            if problem["type"] == "string_too_short":
                return tr("Please fill this in.")
    return tr("I can't read this.")


def _too_long(error: ValidationError) -> Invalid:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    if name == "ref" and first["type"] == "string_too_short":
        return Invalid(tr("Which action? Please give its reference, for example TSP-8."))
    return Invalid(_problem(error, name))


def _whole(text: str) -> str:
    """Text without half surrogate pairs, which JSON can carry and UTF-8 can't."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


_ALL_THE = re.compile(r"(?:(?:me|us|all|of|the)\s+)+(?=\S)", re.I)
_MOST_OF_A_LIST = 80
"""Characters with which a list is asked for; `list list list ...` comes to an end."""
_RUN_IN = re.compile(r"(?P<first>[^\W\d_]+)(?=\d)|(?:[A-Za-z]{2,6}-?)?\d{1,5}(?P<last>[^\W\d_]{3,})\b")
_EMOJI_LAST = re.compile(r"(?:\s:[+\w-]*[^\W\d][\w+-]*:|\s:[+-]1:)+\s*$")
"""`:tada:`, as Slack writes an emoji; the one with a number in it is no second action."""
_HELP_LAST = re.compile(r"(\w+) help", re.I)  # `rag help`
_POLITE = re.compile(r"\b(?:please|pls|plz|(?:can|could|would|will) (?:you|we|i))\b", re.I)
_OWN_WORDS = ("note", "reason", "text", "words", "answer", "pattern")
_KEEP_WORDS = frozenset({"done", "update", "edit", "add", "import", "answer", "casewords", "return", "reopen"})
"""Commands that end in words of somebody's own, which keep every character."""


def _own_words(message: Message) -> str:
    return " ".join(filter(None, (getattr(message, name, "") for name in _OWN_WORDS)))


def _asked_for(match: VerbMatch) -> str:
    """What stands behind the verb, without the courtesy at its end."""
    rest = match.rest
    if match.verb == "help":
        return rest
    if match.verb in _KEEP_WORDS:
        ref, words = take_ref(rest)
        return str(ref) if ref is not None and words and is_courtesy(words, behind_ref=True) else rest
    if split_because(rest)[1]:
        return rest
    kind = without_courtesy(rest)
    bare = kind.rstrip("?! ")
    whole = match.verb != "find" and (bare[-1:].isalnum() or bare.endswith("⟧")) and not is_unfinished(bare)
    return bare if whole else kind


registry = Registry()
