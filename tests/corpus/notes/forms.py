"""How an action is said in one line or in a few, as people write it: what, who and when in every order.

Written down before the reader's own lists were looked at for them; of each tuple every second form is kept back.
`{what}` begins small, `{What}` with a capital.
"""

from __future__ import annotations

# One line of a list. Those of `PLAIN` are the usual ones.
PLAIN = (
    "{who} to {what} by {when}", "{What} ({who}, by {when})", "{What} – {who} – {when}", "{What} ({who}, {when})",
    "ACTION: {who} to {what} by {when}", "{who} will {what} by {when}", "{What} - {who}, {when}", "{who}: {what} by {when}",
    "{What}. Lead: {who}. By: {when}", "{who} – {what} – by {when}", "{who} to {what} ({when})", "ACTION ({who}): {what} by {when}",
    "Action: {What} ({who}, {when})", "{What} ({who}) by {when}", "{What} | {who} | {when}", "{What} by {when} ({who})",
)  # fmt: skip
ODD = (
    "{What}; {who}; {when}", "{What} [{who} / {when}]", "By {when}, {who} to {what}", "{who} agreed to {what} by {when}.",
    "{when}: {who} to {what}", "{who} ({when}): {what}", "{What} -> {who} ({when})", "{who}, please {what} by {when}",
    "@{who} please {what} by {when}", "{who} has agreed to {what} by {when}.", "{What}. {who}, by {when}", "{What}: {who}, {when}",
    "{who} took an action to {what} by {when}.", "{who} offered to {what} by {when}", "Action – {who} to {what} by {when}",
    "It was agreed that {who} would {what} by {when}.", "{who} was asked to {what} by {when}.", "{What} (action: {who}, {when})",
    "{What} – owner {who}, target {when}", "AP: {who} to {what} ({when})", "{who} is going to {what} by {when}",
    "[ACTION: {who}, {when}] {What}", "{who} - {what}, {when}", "{What} (lead {who}; deadline {when})",
    "{What} – {who} to lead, due {when}", "{What}. This needs doing by {when} and {who} will lead.", "Need {who} to {what} before {when}",
    "{who} would {what} by {when}.",
)  # fmt: skip
# Without somebody, or without a day; one of a list of the others now and then.
NOBODY = ("{What} by {when}", "{What} ({when})", "{What}, due {when}", "{What} – {when}")
NO_DAY = ("{who} to {what}", "{What} ({who})", "{What} – {who}", "{who}: {what}")
# Below a heading that says who, or until when.
BELOW_WHO = ("{What} by {when}", "{What} ({when})", "{What} – {when}", "{What}, {when}")
BELOW_WHEN = ("{who} to {what}", "{What} ({who})", "{What} – {who}", "{who}: {what}")
WHO_HEADS = ("{who}", "{who}:", "Actions for {who}", "**{who}**")
WHEN_HEADS = ("By {when}", "{When}", "Due {when}:", "To be done by {when}")
# Records: what each value is called.
LABELS = (
    ("Action", "Lead", "By when", "RAG"), ("What", "Who", "When", "Status"), ("Task", "Owner", "Due date", "Status"),
    ("Action required", "Responsible officer", "Target date", "Progress"), ("Agreed action", "Officer responsible", "Timescale", "RAG rating"),
    ("Commitment", "Accountable lead", "Deadline", "Rating"), ("To do", "Assigned to", "Due", "State"), ("Next step", "Named lead", "Complete by", "RAG"),
)  # fmt: skip
ODD_LABELS = (
    ("Job", "Taken by", "Before", "Where we are"), ("Point", "For", "Until", "Position"), ("Undertaking", "In the hands of", "Not later than", "Colour"),
    ("We will", "Led by", "Finish", "How it is going"),
)  # fmt: skip
# A heading or a bold line says what is to be done, and sentences below it who and until when.
BELOW_TITLE = (
    "{who} will lead on this. It should be finished by {when}.", "Lead: {who}. Deadline: {when}.",
    "This is for {who} and is due {when}.", "{who}, {when}.", "Owner is {who}; to be completed by {when}.",
    "Responsibility of {who}. Target {when}.",
)  # fmt: skip
MARKS = ("- ", "* ", "• ", "{n}. ", "{n}) ", "({letter}) ", "4.{n} ", "– ", "A{n} ", "[ ] ", "o ", "")
CHAT = ("[12/05/2026, 10:{minute:02}] {from_}: {line}", "{from_}  10:{minute:02}\n{line}", "10:{minute:02} {from_}: {line}",
        "{from_} [10:{minute:02} AM]\n{line}")  # fmt: skip
# Somebody says in a chat what they will do themselves: they lead it.
MINE = ("I'll {what} by {when}", "I can {what} by {when}", "will {what} by {when}", "happy to {what}, by {when}")
