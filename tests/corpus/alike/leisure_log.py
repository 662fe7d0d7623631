"""An action log: lettered actions below blank cells, dates of every spelling, initials, blank and `tbc` actions."""

from __future__ import annotations

from tests.corpus.alike.render import Page, Table

HEAD = ("Recommendations From", "Ref", "Area", "Description", "Actions", "Lead", "Completed By", "Updates / Outcomes")
FIRST, FIRST_AGAIN = "Service Review - Strand 1: Customers", "Service Review - Strand 1: Customer"
SECOND, FOURTH = "Service Review - Strand 2: Staff", "Service Review - Strand 4: Running the Service"
TWICE = "Options to go to the leisure board in Dec 19. Opening Jan 2020"
TEAM = "Leisure Redesign Team"

ROWS = (
    (FIRST, "1", "Front desk", "Make it easier for visitors to join, book and pay",
     "a) Redraw the layout of all four front desks", "HB", TWICE, "A designer was chosen on 14.10.19 and has seen each of the sites."),
    ("", "", "", "", "b) Agree which questions the phone line should answer", "HB", TWICE, "Agreed with the contact centre. HB leading."),
    ("", "", "", "", "c) run customer care training for desk staff - Level 1", "HB", "Apr-20", "Part of the skills week - starts in April 2020"),
    (FIRST_AGAIN, "2", "Data - Visits", "Numbers should show who does not come, eg by ward / by age",
     "a) change the booking system so that it holds the ward of each visitor", "HB", "15.09.2019",
     "New booking system went live in Oct 19. Review due in Dec 19 after ten weeks."),
    ("", "", "", "", "b) Ask the scrutiny panel which figures it needs", "MV", "29.11.19", "Form being tried out this month. Small changes expected by End Nov 19."),
    ("", "", "", "", "c) decide who gathers / checks the figures each quarter", "BIU", "29.11.19", "Redesign team is checking BIU figures against national returns"),
    (FIRST, "3", "Complaints", "Review how complaints are sorted", "Review of where complaints fit in the customer workstream", TEAM, "Apr-20",
     "First workshop held. Revised paper to be written by Jan 2020."),
    (SECOND, "4", "Practice", "Let coaches hear what visitors thought", "Mandatory feedback field in the app", TEAM, "15.09.2019", "The field is live and is sent to BIU each week."),
    (SECOND, "5", "Practice", "Goals named by the visitors themselves", "Coaching reflections, team meetings, spot checks", "ongoing", "01.10.19",
     "New forms have a place for the visitor's own goals."),
    (SECOND, "6", "Structure", "Chance to improve things for visitors who use several sites", "Leisure Redesign Team - with rotas and job descriptions",
     TEAM, "", "All staff can see bookings of all sites. Rota handbook to be signed off by end Nov-19."),
    (FOURTH, "7", "Training & Development", "Grow a curious workforce through training that all must take", "tbc", "HB", "Apr-19",
     "Training has been part of induction since April 19."),
    (FOURTH, "8", "Structure", "Give duty managers room to solve problems on the spot", "", "HB", "01.10.19", "Monthly reflective sessions are held in all teams."),
    (FOURTH, "9", "Data", "Figures drive long-term plans for pools and pitches", "", "LT", "01.10.19", "BIU sends monthly reports. Cases of concern go to the area manager."),
    (FOURTH, "10", "Learning", "Lessons from accidents should reach everybody", "Duty managers' meetings - briefings sent down by the chair", "HB/ EK", "Ongoing",
     "A closing step was added in which the manager names who acts on each lesson."),
    (FOURTH, "11", "Learning", "Swimming teachers to meet colleagues elsewhere", "", "EK", "01.10.19", "Two visits to a neighbouring council took place."),
)  # fmt: skip

PAGES: tuple[Page, ...] = (("Appendix 3: Action Log - Leisure Service Review", Table(HEAD, ROWS)),)
