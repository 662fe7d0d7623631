"""Web pages and Markdown."""

from __future__ import annotations

from collections.abc import Callable

SPANS = """<!doctype html>
<html lang="en-GB"><head><title>Action plan | Wendle Forest Council</title>
<style>td {border: 1px solid} .a {background: #ffc000}</style><script>var x = "1 | 2";</script></head>
<body><nav><ul><li>Home</li><li>Council</li></ul></nav>
<h1>Wendle Forest Council: Local Plan Recovery Actions</h1>
<p>Last updated 6 March 2026</p>
<table><caption>Colours</caption><tr><td>Red</td><td>behind</td></tr><tr><td>Amber</td><td>at risk</td></tr>
<tr><td>Green</td><td>on track</td></tr></table>
<table>
<thead>
<tr><th rowspan="2">Theme</th><th rowspan="2">Ref</th><th rowspan="2">Action</th><th colspan="2">Delivery</th><th rowspan="2">RAG</th></tr>
<tr><th>Lead</th><th>Deadline</th></tr>
</thead>
<tbody>
<tr><td rowspan="3">Evidence</td><td>1.1</td><td>Commission a housing needs study</td><td rowspan="2">Planning Policy Manager</td>
<td>31&nbsp;July 2026</td><td class="a">Amber</td></tr>
<tr><td>1.2</td><td>Map flood zones<br>with the agency</td><td>Sept 2026</td><td>Green</td></tr>
<tr><td>1.3</td><td>Count empty shops</td><td>Lotte Ambry</td><td>Ongoing</td><td>Green</td></tr>
<tr><td rowspan="2">People</td><td>2.1</td><td><ul><li>Hold six drop-ins</li><li>Write to every parish</li></ul></td><td>Lotte Ambry &amp; Seth Orrell</td>
<td>30/02/2027</td><td style="background:#ff0000">Red</td></tr>
<tr><td>2.2</td><td colspan="1">Publish what was said</td><td>Seth Orrell</td><td>1 April 2027</td><td></td></tr>
</tbody></table>
<footer>Contact us | Cookies</footer></body></html>
"""

CARDS = """<html><body>
<h1>Kestrel Bay Council Complaints Improvement Plan</h1>
<h2>1. Answer on time</h2>
<table><tr><th>Action</th><td>Set up one inbox for all complaints</td></tr>
<tr><th>Lead</th><td>Customer Feedback Manager</td></tr>
<tr><th>Due date</th><td>15 May 2026</td></tr><tr><th>Status</th><td>In progress</td></tr></table>
<h2>2. Learn from complaints</h2>
<table><tr><th>Action</th><td>Discuss three cases at each team meeting</td></tr>
<tr><th>Lead</th><td>Ottoline Marsh</td></tr>
<tr><th>Due date</th><td>Ongoing</td></tr><tr><th>Status</th><td>Complete</td></tr></table>
<h2>3. Put things right</h2>
<table><tr><th>Action</th><td>Agree a scale of payments</td></tr>
<tr><th>Lead</th><td></td></tr>
<tr><th>Due date</th><td>31/06/2026</td></tr><tr><th>Status</th><td>Not started</td></tr></table>
</body></html>
"""

EMOJI = """# Marl Heath Council Digital Plan

_As at 1 March 2026_

Key: 🟢 done, 🟡 under way, 🔴 late

| Ref | Action | Lead | By | RAG | Notes |
|:---:|--------|:----:|---:|-----|-------|
| D1  | Move forms online \\| retire PDFs | **Web Team** | 30/04/2026 | 🟢 | `v2` live |
| D2  | Buy a new phone system | Rufus Penn, Ama Boakye | June 2026 | 🟡 | Tender out |
| D3  | Teach 500 residents to use e-mail | Ama Boakye | Autumn 2026 | 🔴 |  |
| D4  | ~~Close the fax line~~ | Web Team | 31 Jan 2026 | 🟢 | No one uses it |
| D5  | Share data with health | [Rufus Penn](https://example.org/rp) | tbc |  | Waiting for the agreement |
"""

HEADED = """# Response to the Peer Review of Housing, Crosby Vale Council

Version 2, 20 February 2026

## Recommendation 1: Know your homes

| Action | Owner | Target date | Progress |
| --- | --- | --- | --- |
| Survey every block | Stock Condition Manager | 31 Oct 2026 | Blocks A to C surveyed |
| Load the results into one system | Bettany Rudd | Dec 2026 | |

## Recommendation 2: Listen to tenants

| Action | Owner | Target date | Progress |
| --- | --- | --- | --- |
| Elect a tenants' panel | Bettany Rudd / Tenant Voice Officer | 1 June 2026 | Nominations open |

## Recommendation 3: Mend what is broken

| Action | Owner | Target date | Progress |
| --- | --- | --- | --- |
| Answer damp reports in two days | Repairs Manager | Ongoing | |
| Clear the backlog | Repairs Manager | end of March 2027 | 312 left |
"""

FILES: dict[str, Callable[[], bytes]] = {
    "web-spans.html": SPANS.encode,
    "web-cards.html": CARDS.encode,
    "markdown-emoji.md": EMOJI.encode,
    "markdown-headings.md": HEADED.encode,
}
