"""A plan after an inspection: names under `Progress`, rows cut by pages, bullets, a phase as a date, odd marks as RAG."""

from __future__ import annotations

from tests.corpus.alike.render import Page, Table, bullets, paras

TITLE = "Wrayburn Post Inspection Housing Action Plan October 2017"
HEAD = ("Recommendation", "Action", "Progress", "Timetable End date", "RAG", "Key points to note")

ONE = (
    ("1. Ensure that decisions about homeless families are made promptly, so that they do not stay in unsuitable rooms for long.",
     bullets("Formal review points of all stays at 6 weeks by team leaders", "Widen the remit of the placement panel to look at repeat stays",
             "Develop better tracking of placements", "Develop an audit programme which sits within the quality framework",
             before="Introduce closer oversight of families at risk including"),
     "May Thorne Oluchi Brandt", "April 2018", "", bullets("New workflow in the case system being built", "Terms of reference for the panel being written")),
    ("2. Work with landlords so that referrals say enough for a quick decision",
     "Undertake an audit of the quality of referrals with the landlords. It will guide training and advice.", "May Thorne Jasper Quayle",
     "September 2018", "", bullets("Audit yet to be scheduled by the landlord forum")),
    ("", "Embed the new referral forms.", "May Thorne Jasper Quayle", "September 2018", "", bullets("Forms in use and review points scheduled")),
    ("3. Ensure that case conferences involve all agencies so that shared", "Joint audit with the forum of conferences to inform training",
     "May Thorne Celia Drummond", "December 2017", "", bullets("Audit scheduled for February 2018")),
    ("", "Review the conference protocol and", "May Thorne", "April 2018", "", bullets("New hub manager")),
)  # fmt: skip
TWO = (
    ("knowledge informs each plan", "ways of working to make better use of partners in the conference", "Celia Drummond", "", "",
     "appointed and work in progress. Outcome to be reported back to the forum"),
    ("", "Explore how partners may join from afar by video", "May Thorne Piet Van-Houten", "April 2018", "", bullets("As above. This is part of the office strategy")),
    ("4. Ensure that people who leave hospital are seen on time",
     bullets("Reviewing joint procedures", "Moving the outreach team", "Quarterly study of what people say",
             before="Carry on the work programme of the hospital working group including"),
     "May Thorne Andrew Gale", "April 2018", "", bullets("Head of service now leads on discharge to give single oversight", "A small working group reviews visits of more than 20 miles")),
)  # fmt: skip
THREE = (
    ("", "", "", "", "", "away. This includes stronger contract monitoring"),
    ("5. Strengthen management oversight in the temporary accommodation service",
     bullets("Development of a support panel for complex cases", "Better tracking of moves", "Develop and carry out an audit programme",
             before="Introduce oversight of the groups at highest risk including"),
     paras("Rory Lindqvist", "Andrew Gale"), "April 2018", "", bullets("Panel terms drafted", "Audit programme agreed and due to start shortly")),
    ("6. Ensure that the supply strategy gives a better choice of homes",
     bullets("South Region Lettings Programme", "Improvements to the private rent offer",
             before="Undertake a practice review of families who moved more than twice, and a deep dive of hotels to inform the strategy including"),
     paras("Oluchi Brandt", "Andrew Gale", "Gillian Frost", "Hester Woolf"), "April 2018", "", bullets("Draft strategy in final form", "Lettings team went live w/c 9 October 2017.")),
    ("7. Ensure that personal housing plans are reviewed on time", "Undertake a joint audit of reviews against the standards", "Oluchi Brandt Andrew Gale", "April 2018", "",
     bullets("Peer visit by a neighbouring council takes place in October 17")),
    ("", "Review how disputes are escalated", "Oluchi Brandt", "April 2018", "", bullets("A new form is being piloted")),
    ("", "Start quarterly meetings of the care and housing teams with the tenants' voice group, to act on what is learned, including", "Rory Lindqvist", "April 2018", "",
     bullets("Quarterly meetings are now taking place – with better links between housing and care")),
)  # fmt: skip
FOUR = (
    ("", "placements and supply planning", "", "", "", "services"),
    ("8. Ensure that families placed outside the borough are not forgotten",
     bullets("Better use of data to watch outcomes", "A stronger role for reviewing officers", "Contracts to be changed so that reports come in time",
             before="To name a lead manager for families placed away including"),
     paras("Andrew Gale", "Jackie Stroud", "Rachel Ember"), "April 2018", "", bullets("Panel to set the scope of the review", "Role of reviewing officer (see above rec.7)")),
    ("9. Ensure that families move on to a settled home sooner",
     bullets("track and challenge each stay, with a focus on families with babies", "Introduce workshops, champions and training",
             before="Introduce a strengthened approach under the move-on taskforce"),
     paras("Rory Lindqvist", "Hester Woolf"), "December 2018", "", bullets("New framework now in place", "Monthly move-on panel set up in June")),
    ("10. Ensure that all care leavers have a clear housing pathway.",
     bullets("Better quality of pathway plans", "Joint work to inform new arrangements", "Address what the scrutiny committee recommended",
             before="Ensure that the partnership with Foyer North addresses as a priority"),
     "Rory Lindqvist Andrew Gale", "Phase 2 of Foyer North programme", "?????", bullets("Event with young people held", "Programme Manager in place")),
    ("11. Ensure that people know how to complain", "Tenants' voice group to write a guide to complaining", "Jackie Stroud", "April 2018", "", bullets("New participation workers in post")),
    ("", "Commission advocacy again, to include people in hostels", "Jackie Stroud", "April 2018", "", bullets("Tender to start in Autumn 2017")),
    ("", "Make complaints more visible through visits and reports", "Jackie Stroud", "Ongoing", "", bullets("See above")),
)  # fmt: skip

PAGES: tuple[Page, ...] = (
    (TITLE, "APPENDIX 2", Table(HEAD, ONE)),
    (TITLE, Table(HEAD, TWO)),
    (TITLE, Table(HEAD, THREE)),
    (TITLE, Table(HEAD, FOUR)),
)
