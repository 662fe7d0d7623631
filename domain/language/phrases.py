"""What people say instead of a command, as the command that they mean: `what's due next week?` is `find due next week`.

Only whole lines that mean one thing are turned, and what is looked up rather than changed is read more freely. Notes,
reasons and names keep their characters.
"""

from __future__ import annotations

import re

from domain.language.folding import plain
from domain.language.said_of_people import LEADS, LOOKED_UP
from domain.language.verbs import POLITE

_MOST = 300  # characters; longer lines are notes
_CODED = r"[a-z]{2,6}-?\d[\w.]{0,11}|[a-z]{2,6}-\w[\w.]{0,11}"
_REF = rf"(?:(?:action|number|no\.?|#) ?)?(?P<ref>{_CODED}|\d[\w.]{{0,11}})"
_PLAN = r"(?: (?:in|of|on|for|from) (?:the )?(?P<plan>[a-z][a-z0-9]{1,5})(?: plan)?)?"
_CODE = r"(?: (?:the )?(?:plan )?(?!here\b|in\b|up\b)(?P<plan>[a-z][a-z0-9]{1,11}))?"
_ONES = r"(?:actions?|tasks?|items?|jobs?|things?|ones?|list|work)"
_ASK = (
    r"(?:(?:can|could|would|will) you |please |pls |(?:show|tell|give|list|get|find|see)(?: me)? "
    r"|(?:do you |let me )?(?:know|see) )*"
)
_WHAT = (
    r"(?:what(?:'s|s| is| are| have| do| of)?|which(?: of)?(?: are| is)?|is there|are there|is any|any|is anything"
    r"|anything|do (?:we|you) have(?: any(?:thing)?)?|do|how many(?: of)?(?: are| is)?) ?"
)
_ARE = rf"{_ASK}{_WHAT}(?:all )?(?:the )?(?:{_ONES} )?(?:are |is |(?:do )?i have )?"
_LATE = r"(?:overdue|late)"
_COLOUR = r"(?:red|amber|yellow|green|blue)"
_MORE = r"(?P<more>(?: (?:in|for|and|with|but|led by) .+)?)"
_TO = r"(?P<rest>(?:to|by|until|till) .+)"
_OF = r"(?:of|on|for|with|about)"
_WHEN = (
    r"(?P<rest>(?:(?:by|before|until|till|up to|after|from|in|on|within|during|the|this|next|coming|end|beginning|start"
    r"|middle|of|today|tomorrow|tonight|days?|weeks?|months?|quarters?|term|years?|fortnight|weekend|mid|early|late|soon"
    r"|q[1-4]|spring|summer|autumn|winter|easter|christmas|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sun)(?:day)?"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|\d{1,4}(?:st|nd|rd|th)?|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)\b[ ,]*)+)"
)
_LACK = r"(?P<rest>(?:leads?|owners?|dates?|deadlines?|due dates?|rag|colour|rating))"
_DOTS = "\U0001f534\U0001f535\U0001f7e0\U0001f7e1\U0001f7e2"
_SPAN = r"(?:an?|one|two|three|four|six|another|\d{1,3}) (?:more )?(?:day|week|wk|month|fortnight|quarter|year)s?"
_JUST_DAYS = r"(?!(?:in |the |next )*\d+(?: days?)?$)"  # `due 14`, `due in 14 days`: the command knows them

_MEANINGS: tuple[tuple[str, str], ...] = (
    ("{ref} {rest}", rf"(?P<ref>(?:[a-z]{{2,6}}-?)?\d[\d.]*?) ?[.\-] ?(?P<rest>done|completed?|finished|{_COLOUR})"),
    ("mine", rf"{_ASK}(?:{_WHAT})?(?:all )?(?:of )?(?:the )?my (?:open |current |outstanding |own )?{_ONES}"),
    ("mine", r"what (?:do|have|must|should) i (?:still )?(?:have |got |need |left )*(?:to )?(?:do|get done|on)?"),
    ("mine", r"(?:what(?:'s|s| is) )?on my (?:plate|list)|(?:my )?to-? ?do(?: list)?"),
    ("mine", r"what am i (?:leading|down for|doing)(?: on)?"),
    ("mine", rf"(?:which|what) (?:{_ONES} )?(?:do i lead|are mine|am i leading|are assigned to me)"),
    ("mine overdue", rf"{_ASK}(?:{_WHAT})?(?:of )?(?:are |is )?{_LATE}(?: {_ONES})? (?:for me|of mine|mine)"),
    ("mine overdue", rf"{_ASK}(?:{_WHAT})?my {_LATE}(?: {_ONES})?|{_LATE} (?:mine|for me|my {_ONES})"),
    ("mine overdue", rf"{_ASK}(?:which|what|how many) of my {_ONES} (?:are|is) {_LATE}|what am i late (?:on|with)"),
    ("mine {rest}", rf"(?P<rest>all|done|completed?|finished|{_LATE}|open) (?:of )?mine"),
    ("overdue {plan}", rf"{_ARE}{_LATE}(?: {_ONES})?{_PLAN}"),
    ("overdue {plan}", rf"{_ASK}(?:all )?(?:the )?{_LATE} {_ONES}{_PLAN}"),
    ("overdue {plan}", rf"(?:show|list|see)(?: me)? (?:what(?:'s|s| is) )?{_LATE}{_PLAN}"),
    ("find overdue {rest}", rf"{_LATE} (?P<rest>(?:for|led by|in|and|with|by) .+|{_COLOUR}(?: .*)?)"),
    ("find {colour} {more}", rf"{_ARE}(?P<colour>{_COLOUR})s?(?: {_ONES})?{_MORE}"),
    ("find {colour}", rf"(?:show|list|see|find)(?: me)? (?:all )?(?:the )?(?P<colour>{_COLOUR})s?(?: {_ONES})?"),
    ("find {colour}", rf"(?P<colour>{_COLOUR})"),
    ("find {colour} {more}", rf"(?P<colour>{_COLOUR})(?:s| {_ONES}){_MORE}"),
    ("find {rest}", rf"how many (?:{_ONES} )?(?:are |is )?(?:still )?(?P<rest>open|complete)d?"),
    ("find due {rest}", rf"{_ARE}due(?: for me)?(?: up)? {_WHEN}"),
    ("due", rf"{_ASK}{_WHAT}(?:{_ONES} )?(?:are |is )?(?:due|coming up|next)(?: soon| next)?"),
    ("find due {rest}", rf"(?:due|soon|upcoming) {_JUST_DAYS}{_WHEN}"),
    ("find due {rest} in {plan}", rf"due {_JUST_DAYS}{_WHEN}(?:in|for|of|on) (?P<plan>(?!the\b)[a-z][a-z0-9]{{1,5}})"),
    ("history {ref}", rf"{_ASK}(?:history|changes|log) (?:of|for|on|to) {_REF}"),
    ("find due {rest} in {plan}", rf"due (?:in )?(?P<plan>[a-z][a-z0-9]{{1,5}}) {_JUST_DAYS}{_WHEN}"),
    ("find no {rest}", rf"{_ASK}(?:{_WHAT})?(?:{_ONES} )?(?:(?:that )?(?:have|has|with) no|without(?: an?)?) {_LACK}"),
    ("find no {rest}", rf"no {_LACK}"),
    ("find not updated {rest}", rf"(?:{_ONES} )?(?:with )?(?:no updates?|not updated) (?P<rest>(?:in|for|since) .+)"),
    ("find updated {rest}", r"what(?:'s|s| has)? (?:been )?(?:changed|updated) (?P<rest>(?:since|this|in|today).*)"),
    ("waiting", rf"{_ASK}(?:what(?:'s|s| is) )?waiting(?: for (?:me|us|an answer|approval))?|{_ASK}what needs my \w+"),
    ("show {ref}", _REF),
    ("show {ref}", rf"{_ASK}who(?:'s|s| is)? (?:the )?(?:leads?|owns?|owner|leading|responsible)(?: {_OF})? {_REF}"),
    ("show {ref}", rf"{_ASK}whose(?:'s|s| is)? {_REF}"),
    ("show {ref}", r"who(?:'s|s| is| has)? (?:leads?|owns?|leading|doing|got) (?P<ref>[a-z]{2,6} \d[\w.]{0,11})"),
    ("show {ref}", rf"{_ASK}(?:what(?:'s|s| is) )?(?:the )?(?:status|progress|latest|position|news) {_OF} {_REF}"),
    ("show {ref}", rf"{_ASK}(?:how|what)(?:'s|s| is| are| about)? (?:happening )?(?:with |on )?{_REF}{{how}}"),
    ("show {ref}", rf"{_ASK}(?:about|more (?:about|on)|details (?:of|on|for)|where are we (?:with|on)) {_REF}"),
    ("done {ref}", rf"{_REF} (?:(?:is|all|now|has been) )*(?:closed(?: off)?|sorted|actioned)(?: now)?"),
    ("done {ref}", rf"{_REF}'s (?:all |now )*{{done}}"),
    ("done {ref}", rf"(?:please |pls )?(?:all )?(?:close|finish|done|finished|closed) (?:off|with) {_REF}"),
    ("done {ref}", rf"(?:(?:i|we) )?(?:can )?confirm(?:ed|ing)?(?: that)? {_REF} (?:(?:is|as|now|has been) )*{{done}}"),
    ("reopen {ref}", rf"(?:please )?mark {_REF} (?:as )?(?:incomplete|not (?:done|complete|completed|finished)|open)"),
    ("reopen {ref}", rf"(?:please )?open {_REF} again"),
    ("date {ref}", rf"(?:can|could|may) (?:i|we) (?:please )?(?:have|get) {{longer}} {_OF} {_REF}"),
    ("date {ref}", rf"(?:(?:i|we) )?need {{longer}} {_OF} {_REF}"),
    ("date {ref}", rf"{_REF} needs? {{longer}}"),
    ("date {ref} {rest}", rf"{{shove}} {_REF} (?:back|forward|out|on) {_TO}"),
    ("date {ref} by {rest}", rf"{{shove}} {_REF} (?:back|out|on) (?:by )?(?P<rest>{_SPAN}\b.*)"),
    ("rag {ref} {rest}", rf"{{shove}} {_REF} (?:from {_COLOUR} )?(?:back )?(?:to|on|into) (?P<rest>{_COLOUR}\b.*)"),
    ("rag {ref} {rest}", rf"{_REF} from {_COLOUR} to (?P<rest>{_COLOUR}\b.*)"),
    ("show {ref}", rf"{_ASK}when(?:'s|s| is)? {_REF} due"),
    ("show {ref}", rf"(?:is|was|has|have|did|are|do|does) (?:we |you |they |i |anyone )?{_REF} (?:been )?{{state}}"),
    ("show {ref}", rf"(?:has|have|did) (?:we|you|they|i|anyone|somebody) {{state}} {_REF}"),
    ("show {ref}", rf"{_ASK}(?:what(?:'s|s| is)? )?(?:the )?(?:rag|colour|rating|(?:due )?date|deadline) {_OF} {_REF}"),
    ("show {ref}", rf"{_ASK}(?:the )?due date {_REF}"),
    ("done it", r"(?:it|this|that)(?:'s|s| is) (?:all |now )*{done}|(?:please )?mark (?:it|this|that) (?:as )?{done}"),
    ("done {ref}", rf"(?:mae )?{_REF} (?:bellach )?wedi(?:'i| ei)? (?:gwblhau|chwblhau|cwblhau|gorffen|orffen)"),
    ("help", r"good (?:morning|afternoon|evening)|bore da|p(?:ry)?nhawn da|noswaith dda|shwmae|s'mae|helo"),
    ("rag {ref} {rest}", rf"{_REF} (?P<rest>(?:[{_DOTS}]|:(?:large_)?(?:red|yellow|orange|green|blue)_circle:).*)"),
    ("date {ref} by {rest}", rf"{{push}} {_REF} (?:back )?(?:by |for )?(?P<rest>{_SPAN}\b.*)"),
    ("done {ref}{note}", rf"{{did}} {_REF}(?P<note>: ?.+)?"),
    ("done {ref}: {note}", rf"{{did}} {_REF}, ?(?P<note>.+)"),
    ("date {ref} {rest}", rf"{{move}}(?: the)?(?: date| deadline)?(?: {_OF})? {_REF}(?: back| forward)? {_TO}"),
    ("date {ref} {rest}", rf"(?:please )?(?:change|move|set) (?:the )?(?:due )?(?:date|deadline) {_OF} {_REF} {_TO}"),
    ("assign {ref} {rest}", rf"(?:please )?(?:pass|hand|transfer|hand over|allocate) {_REF} (?:over )?(?P<rest>to .+)"),
    ("update {ref} {rest}", rf"{{note}}(?: (?:{_OF}|to|against))? {_REF}(?:[:,]| -) ?(?P<rest>.+)"),
    ("update {ref} {rest}", rf"{{note}} (?:{_OF}|to|against) (?P<ref>{_CODED}) (?P<rest>.+)"),
    ("update {ref} {rest}", rf"{{add}} {_REF}(?:[:,]| -) ?(?P<rest>.+)"),
    ("update {ref}", rf"{{add}} {_REF}"),
    ("rag {ref} {rest}", rf"{{set}} {_OF} {_REF} {{as}}"),
    ("show {ref}", rf"{_ASK}(?:update me|an update) (?:on|about) {_REF}"),
    ("show {ref}", rf"will {_REF} be .+"),
    ("later {ref}", rf"remind me {_OF} {_REF}"),
    ("help later", r"remind me|set (?:me )?(?:a|another) reminder"),
    ("later {ref} until {rest}", rf"remind me {_OF} {_REF} (?P<rest>.+)"),
    ("later {ref} until {rest} {why}", rf"remind me (?P<rest>.+?) {_OF} {_REF}(?P<why> because .+)?"),
    ("discard {plan}", rf"{{discard}} {{import}}(?: (?:of|for))?{_CODE}"),
    ("discard {plan}", rf"{{discard}}{_CODE} {{import}}"),
    ("discard {plan}", rf"(?:please )?(?:stop|cancel|abort)(?: the)? (?:import(?:ing)?|reading){_CODE}(?: it| this)?"),
    ("discard", r"(?:(?:sorry,? )?(?:that|this|it)(?:'s| is| was) )?(?:the )?wrong (?:file|document|plan|version)"),
    ("channel follow {plan}", rf"(?:please )?follow{_CODE}(?: here| in this channel)?"),
    ("channel unfollow {plan}", rf"(?:please )?(?:unfollow|stop following){_CODE}(?: here| in this channel)?"),
    ("undo", r"(?:please )?(?:undo|cancel|revert|reverse|take back) (?:that|this|it|the last (?:one|change|thing))"),
    ("undo", r"take (?:that|it) back|(?:it was|(?:sorry,? )?that was) a mistake|i didn'?t mean (?:that|it|to)"),
    ("help", rf"{_ASK}what can (?:you|i) (?:do|say|ask|type)|how (?:does this|do i use this|does it)(?: work)?"),
    ("help", r"options|menu|instructions|how (?:do|can|would|should) (?:i|we|you) .+"),
    ("mine", r"how many (?:open )?(?:actions |tasks )?(?:do i have|have i got|are mine)"),
    ("overdue", r"how many (?:actions |tasks )?(?:are |is )?(?:overdue|late)"),
    ("undo", r"undo (?:my |the )?last(?: change| thing)?"),
    ("help", r"(?:please )?help me(?: out)?|(?:who|what) are you"),
    ("help", r"i (?:don'?t|do not) (?:know|understand)(?: (?:what|how) .+| this)?"),
    ("overdue {plan}", rf"who(?:'s|s| is| are) (?:all )?(?:overdue|late|behind){_PLAN}"),
    ("history {ref}", rf"who (?:has |last )?(?:changed|moved|updated|edited|completed|closed) {_REF}(?: last)?"),
    ("help rag", r"what (?:do|does) (?:the |these )?(?:rags?|(?:rag )?colou?rs?) (?:mean|stand for)"),
    ("help deputy", r"(?:i(?:'m| am) )?out of (?:the )?office\b.*"),
    ("help deputy", r"i(?:'m| am|'ll be| will be) (?:away|off|on (?:annual |maternity |sick )?leave|on holiday)\b.*"),
    ("report", r"(?:please )?(?:send|give|email) me (?:the |my |a copy of the )?(?:plan|report|paper|document)"),
    ("date {ref} {rest}", rf"(?:new |revised )?(?:due )?date for {_REF}(?: is| to|:)? (?P<rest>.+)"),
    ("show {ref}", rf"who (?:do|should|can) (?:i|we) (?:speak|talk|write|turn) to (?:about|on|for) {_REF}"),
    ("done {ref}", rf"(?:please )?(?:tick|cross|check) off {_REF}"),
    ("done {ref}", rf"(?:please )?(?:tick|cross|check) {_REF} off"),
    ("date {ref} {rest}", rf"(?:can|could|may) {_REF} (?:please )?(?:be )?{{shift}}(?: back| out)? {_TO}"),
    ("date {ref} {rest} {why}", rf"{_REF} (?:is )?(?:now )?due (?:on |by |in )?{_WHEN}{{why}}"),
    ("date {ref} {rest}", rf"{{amend}}(?:due )?(?:date|deadline) (?:{_OF} )?{_REF}(?: to| as|:)? (?P<rest>.+)"),
    ("rag {ref} {rest}", rf"{{amend}}(?:rag|status|colour|rating) (?:{_OF} )?{_REF} {{as}}"),
    ("assign {ref} to {rest}", rf"{{amend}}(?:lead|owner) (?:{_OF} )?{_REF} (?:to|as|:) (?P<rest>.+)"),
    ("rag {ref} {rest}", rf"{_REF} ?(?:->|=>|\u2192|=) ?(?P<rest>{_COLOUR}\b.*)"),
    ("rag {ref} {rest}", rf"{_REF} (?:is |to |now )*(?P<rest>{{hues}})"),
    ("plans", rf"{_ASK}who(?:'s|s| is| are)? (?:the )?(?:coordinat(?:es|ors?|ing)|can help(?: me)?|runs this){_PLAN}"),
)  # fmt: skip
_PARTS = {
    "{how}": r"(?: (?:going|doing|getting on|about|looking))?",
    "{done}": r"(?:done|finished|completed?|closed|sorted)",
    "{note}": r"(?:progress|update|note|comment|news)",
    "{state}": r"(?:done|completed?|finished|closed|late|overdue|due|updated|open|red|amber|green|blue)(?: yet| now)?",
    "{add}": r"(?:please )?add (?:an? |this |my )?(?:progress|update|note|comment|news) (?:to|on|for|against)",
    "{set}": r"(?:please )?(?:set|change|turn|make) (?:the )?(?:status|rag|colour|rating)",
    "{as}": rf"(?:to |as |into )?(?P<rest>{_COLOUR}\b.*)",
    "{push}": r"(?:please )?(?:(?:can|could) (?:we|you) )?(?:extend|push(?: back)?|delay|put back|postpone)",
    "{did}": r"(?:(?:i|we)(?:'?ve| have)? (?:now |just |already )?|just )(?:done|finished|completed|closed|sorted)",
    "{longer}": r"(?:an extension|(?:a bit |a little |some )?(?:more time|longer))",
    "{shove}": r"(?:please )?(?:(?:can|could) (?:we|you) )?(?:move|push|put|bring|pull|shift|change|switch|turn)",
    "{shift}": r"(?:move|moved|go|slip|extend|extended|push|pushed|put|delayed|postponed|changed)",
    "{amend}": r"(?:please )?(?:update|change|set|amend|edit|move) (?:the )?",
    "{why}": r"(?P<why>(?: (?:because|due to|as|since) .+)?)",
    "{hues}": rf"orange|grey|gray|black|purple|white|pink|{_COLOUR} ?(?:/|-|->|\u2192| or ) ?{_COLOUR}",
    "{discard}": (
        r"(?:please )?(?:cancel|stop|abort|abandon|discard|delete|drop|scrap|forget|bin|remove|throw away|get rid of)"
        r"(?: (?:the|my|this|that))?"
    ),
    "{import}": r"(?:(?:draft|import|upload)(?:ed)?(?: (?:plan|file|document))?)",
    "{move}": r"(?:please )?(?:extend|push|push back|delay|put back|bring forward)",
}
_PLEASE = re.compile(r"(?:[ ,.?!]+(?:please|pls|plz|thanks|thank you|ta|cheers))+[ .!]*$")
_FOR_ME = re.compile(r"[ ,]+for (?:me|us)[ ?!.]*$")
_PLAIN = re.compile(r"(?:mine|my|list|overdue|late|due|plans|help|settings|undo|waiting|home)(?: \w+)?")
"""Commands without words of one's own: from them a `please` at the end is taken."""
_THANKS = re.compile(
    r"(?:(?:ok|okay|many|great|lovely|perfect|brilliant|super|thanks|thank you|thankyou|thx|ta|cheers|diolch|noted|good"
    r"|much appreciated|got it|no problem|all good|nice|well done|so much|very much|a lot|bot|:\)|:\+1:"
    "|\U0001f44d|\U0001f64f|\U0001f44c|\U0001f600)[ ,.!]*)+"
)
_QUIET = re.compile(
    r"(?:stop|unsubscribe|mute|be quiet|no more|turn off|switch off)(?: (?:reminding|messaging|chasing|nudging|sending"
    r"|telling|me|us|the|these|my|reminders?|messages?|nudges?|notifications?))*"
)


def _whole(pattern: str) -> re.Pattern[str]:
    for name, part in _PARTS.items():
        pattern = pattern.replace(name, part)
    return re.compile(pattern)


_TURNS = tuple((_whole(pattern), words) for words, pattern in (*_MEANINGS, *LEADS, *LOOKED_UP))


def as_meant(line: str) -> str:
    """The command that a whole line stands for, or the line as it is."""
    if len(line) > _MOST or "\n" in line:
        return line
    shadow = plain(line).lower().replace("’", "'")
    if len(shadow) != len(line):
        return line
    said = shadow.rstrip(" ?!.")
    bare = said if ":" in said else _PLEASE.sub("", said)
    if bare and _THANKS.fullmatch(bare):
        return "help thanks"
    if _QUIET.fullmatch(bare):
        return "settings"
    spans = [(0, len(bare))]
    polite = POLITE.match(bare)  # `can you tick off 8 for me`, but not `can you confirm that 8 is done`
    if polite and not bare.startswith("confirm", polite.end()):
        end = favour.start() if (favour := _FOR_ME.search(bare)) else len(bare)
        spans.append((polite.end(), end))
    for start, end in spans:
        for pattern, words in _TURNS:
            if match := pattern.fullmatch(bare, start, end):
                own = {
                    name: line[slice(*match.span(name))].strip(" ,") for name, got in match.groupdict("").items() if got
                }
                return " ".join(words.format_map(dict.fromkeys(match.groupdict(), "") | own).split())
    return line[: len(bare)] if _PLAIN.fullmatch(bare) else line
