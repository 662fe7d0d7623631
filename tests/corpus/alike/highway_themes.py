"""Themes whose numbers begin again, a header one column off its cells, lists of unlike length, titles run together."""

from __future__ import annotations

from tests.corpus.alike.render import Page, Table, bullets, numbers, paras

HEAD = ("Recommendation", "Desired Outcome", "Action", "Timescale", "Measurable Indicator", "Lead", "Progress", "")
HEAD_TWO = ("Recommendation", "", "Desired Outcome", "Action", "Timescale", "Measurable Indicator", "Lead", "Progress")

ONE = (
    ("Theme 1: What road users experience",),
    ("1.", "Find ways of letting residents take part in the upkeep of their street", bullets("Residents shape the programme of works"),
     numbers("Residents to be invited to every ward walk", "Review the letters to make sure that each street hears before works begin",
             "Develop a form for views after works, including one for businesses", "Develop a model of good practice and share it with crews",
             "Develop workshops for crews, focusing on how we talk to residents", "Develop a road users' forum with partners, i.e. the cycling club",
             "Review the pages that tell people how to report a hole"),
     paras("Ongoing from October 2012 October 2012", "February 2013", "February 2013", "February 2013", "February 2013", "February 2013"),
     bullets("Views of residents and firms", "Workshops for crews are delivered"), "Head of Highway Upkeep Heads of Depot", ""),
    ("2.", "Review how we work with parish councils", bullets("Better links with parish councils", "Crews know their parish clerk"),
     numbers("Develop a road users' forum with partners, i.e. the cycling club", "Develop a 'walking together' plan for parishes"),
     "To be agreed with the Parish Liaison Panel", bullets("More joint walks can be shown"), "Head of Local Liaison", ""),
    ("Theme 2: Leadership, strategy and buying",),
    ("1.", "Explore a stronger part for elected Members in the works programme", bullets("Members take part in the programme"),
     numbers("Discuss with Members at the Roads Committee on 14th September how their part can grow – see committee report"),
     "September 2012", bullets("Discussion with Members takes place"), "Head of Highway Upkeep", ""),
    ("2.", "Develop one training package in street works for use across", bullets("All services receive the same training"),
     numbers("E-learning on street works is advertised council wide", "Watch how many take this training"),
     paras("August 2012", "December 2012"), bullets("Numbers of e-learning are watched"), "Head of Highway Upkeep Skills Manager", ""),
)  # fmt: skip
TWO = (
    ("", "all services", "in street works", numbers("Study the feedback to see if this meets what is needed", "Explore whether one course for all can be written", start=3),
     paras("December 2012", "February 2013"), bullets("Feedback on the e-learning is studied"), "", ""),
    ("3.", "Develop winter forums to talk about hard cases", bullets("Winter forums are a good place to talk about hard cases"),
     numbers("Review what exists today and find how it can be better used", "Develop winter forums so that they are fit for purpose"),
     paras("October 2012", "December 2012"), bullets("Winter forums are shown to work"), "Head of Highway Upkeep", ""),
    ("4.", "Improve work between services on drains", bullets("Better work between services"),
     numbers("Explore a Corporate Drainage Group to share ideas", "Set up links with Flood Watch again", "Explore a drainage champion for each service"),
     paras("December 2012", "August 2012", "December 2012"), bullets("A Corporate Drainage Group is explored"), "Head of Highway Upkeep",
     numbers("It has been agreed that the Head of Highway Upkeep or the Roads and Drains Policy and Standards Manager goes to Flood Watch every six weeks")),
    ("5.", "Develop an assessment of need for road safety", bullets("Assessment of need is developed"),
     numbers("Compare our roads with the county's people", "Compare our roads with other councils", "The assessment is written and shared"),
     "December 2012", bullets("Assessment is delivered"), "Head of Highway Upkeep", ""),
    ("Theme 3: Service delivery and resources",),
    ("1.", "Review the RW1 form", bullets("A shorter RW1 form is developed"),
     numbers("Shorten the RW1", "Explore merging the RW1 and the LP1", "Explore a part of it for the public"), "December 2012", bullets("The RW1 is shorter"),
     "Head of Highway Upkeep Roads and Drains Policy and Standards Manager", ""),
    ("2.", "Develop the part of the street inspectors as mentors and see that they have", bullets("Crews gain practice in hard repairs"),
     numbers("Ask street inspectors about ways to grow as mentors", "Put the chosen way into practice", "Street inspectors give details of what they want to learn",
             "Way to teach this is found"),
     paras("November 2012", "January 2013", "November 2012", "December 2012"), bullets("Ways to mentor are discussed"), "Head of Highway Upkeep Heads of Depot Skills Manager", ""),
)  # fmt: skip
THREE = (
    ("", "chances to learn as masters of their craft", "and share good practice", numbers("Tailored training is delivered", start=5), "January 2013", "Tailored training is delivered", "", ""),
    ("Theme 4: Working together",),
    ("1.", "The Westmark Road Safety Partnership should look for ways to be better known", bullets("The partnership is better known"),
     numbers("Decision by the Westmark Road Safety Partnership"), "November 2012", bullets("Decision taken by the partnership"),
     "Westmark Road Safety Partnership Manager", numbers("This is being looked at as part of the review of governance")),
    ("2.", "The members of the Westmark Road Safety Partnership should be reviewed", bullets("The partnership has more members"),
     numbers("Decision by the Westmark Road Safety Partnership"), "November 2012", bullets("Decision taken by the partnership"),
     "Westmark Road Safety Partnership Manager", numbers("This is being looked at as part of the review of governance")),
)  # fmt: skip

PAGES: tuple[Page, ...] = (
    ("APPENDIX 5", "Version 3: August 2012", "Roads Review Action Plan", Table(HEAD, ONE)),
    ("APPENDIX 5", "Version 3: August 2012", Table(HEAD_TWO, TWO)),
    ("APPENDIX 5", "Version 3: August 2012", Table(HEAD, THREE)),
)
