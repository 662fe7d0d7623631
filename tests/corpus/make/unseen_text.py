"""Exports with subtasks, spreadsheets saved as text, web pages, Markdown and what people paste."""

from __future__ import annotations

from collections.abc import Callable

ASANA = """Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task,Blocked By (Dependencies),Blocking (Dependencies)
900,2026-01-12,,2026-03-02,Make the town centre safer at night,Safer streets,Clodagh Venn,clodagh@example.org,,2026-12-18,,Board priority,VAWG plan,,,
901,2026-01-12,,2026-03-02,Light the underpass,,Street Lighting,,,2026-05-29,,Columns ordered,,Make the town centre safer at night,,
902,2026-01-13,2026-02-24,2026-02-24,Train door staff,,Clodagh Venn,clodagh@example.org,,2026-02-27,,,,Make the town centre safer at night,,
903,2026-01-13,,2026-02-01,Publish a survey of women and girls,Listening,Youth Council,,,2026-07-03,,,VAWG plan,,,
"""

JIRA = """Issue Type,Issue key,Issue id,Parent,Parent summary,Summary,Assignee,Status,Status Category,Due date,Updated,Resolved
Epic,CYB-1,20001,,,Recover from the ransomware attack,Winston Abara,In Progress,In Progress,30/Sep/26 12:00 AM,02/Mar/26 9:14 AM,
Task,CYB-2,20002,20001,Recover from the ransomware attack,Replace all shared passwords,Identity Team,Done,Done,13/Feb/26 12:00 AM,12/Feb/26 4:40 PM,12/Feb/26 4:40 PM
Task,CYB-3,20003,20001,Recover from the ransomware attack,Test restoring payroll from backup,Winston Abara,To Do,To Do,05/Jun/26 12:00 AM,02/Mar/26 9:20 AM,
Task,CYB-4,20004,,,Insure against cyber loss,,To Do,To Do,,02/Mar/26 9:21 AM,
"""

SEMICOLONS = """Eastholme Borough Council – Damp & Mould Response;;;;;;
Printed: 6 March 2026;;;;;;
;;;;;;
No;Recommendation (Ombudsman);Our action;Officer responsible;Completion date;RAG;Update
1;Pay £500 to each complainant;Pay all nine complainants;Finance Manager;Complete – March 2025;G;All paid
2;Inspect within 14 days;Take on two surveyors;"Repairs Manager; HR";Sept 25 (revised from June 25);A;One started
3;Learn from each case;"Write up each case ""as it is""
and share it with staff";Dee Okonjo;3/6 months;R;Subject to recruitment
4;Tell tenants how to complain;Put a leaflet through each door;Dee Okonjo;31 Jun 2026;A;
"""

NUMBERED = """Dunwater CCG legacy: learning disability mortality review (LeDeR)
Action plan agreed 2 December 2025

1. Annual health checks are missed
   a) Ring everyone who missed a check
      Lead: Practice nurses
      By: 27 Feb 2026
   b) Offer checks at home
      Lead: Community LD Team
      By: Q4 2025/26
2. Constipation is not taken seriously
   a) Put a bowel chart in every care plan
      Lead: Dr Prue Hallam and Care Home Forum
      By: tbc
"""

ARROWS = """Hi both - as promised here's what we agreed on Tuesday (flood debrief, 10 Nov 2026):

→ Sandbag store to be restocked – Depot Manager – by 30 Nov 2026
→ New rota for the emergency line – Lil Marchetti – w/c 7 Dec 2026
→ Ask the Environment Agency for the gauge data – Tom Speight & Lil Marchetti – asap

Shout if I've missed anything.
Jen
"""

TASKS = """# Family Safeguarding: improvement plan

Reviewed 12 March 2026

## 1. Children wait too long for a plan

**Action:** Bring down the wait for a first plan to ten days
**Owner:** Nadia Frome
**Due:** 30 June 2026
**RAG:** 🟡

- [x] Count the children who are waiting
- [ ] Move two workers into the team
- [ ] Report to the board

## 2. Fathers are left out

**Action:** Name the father in every assessment
**Owner:** Team Managers
**Due:** Ongoing
**RAG:** 🟢

**Action:** Run a fathers' group in each hub
**Owner:** Nadia Frome / Dads Matter
**Due:** Autumn 2026
**RAG:** 🔴
"""

BALLS = """<!DOCTYPE html><html><head><title>Equality objectives - Pentworth Council</title></head><body>
<nav><a href="/">Home</a> <a href="/bins">Bins</a></nav>
<h1>Equality objectives: delivery plan 2026</h1>
<p>Last reviewed: 27 February 2026</p>
<p>Progress: ○ not started, ◔ begun, ◑ half way, ◕ nearly done, ● done</p>
<table><thead><tr><th rowspan="2">Objective</th><th rowspan="2">What we will do</th><th colspan="2">Responsibility</th>
<th rowspan="2">By</th><th rowspan="2">Progress</th><th rowspan="2">RAG</th></tr><tr><th>Lead</th><th>Support</th></tr></thead>
<tbody>
<tr><td rowspan="2">1. A workforce like our borough</td><td>Take names off application forms</td><td>HR Manager</td><td>Unison</td>
<td>31 May 2026</td><td>◕</td><td>🟢</td></tr>
<tr><td>Offer guaranteed interviews to care leavers</td><td>HR Manager</td><td></td><td>Sept 2026</td><td>◔</td><td>🟠</td></tr>
<tr><td>2. Services everyone can use</td><td><ul><li>Put a hearing loop in each library</li><li>Caption all council films</li></ul></td>
<td>Jude Ampleforth</td><td>Friends of Libraries</td><td>by end of 2026</td><td>○</td><td>🔴</td></tr>
<tr><td>3. Residents feel heard</td><td>Pay people who advise us</td><td>Jude Ampleforth</td><td></td><td>28/02/2026</td><td>●</td><td>🟢</td></tr>
</tbody></table><footer><p>Contact the equality team</p></footer></body></html>
"""

DEFINITIONS = """<html><body><main><h1>Adult drug and alcohol treatment: recovery plan</h1>
<p class="meta">Published 5 May 2026</p>
<h2>Priority 1: Treatment within three weeks</h2>
<h3>1.1 Open an evening clinic in Brayford</h3>
<dl><dt>Owner</dt><dd>Service Manager, Turnaround</dd><dt>Deadline</dt><dd>31 August 2026</dd><dt>RAG</dt><dd>Amber</dd>
<dt>Latest update</dt><dd>Rooms found; staff to be hired</dd></dl>
<h3>1.2 Let pharmacies refer</h3>
<dl><dt>Owner</dt><dd>Hal Devane</dd><dt>Deadline</dt><dd>Q2 2026/27</dd><dt>RAG</dt><dd>Green</dd></dl>
<h2>Priority 2: Fewer deaths</h2>
<h3>2.1 Give naloxone to every hostel</h3>
<dl><dt>Owner</dt><dd>Hal Devane</dd><dt>Deadline</dt><dd>29 February 2027</dd><dt>RAG</dt><dd>Red</dd>
<dt>Latest update</dt><dd>Three of eight hostels</dd></dl>
</main></body></html>
"""

ROLES = """Item\tOwner(s)\tETA\tState\tWhat's next
Replace the boiler at Moss Lane\tRACI: A - Ruby Tennant / R - Estates\t1st half of October 2026\tAt risk\tParts on order
Move the archive\tRuby Tennant (to confirm)\tend Sept\tOn track\t
Sell the old depot\tEstates\tFY 26/27\tBlocked\tWaiting for the valuer
"""

FILES: dict[str, Callable[[], bytes]] = {
    "unseen-asana-subtasks.csv": ASANA.encode,
    "unseen-jira-parents.csv": JIRA.encode,
    "unseen-semicolons-and-notes.csv": lambda: SEMICOLONS.replace("\n", "\r\n").encode("cp1252"),
    "unseen-numbered-and-indented.txt": NUMBERED.encode,
    "unseen-arrows-in-a-mail.txt": ARROWS.encode,
    "unseen-task-lists.md": TASKS.encode,
    "unseen-balls-and-lights.html": BALLS.encode,
    "unseen-definitions.html": DEFINITIONS.encode,
    "unseen-odd-headings.txt": ROLES.encode,
}
