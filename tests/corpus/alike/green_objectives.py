"""Two levels: objectives with targets, then proposed actions with numbered tasks and parallel lists beside them."""

from __future__ import annotations

from tests.corpus.alike.render import Cell, Page, Row, Table, paras

TARGETS = (
    "Objective",
    "Target",
    "Target Date for completion",
    "Progress Including any barriers & resultant new approaches",
)
HEAD = ("Proposed Action", "Milestone Tasks", "Responsible Person", "Target Date", "Success Indicator", "Progress")
PAIR = "KE & JG – RD / HG".replace("KE", "MO").replace("JG", "PT").replace("RD", "VL").replace("HG", "SB")

A: tuple[Row, ...] = (
    ("1) To improve the speed and accuracy of waste records (Records Review)", "Variation of figures of +/- 5% per quarter.", "March 2011", ""),
    ("2) To ensure well kept parks and play areas (park standards)", "Parks below standard no more than 8% (2010/11)", "March 2011", ""),
    ("3) To make the most of team meetings (management)", "All staff have regular meetings with their managers", "September 2010", ""),
    ("4) To ensure quick decisions on reports from the public. (Street Desk)", "Measures to be agreed when the desk has its figures", "September 2011", ""),
    ("5) To recruit and keep good crews. (staffing)", "Vacancy rate of not more than X%", "October 2011", ""),
)  # fmt: skip


def row(action: Cell, tasks: Cell, who: Cell = "", when: Cell = "", sign: Cell = "", progress: Cell = "") -> Row:
    """A proposed action and what stands beside it."""
    return (action, tasks, who, when, sign, progress)


ONE = (
    row("1a) All rounds have their tonnage recorded", paras("1) Find how large the gaps are from 1st Apr 2010.", "2) 2010/11 gaps are filled", "3) Recording for new rounds is part of the depot routine"),
        "TW - RN", paras("1) July 2010", "2) May 2010"), "Reports have no gaps",
        paras("1) Complete", "2) Gap found on the form and new form introduced", "3) the form is in place")),
    row("1b) Recording becomes electronic to save time. (1b=Item 11 of Waste Audit plan)",
        paras("An overarching strategy for the move to electronic systems is agreed", "1) Mobile tablets are available to all crews", "2) Training is given so that crews can use"),
        paras("TW", "TW - RN", "2) TW - RN"), paras("Aug 2010", "1) Sept 2010", "2) July 2010"), paras("Strategy agreed by board", "1) Tablets in all cabs", "2) Training needs study to be"),
        paras("Strategy being written by TW", "1) Tablets bought in February 2010. Nearly complete.", "2) Needs being reviewed monthly. Training")),
)  # fmt: skip
ONE_ON = (
    row("", paras("the software.", "3) Recording within 5 days is made clear to all", "4) A review of open cases is needed. 1b4 = Item 14 of Waste Audit plan",
                  "5) Street recording uses a changed format. 1b5.=item 9 of the waste audit plan"),
        paras("3) MO", "4) MO", "5) TW – RN VL for delivery"), paras("3) Nov 2010", "4) Oct 2010", "5) Sept 2010"), paras("undertaken in all depots", "3) Message to staff", "5) All use new format"),
        paras("room to be examined.", "4) Sampled files are to be checked by the Head of Parks", "July group to finish, Training from October onwards")),
    row("1c) Ensure that tasks of clerks, depots and DQT are clear (1c=Item 1 of Waste Audit plan)",
        paras("1) A whole system approach to data is scoped, developed and agreed.", "2) A formal review of the clerks should be undertaken in respect of"),
        paras("1) TW, MO, and PT,", "2) TW - NG"), paras("1) scoped by July 2010", "develop by Aug 2010", "Agree by Sept 2010"), "1) Protocol agreed by TW, MO and PT"),
)  # fmt: skip
ONE_MORE = (
    row("", paras("general input onto the system. 1c2= Item 3 of waste audit plan", "3) Part of crews in keeping records up to date is made clear (1c3 = Item 4 of waste audit plan (linked to 1b4))"),
        "3) MO / PT", "August 2010"),
    row("*1d) Charts around the ward model to be developed. (1d = Item 5 of waste audit plan) NB (* = link to meeting template)",
        paras("1) One model confirmed with crews and managers", "2) Used in meetings and case work", "3) File notes are checked in meetings", "4) A copy of meeting notes is put on the file"),
        paras("1) TW / MO – KD / VL", f"2) {PAIR}", f"3) {PAIR}", f"4) {PAIR}"), paras("1) July 2010", "2) Aug 2010"),
        paras("1) Template agreed with all", "2) Quarterly file check shows use"), "1) Template being matched to the plan"),
    row("*1e) Staff have good figures each week NB (* = link to meeting",
        paras("1) Timely weekly reports developed with crews – existing reports to be checked", "2) Reports shared with teams / staff/"),
        paras("1) TW / MO – RN & KD", "2) TW – RN"), paras("1) July 2010", "2) July 2010"), paras("Format agreed by all", "2) reports given"),
        ""),
)  # fmt: skip
ONE_LAST = (
    row("template)", paras("and are shown – existing reports to be checked", "3) Meeting / 1:1 attendance is watched each month 3=Linked to item 6 of waste audit plan"),
        "3) MO & PT – SB / VL", "3) July 2010", paras("by the end of each Monday", "3) Clerks tell of meetings held")),
    row("1f) All actions of the data risk study should be done soon. (1f=item 10 of Waste Audit plan)",
        paras("1) Safe and recorded storage of paper files. (1f1=item 16 of Waste Audit Plan)", "2) bring together action plan and 3) implement", "4) revisit transfer protocol in the light of the new depot"),
        paras("1) & 3) MO re implementation", "2) TW - BRD re agreed action plan"), paras("1) Aug 2010 re paper files", "2) Sept 2010", "3) Action plan implementation Sept onwards"),
        paras("1) tight systems in place during the move to Long Depot", "2) action plan agreed", "Checks confirm")),
)  # fmt: skip
TWO = (
    row("2a) To support play area checks – tool used in meetings. NB (= link to meeting template)",
        paras("1) Format to be agreed by VL / SB with input from DQT (NB link to action 1e1.)", "2) Checks are planned in diaries – use of the calendar to be explored"),
        paras(PAIR, f"2) {PAIR}"), "July 2010", "Better figures in PK1 and PK2"),
    row("2b) Quality of checks is high: Training and good examples",
        paras("1. Refresher training for 80% staff around good checks", "2. Hand book for staff updated", "3. Staff away day"), paras(PAIR, f"2) {PAIR}", "3)VL"), paras("October 2010", "May 2010"),
        "80% of staff came"),
    row("2c) Plans for parks that show what is to change: training and examples",
        paras("1. Refresher training for 80% staff (and friends' groups) around good plans", "2. New plan template is made available", "3) (*) Plans are looked at in meetings"),
        "MO – AC", "October 2010", paras("1) File checks confirm quality", "2)Template is used"), "Task & Finish Group set up"),
    row("2d) Reviews of park plans watch progress", "1. From July 2010, plans that run late are reviewed and feedback is given each quarter", "MO – AC", "Oct 2010", "Quarterly reports from mid Oct 2010"),
    row("2e) Park Standards", paras("1) 95% first checks are done within 10 days (2e1=Item 13 of waste audit plan)", "2) 80% full checks are done within 35"), "", "", "Monthly reports show progress"),
)  # fmt: skip
TWO_ON = (
    row("", paras("days (2e2=Item 17 of waste audit plan)", "3) Completion dates are recorded in one way", "4) Ways of working are reviewed (e.g. proof that children were asked)"),
        paras("MO & TW", PAIR), "", "", "AC undertaking random sample check."),
)  # fmt: skip
THREE = (
    row("*3a) Decisions from meetings are put on file within 2 days. (link to action 1d4)",
        paras("1) Ensure meeting template is updated to help the plan", "2) ensure copies of notes are put on files"), "1) TW – KD", "July 2010", "Quarterly file check shows notes"),
    row("3b) Workload", paras("1. Large rounds are made smaller by timely moves", "2. Time lost to travel is made less by local working", "3. Hard case reviews move work on in time"),
        paras("1)PKSMT", f"2) {PAIR}", "3) Heads of Depot"), paras("1) Oct 2010", "2) Aug 2010", "3) Oct 2010"), paras("1) Fewer open cases by 20%", "2i) Crews have cases in one area and 2ii) both area teams are at work")),
    row("3c) Histories are written for all parks", paras("1. Ensure all cases from 01/04/10 onwards have a history; report finds the number missing", "2. Recording is done well", "3. Training for new staff"),
        "TW - RN", "October 2010", "Better histories found in file checks.", "Task & Finish Group set up."),
    row("3d) Mentoring helps good checks", paras("1) An approach with good recording shows parks are safe.", "2) The checks used in reviews grow to cover plans"),
        paras("MO & PT – VL & SB", "PRU"), "Sept 2010", paras("Clear notes on files", "Quarterly report on quality")),
)  # fmt: skip
FOUR = (
    row("4a) Start of Street Desk routine", paras("1) Finish new forms", "2) Ways of working agreed (incl flowchart 3 on closing)", "3) Systems set up completed", "4) Recording and reporting routine", "5) Training for staff"),
        paras("TW - RN re developm't", "MO & PT - VL/SB/AC re. delivery"), paras("1) Jun 10", "2) Jul 10", "3)&4) Aug 10", "5) Sep 10"), "90% staff-Training done"),
    row("b) Outline protocol for checks", paras("1) finish and start", "2) Report to Streets Board", "3) Report to Parks Board", "4) Go live"),
        paras("Review group", "MO & PT", PAIR), paras("1) 1 st Oct Sept 2010 (for 3)", "1 st Oct 10"), "Launch of protocol"),
    row("c) Put staff on the Street Desk. Posts are:- Team Manager Desk Co-ordinator 2 x Clerks",
        paras("For each post, the following steps will need to be taken:-", "1) Define tasks", "2) Write Job Description and Person Spec.", "3) Find the money", "4) Interviews/ choice", "5) Start date"),
        paras(f"{PAIR[:9]}", PAIR[10:], PAIR), paras("1) to 3) May 10", "4) Jul 10", "5) Sep 10"), paras("Time to record made less, (find baseline)", "100% posts filled")),
    row("d) Thresholds between teams are clear. 4d=action 15 of waste audit plan",
        paras("1) Agree scope and remit for group.", "2) Agree reports to be seen by group", "3) Board/Member approval", "4)Go live", "5)report numbers", "6) Link systems of both teams"),
        "MO & PT – VL / SB / NNN / CW", "August 2010 (to coincide with move to Long Depot)", "Agreed figures for the desk", "Regular reporting to board"),
    row("e) Launch of the Street Desk .", paras("1) Agree contact strategy (how will people reach us, What phone no's, e-mail)", "2) Agree campaign", "3) Coordinate Training", "4) Begin to promote", "5) Go live with new desk"),
        paras("PT & MO", "2) Ivor Stell"), "1st Oct 2010 launch of the desk", "% of reports through the desk increased."),
)  # fmt: skip
FOUR_ON = (
    row("f) Explore the part of the Contact Centre so that more is solved at once", paras("1) Explore future part of the centre", "2) Write proposal", "3) Decision on the centre"),
        paras("Greta Moon, Sunil Arden, Polly Best, Desk manager"), paras("i)&ii) Aug 10", "iii) Sep 10"), "Reports solved at once increased."),
    row("g) Explore new telephones for the desk. To include:- - Call recording - Hold messages N.B. to be looked at after move to Long Depot",
        paras("1) Explore what the centre uses", "2) Consider options and agree one.", "3) Build business case based on cost.", "4) Buy and install.", "5) Test/Train.", "6) Go live."),
        paras("TW – RN (inc Una Brook) (Telecoms)", "MO & PT – VL & SB"), "Aug 10", "Average call time reduced."),
    row("h) As soon as a report is open, an officer should have it.", paras("1). Case given straight from the desk (Streets and Parks)", "2) cases recorded on the system"),
        "Desk Coordinator, Streets and Parks managers", "August 2010", "Watch numbers through the desk figures (e.g. time, recording, & checks)"),
)  # fmt: skip
FIVE = (
    row("5a) Draw the best crews to Elmshire", paras("1) Use links with colleges to be known in the job market", "2) Develop small website for the campaign"), "Close By Project", "July 2011", "Number of people who apply"),
    row("5b Recruit strong", paras("1) Finish workforce design", "2) Go to regional job fairs during 2010 / 2011"), paras("SPS lead", "MO / DL", "Close By", "HR lead"), paras("1) July 2010", "2) March 2011"),
        paras("1) Posts filled at right levels", "2) Qualified staff drawn")),
    row("5c) Reward staff well", "1) Finish pay steps to senior level beginning with the Tree Service", "MO & DL", "Aug 2011", "Staff stay"),
    row("5d) Support work", "1) Put managers first for corporate training", "MO & DL", "March 2011", "Better key figures"),
    row("5e) Development of skills", "1) Build up the apprentice programme", "MO & DL", "March 2011", "Turnover figures achieved"),
    row("5f) Shaping the future workforce", "1) Agree plans for training of seasonal staff, i.e. grow your own scheme", "SPSD lead", "2011-2014", "Enough staff in the medium term"),
)  # fmt: skip

PAGES: tuple[Page, ...] = (
    ("Parks and Streets (SPS & WST) Action Plan 2010 (V9 13/07/10)", "A) Main Targets for better records, parks and services", "B) Actions and Initiatives planned to help us work towards our objectives",
     "A) Main Targets (A summary of the objectives and targets)", Table(TARGETS, A), "B) Actions and Initiatives (A section for each of the main targets of A)",
     Table(("1) Objective: To improve the speed and accuracy of waste records (link to Records Review) Target: Variation of quarterly figures +/- 5% per quarter.",), (HEAD, *ONE))),
    (Table((), ONE_ON),),
    (Table((), ONE_MORE),),
    (Table((), ONE_LAST),),
    (Table(("2) Objective: To ensure well kept parks and play areas (park standards) Targets: Parks below standard no more than 8%",), (HEAD, *TWO)),),
    (Table((), TWO_ON),),
    (Table(("3) Objective: To make the most of team meetings (management) Target: All staff have regular meetings with their managers",), (HEAD, *THREE)),),
    (Table(("4) Objective: To ensure quick decisions on reports from the public. (Street Desk) Targets: To be confirmed",), (HEAD, *FOUR)),),
    (Table((), FOUR_ON),),
    (Table(("5) Objective: To recruit and keep good crews. (staffing) Targets: Vacancy rate of not more than X%",), (HEAD, *FIVE)),),
)  # fmt: skip
