"""Letters, reports and decisions in prose: sentences that say who will do what, and until when.

Where a document has no table and no list of actions, such sentences are offered as actions, each with a question,
because only a person can tell a promise from a remark. A sentence is offered if it promises (`will`, `has agreed to`)
and says when or who leads, or if it recommends; in a numbered item also without them. Its words stay whole; who and
when are only found in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.importing.datekinds import FoundDate
from domain.importing.dates import find_dates
from domain.importing.draft import DraftAction, DraftPlan, Question, QuestionKind, Source
from domain.importing.leadwords import could_be_name_word
from domain.importing.profiles import is_lead_like
from domain.importing.raw import RawBlock, RawCell, RawDocument, RawParagraph, RawRow, RawTable
from domain.importing.soundness import FIELD
from domain.importing.untabled import SENTENCE, YES, AsRead

HEADINGS = ("Ref", "Recommendation", "Action", "Lead", "Timescale")
MOST = 100  # sentences; a document with more of them is a book, and nobody answers so many questions
_LONGEST = 600  # characters of a sentence
_SOME_DAY = date(2000, 1, 1)  # only to find out whether words are a date
_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|cllr|st|no|nos|para|paras|ref|dept|approx|incl|jan|feb|mar|apr|jun|jul|aug|sept?|oct"
    r"|nov|dec|e\.g|i\.e|etc|vs|p|pp)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:The|This|These|We|It|By|In|On|At|Within|From|They|If|As|To)\s")
_END = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[“‘\"'(]?[A-Z0-9])")
_NUMBER = re.compile(
    r"^\W*(?:\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]|[ivx]{1,4})[.):]\s+|\d{1,3}(?:\.\d{1,3}){1,3}\s+|[•▪–-]\s+)"
)
_NUMBERED = re.compile(r"^\W{0,2}(?:recommendation\s|rec\s)?(?P<ref>\d{1,2})[.):]\s", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:(?P<who>lead(?:\sofficer)?|owner|responsible(?:\sofficer)?|by whom)\s*:\s*(?P<lead>\S[^:]{1,80}?)"
    r"|(?P<when>by when|timescale|deadline|due(?:\sdate)?|target(?:\sdate)?)\s*:\s*(?P<due>\S[^:]{1,60}?))[.]?",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"(?P<who>.{2,160}?)\s+(?:(?:will|shall|must|should)(?:\s(?:also|now|then|therefore|each|both|all))?"
    r"|(?:(?:has|have)\s)?(?:also\s)?(?:agreed|undertaken|committed|resolved|agrees?|undertakes?)\sto|(?:is|are)\s(?:going\s)?to"
    r"|needs?\sto)\s+(?P<what>[a-z].{3,})",
    re.DOTALL,
)
_ADVICE = re.compile(
    r"(?:\w+\s){0,8}?(?:recommends?|recommended|asks?\s(?=that)|invites?\s(?=the))\s(?:that\s)?(?P<rest>\S.{8,})",
    re.DOTALL,
)
# Minutes say that somebody will by saying that it was agreed.
_AGREED = re.compile(
    r"(?:(?:it was|the \w+(?: \w+)?|members|all) )?(?:also )?(?:agreed|resolved|decided|confirmed) that (?=[A-Z]|the )",
    re.I,
)
_ONLY_DECIDES = re.compile(
    r"(?:.{0,60}?\b(?:members?|cabinet|committee|council|board|executive|panel)\b\s)?(?:(?:is|are|be)\s\w+\sto\s)?(?:to\s)?"
    r"(?:notes?|approves?|endorses?|receives?|considers?|agrees?|adopts?|approval)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:which|who|how|what|why|where|is|are|was|were|has|have|had)\b", re.IGNORECASE)
_VOW = re.compile(r"\b(?:agree[sd]?|undertakes?|undertaken|committed|resolved)\sto\s$", re.IGNORECASE)
_PASSIVE = re.compile(r"be\s(?!(?:responsible|accountable)\b)")
_FIRST_NAME = re.compile(r"[A-Z][a-z]{2,14}")
_NO_PROMISE = re.compile(
    r"(?:not\s|(?:be\s)?(?:happy|grateful|pleased|aware|able|available|open|closed|noted|remembered|glad)\b"
    r"|take place\b|be (?:held|heard|met from)\b"
    r"|(?:have|meet|expire|end|last|cost|like|depend|recall|note)\b)"
)
_NOBODY = re.compile(r"(?:i|you|he|she|it|this|that|there|these|those|which|who|what|they|if|unless|should)\b", re.I)
_STORY = re.compile(
    r"\b(?:would have|should have|was to|were to|had been|did not|used to)\b|^(?:if|unless|although)\b|\?$", re.I
)
_ONE_OF_US = re.compile(
    r"(?:we|our\s\w+|(?:the|this|each|every)\s(?:\w+\s){0,3}(?:council|authority|trust|board|partnership|department"
    r"|force|college|school|charity|association|company|provider|committee|cabinet|executive|organisation|agency"
    r"|agencies|partners?|landlord|borough|county|district|city))",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    r"[(\[](?:lead(?:ing)?(?:\s(?:officer|agency))?|owner|responsible(?:\sofficer)?|action(?:ed)?(?:\sby)?|led\sby)"
    r"\s*[:–-]?\s+(?P<lead>[^()\[\]]{2,80})[)\]]",
    re.IGNORECASE,
)
_LED_BY = re.compile(
    r"\b(?:(?:led|overseen|owned|co-?ordinated|sponsored)\sby|responsible officer (?:is|will be)"
    r"|(?:lead|owner)\s(?:officer\s)?(?:is|will be)|responsibility of)\s+(?P<lead>[^.;()]{2,80}?)"
    r"(?=[.;()]|,\s(?:by|before|who|and)\b|$)",
    re.IGNORECASE,
)
_OVERSEES = re.compile(
    r"(?P<lead>[^.;:]{3,80}?)\s+(?:will|shall|is to|has agreed to)\s+(?:be\s(?:responsible|accountable)\sfor|oversee"
    r"|lead(?:\son)?|own|take\s(?:this|it)\sforward|co-?ordinate|sponsor)\b"
    r"(?:\s(?:(?:this|these|it|that)(?:\s(?:work|action|piece of work|review))?|the (?:work|action|review)))?[.]?",
    re.IGNORECASE | re.DOTALL,
)
_OF_THAT = re.compile(r"(?:this|it|that)(?: (?:work|action))? (?:is|will be|is being) ", re.IGNORECASE)
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_WITHIN = re.compile(
    rf"\b(?:with)?in\s(?:the\snext\s)?{_COUNT}\s(?:working\s|calendar\s)?(?:days?|weeks?|months?|years?)\b"
    r"(?:\sof\s(?:the\s|my\s|our\s|this\s)?[\w’' -]{3,30}?(?=[,.;]|\s(?:the|we|it)\b|$))?",
    re.IGNORECASE,
)
_OFTEN = re.compile(r"\b(?:each|every)\s(?:day|week|fortnight|month|quarter|term|year)\b", re.IGNORECASE)
_EVENT = re.compile(
    r"\b(?<=by\s)(?:the\s)?(?:end of (?:the|this|next) \w+(?:\syear)?|(?:next|this) \w+|easter|christmas|half[- ]term)"
    r"(?:\s\d{4})?\b|\bbefore\s(?:the\s)?(?:(?:next|end of|start of)\s(?:the\s)?\w+(?:\s(?:meeting|year|term))?"
    r"|easter|christmas|half[- ]term)(?:\s\d{4})?\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?P<word>by|before|until|till|no later than|not later than|on or before"
    r"|(?:starting|beginning|commencing)(?:\s(?:in|on|from|at))?|in|during|from|on|at)\s(?:the\s)?$",
    re.IGNORECASE,
)
_FIRM = frozenset({"by", "before", "until", "till", "no later than", "not later than", "on or before"})
_KEPT = re.compile(r"before|until|till|from|starting|beginning|commencing", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offer:
    """A sentence that may be an action: its words, and who and when as they stand in it (or nothing)."""

    text: str
    lead: str = ""
    due: str = ""
    advice: str = ""  # the sentence before it in its paragraph that recommends
    ref: str = ""


def with_offers(document: RawDocument) -> RawDocument | None:
    """The document with its promising sentences as tables, each where the first of them stood; or nothing."""
    offers = {
        at: found
        for at, block in enumerate(document.blocks)
        if isinstance(block, RawParagraph) and not block.level and (found := offers_of(block.text, block.depth))
    }
    if not 0 < sum(map(len, offers.values())) <= MOST:
        return None
    made = [one for found in offers.values() for one in found]
    named = {0: any(one.ref for one in made), 1: any(one.advice for one in made)}
    used = [at for at in range(len(HEADINGS)) if named.get(at, True)]
    blocks: list[RawBlock] = []
    rows: list[RawRow] = []
    place = 0
    where = ""

    def close() -> None:
        if rows:
            head = RawRow(tuple(RawCell.of(HEADINGS[at], place) for place, at in enumerate(used)), rows[0].number)
            blocks.insert(place, RawTable((head, *rows), where, 1, whole=True))
            rows.clear()

    for at, block in enumerate(document.blocks):
        if at not in offers:
            if not isinstance(block, RawParagraph) or block.level:
                close()
            blocks.append(block)
            continue
        if not rows:
            place = len(blocks)
        number, where = (
            (block.number or at + 1, block.sheet_or_page or "text") if isinstance(block, RawParagraph) else (0, "")
        )
        rows += [_row(one, number, used) for one in offers[at]]
    close()
    return replace(document, blocks=tuple(blocks))


def _texts(offer: Offer) -> tuple[str, ...]:
    return offer.ref, offer.advice or offer.text, offer.text, offer.lead, offer.due


def _row(offer: Offer, number: int, used: Sequence[int]) -> RawRow:
    texts = _texts(offer)
    return RawRow(tuple(RawCell.of(texts[at], place) for place, at in enumerate(used)), number, form=SENTENCE)


def about_offers(draft: DraftPlan, lost: Sequence[str]) -> DraftPlan:
    """The draft of such a document, with a question about the document and one about each sentence.

    `lost` are the paragraphs of which not every word was offered: they stay among what found no place.
    """
    count = len(draft.actions)
    read = AsRead.of(draft.actions[0])
    message = (
        f"I found no table or list of actions. {count} sentences of the text may say what is to be done, and I took "
        f"them as actions. The first is “{read.text}”; lead: {read.leads}; date: {read.due}; RAG: {read.rag}. "
        "Is that right?"
    )
    if count == 1:
        message = (
            "I found no table or list of actions. 1 sentence of the text may say what is to be done, and I took it as "
            f"an action: “{read.text}”; lead: {read.leads}; date: {read.due}; RAG: {read.rag}. Is that right?"
        )
    keys = tuple(action.key for action in draft.actions)
    whole = Question(QuestionKind.DOCUMENT, FIELD, message, suggestion=YES, keys=keys)
    each = [
        Question(
            QuestionKind.OFFERED,
            "text",
            "I read this in a sentence of the text. Is it an action?",
            action.key,
            action.text[:200],
            source=Source(action.source.sheet_or_page, action.source.row),
        )
        for action in draft.actions
    ]
    recommendations = tuple(
        replace(one, actions=tuple(map(_without_itself, one.actions))) for one in draft.recommendations
    )
    leftover = tuple(dict.fromkeys((*draft.leftover, *lost)))
    questions = (whole, *each, *draft.questions)
    return replace(draft, recommendations=recommendations, questions=questions, leftover=leftover)


def _without_itself(action: DraftAction) -> DraftAction:
    """A sentence with one date is no milestone of itself."""
    return replace(action, milestones=action.milestones if len(action.milestones) > 1 else ())


def offers_of(text: str, depth: int = 0) -> list[Offer]:
    """The sentences of a paragraph that may be actions; `depth` is above 0 for an item of a list.

    What recommends is the recommendation of the promises behind it, and a sentence that says who leads, or until when,
    belongs to the one before.
    """
    numbered = _NUMBERED.match(text)
    found: list[Offer] = []
    advice = ""
    follows = False  # is the sentence before an offer?
    for sentence in _sentences(_NUMBER.sub("", text)):
        if follows and (more := _more(sentence, found[-1])) is not None:
            found[-1] = more
            continue
        offer, advises = _offer(sentence, listed=bool(numbered or depth))
        if offer is not None and advises:
            advice = offer.text
        elif offer is not None and advice:
            found = [one for one in found if one.text != advice]
            offer = replace(offer, advice=advice)
        follows = offer is not None
        if offer is not None:
            found.append(offer)
    return [replace(found[0], ref=numbered["ref"])] if numbered and len(found) == 1 else found


def _more(sentence: str, offer: Offer) -> Offer | None:
    """The offer with what the next sentence says of it: who leads (`Lead: Ada Brook.`), or until when."""
    over = _OVERSEES.fullmatch(sentence)
    if over is not None and not _NOBODY.match(over["lead"]) and not offer.lead:
        return replace(offer, lead=_who(over["lead"]))
    if _OF_THAT.match(sentence) and not offer.lead and (lead := _named(sentence)):
        return replace(offer, text=f"{offer.text} {sentence}", lead=lead)
    label = _LABELLED.fullmatch(sentence)
    if label is None:
        return None
    if label["who"] and not offer.lead:
        return replace(offer, lead=label["lead"])
    return replace(offer, due=label["due"]) if label["when"] and not offer.due else None


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        if _OPENS.match(text, end.end()) or not _SHORT.search(text[start : end.start()].rstrip("”’\"')")):
            yield text[start : end.start()].strip()
            start = end.end()
    if text[start:].strip():
        yield text[start:].strip()


def _offer(sentence: str, *, listed: bool) -> tuple[Offer | None, bool]:
    """The sentence as an offer, or nothing; and does it recommend?"""
    if len(sentence) > _LONGEST or _STORY.search(sentence):
        return None, False
    due, lead = _when(sentence), _named(sentence)
    advice = _ADVICE.match(sentence)
    if advice is not None and not _ONLY_DECIDES.match(advice["rest"]):
        return Offer(_without_bracket(sentence), lead, due), True
    promise = _PROMISE.match(_AGREED.sub("", sentence))
    if promise is None or _NO_PROMISE.match(promise["what"]):
        return None, False
    subject = _subject(promise["who"])
    if _NOBODY.match(subject) or _CLAUSE.search(subject):
        return None, False
    ours = bool(_ONE_OF_US.fullmatch(subject))
    acts = not _PASSIVE.match(promise["what"])  # who is trained does not lead the training
    if not lead and acts and not ours and is_lead_like(_who(subject)):
        lead = _who(subject)
    if not lead and acts and _FIRST_NAME.fullmatch(subject) and could_be_name_word(subject):
        lead = subject
    vowed = ours and bool(_VOW.search(promise.string[: promise.start("what")]))
    agreed = promise.string != sentence
    stated = due or vowed or (lead and (lead != _who(subject) or listed or agreed)) or (listed and ours)
    return (Offer(_without_bracket(sentence), lead, due) if stated else None), False


def _subject(who: str) -> str:
    """Who promises, without a date or a purpose that stands before (`By 3 May the Council`, `To help, we`)."""
    who = (
        who.rpartition(", ")[2]
        if re.match(r"(?:by|before|within|in|from|during|to|as|after|following|at|on)\b", who, re.I)
        else who
    )
    late = re.search(r"\b(?:we|the (?!end|start|next|middle)[\w’' -]+)$", who, re.I)
    opens = re.match(r"(?:by|before|within|in|from|during|after|following|at|on)\b", who, re.I)
    return late.group() if late is not None and opens else who


def _who(text: str) -> str:
    return re.sub(r"^(?:the|our|its|their)\s", "", text.strip(" ,"), flags=re.IGNORECASE)


def _named(sentence: str) -> str:
    found = _IN_BRACKETS.search(sentence) or _LED_BY.search(sentence)
    return _who(found["lead"]) if found else ""


def _without_bracket(sentence: str) -> str:
    """The sentence without `(Lead: Ada Brook)`, which is its lead now."""
    return re.sub(r"\s+(?=[.,;])", "", " ".join(_IN_BRACKETS.sub(" ", sentence).split()))


def _when(sentence: str) -> str:
    """The date or the time allowed, as it is printed; several dates as one text, so that a person is asked which."""
    dates = [(one, word) for one in find_dates(sentence, _SOME_DAY) if (word := _before(sentence, one))]
    firm = [one for one, word in dates if word in _FIRM]
    some = firm if len(firm) == 1 else [one for one, _ in dates]
    if some:
        return sentence[_start(sentence, some[0]) : some[-1].end].strip()
    within = _WITHIN.search(sentence) or _OFTEN.search(sentence) or _EVENT.search(sentence)
    return within.group() if within else ""


def _before(sentence: str, one: FoundDate) -> str:
    """The word that makes a date a deadline or a time of the work: `by`, `before`, `in`; nothing for another date."""
    match = _UNTIL.search(sentence[: one.start])
    return match["word"].lower() if match else ""


def _start(sentence: str, one: FoundDate) -> int:
    """Where the date begins, with a word before it that changes what it means (`before`), but not `by`."""
    match = _UNTIL.search(sentence[: one.start])
    return match.start() if match and _KEPT.match(match["word"]) else one.start
