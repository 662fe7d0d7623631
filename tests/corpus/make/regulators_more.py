"""Plans after inspections, audits and complaints: workbooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.corpus.make.excel import put, saved, started


def ilacs_tracker() -> bytes:
    """Two colours for each action: how it goes, and what it brought."""
    b, s = started("Tracker")
    s["A1"] = "Wrenbury Council – Post-inspection improvement tracker"
    s["A2"] = "Updated: 14/10/2025"
    put(s,4,1,[["Ofsted rec","ID","Workstream","Action","Action owner","Accountable HoS","Start date","End date","Status","Delivery RAG","Impact RAG","Evidence of impact","Blockers / escalation"],
     ["Rec 1 – The timeliness of initial visits","1a","Front Door","Set a 24-hour visit standard for s47 enquiries","Kezia Moult","Ben Addo",date(2025,6,2),date(2025,9,30),"Complete","Green","Amber","92% in time (target 95)",""],
     ["","1b","Front Door","Daily huddle with police and health","Kezia Moult","Ben Addo",date(2025,7,1),date(2025,12,31),"In progress","Green","Green","Huddle notes","None"],
     ["","1c","Front Door","Recruit two further advanced practitioners","HR BP – Lorna Pask","Ben Addo",date(2025,7,14),"31/01/2026","In progress","Amber","Not yet rated","","Grade review"],
     ["Rec 2 – Care leavers’ accommodation","2a","Care Leavers","Block-book six training flats","Idris Vale","Sunita Rowe",date(2025,9,1),date(2026,3,31),"Not started","Red","Red","","Housing assoc. board decision Nov"],
     ["","2b","Care Leavers","Publish a rent guarantor offer","Idris Vale and Jo Tarn","Sunita Rowe",date(2025,8,1),date(2025,11,28),"In progress","Green","Amber","",""]])  # fmt: skip
    s.merge_cells("A5:A7")
    s.merge_cells("A8:A9")
    return saved(b)


def police() -> bytes:
    """Two deadlines and two states, of the inspectorate and of the force."""
    b, s = started("Recs & AFIs")
    put(s,1,1,[["HMICFRS ref","Publication","Published","Type","Wording","Chief officer lead","Business lead","HMICFRS deadline","Force completion date","Force status","HMICFRS status","Narrative","Governance board"],
     ["24/118-R3","Race and policing",date(2024,11,14),"Recommendation","By 31 May 2025, chief constables should review their use of stop and search scrutiny panels","DCC","Supt Local Policing",date(2025,5,31),date(2025,5,20),"Complete","Awaiting verification","Terms revised; six panels trained.","Legitimacy Board"],
     ["25/014-A1","PEEL 2024–25",date(2025,2,6),"AFI","The force should answer 999 calls within 10 seconds","ACC Operations","Head of Contact","",date(2025,12,19),"In progress","Open","89% in Oct.","Contact Gold Group"],
     ["25/014-A2","PEEL 2024–25",date(2025,2,6),"AFI","The force should improve how it supervises investigations","ACC Crime","Det Ch Supt Investigations","",date(2026,2,27),"In progress – behind plan","Open","Workloads high in two hubs.","Investigations Board"],
     ["25/014-C1","PEEL 2024–25",date(2025,2,6),"Cause of concern","Within three months the force should produce a plan to manage registered sex offenders","ACC Crime","D/Supt Public Protection",date(2025,5,6),date(2025,4,30),"Complete","Closed","Closed by HMI letter 2 Sept.","Public Protection Board"],
     ["25/033-R1","Victims’ Code thematic",date(2025,6,25),"Recommendation","By 31 March 2026 forces should train all frontline staff in the Code","ACC Local Policing","Learning & Dev / Victims Hub Manager",date(2026,3,31),date(2026,3,31),"Not started","Open","","Victims Board"]])  # fmt: skip
    return saved(b)


def trust_must_do() -> bytes:
    """The service inspected left of what the trust does, an original and a revised date."""
    b, s = started("CQC MD SD")
    s["A1"] = "CQC Improvement Plan – Must Do and Should Do actions"
    s["A2"] = "Quality Committee – December 2025"
    put(s,4,1,[["Ref","M/S","Core Service","Regulation breach","CQC requirement","Trust action","Exec SRO","Delivery lead","Original completion date","Revised completion date","BRAG","Evidence held","Assurance level","Update since last report"],
      ["MD1","Must","Urgent & Emergency Care","Reg 12","The trust must ensure that patients are triaged within 15 minutes","Second triage nurse 08:00–22:00","Chief Nurse","Matron ED",date(2025,6,30),date(2025,11,30),"Amber","Rota","2","Recruitment done, induction under way"],
      ["MD2","Must","Maternity","Reg 17","The trust must ensure that guidelines are in date","Guideline group to review the 34 overdue documents","Medical Director","Consultant Midwife",date(2025,9,30),"","Blue","Register","4","All in date; tracker with governance team"],
      ["MD3","Must","Medical care","Reg 18","The trust must ensure staff complete mandatory training","Protected time for level 3 safeguarding","Chief People Officer","Divisional Directors of Nursing",date(2025,12,31),date(2026,3,31),"Red","","1","71% vs 90%"],
      ["SD1","Should","Outpatients","–","The trust should tell patients about delays","Screens in six waiting areas","COO","Outpatient GM",date(2025,10,31),"n/a","Green","Photos","3","Four of six installed"],
      ["SD2","Should","Surgery","–","The trust should improve theatre start times","Golden patient on each list","COO","Theatres Manager",date(2026,1,31),"","Green","","2",""]])  # fmt: skip
    return saved(b)


def send_priority() -> bytes:
    """Two colours, of the area and of its adviser."""
    b, s = started("PAP")
    s["A1"] = "Local Area SEND Priority Action Plan"
    s["A2"] = "Version 4 – 30/09/2025"
    put(s,4,1,[["Priority area","Ref","What needs to change","What we will do","Accountable officer","Delivery partners","Target completion","Actual completion","Self-assessed RAG","DfE adviser RAG","Latest update"],
      ["PA1 Waiting times","PA1.1","Families wait over 2 years for autism assessment","Commission 400 extra assessments","Head of CYP Commissioning, ICB","Community Trust",date(2026,3,31),"","Amber","Red","Provider mobilised 1 Sept"],
      ["PA1 Waiting times","PA1.2","No support while waiting","Launch a needs-led offer in every locality","Early Help Service Manager","Schools; PCF",date(2025,9,1),date(2025,9,15),"Blue","Green","All four localities live"],
      ["PA2 EHCP quality","PA2.1","Plans are late","Recruit six EHC coordinators","SEN Statutory Manager","HR",date(2025,7,31),date(2025,8,29),"Blue","Blue","All in post"],
      ["PA2 EHCP quality","PA2.2","Health advice is missing","Dedicated DCO admin and a tracker","Designated Clinical Officer","",date(2025,12,19),"","Green","Amber","Tracker in test"]])  # fmt: skip
    put(s, 10, 1, [["RAG: Blue = complete, Green = on track, Amber = slippage, Red = significant concern"]])
    return saved(b)


def prison_tracker() -> bytes:
    """Concerns accepted or not, an owner and a functional head."""
    b, s = started("HMIP tracker")
    put(s,1,1,[["HMP Fernhurst – HMIP concerns tracker"],["Reporting month: October 2025"],[],
      ["Concern","Area","Recommendation accepted?","Action","SMT owner","Functional head","Due by","Date closed","Regional assurance","This month’s update"],
      ["PC1","Safety","Accepted","Introduce weekly safety intervention meeting","Deputy Governor","Head of Safety","Aug-25",date(2025,8,18),"Verified","Embedded"],
      ["PC1","Safety","Accepted","Fit in-cell telephony on C wing","Deputy Governor","Head of Business Assurance","Dec-25","","Not yet","Contractor slipped 3 weeks"],
      ["PC2","Purposeful activity","Accepted in part","Raise allocation to 85%","Governor","Head of Education, Skills & Work","Mar-26","","Not yet","79%"],
      ["KC3","Resettlement","Not accepted","","","","","","","Funding for housing posts sits with region"]])  # fmt: skip
    return saved(b)


def equality() -> bytes:
    """What and how beside each other, years as numbers, a baseline that is no date."""
    b, s = started("EDI")
    s["A1"] = "Equality, Diversity and Inclusion Action Plan 2025-2028 (LGA Equality Framework peer review)"
    put(s,3,1,[["EFLG module","Aim","What","How","Sponsor / Champion","Lead","Year","Measure","Baseline","Progress (Nov 25)","BRAG"],
      ["Module 2 – Leadership","Diverse leadership","Reverse mentoring for the senior team","Pilot with 8 pairs, review, roll out","Chief Executive","OD Business Partner","Y1","8 pairs","0","6 pairs meeting","G"],
      ["Module 2 – Leadership","","Publish ethnicity pay gap","Use census categories","Chief Executive","HR Analyst","Y1 & annually","Published by 31 March","Not published","Draft ready","G"],
      ["Module 4 – Workforce","Inclusive recruitment","Anonymised shortlisting for all posts","New ATS","Director of Resources","Recruitment Manager","Y2 (2026-27)","100%","0%","ATS procurement paused","R"],
      ["Module 3 – Services","Accessible services","BSL video relay at four contact points","Contract with provider","Director of Place","Customer Services Mgr","Y1","4","0","Live Sept 25","B"]])  # fmt: skip
    return saved(b)


FILES: dict[str, Callable[[], bytes]] = {
    "regulators-ilacs-tracker.xlsx": ilacs_tracker,
    "regulators-police.xlsx": police,
    "regulators-nhs-must.xlsx": trust_must_do,
    "regulators-second-send.xlsx": send_priority,
    "regulators-second-prison.xlsx": prison_tracker,
    "regulators-second-edi.xlsx": equality,
}
