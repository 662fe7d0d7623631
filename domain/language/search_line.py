"""What somebody types after `find`: words, and words that say what the actions are like.

    audit amber overdue for GD in TSP        “audit”, amber, overdue, for GD, in TSP
    "red bag" scheme                         quoted words are always words
    training due before end of March         a date, read as everywhere else

A word may be both (`red bag scheme`). Where it stands before another word, and the two stand side by side in a text
that the person may see, it is a word; else it says what the actions are like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date

from domain.language.folding import plain
from domain.language.rag_words import is_colour_word, read_rag
from domain.language.search_dates import Span, due_span, since_day
from domain.language.search_words import Term, folded, is_little, term_of, without_little_words
from domain.mentions import MENTION
from domain.rag import RagValue, say_colour
from domain.speech import marked, tr

MOST_TYPED = 200
"""Characters of a line that are read."""

_TOKEN = re.compile(r'⟦[^⟦⟧]*⟧|"(?P<quoted>[^"]*)"|(?P<bare>[^\s"⟦⟧]+)')
_EDGES = " ,;:!?()[]{}<>.'"
_MOST_NAME = 6

_NO_DATE = ("no date", "no due date", "no deadline", "without date", "without a date", "undated", "without dates")
_NO_LEAD = (
    "no lead",
    "no leads",
    "no owner",
    "without lead",
    "without a lead",
    "without leads",
    "unassigned",
    "not assigned",
    "led by nobody",
    "for nobody",
)
_NO_COLOUR = ("no rag", "no colour", "no color", "no rating", "not rated", "unrated", "without rag", "without a rag")
_OVERDUE = (
    "overdue",
    "late",
    "past due",
    "past its date",
    "past their date",
    "past its due date",
    "past their due date",
)
_OPEN = ("not complete", "not completed", "not done", "not finished", "still open", "open", "incomplete", "outstanding")
_COMPLETE = ("complete", "completed", "done", "closed", "finished")
_WITHDRAWN = ("withdrawn",)
_FOR = ("for", "led by", "lead", "owned by", "assigned to", "owner")
_IN = ("in", "in plan", "in the plan", "plan", "of plan", "from plan", "in the")
_UPDATED = ("updated", "changed", "update", "updates", "progress")
_STILL = ("not updated", "not changed", "no update", "no updates", "no progress", "nothing", "unchanged")
_NOISE = frozenset(
    {"actions", "items", "rag", "rated", "status", "only", "all", "any", "please", "which", "who", "but"}
)
_ME = frozenset({"me", "myself", "i"})


@dataclass(frozen=True, slots=True)
class Colour:
    """Actions of this colour."""

    value: RagValue


@dataclass(frozen=True, slots=True)
class Meaning:
    """Actions of the colour that means this in their plan's own key."""

    words: str


@dataclass(frozen=True, slots=True)
class Stage:
    """Actions that are open, complete or withdrawn (`domain.actions.Status`), or open and past their date."""

    status: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Lacks:
    """Actions without a `date` or `lead`."""

    what: str


@dataclass(frozen=True, slots=True)
class DueIn:
    """Actions whose last day lies in a span; either end may be open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Since:
    """Actions that changed since this day, or (`still`) did not."""

    day: date
    still: bool = False


@dataclass(frozen=True, slots=True)
class LedBy:
    """Actions with this lead: a printed name, the account of a mention, or (`me`) whoever asks."""

    name: str = ""
    account: str = ""
    me: bool = False


@dataclass(frozen=True, slots=True)
class InPlan:
    """Actions of the plan with this code."""

    code: str


What = Colour | Meaning | Stage | Lacks | DueIn | Since | LedBy | InPlan


@dataclass(frozen=True, slots=True)
class Filter:
    """What actions are to be like, and how that is said back: `amber`, `due before 30 June 2027`."""

    what: What
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was understood. `as_words`: what could have been a filter and was taken as a word, as typed."""

    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    as_words: tuple[str, ...] = ()


def _nothing_together(words: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Known:
    """What the reader may know of the records, all of it within sight of whoever asks. `codes` and `meanings` are
    folded, with how they are printed; `names` gives the leads' names and is asked only where somebody is named;
    `together` says whether words stand side by side anywhere.
    """

    today: date
    quarter_start_month: int = 4
    codes: dict[str, str] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)
    names: Callable[[], Collection[str]] = tuple
    together: Callable[[str], bool] = _nothing_together


@dataclass(frozen=True, slots=True)
class _Token:
    typed: str
    key: str = ""
    quoted: bool = False

    @property
    def is_word(self) -> bool:
        return not self.quoted and bool(self.key)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A filter or a word, and the tokens that it took. `loose`: one word that is as likely to be an ordinary one."""

    first: int
    size: int
    filter: Filter | None = None
    loose: bool = False


def read_line(typed: str, known: Known, *, words_only: bool = False, no_words: bool = False) -> Line:
    """What a line asks for; never raises. With `words_only` all of it is words; with `no_words` whatever can say what
    actions are like does.
    """
    tokens = _tokens(typed[:MOST_TYPED])
    if words_only:
        return Line(_terms(tokens))
    pieces = _pieces(tokens, known)
    as_words: list[str] = []
    kept: list[_Piece] = []
    for number, piece in enumerate(pieces):
        if piece.loose and not no_words and (words := _as_words(number, pieces, tokens, known)):
            as_words.append(words)
            piece = replace(piece, filter=None)
        kept.append(piece)
    filters = tuple(dict.fromkeys(piece.filter for piece in kept if piece.filter is not None))
    left = [tokens[piece.first] for piece in kept if piece.filter is None]
    if len(left) > 1 or filters:
        left = [token for token in left if token.quoted or token.key not in _NOISE]
    if filters and all(not token.quoted and is_little(token.key) for token in left):
        left = []
    return Line(_terms(left), filters, tuple(as_words))


def _tokens(typed: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(plain(typed)):
        text = typed[match.start() : match.end()]
        if match["quoted"] is not None:
            found.append(_Token(text[1:-1], quoted=True))
        else:
            found.append(_Token(text, folded(text).strip(_EDGES)))
    return found


def _terms(tokens: list[_Token]) -> tuple[Term, ...]:
    made = [term_of(token.typed, quoted=token.quoted) for token in tokens]
    return without_little_words([term for term in made if term is not None])


def _pieces(tokens: list[_Token], known: Known) -> list[_Piece]:
    found: list[_Piece] = []
    position = 0
    while position < len(tokens):
        piece = _filter_at(tokens, position, known) or _Piece(position, 1)
        found.append(piece)
        position += piece.size
    return found


def _as_words(number: int, pieces: list[_Piece], tokens: list[_Token], known: Known) -> str:
    """The word with its neighbour, where the two stand side by side in some text; else nothing."""
    piece = pieces[number]
    own = " ".join(token.typed for token in tokens[piece.first : piece.first + piece.size])
    following = pieces[number + 1] if number + 1 < len(pieces) else None
    before = pieces[number - 1] if number else None
    pairs = []
    if following is not None and _is_ordinary(following, tokens):
        pairs.append(f"{own} {tokens[following.first].typed}")
    if before is not None and _is_ordinary(before, tokens) and isinstance(_what(piece), Colour):
        pairs.append(f"{tokens[before.first].typed} {own}")
    return next((own for pair in pairs if known.together(pair)), "")


def _what(piece: _Piece) -> What | None:
    return None if piece.filter is None else piece.filter.what


def _is_ordinary(piece: _Piece, tokens: list[_Token]) -> bool:
    token = tokens[piece.first]
    return piece.filter is None and token.is_word and not is_little(token.key) and token.key not in _NOISE


def _filter_at(tokens: list[_Token], at: int, known: Known) -> _Piece | None:
    for reader in (_plain_words, _date, _changes, _lead, _plan, _colour):
        found = reader(tokens, at, known)
        if found is not None:
            return found
    return None


def _starts(tokens: list[_Token], at: int, words: Collection[str]) -> int:
    """How many tokens the longest of these phrases takes that stands here."""
    best = 0
    for phrase in words:
        parts = phrase.split()
        there = tokens[at : at + len(parts)]
        if len(parts) > best and all(token.is_word for token in there) and [token.key for token in there] == parts:
            best = len(parts)
    return best


_PLAIN: tuple[tuple[tuple[str, ...], What, str], ...] = (
    (_NO_DATE, Lacks("date"), marked("without a date")),
    (_NO_LEAD, Lacks("lead"), marked("without a lead")),
    (_NO_COLOUR, Colour(RagValue.NONE), marked("without a RAG")),
    (_OVERDUE, Stage("open", late=True), marked("overdue")),
    (_OPEN, Stage("open"), marked("open")),
    (_COMPLETE, Stage("complete"), marked("complete")),
    (_WITHDRAWN, Stage("withdrawn"), marked("withdrawn")),
)


def _plain_words(tokens: list[_Token], at: int, known: Known) -> _Piece | None:
    best: _Piece | None = None
    for phrases, what, said in _PLAIN:
        size = _starts(tokens, at, phrases)
        if size and (best is None or size > best.size):
            best = _Piece(at, size, Filter(what, tr(said)), loose=size == 1)
    return best


def _date(tokens: list[_Token], at: int, known: Known) -> _Piece | None:
    """`due before June`, `due this month`, `due soon`, `due 30 June 2027`."""
    if tokens[at].key != "due" or not tokens[at].is_word:
        return None
    for size in range(min(8, len(tokens) - at - 1), 0, -1):
        some = tokens[at + 1 : at + 1 + size]
        if not all(token.is_word for token in some):
            continue
        span: Span | None = due_span(" ".join(token.key for token in some), known.today, known.quarter_start_month)
        if span is not None:
            return _Piece(at, size + 1, Filter(DueIn(span.first, span.last), tr("due {when}", when=span.said)))
    return None


def _changes(tokens: list[_Token], at: int, known: Known) -> _Piece | None:
    """`updated since Monday`, `changed this week`, `not updated for 60 days`."""
    still = _starts(tokens, at, _STILL)
    start = still or _starts(tokens, at, _UPDATED)
    if not start:
        return None
    for size in range(min(7, len(tokens) - at - start), 0, -1):
        some = tokens[at + start : at + start + size]
        if not all(token.is_word for token in some):
            continue
        since = since_day(" ".join(token.key for token in some), known.today, known.quarter_start_month)
        if since is not None:
            day, said = since
            words = tr("not updated {since}", since=said) if still else tr("updated {since}", since=said)
            return _Piece(at, start + size, Filter(Since(day, still=bool(still)), words))
    return None


def _lead(tokens: list[_Token], at: int, known: Known) -> _Piece | None:
    """`for GD`, `led by Head of Parks`, `for me`, `for @Grace Dunn`, `mine`."""
    if _starts(tokens, at, ("mine", "my actions")):
        return _Piece(at, _starts(tokens, at, ("mine", "my actions")), Filter(LedBy(me=True), tr("for you")))
    start = _starts(tokens, at, _FOR)
    after = tokens[at + start : at + start + _MOST_NAME]
    if not after or not (start or "⟦" in after[0].typed):
        return None
    if mention := MENTION.fullmatch(after[0].typed):
        return _Piece(
            at,
            start + 1,
            Filter(LedBy(account=mention["id"], name=mention["name"]), tr("for {name}", name=mention["name"])),
        )
    if after[0].key in _ME and after[0].is_word:
        return _Piece(at, start + 1, Filter(LedBy(me=True), tr("for you")))
    names = {_loose(name): name for name in known.names()}
    for size in range(len(after), 0, -1):
        words = _loose(" ".join(token.typed for token in after[:size]))
        if words in names:
            return _Piece(at, start + size, Filter(LedBy(name=names[words]), tr("for {name}", name=names[words])))
    wanted = _loose(after[0].typed)
    some = sorted(name for loose, name in names.items() if wanted and wanted in loose.split() and not is_little(wanted))
    if some and (after[0].typed[:1].isupper() or len(some) == 1):
        said = some[0] if len(some) == 1 else after[0].typed.strip(_EDGES)
        return _Piece(at, start + 1, Filter(LedBy(name=said), tr("for {name}", name=said)))
    return None


def _loose(name: str) -> str:
    return " ".join(re.findall(r"\w+", folded(name)))


def matches_name(wanted: str, name: str) -> bool:
    """Is a lead of this name meant by what was understood: the whole name, or one word of it?"""
    asked, printed = _loose(wanted), _loose(name)
    return asked == printed or asked in printed.split()


def _plan(tokens: list[_Token], at: int, known: Known) -> _Piece | None:
    """`in TSP`, `plan tsp`, `TSP` alone in capitals."""
    start = _starts(tokens, at, _IN)
    if start and at + start < len(tokens) and tokens[at + start].is_word:
        code = known.codes.get(tokens[at + start].key)
        if code is not None:
            size = start + 1 + _starts(tokens, at + start + 1, ("plan",))
            return _Piece(at, size, Filter(InPlan(code), tr("in {code}", code=code)))
    token = tokens[at]
    code = known.codes.get(token.key) if token.is_word else None
    if code is not None and token.typed.strip(_EDGES) == code:
        return _Piece(at, 1, Filter(InPlan(code), tr("in {code}", code=code)))
    return None


def _colour(tokens: list[_Token], at: int, known: Known) -> _Piece | None:
    """`amber`, an emoji, or what a colour means in a plan (`on track`)."""
    token = tokens[at]
    size = _starts(tokens, at, known.meanings)
    if size:
        words = " ".join(each.key for each in tokens[at : at + size])
        return _Piece(at, size, Filter(Meaning(words), known.meanings[words]), loose=True)
    word = token.typed.strip(_EDGES) if not token.quoted else ""
    if not word or not is_colour_word(word):
        return None
    rag = read_rag(word)
    if rag is None:
        return None
    name = rag.value.value
    said = say_colour(rag.value).casefold()
    if folded(word) != name and word.isalpha():
        said = f"{said} ({word.lower()})"
    return _Piece(at, 1, Filter(Colour(rag.value), said), loose=word.isalpha())
