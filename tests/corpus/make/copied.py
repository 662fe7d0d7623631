"""Plans as they come out of a PDF as text: cells between tabs, with what stood at the head and foot of each page."""

from __future__ import annotations

from collections.abc import Callable

HELD = """Hollinshire Local Safeguarding Children Board

Action Plan following the Ofsted inspection of safeguarding and looked after children services, February 2012

Area for Improvement\tWhat will we do?\tLead Officer\tTimescale\tProgress to date\tHow will we know?
Ensure that all referrals are screened by a qualified social worker within 24 hours\tIntroduce a duty rota of senior practitioners in the Referral and Assessment Service\tAD Children’s Social Care\tImmediate\tRota in place from 2 April.\tAll referrals screened within 24 hours
Ensure that all referrals are screened by a qualified social worker within 24 hours\tWeekly exception report to Senior Leadership Team\tPerformance and Data Manager\tJune 2012\tFirst report considered 11 May.\t95% of referrals within timescale
Improve the quality of child protection plans so that they are specific and measurable\tCommission training for conference chairs in outcome focused planning\tLSCB Business Manager and Training Sub Group\tApril – June 2012\tTrainer identified.\tAll chairs trained
Improve the quality of child protection plans so that they are specific and measurable\tRevise the template of the plan on ICS\tICS Project Manager\tSept 2012\tSupplier has quoted. Awaiting release.\tTemplate in use

Printed 17/05/2012\tPage 1

NOT PROTECTIVELY MARKED

Improve the quality of child protection plans so that they are specific and measurable\tThematic audit of 40 plans\tQA Sub Group\tAutumn 2012\t\tAudit reported to the Board
Increase the participation of children in their reviews\tExtend the advocacy contract to children subject to a plan\tCommissioning Manager\t31 st March 2013\tOptions paper drafted.\tContract varied
Increase the participation of children in their reviews\tProduce a leaflet for children with the Children in Care Council\tParticipation Officer\tEnd of July 2012\tDesign agreed with young people.\tLeaflet given at each first visit
Ensure that health partners receive minutes of strategy discussions\tAgree a distribution protocol with the PCT Cluster\tDesignated Nurse\tBy Sept 12\t\tMinutes received within 5 days

Printed 17/05/2012\tPage 2

NOT PROTECTIVELY MARKED

Ensure that health partners receive minutes of strategy discussions\tCheck compliance by a monthly sample of ten cases\tBusiness Support Manager\tOngoing\tSample for April: 7 of 10.\t90% compliance
Update the Neglect Strategy\tHold a multi-agency workshop to scope the strategy\tChair of Policy and Procedures Sub Group\tJune 2012\tVenue booked 19 June.\tStrategy agreed by Board

Printed 17/05/2012\tPage 3
"""

BESIDE = """CSE Action Plan 2015

PREVENT\t\t\t\tPURSUE\t\t
Action\tLead\tBy\t\tAction\tLead\tBy
Agree a joint communications plan\tComms Manager\tJune 2015\t\tBuild a problem profile\tPolice Analyst\tJune 2015
Hold a summit on CSE with taxi trade\tLicensing Manager\tJuly 2015\t\tWeekly risk meeting\tDI CSE Team\tAug 2015
Train hotel staff\tCommunity Safety Officer\tSept 2015\t\tFlag vehicles of concern on ANPR\tDI CSE Team\tSept 2015
Poster campaign at bus stations\tComms Manager\tJuly 2015\t\tDisruption toolkit for officers\tDS Partnerships\tAug 2015
"""

SLIPPED = """PEEL Effectiveness – Vulnerability Plan

No\tHMIC area for improvement\tAction\tOwner\tBy\tRAG
1\tImprove hand-over between shifts\tUse a written hand-over sheet\tResponse Inspectors\tSept 2016\tGreen
\t\tDip sample of twenty sheets\tChief Inspector Response\tNov 2016\tAmber
2\tImprove the recording of vulnerability\tFlag repeat callers on STORM\tControl Room Manager\tOct 2016\tAmber
\t\tTrain call takers in THRIVE\tTraining School\tDec 2016\tGreen
\tMonthly call listening by supervisors\tControl Room Manager\tOngoing\tGreen
3\tReduce the number of missing children episodes\tProblem profile of five care homes\tForce Intelligence Bureau\tOct 2016\tRed
\t\tNamed officer for each home\tNeighbourhood Inspectors\tSept 2016\tGreen
4\tImprove supervision of investigations\tCrime review at day seven\tDI Volume Crime\tNov 2016\tAmber
\tQuality counts dashboard\tPerformance Analyst\tDec 2016\tRed
"""

THEMES = """Integrated Risk Management Plan – Year 1 Action Plan

Ref\tAction\tLead\tTarget\tProgress
\t\tOfficer\tDate\tat May 2014
Prevention\t\t\t\t
P1\tFit smoke alarms in 2,000 homes of people over 75\tPrevention Manager\tMarch 2015\t410 fitted
P2\tRefer people who hoard to\tVulnerable Persons\tSept 2014\tRoute agreed

Page 1 of 3

Ref\tAction\tLead\tTarget\tProgress
\t\tOfficer\tDate\tat May 2014
\tAdult Social Care by an agreed route\tOfficer\t\t
P3\tRoad safety sessions in all secondary schools\tRoad Safety Officer\tSummer 2014\t12 of 19 done
Protection\t\t\t\t
T1\tAudit all residential care homes within three years\tFire Safety Manager\tMarch 2015\tOn schedule
T2\tPrimary authority scheme with one housing association\tFire Safety Manager\tDec 2014\tTalks begun
T3\tPublish enforcement notices on the website\tCommunications Officer\tJune 2014\tDone
Response\t\t\t\t
R1\tReview crewing of the second pump at\tArea Manager Response\tDec 2014\tData collected

Page 2 of 3

Ref\tAction\tLead\tTarget\tProgress
\t\tOfficer\tDate\tat May 2014
\tEastgate station and report to the Authority\t\t\t
R2\tTrial small fires unit at weekends\tGroup Manager North\tSept 2014\tVehicle on loan
R3\tJoint training ground with the ambulance trust\tTraining Centre Manager\tMarch 2015\tSite visit made
R4\tMobilising protocol for flooding with neighbouring services\tControl Manager\tJune 2014\tSigned by two of three
People\t\t\t\t
W1\tApprenticeship scheme for four firefighters\tHR Adviser\tSept 2014\tAdvert in May
W2\tFitness testing policy agreed with FBU\tHR Adviser\tDec 2014\tIn consultation
W3\tEquality training for managers\tEqualities Officer\tOngoing\t31 trained
"""

FILES: dict[str, Callable[[], bytes]] = {
    "copied-feet-and-no-header.txt": HELD.encode,
    "copied-beside-each-other.txt": BESIDE.encode,
    "copied-rows-that-slipped.txt": SLIPPED.encode,
    "copied-header-of-two-rows.txt": THEMES.encode,
}
