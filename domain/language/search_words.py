"""Text as the words by which it is found, and what somebody looks for as the same words.

Both databases are given nothing but these words, so that the same line finds the same rows on each. A word is folded
(case, accents), brought to one spelling and to its stem; beside the stems, in their order, stand the words as they are
written, by whose beginnings one may search. `SEPARATOR` stands between texts, so that no phrase runs across.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from domain.language.folding import plain
from domain.language.spelling import one_spelling

SEPARATOR = "zqz"
MOST_WORDS = 12
"""Words of a question that are looked for; the others are left out."""

_LONGEST = 40
_MOST_IN_TEXT = 4_000
_SHORTEST_BEGINNING = 2
_RUN = r"[^\W_]+(?:'[^\W_]+)*"
_COMPOUND = re.compile(rf"{_RUN}(?:[-._]{_RUN})*")
_PARTS = re.compile(r"[-._]+")
_MARK = re.compile(
    r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0591-\u05c7\u064b-\u065f\u0670]"
)
_MOST_PARTS = 6

# Words that everything holds: they are looked for inside quotes only.
_LITTLE = frozenset(
    """
    A AN AND ARE AS AT BE BY FOR FROM HAS HAVE IN IS IT ITS OF ON OR THAT THE THEIR THIS TO WAS WERE WILL WITH
    """.lower().split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is written, folded, and its stem; `joined` is the whole of `follow-up`, which is two words."""

    form: str
    stem: str
    joined: bool = False


@cache
def _stemmer() -> Any:
    import snowballstemmer  # type: ignore[import-untyped]  # it ships no types; heavy, and seldom needed

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=100_000)
def stem(form: str) -> str:
    """The stem of a folded word: `organisations`, `organizing` and `organised` have one."""
    if not form.isascii() or not form.isalpha():
        return form
    made: str = _stemmer().stemWord(one_spelling(form))
    return made


@lru_cache(maxsize=100_000)
def _word(form: str) -> Word:
    form = form[:_LONGEST]
    return Word(form, stem(form))


def folded(text: str) -> str:
    """Text without case, accents and odd quotes: `Café’s` is `cafe's`."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", plain(text))
    return unicodedata.normalize("NFC", _MARK.sub("", text)).casefold()


def words_of(text: str) -> list[Word]:
    """The words of a text in their order, each compound after its parts."""
    found: list[Word] = []
    for match in _COMPOUND.finditer(folded(text)):
        found += _words_in(match.group())
        if len(found) >= _MOST_IN_TEXT:
            break
    return found


@lru_cache(maxsize=50_000)
def _words_in(compound: str) -> tuple[Word, ...]:
    runs = [made for run in _PARTS.split(compound) if (made := _bare(run))]
    parts = tuple(_word(run) for run in runs)
    if not 1 < len(runs) <= _MOST_PARTS:
        return parts
    whole = _word("".join(runs))
    return (*parts, Word(whole.form, whole.stem, joined=True))


def _bare(run: str) -> str:
    """A word without its apostrophes: `council's` is `council`, `o'brien` is `obrien`."""
    word = run.removesuffix("'s").replace("'", "")
    return "" if word == SEPARATOR else word


def indexed(texts: Iterable[str]) -> str:
    """Texts as they are kept for finding: the stems of each in order, and once each the words that are written
    otherwise.
    """
    made: list[str] = []
    for text in texts:
        words = words_of(text) if text else ()
        if not words:
            continue
        stems = [word.stem for word in words if not word.joined]
        known = set(stems)
        others: dict[str, None] = {}
        for word in words:
            for form in (word.form, one_spelling(word.form), word.stem):
                if form not in known:
                    others[form] = None
        made += [*stems, SEPARATOR, *others, SEPARATOR] if others else [*stems, SEPARATOR]
    return " ".join(made)


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words that somebody may have meant who typed another: of letters only, not too short."""
    return frozenset(
        word.form for text in texts for word in words_of(text) if len(word.form) >= 4 and word.form.isalpha()
    )


@dataclass(frozen=True, slots=True)
class Match:
    """Words that stand one after the other; of the last, with `begins`, only the beginning."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One of the things that are looked for, as it was typed: a word, or with `quoted` words that stand together.
    `begins`: a word's beginning is enough.
    """

    text: str
    words: tuple[Word, ...]
    quoted: bool = False
    begins: bool = False

    @property
    def parts(self) -> tuple[Word, ...]:
        """Its words without compounds."""
        return tuple(word for word in self.words if not word.joined)

    @property
    def is_one_word(self) -> bool:
        """Is it a single word?"""
        return len(self.words) == 1

    def matches(self, *, begins: bool = False) -> tuple[Match, ...]:
        """The ways in which it may stand in a text; any of them will do."""
        stems = tuple(word.stem for word in self.parts)
        found = [Match(stems)] if stems else []
        found += [
            Match((form,)) for word in self.words if word.joined for form in dict.fromkeys((word.stem, word.form))
        ]
        last = self.words[-1]
        if (begins or self.begins) and not self.quoted and len(last.form) >= _SHORTEST_BEGINNING:
            spelt = (last.form, one_spelling(last.form), last.form.replace("iz", "is"))
            found += [Match((form,), begins=True) for form in dict.fromkeys(spelt)]
        return tuple(found)


def term_of(typed: str, *, quoted: bool = False) -> Term | None:
    """What somebody typed as something to look for; `None` where it holds no word."""
    words = tuple(words_of(typed))
    if not words:
        return None
    if quoted:
        return Term(typed, tuple(word for word in words if not word.joined), quoted=True)
    return Term(typed, words, begins=typed.endswith("*") and len(typed) > _SHORTEST_BEGINNING)


def without_little_words(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms without `the`, `of` and their like, unless there is nothing else; at most `MOST_WORDS`, each once."""
    telling = [term for term in terms if term.quoted or not all(word.form in _LITTLE for word in term.words)]
    kept = {tuple(word.stem for word in term.words): term for term in reversed(telling or terms)}
    return tuple(reversed(kept.values()))[:MOST_WORDS]


def is_little(word: str) -> bool:
    """Is it a word like `the`?"""
    return folded(word) in _LITTLE
