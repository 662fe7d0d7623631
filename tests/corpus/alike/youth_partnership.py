"""Refs glued to the text, then in a column of their own without a header; a day that does not exist; RAG that stops."""

from __future__ import annotations

from tests.corpus.alike.render import Page, Row, Table

HEAD = ("Category", "Recommendation", "Specific Actions", "Response", "Lead", "Timescale", "RAG Rating")
GOV, SHARED = "Governance & Support Team", "Shared Aims/ Voice"
LEARN, DATA, MONEY = "Learning and Growth", "Quality and Figures", "Finance"
TEAM, MANAGER, PARTNERS = "YPB Support Team", "YPB Board Manager", "Lead Partners"

ONE: tuple[Row, ...] = (
    (GOV, "1 Consider deputies on the Youth Board to bring planners and doers together", "Lead Partners to name deputies who can come to the Youth Board with them",
     "Deputies have now been asked to come to these meetings.", PARTNERS, "31/10/2020", "Green"),
    (GOV, "2 Youth Hub (YH) steering group as a sub-group of the board", "The YH Steering Group to become one of the sub-groups of the YPB",
     "First meeting with the chair to be called in February 2021", MANAGER, "31/03/2021", "Red"),
    (SHARED, "3 Shared aims across the boards of Ashmere", "Make a booklet of aims of the YPB, Families Board (FB) and Sport Partnership (SP) - updates can be added and shared",
     "Meeting of the three boards to be agreed for February 2021, with a view to a draft.", TEAM, "31/03/2021", "Red"),
    (SHARED, "4 Protocol to avoid doing things twice, e.g. Youth Reviews (YRs)/Family Reviews (FRs)", "Write a protocol for all boards in Ashmere",
     "Meeting of the agencies to be called in February 2021.", TEAM, "31/03/2021", "Red"),
    (SHARED, "5 Widen the part of the county network", "To be agreed.", "This waits for the appointment of an Independent Chair & Critic. To be filled by April 2021.",
     "Independent Chair & Critic", "31/05/2021", "Red"),
    (LEARN, "6 Consider new ways to hear youth workers/schools e.g. learning circles", "Ask youth workers and then build the learning circle on what they say",
     "A survey is being written for January 2021.", MANAGER, "28/02/2021", "Yellow"),
    (LEARN, "7 Revise the Learning and Growth Framework", "The Learning and Skills Review Group to revise the framework",
     "A draft was seen by the group in December 2020 and sent back with remarks.", "Learning and Skills Review Group", "31/01/2021", "Yellow"),
    (DATA, "8 Agree one set of figures, plus regular reports", "Look at gathering a few figures - this can then grow", "The YPB is exploring figures from key agencies.",
     TEAM, "31/04/2021", "Yellow"),
    (DATA, "9 Develop other kinds of audit - e.g. surveys, deep dives, quality talks",
     "This can be started by - Running surveys in two areas, the first one on the referral form. - Asking agencies for their own audits and making a booklet of what was learned. - Holding deep dives twice a year, with youth workers.",
     "A first meeting of the YPB Board Manager and the Lead Partner for Ashmere Police is set for January 2021.", "YPB Board Manager & Lead Partner for Ashmere Police", "31/04/2021", "Yellow"),
)  # fmt: skip
TWO: tuple[Row, ...] = (
    (DATA, "10", "Review Section 9/Section 12 - online, planning and doing in turn", "A survey of school staff for Section 9/12. A consultation with heads as to changes.",
     "This is being discussed at county level. The next meeting is in February 2021.", MANAGER, "31/04/2021", ""),
    (DATA, "11", "Agree a calendar of audits - some each year", "- Write a calendar for the Lead Partners to agree. - After each audit, look at what came of it.",
     "A draft calendar will be shared in February 2021.", TEAM, "31/03/2021", ""),
    ("Shared Aims/Voice", "12", "See that young people and families take part in audits.", "Audit Circle to agree a way forward.",
     "This is on the list for the next meeting with a view to forming a Task & Finish Group.", "Audit Circle", "31/03/2021", ""),
    (MONEY, "13", "Agree the budget with a reserve for reviews", "Lead Partners to discuss and agree the budget.", "Lead Partners met in December 2020. A further meeting takes place on 19th January 2021.",
     PARTNERS, "28/02/2021", ""),
    (MONEY, "14", "Consider a bid to the schools fund", "Lead Partners to discuss and agree a way.", "Lead Partners met in December 2020 to consider a bid.", PARTNERS, "31/01/2021", ""),
    (MONEY, "15", "Health and Police give more over two years so that all pay alike", "Lead Partners to discuss and agree a plan.",
     "Lead Partners met in December 2020 to discuss shares of 33.3% by 2022/23.", PARTNERS, "31/01/2021", ""),
    (GOV, "16", "Review the tasks of the support team", "Board Manager to review the posts of the team. Compare with boards of like size and write a report.",
     "First session of the team in January 2021.", MANAGER, "31/03/2021", ""),
    (LEARN, "17", "Training - consider sharing costs across the county", "First talks with other managers January 2021. Consider joint courses February 2021 Share a proposal with Lead Partners March 2021.",
     "This is being discussed in the region.", TEAM, "31/03/2021", ""),
    (LEARN, "18", "Develop swifter kinds of review", "The YPB to gather good examples - January 2021. Discuss at the regional meeting - February 2021 Hold a learning event - March 2021",
     "This is on the list of the regional group.", TEAM, "31/03/2021", ""),
    (LEARN, "19", "Make it part of welcome packs/videos", "Explore topics and trainers - January 2021. Write a list of videos - February 2021. Videos to be made and shared - March 2021.",
     "The YPB is working on short briefings. It should be in place by October 2021.", TEAM, "31/10/2021", ""),
    (DATA, "20", "Follow what agencies do after audits", "First talks at the Practice Circle - February 2021. Write and finish a grid - April 2021 Share it and agree the final form - May 2021",
     "Each group has a list of its own.", TEAM, "31/05/2021", ""),
    (LEARN, "21", "Explore learning across the county", "Links with 17", "This goes with recommendations 5 and 17 and will be done with them.", TEAM, "31/03/2021", ""),
    (SHARED, "22", "Use what exists - school councils, youth parliament", "First meeting with the leads of the youth parliament to gather ideas February 2021.",
     "First meeting to be called in February 2021.", TEAM, "31/07/2021", ""),
    (SHARED, "23", "Survey - 'you told us, we changed'", "First meeting with the leads of the youth parliament to gather ideas February 2021.",
     "First meeting to be called in February 2021.", TEAM, "28/02/2021", ""),
    (SHARED, "24", "Recruit a young adviser", "Find out where this worked well - February 2021 Write a description of the post - March 2021 Start to recruit - March 2021. Adviser in post April 2021.",
     "Find out where this worked well.", MANAGER, "31/04/2021", ""),
    (SHARED, "25", "Work with faith groups", "Start with a short survey in libraries. Do a survey with the Faith Forum.", "First meetings were held in December 2020.",
     "YPB Board Manager & Lead Partner for Ashmere Police", "01/06/2021", ""),
    (GOV, "26", "Ashmere YPB to consider an Independent Chair", "Lead Partners have first talks.", "Lead Partners agreed to appoint - November 2020. Advert agreed - January 2021.", PARTNERS, "31/03/2021", ""),
)  # fmt: skip

PAGES: tuple[Page, ...] = (("Appendix 2 Youth Review Action Plan", Table(HEAD, ONE)), (Table((), TWO),))
