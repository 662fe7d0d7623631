"""Words of courtesy about a request: a greeting before it, a `please` behind it, quotation marks or a bullet around it.

They ask for nothing, so they are taken off where they can't be part of somebody's own words.
"""

from __future__ import annotations

import re

from domain.language.folding import plain, trim

_EMOJI = "[\U0001f300-\U0001f5ff\U0001f600-\U0001f64f\U0001f900-\U0001faff\u2600-\u27bf\ufe0f\U0001f3fb-\U0001f3ff]"
_KIND = (
    r"please|pls|plz|plse|(?:many )?thanks(?: a lot| so much| very much)?|thank ?you(?: so much| very much)?|thx|ta"
    r"|cheers|diolch|sorry"
    r"|if (?:you could|possible|that'?s ok(?:ay)?)|kind regards|regards"
)
_AT_END = re.compile(rf"(?:[\s,.;:!-]+(?:{_KIND})(?=[\s,.!?]|$)|\s*{_EMOJI})+[\s.!]*(?P<asks>\?*)$", re.I)
_FOR_ME = r"for (?:me|us)|(?:when|if) you (?:can|get (?:a |the )?(?:chance|minute|moment))"
_MOST_AT_END = 200
"""Characters at the end in which courtesy is looked for: the search takes the square of their number."""
_REST = rf"(?![^\W_])|{_EMOJI}|[.:;]-?[)D]|:[+\w-]+:)[\s,.;:!?-]*)*"
_WHOLE = re.compile(rf"[\s,.;:!?-]*(?:(?:(?:{_KIND}){_REST}", re.I)
_BEHIND = re.compile(rf"[\s,.;:!?-]*(?:(?:(?:{_KIND}|{_FOR_ME}){_REST}", re.I)
_BY_NAME = re.compile(r"\s*[,-]\s*[A-Z][\w'-]{0,29}(?: [A-Z][\w'-]{0,29}){0,2}[ .!]*$")
_UNFINISHED = re.compile(r"\b(?:to|and|or|of|in|by|for|with|team|as|the)[\s,]*$", re.I)
_COLOURED = re.compile(
    "[\U0001f534\U0001f535\U0001f7e0-\U0001f7e9\u26aa\u26ab]\ufe0f?$|:(?:large_)?[a-z]+_(?:circle|square):$"
)
_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|hiya|dear|morning|good (?:morning|afternoon|evening))\b"
    r"(?:\s+(?:there|again|all|team|bot|folks|everyone|everybody|action ?log)\b)*(?:\s*[,!.:–—-]+\s*|\s+)"
    r"|(?:re|fw|fwd|regarding)\s*:\s*)+(?=\S)",
    re.I,
)
_BULLET = re.compile(r"(?:[-*•·–—]|>+)\s+(?=\S)")
_BARE_GREETING = re.compile(
    r"(?:hi|hello|hey|hiya|morning|good (?:morning|afternoon|evening))"
    r"(?: (?:there|again|all|team|bot|action ?log))*[ .!,]*",
    re.I,
)


_MARKED = re.compile(r"(?P<mark>\*{1,3}|_{1,3}|~{1,2}|'{1,3})(?=[^\s*_~'])(?P<inside>[^*~'\n]*[^\s*_~'])(?P=mark)")
"""A whole line in bold, italics, struck through, as code or in single quotation marks."""
_SENT_FROM = re.compile(
    r"\n[ \t]*(?:sent from my \w+|sent from outlook\b|get outlook for \w+)[^\n]*"
    r"(?:\n[ \t]*(?:[_-]{5,}|from:)[\s\S]*|\s*)\Z",
    re.I,
)
"""What a telephone's mail programme writes below, and the mail that was answered."""
_MOST_OF_NOTE = 11_000
_SIGNED = re.compile(
    r"\n[ \t]*(?i:(?:many |best |kind(?:est)? |warm )?(?:thanks|regards|wishes)|thank you|cheers|diolch)[ ,.!]*"
    r"(?:\n[ \t]*[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}[ .]*)?\Z"
)
"""A farewell in a line of its own, and at most a name below: whatever else stands there is somebody's words."""


def without_wrapping(line: str) -> str:
    """The request inside a line: without a bullet, a greeting, `RE:` and quotation marks around the whole of it."""
    for ending in (_SENT_FROM, _SIGNED):
        if len(line) <= _MOST_OF_NOTE and (found := ending.search(line)) and line[: found.start()].strip():
            line = line[: found.start()].rstrip()
    shadow = plain(line)
    if _BARE_GREETING.fullmatch(shadow):
        return "hello"
    if shadow[:1] == '"' == shadow[-1:] and shadow.count('"') == 2 and len(shadow) > 2:
        line = trim(line[1:-1])
        shadow = plain(line)
    if marked := _MARKED.fullmatch(shadow):
        line = line[marked.start("inside") : marked.end("inside")]
        shadow = plain(line)
    for pattern in (_BULLET, _GREETING):
        if found := pattern.match(shadow):
            line, shadow = line[found.end() :], shadow[found.end() :]
    return line


def without_courtesy(words: str) -> str:
    """The words without a `please`, thanks or an emoji at their end; an emoji that is a colour stays."""
    if _COLOURED.search(words):
        return words
    if is_courtesy(words):
        return ""
    start = max(0, len(words) - _MOST_AT_END)
    found = _AT_END.search(plain(words)[start:])
    if found is None or is_unfinished(words[: start + found.start()]):
        return words
    return words[: start + found.start()] + found["asks"]


def is_unfinished(words: str) -> bool:
    """Do these words end in the middle: `link TB to`? Then what stands behind them was no courtesy."""
    return _UNFINISHED.search(words) is not None


def is_courtesy(words: str, *, behind_ref: bool = False) -> bool:
    """Is there nothing in these words but courtesy? `behind_ref`: an action is named before them, so that `for me` asks
    for nothing, and a name behind thanks and a comma is who wrote it.
    """
    if _COLOURED.search(words):
        return False
    shadow = plain(words)
    if behind_ref and (name := _BY_NAME.search(shadow)) and any(map(str.isalpha, shadow[: name.start()])):
        shadow = shadow[: name.start()]
    return (_BEHIND if behind_ref else _WHOLE).fullmatch(shadow) is not None
