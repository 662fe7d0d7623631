"""What people say of people, as the command that they mean: `take Mary off 8` is `assign 8 without Mary`.

As in `phrases`, whole lines alone are turned. What changes something needs a name where the name stands: words such as
`the date` or `amber` are none, and a name that is nobody's is asked about by the command itself.
"""

from __future__ import annotations

_NO_NAME = (
    r"(?!(?:(?:an?|the|this|that|these|my|your|our|their|its|it|all|any|every|some|new|another|action|note|notes|date"
    r"|deadline|due|milestone|evidence|link|comment|progress|update|updates|news|rag|red|amber|green|blue|status|text"
    r"|wording|details?|plan|who|what|when|which|how|hold|off|on|in|to|of|is|was|somebody|someone|anybody|anyone"
    r"|everybody|everyone|nobody|not|no|more|back|words?|reason|nothing|something|anything|everything|still)\b))"
)
_WORD = r"(?:⟦[^⟧]*⟧|@?[^\W\d_](?:[\w.-]|['’](?!s\b))*)"
_NO_PART = (
    r"(?!(?:to|from|on|off|with|for|is|are|has|have|had|will|was|were|be|been|being|working|doing|leading|got|going|an?"
    r"|as|by|in|at|who|too|also|left|leaves)\b)"
)
NAME = rf"{_NO_NAME}{_WORD}(?: {_NO_PART}{_WORD}){{0,3}}"
_REFERENCE = (
    r"(?:(?:action|number|no\.?|#) ?)?(?P<ref>[a-z]{2,6}-?\d[\w.]{0,11}|[a-z]{2,6}-\w[\w.]{0,11}|\d[\w.]{0,11})"
)
_IN = r"(?: (?:in|of|on|for) (?:the )?(?P<plan>[a-z][a-z0-9]{1,5})(?: plan)?)?"
_KINDLY = r"(?:(?:can|could|would) (?:you|we) |please |pls )*"
_ROLE = r"(?:an? |the |as )*(?P<role>coordinator|viewer|administrator|admin)"
_TASKS = r"(?:actions?|tasks?|items?|jobs?|list|work)"
_OPEN_TO = r"(?: (?:(?:as|to be) )?(?:an? |the |joint |another |second )*leads?)?"

LEADS: tuple[tuple[str, str], ...] = (
    ("assign {ref} also to {who}", rf"{_KINDLY}(?:add|put) (?P<who>{NAME}) (?:on|onto|to) {_REFERENCE}{_OPEN_TO}"
     r"(?: as well| too)?"),
    ("assign {ref} without {who}", rf"{_KINDLY}(?:take|remove|drop) (?P<who>{NAME}) (?:off|from"
     rf"|away from) {_REFERENCE}"),
    ("assign {ref} from {old} to {who}", rf"{_KINDLY}(?:swap|replace|switch|change) (?P<old>{NAME}) (?:for|with"
     rf"|to|by) "
     rf"(?P<who>{NAME}) (?:on|in|for) {_REFERENCE}"),
    ("assign {ref} from {old} to {who}", rf"{_KINDLY}(?:on |in |for ){_REFERENCE},? (?:swap|replace|switch) "
     rf"(?P<old>{NAME}) (?:for|with|by) (?P<who>{NAME})"),
    ("assign {ref} from {old} to {who}", rf"{_KINDLY}(?:pass|hand|transfer|hand over"
     rf"|switch) {_REFERENCE} (?:over )?from "
     rf"(?P<old>{NAME}) to (?P<who>{NAME})"),
    ("assign {ref} to {who}", rf"{_KINDLY}(?:change|switch|set) (?:the )?(?:lead|owner)s? (?:of|on"
     rf"|for) {_REFERENCE} to "
     rf"(?P<who>{NAME})"),
    ("assign {ref} to {who}", rf"{_KINDLY}make (?P<who>{NAME}) (?:the )?(?:lead|owner) (?:of|on|for) {_REFERENCE}"),
    ("assign {ref} to {who}", rf"{_REFERENCE} (?:should be|is now|is to be|to be|will be) (?:led"
     rf"|owned) by (?P<who>{NAME})"),
    ("history {ref}", rf"{_KINDLY}(?:what(?:'s| has|s)? happened (?:to|with|on)|who (?:has )?(?:changed|updated|moved"
     rf"|completed|closed)|history (?:of|for|on)|(?:show )?(?:me )?(?:the )?history (?:of|for|on)) {_REFERENCE}"),
    ("show {ref}", rf"{_KINDLY}who(?:'s|s| is)? (?:doing|on|got|has|has got) {_REFERENCE}"),
    ("people {plan}", rf"(?:who leads what|(?:show|list|see)?(?: me)?(?: of)? ?(?:all )?(?:the )?leads"
     rf"|list of (?:the )?leads"
     rf"|who (?:has left|is not linked|is unlinked|is missing|is unknown)){_IN}"),
    ("people leave {who}", rf"(?P<who>{NAME}) (?:has left|have left|is leaving|leaves|left|is going)(?: us"
     rf"| the council"
     r"| the team)?(?: (?:on|at|by|next|this|in|from|today|tomorrow).*)?"),
    ("people leave {who}", rf"{_KINDLY}(?:give|move|pass|hand|reassign|transfer) (?:all|everything"
     rf"|all (?:of )?the actions)"
     rf" (?:from |of )?(?P<who>{NAME}?)(?:['’]s)? ?(?:{_TASKS})? (?:over )?to {NAME}"),
    ("people back {who}", rf"(?P<who>{NAME}) (?:is back|has come back|came back|has not left"
     rf"|hasn['’]?t left)(?: again)?"),
    ("role {who} {role} {plan}", rf"{_KINDLY}make (?P<who>{NAME}|me) {_ROLE}{_IN}"),
    ("role remove {who} {role} {plan}", rf"{_KINDLY}(?:remove|stop|take) (?P<who>{NAME}) (?:as|from being"
     rf"|being) {_ROLE}{_IN}"),
    ("deputy {who} until {rest}", rf"(?P<who>{NAME}) (?:is |will be |to be )?(?:covering|cover|covers"
     rf"|standing in|acting"
     r"|deputising) for me (?:until|till|til|to) (?P<rest>.+)"),
    ("deputy nobody", r"(?:cancel|end|stop|remove|no) (?:my |the )?(?:deputy|cover|stand-?in)"),
    ("deputy", r"who(?:'s|s| is)? (?:my deputy|my stand-?in|covering for me|acting for me)"),
    ("settings back on {rest}", r"(?:i am |i'm |im )?(?:away|on leave|off|on holiday|on annual leave|off sick) "
     r"(?:until|till|til) (?P<rest>.+)"),
    ("settings back on {rest}", r"(?:mute|pause|stop|no|silence)(?: my| all| the)? (?:reminders?|messages?|nudges?) "
     r"(?:until|till|til) (?P<rest>.+)"),
    ("who is {who}", rf"{_KINDLY}(?:tell me )?who(?:'s|s| is) (?P<who>{NAME})"),
    ("find for {who}", rf"{_KINDLY}(?:what(?:'s|s| is| has)|show(?: me)?(?: what)?) (?P<who>{NAME}) (?:is"
     rf" )?(?:working on"
     r"|doing|leading|got(?: on)?|on)"),
    ("find for {who}", rf"{_KINDLY}(?:show|list|find|see)(?: me)? (?P<who>{NAME})['’]s? (?:open )?{_TASKS}"),
)  # fmt: skip

LOOKED_UP: tuple[tuple[str, str], ...] = (
    ("mine", r"(?:what(?:'s|s| is) )?mine|my (?:stuff|things|bits)"),
    ("find {rest}", rf"{_KINDLY}(?:look for|anything (?:about|on)|is there anything (?:about|on)) (?P<rest>.+)"),
    ("plan {plan}", r"how(?:'s|s| is) (?:the )?(?P<plan>(?!it\b|he\b|she\b"
     r"|tom\b)[a-z][a-z0-9]{1,5})(?: plan)? (?:doing|going"
     r"|looking|getting on)"),
    ("plans", r"(?:show|see)(?: me)? (?:the )?(?:whole |full |entire )?plans?|plan status|status of the plan"),
    ("waiting", r"(?:is )?anything waiting(?: for me)?"),
    ("return {ref}{why}", rf"{_KINDLY}send {_REFERENCE} back(?P<why>(?:[:,]| because) .+)?"),
    ("edit {ref}", rf"{_KINDLY}(?:change|fix|correct|edit) (?:the )?(?:wording|text|words|typo|spelling)s? (?:of"
     rf"|in|on|for) "
     rf"{_REFERENCE}"),
    ("update {ref} {rest}", rf"(?P<rest>(?:nothing (?:new )?to report|no (?:progress|change|update"
     rf"|news)))(?: yet)? (?:on|for"
     rf"|about) {_REFERENCE}"),
    ("update {ref} {rest}", rf"evidence (?:for|on|of) {_REFERENCE}:? (?P<rest>https?://\S+)"),
    ("undo", r"(?:oops|sorry|no)?,? ?(?:wrong|not that) (?:one|action|button)"),
    ("report {plan} as {rest}", r"(?:send|give|get|email|export)(?: me)? (?:the |this )?(?:whole )?(?:plan"
     r"|(?P<plan>[a-z]{2,6}))"
     r" (?:as|in|to) (?:an? )?(?P<rest>excel|word|csv|spreadsheet)"),
    ("channel", r"(?:which|what) plan (?:is|does) (?:this channel|here|this channel follow)|stop posting (?:here"
     r"|in here)"),
    ("language Cymraeg", r"(?:speak|talk|use|in) (?:in )?(?:welsh|cymraeg)|(?:welsh"
     r"|cymraeg)(?:,? os gwelwch yn dda)?"),
    ("language English", r"(?:speak|talk|use|in) (?:in )?(?:english|saesneg)|(?:english"
     r"|saesneg)(?:,? os gwelwch yn dda)?"),
    ("overdue", r"beth sy['’]?n hwyr|beth sydd yn hwyr"),
    ("people {plan}", r"pobl(?: (?P<plan>[a-z]{2,6}))?"),
    ("report {plan}", r"adroddiad(?: (?P<plan>[a-z]{2,6}))?"),
    ("whoami", r"pwy (?:ydw|wyf) i"),
)  # fmt: skip
