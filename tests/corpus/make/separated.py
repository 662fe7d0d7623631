"""Separated values in the encodings and dialects that offices save."""

from __future__ import annotations

from collections.abc import Callable

COMMAS = """Ref,Recommendation,Action,Lead,Target date,RAG,Progress
1,"Stop fraud","Check blue badges, permits and ""single person"" discounts",Counter Fraud Lead,30/06/2026,Amber,"Two officers hired
Checks began in May"
2,Collect what is owed,Text people before the first reminder,"Revenues Manager, Ulla Stroud",31/07/2026,Green,
3,Help those who can't pay,Fund a debt adviser in each hub,Ulla Stroud,As soon as possible,Red,Bid sent
4,Tell people early,Send bills two weeks sooner,Revenues Manager,28/02/27,,
"""

TABS = (
    "Plan\tVale of Ember Culture Strategy\n"
    "Date\t3 February 2026\n\n"
    "Priority\tNo\tWhat we will do\tLead body\tWhen\tHow far are we?\n"
    "Museums\t1\tReopen the café\tMuseums Trust\tEaster 2026\tBuilder appointed\n"
    "Museums\t2\tLend 100 objects to schools\tZoë Brânză\t2026/27\t\n"
    "Music\t3\tStart a youth orchestra – with the college\tZoë Brânză & Music Hub\tQ3 2026/27\t£4,000 raised\n"
    "Music\t4\tTune the town hall organ\tFacilities\t?\t\n"
)

SEMICOLONS = (
    "ID;Finding;Agreed action;Responsible officer;Original due date;Revised due date;Status\n"
    "IA-01;“Keys” are shared;Give each caretaker a key of their own;Head of Estates;31/12/2025;30/04/2026;In progress\n"
    "IA-02;Till is not checked;Count it each day – two people;Café Manager;31/01/2026;;Implemented\n"
    "IA-03;Contracts lapse;Keep one register;Procurement Manager;28/02/2026;31/05/2026;Overdue\n"
    "IA-04;Cost over £5,000 not approved;Set limits in the ledger;Head of Finance;30/06/2026;;Not started\n"
)

MONTH_FIRST_SAFE = """Action,Owner,Due
Paint the railings,Cass Orme,05/06/2026
Mend the clock,Cass Orme,12/07/2026
Replace the bins,Parks Manager,25/09/2026
"""

FILES: dict[str, Callable[[], bytes]] = {
    "separated-commas-utf8.csv": lambda: COMMAS.encode("utf-8-sig"),
    "separated-tabs-utf16.tsv": lambda: TABS.encode("utf-16"),
    "separated-semicolons-cp1252.csv": lambda: SEMICOLONS.replace("\n", "\r\n").encode("cp1252"),
    "separated-three-columns.csv": MONTH_FIRST_SAFE.encode,
}
