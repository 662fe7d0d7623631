"""Mails, chats, wikis and pages of committees: plans that were never a document of their own."""

from __future__ import annotations

from collections.abc import Callable

# A page of a wiki: boxes to tick below headings, with who and when in brackets.
WIKI = """\
# Digital inclusion action plan 2026/27

_Last edited by Sorcha Bligh, 2 October 2026_

## Devices

- [x] Collect 200 laptops from the hardware refresh (Sorcha Bligh, June 2026)
- [ ] Wipe and reload them at the repair café (Owen Tranter, 30 November 2026)

## Skills

- [ ] Train twelve digital champions in libraries (Mina Farouk, 31 January 2027)
- [ ] Publish the list of free courses on the council's website (Web team, end of November 2026)

## Data

- [ ] Agree with the housing associations where broadband is weakest (Owen Tranter and Mina Farouk, March 2027)
"""

# A mail with an older one below, whose list was the same but for its dates.
OLDER_MAIL = """\
From: Ellis Varga
Sent: 17 November 2026 16:08
To: Winter Maintenance Group
Subject: RE: Winter readiness - actions (v2 after Monday's call)

All

Updated list after Monday. Please shout if I've got anything wrong.

• Fill the salt barn at Crossgates - Lou Penney - 27 November
• Second driver for route 7 - Ellis Varga - 4 December
• Put the new gritting map on the website - Comms (Hattie Boll) - 30 November
• Test the out of hours phone line - Sanjay Roper - COMPLETE

Thanks
Ellis

Ellis Varga
Highways Operations Manager
Tel 01632 960771

From: Ellis Varga
Sent: 3 November 2026 09:15
To: Winter Maintenance Group
Subject: Winter readiness - actions

All

As discussed:

• Fill the salt barn at Crossgates - Lou Penney - 13 November
• Second driver for route 7 - Ellis Varga - 20 November
• Put the new gritting map on the website - Comms (Hattie Boll) - 30 November
• Test the out of hours phone line - Sanjay Roper - 10 November

Ellis
"""

# What a messenger exports: a list of jobs in one message, of which a later one says that it is done.
MESSENGER = """\
[16/11/2026, 08:02:11] Dee Marlow: Morning all, jobs from the walkabout on Friday 👇
[16/11/2026, 08:04:37] Dee Marlow: 1. New lock for the pram store, Larch House - Tony - Weds
2. Chase the pest contractor about block C - Dee - today
3. Jet wash the bin area behind the shops - Kwame & Tony - by 27/11
4. Ask the ward cllrs about the bollards - Angie - no rush
[16/11/2026, 08:31:50] Tony Birch: 👍
[16/11/2026, 09:12:05] Angie Flood: Will do, seeing Cllr Mott on Thursday anyway
[16/11/2026, 17:40:19] Dee Marlow: No 2 done, they come Friday ✅
"""

# A page of a committee, whose minutes stand in a table and hold a table.
COMMITTEE = """\
<html><head><title>Minutes of Audit and Governance Committee, 22nd September, 2026, 7.00 pm</title></head><body><div id="modgov">
<h1 class="mgMainTitleTxt">Agenda and minutes</h1><h2 class="mgSubTitleTxt">Audit and Governance Committee<br/>Tuesday, 22nd September, 2026 7.00 pm</h2>
<p>Venue: Council Chamber, Civic Offices. <a>View directions</a></p><p>Contact: Lorna Sykes&nbsp; Democratic Services Officer</p>
<div class="mgMeetingTableFrm"><table class="mgItemTable" summary="Table of agenda items"><tr><th>No.</th><th>Item</th></tr>
<tr><td><p class="mgAiTitleTxt">31.</p></td><td><p class="mgAiTitleTxt">APOLOGIES</p><div class="mgWordPara"><p><b>Minutes:</b></p><p>Apologies were received from Councillor Ruane.</p></div></td></tr>
<tr><td><p class="mgAiTitleTxt">32.</p></td><td><p class="mgAiTitleTxt">INTERNAL AUDIT FOLLOW UP</p><div class="mgWordPara"><p><b>Minutes:</b></p><p>The Head of Internal Audit presented the report. Members asked why three actions had slipped again.</p>
<table border="1"><tr><td><p><b>Agreed action</b></p></td><td><p><b>Officer</b></p></td><td><p><b>Revised date</b></p></td><td><p><b>Position</b></p></td></tr>
<tr><td><p>Reconcile the parking income account each month</p></td><td><p>Finance Business Partner (Place)</p></td><td><p>30 November 2026</p></td><td><p>Two months behind</p></td></tr>
<tr><td><p>Remove leavers from the housing system within a day</p></td><td><p>Dev Marchetti</p></td><td><p>31 October 2026</p></td><td><p>Testing</p></td></tr>
<tr><td><p>Bring the asset register up to date for garages</p></td><td><p>Estates Surveyor</p></td><td><p>31 March 2027</p></td><td><p>Not started</p></td></tr></table>
<p><b>RESOLVED:</b> That</p><ol type="a"><li>the report be noted; and</li><li>the Director of Resources be asked to attend the next meeting on the slipped actions.</li></ol></div></td></tr>
<tr><td><p class="mgAiTitleTxt">33.</p></td><td><p class="mgAiTitleTxt">WORK PROGRAMME</p><div class="mgWordPara"><p><b>Minutes:</b></p><p><b>RESOLVED:</b> That the work programme be agreed.</p></div></td></tr>
</table></div></div></body></html>
"""

# A table of a shared page: boxes before each row, and people as they are mentioned.
SHARED_PAGE = """\
Corporate complaints improvement – Loop page

|  | Task | Assigned to | Due date | Notes |
| - | - | - | - | - |
| ☑️ | Write the new stage 1 template | @Ines Corbett | 02/11/2026 | Live since Monday |
| ⬜ | Train team leaders on the Ombudsman's code | @Ines Corbett @Bram Oakes | 11/12/2026 | Two dates booked |
| ⬜ | Monthly report to directors on late replies | @Bram Oakes | 05/01/2027 |  |
| ⬜ | Check compensation payments against the policy | @Finance – Kit Lowther |  | Waiting for Q2 data |
"""

FILES: dict[str, Callable[[], bytes]] = {
    "correspondence-wiki.md": WIKI.encode,
    "correspondence-older-mail.txt": OLDER_MAIL.encode,
    "correspondence-messenger.txt": MESSENGER.encode,
    "correspondence-committee.html": COMMITTEE.encode,
    "correspondence-shared-page.md": SHARED_PAGE.encode,
}
