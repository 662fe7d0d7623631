"""The forms in which plans print dates, as one grammar: always day-first, a number after a month name is a year."""

from __future__ import annotations

import re

MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:r(?:uary)?)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th)(?![a-z]))?"
_FISCAL = r"(?:(?:19|20)\d\d\s?[/–-]\s?(?:20\d\d|\d\d)|\d\d\s?[/–-]\s?\d\d)(?![\d/])"
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s?|nes|rs?|ur)(?:day)?,?\s)?"
# How any of the forms begins: most words of a plan are passed over here, before fourteen forms are tried on each.
_OPENINGS = (
    r"(?=[0-9]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|q|f|second|third|last"
    r"|h[12]|spring|summer|autumn|winter)"
)
_START, _END = rf"(?<![A-Za-z0-9]){_OPENINGS}", r"(?![A-Za-z0-9])"

FORMS = re.compile(
    _START
    + _WEEKDAY
    + "(?:"
    + "|".join(
        (
            r"(?P<iso>(?P<iso_y>(?:19|20)\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?)?)",
            r"(?P<num>(?P<num_d>\d{1,2})\s?(?P<sep>[./-])\s?(?P<num_m>\d{1,2})\s?(?P=sep)\s?(?P<num_y>(?:19|20)\d\d|\d\d))",
            rf"(?P<days>(?P<days_a>\d{{1,2}}){_ORDINAL}\s?(?:-|–|to|and|&)\s?(?P<days_b>\d{{1,2}}){_ORDINAL}\s(?:of\s)?"
            rf"(?P<days_m>{_MONTH})(?:[\s,'’-]{{1,2}}(?P<days_y>{_YEAR}|\d\d(?!\d)))?)",
            # `1.1 Dec 2026` is the date of item 1.1, and no first of December
            rf"(?P<dmy>(?<!\d\.)(?P<dmy_d>\d{{1,2}}){_ORDINAL}[\s./-]{{0,2}}(?:of\s)?(?P<dmy_m>{_MONTH})"
            rf"(?:[\s,'’./-]{{0,3}}(?P<dmy_y>{_YEAR}|(?<=[\s'’./-])\d\d(?![\d/]|\s?(?:st|nd|rd|th)\b)))?)",
            rf"(?P<mdy>(?P<mdy_m>{_MONTH})\s(?P<mdy_d>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?,?\s(?P<mdy_y>{_YEAR}))",
            rf"(?P<md>(?P<md_m>{_MONTH})\s(?P<md_d>\d{{1,2}})\s?(?:st|nd|rd|th))",
            rf"(?P<my>(?P<my_m>{_MONTH})(?:\shalf[\s-]?term)?(?:\s?[-–/,]\s?|\s?['’]\s?|\s?\(?)(?:of\s)?(?P<my_y>{_YEAR}|\d\d(?!\d)))",
            rf"(?P<fyq>(?P<fyq_y>{_FISCAL}),?\s?[-–]?\s?q(?:uarter|tr)?\s?(?P<fyq_q>[1-4]))",
            rf"(?P<half>h(?P<half_h>[12]),?\s?(?:of\s)?\(?(?:fy\s?)?(?P<half_y>{_FISCAL}|{_YEAR}))",
            rf"(?P<q>(?:q(?:uarter|tr)?\s?(?P<q_q>[1-4]|one|two|three|four)|(?P<q_w>1st|2nd|3rd|4th|first|second|third|fourth|final|last)\squarter)"
            rf"(?:(?:\sof|,|\s[-–])?\s?\(?(?:fy\s?)?(?P<q_y>{_FISCAL}|{_YEAR}|(?<=[\s('’])\d\d(?!\d)))?)",
            r"(?P<season>(?P<season_w>spring|summer|autumn|winter)(?P<season_t>\s(?:half[\s-]?)?term)?"
            r"(?:(?:\sof|,)?\s['’]?(?P<season_y>(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?(?!\d)|\d\d(?!\d)))?)",
            rf"(?P<fy>(?P<fy_w>f/?y\s?|financial\syear\s)?(?P<fy_y>{_FISCAL}))",
            r"(?P<xy>(?P<xy_m>0?[1-9]|1[0-2])\s?[/.]\s?(?P<xy_y>(?:19|20)\d\d))",
            rf"(?P<m>{_MONTH})",
            rf"(?P<y>(?:f/?y\s?)?{_YEAR})(?!-(?:\d|[a-z]{{1,6}}-?\d))",  # `2024-001` and `2025-HSC-01` are numbers
        )
    )
    + ")"
    + _END,
    re.IGNORECASE,
)


def month_number(name: str) -> int:
    """1 to 12 for an English month name or its short form."""
    return MONTH_NAMES.index(name[:3].lower()) + 1
