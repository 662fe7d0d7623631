"""The questions of the reader of plans, said in the language of who is asked.

They are stored in English, as whole sentences with what was printed in them: everything that an answer does goes by
those words, and a question asked a year ago still reads as it did. So the stored sentence is the key and holds its
values: here it is recognised by its pattern, and said again. A sentence that a later version words anew keeps its old
pattern here as long as such questions may be open; one that is not recognised comes in English, as it was asked.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from domain.due import MONTHS
from domain.language.folding import squeeze
from domain.speech import ENGLISH, marked, spoken, tr

# Places in “quotation marks” hold what is printed, and stay as they are; in others dates and a few words are said, too.
SENTENCES = (
    # dates
    marked("No date is printed. When is this due?"),
    marked("The place of the date is blank. The text says {date}: is that when this is due?"),
    marked("A long text stands here. When is this due?"),
    marked("“{text}” is printed instead of a date. When is this due?"),
    marked("“{text}” is printed instead of a date. Is that {date}, as above?"),
    marked("“{text}” is not a date. When should this be done?"),
    marked("“{text}” is not settled. Is {date} the deadline, or is there none yet?"),
    marked("“{text}” depends on something else. Is {date} the deadline, or is there none yet?"),
    marked("“{text}” says when it starts, not when it ends. I took it as ongoing."),
    marked("“{text}” says how often, not until when. I took it as ongoing."),
    marked("“{text}” says ongoing and names a date. Is that date the deadline, a review or the start?"),
    marked("“{text}” names a date that may be {meaning}. Is {date} the deadline?"),
    marked("“{text}” names {count} dates: {dates}. Which is the deadline? I took {date}."),
    marked("“{text}” names another date in brackets. Which is the deadline? I took {date}."),
    marked("“{text}” stands where the date should be. I took the action as complete."),
    marked("“{text}” stands where the date should be. I took the action as withdrawn."),
    marked("“{text}” has no year, and the plan has no date of its own. Which year is meant?"),
    marked("“{text}” is how a spreadsheet counts {date}. Is that the date?"),
    marked("“{text}” may be a quarter of the year from April or from January. I took {date}, not {other}."),
    marked("“{text}” can be {first} or {second}, and its column has dates of both kinds. I took {date}."),
    marked("“{text}” means {meaning}, the plan says, but not from which day. When is this due?"),
    marked("“{text}” means {meaning}, the plan says. Is that {day}?"),
    marked("“{text}” means {meaning}, the plan says. From its date, {date}, that is {day}. Right?"),
    marked("I can't read “{text}” as a date."),
    marked("I read “{text}” as {date}. Is that right?"),
    marked("There is no such day as “{text}”. Is it {first} or {second}? I took {date}."),
    marked("There is no such date as “{text}”. Is it {date}?"),
    marked("There is no such date as “{text}”. Which date is meant?"),
    marked(
        "No year is printed in {count} dates, such as “{text}”. The plan is of {plan_date}, so I took {date}. "
        "Is that right?"
    ),
    marked("No year is printed in “{text}”. Is it {first} or {second}? From the plan's own date I took {date}."),
    marked("Please check “{text}”: this can be read in two ways. I took {date}."),
    marked("Please check “{text}”: {note}. I took {date}."),
    marked("Please check “{text}”: {note}? I took {date}."),
    marked("The dates beside this list are not all numbered. Does “{text}” belong here?"),
    marked("The text says {date}, and {other} is printed for the whole list. Which holds here?"),
    marked("No date is printed in this row. I took “{text}” from above. Is that right?"),
    marked("The dates under “{heading}” seem to put the month first. I read “{text}” as {date}. Is that right?"),
    marked("Some days under “{heading}” are stored as plain numbers. I took {text} for {date}. Is that right?"),
    marked("Some days in column {number} are stored as plain numbers. I took {text} for {date}. Is that right?"),
    marked("This was due before the plan's own date, {date}. Is the date right?"),
    marked("This is due before {key}, which it is linked to ({date}). Is the date right?"),
    marked("This is due after its section, which is due {date}. Is the date right?"),
    marked("Progress gives another date, {said}; {date} is printed. Has the date moved?"),
    marked("Progress speaks of {said}, after the date {date}. Has the date moved?"),
    # leads
    marked("No lead is printed. Who leads this?"),
    marked("The text under the lead is too long to be names. Who leads this?"),
    marked("“{text}” stands where the lead should be. Who leads this?"),
    marked("“{text}” stands where the lead should be. Is that a name?"),
    marked("“{text}” points to another lead. Who leads this?"),
    marked("“{text}” is printed instead of a lead. Who leads this?"),
    marked("“{text}” is printed instead of a lead. Is that {names}, as above?"),
    marked("“{text}” reads like a text, not like a lead. Who leads this?"),
    marked("“{text}” reads like an e-mail address, not like a name. Who leads this?"),
    marked("I read “{text}” as one lead. Is that right, or are there several?"),
    marked("I read “{text}” as one lead: {names}. Is that right?"),
    marked("I read “{text}” as {count} leads: {names}. Is that right?"),
    marked("“{text}” also names who is consulted or informed. They are not leads. Is that right?"),
    marked("Are “{first}” and “{second}” two leads, or one name in two lines?"),
    marked("The leads beside this list are not all numbered. Does “{text}” belong here?"),
    marked("Only “{text}” stands here, under “{heading}”. Who leads this?"),
    marked("“{text}” stands beside {count} points. Does each of them lead one?"),
    marked("No lead is printed in this row. I took “{text}” from above. Is that right?"),
    marked("“{name}” leads here, and “{other}” leads {key}. Are they one and the same?"),
    marked("The plan says that {short} is {name}. Is that the “{other}” who leads {key}?"),
    marked("Is {name} a person or a team?"),
    # colours and what is complete
    marked("RAG is blank. Is there one?"),
    marked("RAG is blank on {these}: nothing stands in its column. Does one RAG hold for all of them?"),
    marked("“{text}” stands under RAG. I took {colour}."),
    marked("The cell says “{text}” and is filled {fill}. I took {colour}."),
    marked("“{text}” stands under RAG on {these}. Is there a RAG?"),
    marked("“{text}” stands under RAG on {these}. Is that a colour?"),
    marked("“{text}” stands under RAG on {these}, and the plan does not say what it means. Which RAG is it?"),
    marked("“{text}” stands on {these}, and the plan does not say what it means. Does it mean complete?"),
    marked("“{text}” stands on {these}. The key says “{meaning}”. Which RAG is it?"),
    marked("“{text}” means “{meaning}”. Is {these} complete?"),
    marked("“{text}” means “{meaning}”. Are {these} complete?"),
    marked("“{text}” stands under “{heading}”. Is it complete?"),
    marked("“{text}” stands under “{heading}”, and “{state}” beside it. Is it complete?"),
    marked("Progress says “{text}”. Is the action complete?"),
    marked("Progress says “{text}”. Is the action withdrawn?"),
    marked("“{text}” stands under “{heading}”. Is the action withdrawn?"),
    marked("This is struck out. Is the action withdrawn?"),
    marked("“{text}” is struck out. Does it still hold?"),
    marked("It was archived, and nothing says that it is complete. Is it?"),
    marked("No column is headed RAG, but {names} are shaded. I took the shading as RAG. Is that right?"),
    marked("Under “{heading}” stand colours. I took them for the RAG. Is that right?"),
    marked("Under {names} stand cells in several colours without a word. I did not read them. What do they say?"),
    # texts, numbers and links
    marked("The text around the actions also says who will do what: “{text}”. I left it out. Is that right?"),
    marked(
        "The text around the actions also says who will do what, in {count} sentences, such as “{text}”. I left them "
        "out. Is that right?"
    ),
    marked("Older mails below hold the same list. I took the newest, and left out {count} older lines. Is that right?"),
    marked("No action is printed. What is to be done?"),
    marked("“{text}” is printed instead of an action. What is to be done?"),
    marked("“{text}” stands instead of an action. Is this withdrawn?"),
    marked("“{text}” stands here without a lead and a date. Is it still an action?"),
    marked("“{text}” is an answer and no action. What is to be done?"),
    marked("“{text}” is an answer and no action. I took the recommendation for the action. What is to be done?"),
    marked("The items of this list ran together when the file was made. Is this one action, or more?"),
    marked("The list ran together when the file was made. I read {count} actions in it. Is that right?"),
    marked("I took {count} parts with {dates} dates as {actions} actions."),
    marked("“{text}” stands before a numbered list. Is it an action of its own?"),
    marked("{count} actions, but the {what} beside them do not pair: “{text}”. Which belongs to which?"),
    marked("“{gone}” is struck out, and “{text}” stands in its place. I read what stands. Is that right?"),
    marked("A note at “{text}” says: “{note}”. Does it change what is printed there?"),
    marked("The same words stand under {key}. Is this the same action?"),
    marked("The text points to {ref}, which I can't find in this plan."),
    marked("The number {ref} is printed more than once."),
    marked("The number {ref} is printed twice in this list."),
    marked("After {first} comes {second}. Is something missing between them?"),
    marked("Numbers are left out in {count} places ({places} ...). Is something missing?"),
    marked("No number is printed for this row. Is it a recommendation of its own?"),
    marked("The numbers begin again under each section, so each reference names its section first (T1, T2 ...)."),
    marked("1 item of a list stands without a label. I read such items as actions. Is that right?"),
    marked("{count} items of lists stand without a label. I read such items as actions. Is that right?"),
    marked("I read this in a sentence of the text. Is it an action?"),
    # the document
    marked(
        "I found no table or list of actions. 1 sentence of the text may say what is to be done, and I took it as an "
        "action. Is that right?"
    ),
    marked(
        "I found no table or list of actions. {count} sentences of the text may say what is to be done, and I took "
        "them as actions. Is that right?"
    ),
    marked(
        "I found no table or list of actions. 1 sentence of the text may say what is to be done, and I took it as an "
        "action: “{text}”; lead: {lead}; date: {date}; RAG: {rag}. Is that right?"
    ),
    marked(
        "I found no table or list of actions. {count} sentences of the text may say what is to be done, and I took "
        "them as actions. The first is “{text}”; lead: {lead}; date: {date}; RAG: {rag}. Is that right?"
    ),
    marked(
        "One action stands in no table, and I read it from the text as “{text}”; lead: {lead}; date: {date}; "
        "RAG: {rag}. Is that right?"
    ),
    marked(
        "{count} actions stand in no table, and I read them from the text. The first is “{text}”; lead: {lead}; "
        "date: {date}; RAG: {rag}. Please check them against the document. Is that right?"
    ),
    marked(
        "{count} actions stand in no table, and I read them from the text. The first is “{text}”; lead: {lead}; "
        "date: {date}; RAG: {rag}. Please check them against the document, above all who leads: {names}. Is that right?"
    ),
    marked(
        "Every row names two leads with a stroke between them, such as “{text}”. I took them for two. Is that right?"
    ),
    marked("I found no table of actions in this document. Is it the right file?"),
    marked("Which letters should stand before the numbers of this plan? I took {code} from its title."),
    marked("Which letters should stand before the numbers of this plan? It has no title, so I took {code}."),
    marked("What stands under “{heading}”, such as {cells}? I took it for the {what}."),
    marked(
        "“{heading}” stands beside “{other}”. I took its people as accountable. Do they lead too, or is it only to be "
        "kept, as a column of something else?"
    ),
    marked("In this plan {surprise}. I went by what the cells hold."),
    marked("A table has no headings. I took its columns as {columns}. Is that right?"),
    marked("A table of actions has no column for the lead. Does one of its columns hold it?"),
    marked("A table of actions has no column for the date. Does one of its columns hold it?"),
    marked("“{text}” was not imported: 1 row. Should it be?"),
    marked("“{text}” was not imported: {count} rows. Should it be?"),
    marked("A table of {count} rows ({name}) was not read as actions. Is that right?"),
    marked("{count} hidden rows or sheets were read too. Do they belong to the plan?"),
    marked("This stands outside the tables and was not read as an action. Should it be one?"),
    marked("{count} paragraphs such as this one were not read as actions. Should they be?"),
    marked("{where} only shows again {count} that I read elsewhere, so I left it out. Is that right?"),
    marked("Under {names} stand only marks. I took {what}. Is that right?"),
    marked("Under {names} stand texts. I took each as an action that is due then. Is that right?"),
    marked("Under {names} stand {what}. I took {last} for the date. Is that right?"),
    marked(
        "The columns of a wide table stand on two pages each ({pages}). I put their rows side by side, in order. "
        "Is that right?"
    ),
    marked(
        "I may not have understood the layout of a table ({where}). {said} I took {count} from it. Please check them "
        "against the document. Is that right?"
    ),
)

_WORDS = {
    "this action": marked("this action"),
    "these actions": marked("these actions"),
    "red": marked("red"),
    "amber": marked("amber"),
    "green": marked("green"),
    "blue": marked("blue"),
    "leads": marked("leads"),
    "dates": marked("dates"),
    "lead": marked("lead"),
    "date": marked("date"),
    "a review": marked("a review"),
    "a start": marked("a start"),
    "no date": marked("no date"),
    "nobody": marked("nobody"),
    "none": marked("none"),
    "ongoing": marked("ongoing"),
}
_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"\b(?:(?P<day>\d{{1,2}}) )?(?P<month>{_MONTH}) (?P<year>\d{{4}})\b")
_LONGEST = 2_000


def say_question(message: str) -> str:
    """A stored question in the language that is spoken, with what is printed as it is printed."""
    if spoken() is ENGLISH or len(message) > _LONGEST:
        return message
    found = recognise(message)
    if found is None:
        return message
    sentence, values = found
    return tr(sentence, **values)


def recognise(message: str) -> tuple[str, dict[str, str]] | None:
    """The sentence that a stored question is, and what stands in its places, as it is said now."""
    for sentence, pattern, printed in _patterns():
        if match := pattern.fullmatch(message):
            values = match.groupdict()
            return sentence, {name: said if name in printed else _said(said) for name, said in values.items()}
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]:
    """Each sentence as a pattern, those with the most words of their own first; and its places in quotation marks."""
    made = []
    for sentence in SENTENCES:
        parts: list[str] = []
        printed: set[str] = set()
        own = 0
        for words, name, _, _ in Formatter().parse(sentence):
            parts.append(re.escape(words))
            own += len(words)
            if name:
                parts.append(f"(?P<{name}>.+?)")
                if words.endswith("“"):
                    printed.add(name)
        made.append((own, sentence, re.compile("".join(parts), re.S), frozenset(printed)))
    made.sort(key=lambda one: -one[0])
    return tuple((sentence, pattern, printed) for _, sentence, pattern, printed in made)


def _said(value: str) -> str:
    if (known := _WORDS.get(squeeze(value))) is not None:
        return tr(known)
    return _DATE.sub(_date, value)


def _date(found: re.Match[str]) -> str:
    """A date as it is written in English, in the language that is spoken."""
    language, number = spoken(), MONTHS.index(found["month"])
    month = language.months[number]
    if found["day"] is None:
        return language.month.format(month=month, year=found["year"])
    return language.date.format(day=int(found["day"]), month=month, year=found["year"])
