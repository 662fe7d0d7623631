"""Letters, mails, printouts and pages with lists: what is pasted or saved where there is no table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

PRINTED = Path(__file__).resolve().parents[1] / "printed"
NAMES = ("letters-print-centred.pdf", "letters-print-bullets.pdf", "letters-print-visit.pdf")

# A ModernGov page: a small table below each recommendation, and a file to be fetched below them.
SCRUTINY_TRACKING = """\
<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><title>Agenda item - Scrutiny review of parking: tracking of recommendations</title></head><body>
<div id="modgov"><div class="mgMainTitleTxt"><h1 class="mgMainTitleTxt">Agenda item</h1>
</div><h2 class="mgSubTitleTxt">Scrutiny review of parking: tracking of recommendations</h2>
<div class="mgLinks"><a href="ieListDocuments.aspx">Meeting: Thursday, 12th November, 2026 6.30 pm, Place Scrutiny Committee (Item 9.)</a></div>
<div class="mgWordPara"><div class="WordSection1"><p style='margin:0'><b><span style='font-family:"Arial"'>Minutes:</span></b></p>
<p><span>The Committee received a report of the Head of Highways which set out the position with each recommendation of the task group.</span></p>
<p><span>&nbsp;</span></p>
<p><b><span>Recommendation 1 – That the Council moves to cashless payment in its larger car parks</span></b></p>
<table border=1 cellspacing=0 style='border-collapse:collapse'><tr><td width=200 style='background:#D9D9D9'><p><b>Cabinet response</b></p>
</td>
<td><p>Agreed</p>
</td></tr>
<tr><td style='background:#D9D9D9'><p><b>Action</b></p>
</td>
<td><p><span>Remove cash machines from nine car parks and put up</span><span> signs for paying by phone</span></p>
</td></tr>
<tr><td style='background:#D9D9D9'><p><b>Lead officer</b></p>
</td>
<td><p>Parking Services Manager</p>
</td></tr>
<tr><td style='background:#D9D9D9'><p><b>Timescale</b></p>
</td>
<td><p>By end of January 2027</p>
</td></tr>
<tr><td style='background:#D9D9D9'><p><b>Update November 2026</b></p>
</td>
<td><p>Six of nine machines removed.</p>
</td></tr>
</table>
<p>&nbsp;</p>
<p><b><span>Recommendation 2 – That permits for carers are free of charge</span></b></p>
<table border=1 cellspacing=0><tr><td style='background:#D9D9D9'><p><b>Cabinet response</b></p>
</td>
<td><p>Agreed in part</p>
</td></tr>
<tr><td style='background:#D9D9D9'><p><b>Action</b></p>
</td>
<td><p>Offer unpaid carers a permit at half price for a trial year</p>
</td></tr>
<tr><td style='background:#D9D9D9'><p><b>Lead officer</b></p>
</td>
<td><p>Sunil Arkwright</p>
</td></tr>
<tr><td style='background:#D9D9D9'><p><b>Timescale</b></p>
</td>
<td><p>1 April 2027</p>
</td></tr>
<tr><td style='background:#D9D9D9'><p><b>Update November 2026</b></p>
</td>
<td><p>Fees report goes to Cabinet in December.</p>
</td></tr>
</table>
<p>&nbsp;</p>
<p><b><span>Recommendation 3 – That school streets are enforced by camera</span></b></p>
<table border=1 cellspacing=0><tr><td style='background:#D9D9D9'><p><b>Cabinet response</b></p>
</td>
<td><p>Agreed</p>
</td></tr>
<tr><td style='background:#D9D9D9'><p><b>Action</b></p>
</td>
<td><p>Buy four cameras and consult on the traffic orders</p>
</td></tr>
<tr><td style='background:#D9D9D9'><p><b>Lead officer</b></p>
</td>
<td><p>Traffic Team Leader and Road Safety Officer</p>
</td></tr>
<tr><td style='background:#D9D9D9'><p><b>Timescale</b></p>
</td>
<td><p>Completed June 2026</p>
</td></tr>
<tr><td style='background:#D9D9D9'><p><b>Update November 2026</b></p>
</td>
<td><p>All four in use.</p>
</td></tr>
</table>
<p><b>RESOLVED:</b> That the update be noted.</p>
</div></div><p>Supporting documents:</p>
<ul><li><a href="x.pdf">Appendix A</a>, item 9. PDF 210 KB</li>
</ul></div></body></html>"""

# A page of the GOV.UK design: headings with lists of owner, deadline and status, and links to change each.
SUMMARY_LISTS = """\
<!doctype html><html lang=en><head><title>Response to the Best Value inspection - Calderby Borough Council - GOV.UK</title></head><body><a href="#main" class="govuk-skip-link">Skip to main content</a><header>Calderby Borough Council</header><nav><ul><li><a>Home</a></li>
<li><a>Your council</a></li>
</ul></nav><main><h1 class="govuk-heading-xl">Response to the Best Value inspection</h1>
<p class="govuk-body">Last updated 3 November 2026</p>
<h2 class="govuk-heading-l">Finance</h2>
<h3 class="govuk-heading-m">F1. Close the accounts for 2022 to 2024</h3>
<dl class="govuk-summary-list"><div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Owner</dt><dd class="govuk-summary-list__value">Interim Section 151 Officer</dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> owner</span></a></dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Deadline</dt><dd class="govuk-summary-list__value">28 February 2027</dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> deadline</span></a></dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Status</dt><dd class="govuk-summary-list__value"><strong class="govuk-tag govuk-tag--yellow">In progress</strong></dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> status</span></a></dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Latest update</dt><dd class="govuk-summary-list__value">Auditors began fieldwork on 5 October.</dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> latest update</span></a></dd></div></dl><h3 class="govuk-heading-m">F2. Sell three surplus sites</h3>
<dl class="govuk-summary-list"><div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Owner</dt><dd class="govuk-summary-list__value">Director of Place</dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> owner</span></a></dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Deadline</dt><dd class="govuk-summary-list__value">Autumn 2027</dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> deadline</span></a></dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Status</dt><dd class="govuk-summary-list__value"><strong class="govuk-tag govuk-tag--red">Delayed</strong></dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> status</span></a></dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Latest update</dt><dd class="govuk-summary-list__value">Planning objection on one site.</dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> latest update</span></a></dd></div></dl><h2 class="govuk-heading-l">Culture</h2>
<h3 class="govuk-heading-m">C1. Run a staff survey and act on what it says</h3>
<dl class="govuk-summary-list"><div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Owner</dt><dd class="govuk-summary-list__value">Head of People, Bryony Teale</dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> owner</span></a></dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Deadline</dt><dd class="govuk-summary-list__value">30 June 2026</dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> deadline</span></a></dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Status</dt><dd class="govuk-summary-list__value"><strong class="govuk-tag govuk-tag--green">Complete</strong></dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> status</span></a></dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Latest update</dt><dd class="govuk-summary-list__value">71% response.</dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> latest update</span></a></dd></div></dl><h3 class="govuk-heading-m">C2. Give every councillor an induction</h3>
<dl class="govuk-summary-list"><div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Owner</dt><dd class="govuk-summary-list__value">Monitoring Officer</dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> owner</span></a></dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Deadline</dt><dd class="govuk-summary-list__value">Not yet agreed</dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> deadline</span></a></dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Status</dt><dd class="govuk-summary-list__value"><strong class="govuk-tag govuk-tag--grey">Not started</strong></dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> status</span></a></dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Latest update</dt><dd class="govuk-summary-list__value"></dd><dd class="govuk-summary-list__actions"><a href="#">Change<span class="govuk-visually-hidden"> latest update</span></a></dd></div></dl></main><footer><h2>Support links</h2>
<ul><li>Cookies</li>
</ul></footer></body></html>"""

# An answer above a quoted mail with a list; the year is that of the mail.
QUOTED_MAIL = """\
Hi Jo,

Thanks. My answers are in the list below, can you put it in the tracker please?

Best wishes
Miriam

Miriam Foss | Head of Regulatory Services | Harrowby Council
T: 01632 960114 | miriam.foss@harrowby.example
Please consider the environment before printing this email.

On 3 Nov 2026, at 16:42, Jo Tallis wrote:

> Dear all,
>
> Actions from yesterday's taxi licensing debrief:
>
> 1. Recheck DBS certificates of all 212 drivers - Kelvin - by 30 November
> 2. Draft a new penalty points scheme - Miriam - by end of January 2027
> 3. Book the training provider for the safeguarding refresher - Jo / Kelvin - 12 December
> 4. Ask legal whether the CCTV policy needs consultation - Anwen Pugh (Legal) - no date yet
>
> Next meeting 8 December, 10am, Room 4.
>
> Jo
> --
> Jo Tallis, Licensing Officer
"""

# A decision in prose: what was agreed, by when, and who oversees it.
OMBUDSMAN = """\
Our ref: 26 004 318

Dear Mr Alder

Complaint by Mrs K about Fennimore Council

Thank you for your letter of 2 October 2026. I have now made my final decision, which I enclose. I found fault by the Council because it took eleven months to assess Mrs K's son.

Agreed action

Within one month of my decision the Council will apologise to Mrs K in writing and pay her £1,200 to reflect the distress that she was caused.

The Council will also review its procedure for annual reviews by 31 January 2027. The Head of SEND will oversee this.

By 28 February 2027 the Council has agreed to remind all case officers in writing of the statutory timescales (Lead: Tamsin Royle).

We recommend that the Council reports progress to its scrutiny committee within six months.

I should be grateful if you would provide evidence that these actions have been completed. I am aware the Council has changed its structure since these events.

Yours sincerely

P Standish
Investigator
"""

# A committee report in numbered paragraphs, three of which promise something.
WINTER_REPORT = """\
<html><head><title>Report: Winter pressures</title></head><body><h1>Winter pressures: lessons and next steps</h1>
<p>Report of the Director of Adult Services to Health Overview Committee, 17 September 2026</p>
<h2>1. Background</h2>
<p>1.1 Last winter 84 people waited more than two weeks to leave hospital. The reasons were set out in the report to the Committee in May.</p>
<h2>2. What we will do</h2>
<p>2.1 The Head of Hospital Social Work will put two social workers in the discharge lounge by 1 November 2026.</p>
<p>2.2 We will buy twelve more reablement beds by the end of October 2026; this will be led by Renée Cobb, Commissioning Manager.</p>
<p>2.3 The brokerage team will work at weekends from 5 December 2026 until the end of March 2027.</p>
<h2>3. Money</h2>
<p>3.1 The cost is £410,000, which will be met from the discharge fund. The Section 151 Officer has been consulted.</p>
</body></html>"""

# Records that begin with `Item: 1`.
LEARNING_LOG = """\
Adoption panel - learning log

Item: 1
What needs to happen: Send panel papers seven days ahead
Assigned: Panel Administrator
Target: 30 Nov 26
State: Under way

Item: 2
What needs to happen: Medical adviser to attend
every panel in person
Assigned: Dr Leonie Marsh / Panel Chair
Target: Jan 27
State: Not begun

Item: 3
What needs to happen: Decision letters out in five days
Assigned: Agency Decision Maker
Target: ongoing
State: Achieved
"""

# Lists with who and when in brackets, and a colour or a state behind.
PLEDGES = """\
<html><body><h1>Autism strategy: year two pledges</h1>
<p>Published 1 October 2026</p>
<h2>Health</h2>
<ul><li>Cut the wait for a diagnosis to 18 weeks (Lead: ICB Clinical Lead; by March 2027)</li>
<li>Offer a named nurse after diagnosis (Lead: Community Trust; by 30 June 2027)</li>
</ul><h2>Work</h2>
<ul><li>Guarantee 15 supported internships (Lead: Employment Hub, Idris Poole; by September 2027) <strong>GREEN</strong></li>
<li>Publish a guide for employers (Lead: Comms; complete)</li>
</ul></body></html>"""

# A printout of an old system, its heads again on the second page.
PRINTOUT = """\
BRENTHAM BOROUGH COUNCIL                         INTERNAL AUDIT FOLLOW UP                       PAGE 1
RUN DATE 06/11/2026

REF    RECOMMENDATION                          PRI  MANAGER              DUE DATE    STATUS
-----  --------------------------------------  ---  -------------------  ----------  -----------
P1.1   Reconcile the payroll control account   H    Payroll Manager      31/12/2026  OPEN
       every month
P1.2   Remove leavers within five days         M    HR Systems Officer   30/09/2026  IMPLEMENTED
                                                    (J Cole)
\fBRENTHAM BOROUGH COUNCIL                         INTERNAL AUDIT FOLLOW UP                       PAGE 2
RUN DATE 06/11/2026

REF    RECOMMENDATION                          PRI  MANAGER              DUE DATE    STATUS
-----  --------------------------------------  ---  -------------------  ----------  -----------
C2.1   Keep cash over £500 in the safe         H    Civic Hall Manager   15/01/2027  OPEN
C2.2   Bank takings twice a week               L    Civic Hall Manager   15/01/2027  OPEN
*** END OF REPORT ***
"""

# A list out of a chat, led by who does it.
GOLD_CALL = """\
Jo Tallis  10:42 AM
Actions from the Gold call :point_down:
• @Kelvin Marsh – move the generator to Southgate – by 27 November 2026
• @Beth – brief the duty press officer – 25/11/2026
• Highways – close Quay Road until the wall is safe – ongoing
• TBC – write to the insurers – 11 December 2026
Kelvin Marsh  10:44 AM
:+1: generator booked
"""

# A list of a site, with tabs, quoted titles and numbers behind people.
SITE_LIST = """\
Title\tWorkstream\tOwner\tSupport\tTarget Date\tProgress Status\tModified
"Appoint a caldicott guardian"\tInformation\tDr Evan Sloe;#41\tIG Team\t14/12/2026 00:00\tOn track\t01/11/2026 12:10
"Map where paper files are kept"\tInformation\tRecords Manager\t\t28/02/2027 00:00\tNot started\t01/11/2026 12:11
"Retire the old fax line"\tSystems\tICT Service Desk\t\t31/07/2026 00:00\tComplete\t01/11/2026 12:12
"""

# A recap of a call in sentences.
RECAP = """\
Hi both

Good call earlier. Kelvin will send the grant form to the county by 27 November 2026. Beth is going to speak to the landlord about the roof before Christmas, and I'll chase the surveyor.

The Estates Team will get three quotes for the boiler by the end of January 2027 (cost is about £14k last time we looked). We agreed that the café stays shut until the new floor is down.

Thanks
Miriam
"""


def _printed(name: str) -> Callable[[], bytes]:
    return lambda: (PRINTED / name).read_bytes()


FILES: dict[str, Callable[[], bytes]] = {
    **{name: _printed(name) for name in NAMES},
    "letters-scrutiny-tracking.html": lambda: SCRUTINY_TRACKING.encode("cp1252"),
    "letters-summary-lists.html": lambda: SUMMARY_LISTS.encode(),
    "letters-quoted-mail.txt": lambda: QUOTED_MAIL.encode(),
    "letters-ombudsman.txt": lambda: OMBUDSMAN.encode(),
    "letters-winter-report.html": lambda: WINTER_REPORT.encode(),
    "letters-learning-log.txt": lambda: LEARNING_LOG.encode(),
    "letters-pledges.html": lambda: PLEDGES.encode(),
    "letters-printout.txt": lambda: PRINTOUT.encode(),
    "letters-gold-call.txt": lambda: GOLD_CALL.encode(),
    "letters-site-list.csv": lambda: SITE_LIST.replace("\n", "\r\n").encode("utf-16"),
    "letters-recap.txt": lambda: RECAP.encode(),
}
