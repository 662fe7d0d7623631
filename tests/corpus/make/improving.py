"""Plans of councils and services in intervention: regulators, auditors, peers, best value, recovery."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from openpyxl.styles import Font

from tests.adapters.documents.office import Word
from tests.adapters.documents.pdfs import printed
from tests.corpus.make.excel import fill, put, saved, started
from tests.corpus.make.fixed import same_zip

# rows of tables read best in one line
# fmt: off


def peer_challenge_letters() -> bytes:
    """Actions with letters in a cell, and dates and leads with the same letters."""
    w = Word()
    w.doc.add_heading("Corporate Peer Challenge: Response and Action Plan", 1)
    w.doc.add_paragraph("Harrowmead District Council")
    w.doc.add_paragraph("Agreed by Cabinet on 14 January 2026")
    w.table(
        ["Rec\nno.", "Peer team recommendation", "What we will do", "Responsible officer(s)", "Delivery date", "Current position"],
        ["1", "Refresh the Corporate Plan so that priorities are fewer and funded", "a. Hold two member workshops\nb. Take the revised plan to Full Council", "Corporate Policy Manager (Gail Fenwick)", "a. February 2026\nb. 23 April 2026", "Workshop dates set."],
        [
            "2",
            "Build capacity ahead of reorganisation",
            "a. Agree an LGR resourcing plan\nb. Recruit a programme manager on a two year fixed term\nc. Publish a staff Q&A each month",
            "a. Chief Executive\nb. Assistant Director – People\nc. Communications Lead",
            "a. 31 January 2026\nb. End of March 2026\nc. Ongoing",
            "Funding of £180k agreed 11 December.",
        ],
        ["3", "Make scrutiny more strategic", "Review the committee work programme with the Centre for Governance and Scrutiny", "Monitoring Officer / Scrutiny Officer", "By Annual Council – 20 May 2026", ""],
        ["4", "Get ahead on asset disposals", "Bring a disposals pipeline to the Asset Board", "Head of Property & Regeneration", "Q1 2026/27", "Valuations commissioned for 9 of 14 sites"],
    )
    return same_zip(w.bytes())


def housing_regulator() -> bytes:
    """Two rows of headings, dates before and after revision, ratings of two months, themes across."""
    b, s = started("RSH Improvement Plan")
    put(s, 1, 1, [["Tollbridge City Council – Housing Improvement Plan (RSH C3 judgement)"], ["Report to Housing Improvement Board 12/02/2026"], []])
    put(
        s,
        4,
        1,
        [
            ["Ref", "Action", "Owner", "Target dates", "", "BRAG", "", "Progress since last Board", "Evidence"],
            ["", "", "", "Original", "Revised", "Last month", "This month", "", ""],
            ["Theme 1: Safety and Quality Standard"],
            ["SQ1", "Complete stock condition surveys to 100% of homes", "Head of Asset Management", date(2026, 3, 31), date(2026, 9, 30), "A", "R", "71% complete – access refused to 240 homes", "Survey tracker"],
            ["SQ2", "Close all overdue high risk fire actions", "Building Safety Manager", date(2025, 12, 31), "", "G", "B", "Final 6 closed 9 Jan", "FRA database"],
            ["SQ3", "EICRs: no home over 5 years", "Compliance Team Manager / Northgate Electrical Ltd", "31 July 2026", "", "A", "A", "88.4%", ""],
            ["Theme 2: Transparency, Influence and Accountability Standard"],
            ["TI1", "Recruit 12 tenants to the scrutiny panel", "Tenant Engagement Lead", "28/02/2026", "30/04/2026", "A", "A", "7 recruited", ""],
            ["TI2", "Publish TSM results by ward", "Performance Analyst", "Jun-26", "", "", "", "", ""],
            ["Theme 3: Neighbourhood and Community"],
            ["NC1", "Adopt an ASB policy", "Tenancy Services Mgr (vacant – cover: R. Okell)", "TBC", "", "", "R", "Awaiting legal advice", ""],
        ],
    )
    s.merge_cells("D4:E4")
    s.merge_cells("F4:G4")
    for r in (6, 10, 13):
        s.merge_cells(f"A{r}:I{r}")
        s[f"A{r}"].font = Font(bold=True)
    put(s, 17, 1, [["BRAG: B = complete with evidence; R = off track; A = some risk; G = on track"]])
    for r in range(7, 15):
        for c in (4, 5):
            s.cell(r, c).number_format = "dd/mm/yyyy"
    return saved(b)




def recovery() -> bytes:
    """A dashboard, a sheet for each workstream with its sponsor and header, and a key on a sheet of its own."""
    b, s = started("Summary")
    put(s, 1, 1, [["Improvement & Recovery Plan – dashboard"], ["Workstream", "Actions", "On track", "Delayed", "Complete"], ["1 Finance", 3, 1, 1, 1], ["2 Governance", 3, 2, 1, 0], ["3 Property", 2, 1, 1, 0], ["Total", 8, 4, 3, 1]])

    def add(title: str, head: str, rows: list[Any]) -> None:
        x = b.create_sheet(title)
        put(x, 1, 1, [[head], ["Senior Responsible Owner: " + rows[0]], []])
        put(x, 4, 1, [["Action ref", "Deliverable", "Lead", "Start", "Finish", "Status", "Commentary (January 2026)"], *rows[1:]])
        for r in range(5, 12):
            for c in (4, 5):
                x.cell(r, c).number_format = "mmm-yy"

    add(
        "1 Finance",
        "Workstream 1: Financial sustainability",
        [
            "Interim Director of Finance & s151 Officer",
            ["1.01", "Close the 2023/24 accounts", "Chief Accountant", date(2025, 4, 1), date(2025, 12, 1), "Complete", "Signed off 19/12"],
            ["1.02", "Agree capitalisation direction with MHCLG", "Interim s151", date(2025, 9, 1), date(2026, 2, 1), "On Track", ""],
            ["1.03", "Reduce temporary agency spend by 20%", "All Directors", date(2025, 6, 1), date(2026, 3, 1), "Delayed", "8% so far; vacancy panel set up"],
        ],
    )
    add(
        "2 Governance",
        "Workstream 2: Governance and decision making",
        [
            "Monitoring Officer",
            ["2.01", "Rewrite the scheme of delegation", "Deputy Monitoring Officer", date(2025, 7, 1), date(2026, 5, 1), "On Track", "Third draft"],
            ["2.02", "Code of conduct training for all 48 members", "Democratic Services Manager", date(2025, 9, 1), date(2025, 11, 1), "Delayed", "39 trained"],
            ["2.03", "Whole-council risk register", "Risk & Insurance Lead", "", "tbc", "On Track", ""],
        ],
    )
    add(
        "3 Property",
        "Workstream 3: Assets",
        [
            "Director of Place",
            ["3.01", "Dispose of Tanner Street depot", "Estates Surveyor – M. Hallam", date(2025, 10, 1), date(2026, 9, 1), "Delayed", "Contamination survey outstanding"],
            ["3.02", "Re-let vacant units in the Arcade", "Commercial Property Manager and agents", date(2025, 10, 1), "ongoing", "On Track", "5 of 11 let"],
        ],
    )
    x = b.create_sheet("Key")
    put(x, 1, 1, [["Status", "Meaning"], ["Complete", "Delivered and signed off by the Board"], ["On Track", "Will be delivered by the finish date"], ["Delayed", "Will miss the finish date"]])
    return saved(b)


def landlord() -> bytes:
    """Numbers three levels deep in one column, and a key of states above."""
    w = Word()
    w.doc.add_heading("Landlord Services Regulatory Improvement Plan", 1)
    w.doc.add_paragraph("Status key")
    w.table(["Completed", "Action finished and evidence checked"], ["In progress – on track", "Will be finished by the date"], ["In progress – delayed", "Date at risk"], ["Not due", "Start date in the future"])
    w.doc.add_paragraph("")
    t = w.table(
        ["Ref", "Regulatory requirement / action", "Lead", "Due", "Status", "Comment"],
        ["1", "SAFETY AND QUALITY", "", "", "", ""],
        ["1.1", "Landlords must have an accurate, up to date record of each home", "", "", "", ""],
        ["1.1.1", "Load 2,300 legacy surveys into the asset system", "Data Analyst (Assets)", "31 Dec 25", "Completed", "Loaded 14/12; 3% error rate"],
        ["1.1.2", "Start a five-year rolling programme", "Stock Investment Manager", "1 Apr 26", "In progress – on track", "Tender returned: 4 bids"],
        ["1.2", "Landlords must meet health and safety duties", "", "", "", ""],
        ["1.2.1", "Weekly reporting of the six compliance areas to the Corporate Director", "Compliance Manager", "Weekly", "Completed", ""],
        ["1.2.2", "Water hygiene: re-inspect 31 sheltered schemes", "Compliance Manager / contractor", "28 Feb 26", "In progress – delayed", "19 done"],
        ["2", "TENANCY", "", "", "", ""],
        ["2.1", "Landlords must let homes fairly", "", "", "", ""],
        ["2.1.1", "Review the allocations policy", "Housing Options Manager", "Mar 27", "Not due", ""],
    )
    for r in (1, 2, 5, 8, 9):
        t.cell(r, 1).merge(t.cell(r, 5))
    return same_zip(w.bytes())


def auditor() -> bytes:
    """A form for each recommendation, its number and title in the first row."""
    w = Word()
    w.doc.add_heading("External Auditor’s Annual Report 2024/25: management action plan", 1)
    for k, ti, rec, resp, act, who, when, pos in [
        (
            "Key recommendation 1",
            "Financial sustainability",
            "The Council should identify savings to close the gap of £14.2m.",
            "Accepted.",
            "A transformation programme with eight workstreams will be approved and monitored each month.",
            "Director of Finance and Transformation",
            "31 March 2026",
            "Programme approved by Cabinet in January 2026.",
        ),
        ("Key recommendation 2", "DSG deficit", "The Council should agree a recovery plan with the DfE.", "Accepted – the statutory override ends in March 2028.", "Submit a refreshed DSG management plan", "Director of Children’s Services / Head of SEND", "30 June 2026", ""),
        ("Improvement recommendation 3", "Governance", "Registers of interest should be kept up to date.", "Accepted", "Annual reminder and a check by Democratic Services of all 61 members", "Monitoring Officer", "Immediate and then annually each May", "First check done 16 Dec 2025"),
        ("Improvement recommendation 4", "3Es", "Contract management should be consistent across directorates.", "Partly accepted", "Tiered contract management toolkit", "Head of Commercial – Ola Benn", "tbc – subject to recruitment", ""),
    ]:
        w.table([k, ti], ["Recommendation", rec], ["Management response", resp], ["Actions", act], ["Responsible officer", who], ["Due date", when], ["Progress", pos])
        w.doc.add_paragraph("")
    return same_zip(w.bytes())


def storm() -> bytes:
    """Lessons of a debrief without lines, the agency beside the owner."""
    return printed(
        [
            ["No.", "Lesson identified", "Recommended action", "Owner", "Agency", "By"],
            ["1", "Rest centre keys could not be found", "Keys to be held at the Civic Centre and by the duty officer", "D Fairweather", "Wharf Borough Council", "30 Apr 26"],
            ["2", "Vulnerable people lists arrived after four hours", "Sign the data sharing agreement", "Emergency Planning Officer", "County / ICB / Water co.", "Jun 26"],
            ["3", "Sandbag policy not understood by residents", "Publish the policy and brief ward members", "Comms Manager", "Wharf Borough Council", "Before next winter"],
            ["4", "Gold log incomplete", "Loggist training – 12 people", "County EPU", "All", "11 May 26"],
            ["5", "Radios flat", "Charging check each Monday", "Depot Superv", "Wharf Borough Council", "Ongoing"],
        ],
        titles=["Storm debrief: lessons and actions", "Multi-agency debrief held 29 January 2026"],
        ruled=False,
        widths=[30, 190, 230, 110, 120, 80],
    )


def combined_authority() -> bytes:
    """Two who lead, a day that does not exist, notes below."""
    w = Word("Severn Marches Combined Authority")
    w.doc.add_paragraph("Best Value Notice: Improvement Plan – report to Audit, Risk & Governance Committee, 27 January 2026")
    t = w.table(
        ["Workstream", "No", "Action", "SRO", "Delivery lead", "Deadline", "RAG", "Comments"],
        ["Culture and behaviours", "1", "Joint statement of values signed by the Mayor and all constituent leaders", "Chief Executive", "Director of Strategy", "Completed\n(Nov 2025)", "B", "Signed at the Board on 28 November"],
        ["", "2", "Member/officer protocol", "Monitoring Officer", "Governance Manager", "March 2026", "A", "Second reading February"],
        ["Capacity", "3", "Permanent appointments to all three statutory posts", "Chief Executive", "Head of People", "31/05/2026", "A*", "Two of three"],
        ["", "4", "Shared service for procurement with Marches CC", "Director of Resources", "Procurement Lead (interim)", "Sept. 2026", "G", "Heads of terms agreed"],
        ["Decision making", "5", "Forward plan published 28 days ahead", "Monitoring Officer", "Governance Officers", "Ongoing – in place since Sep 2025", "G", ""],
        ["", "6", "Business case assurance framework to be refreshed", "S73 Officer", "Assurance Manager", "30 Feb 2026", "R", "Consultant withdrew"],
    )
    for x, y in ((1, 2), (3, 4), (5, 6)):
        t.cell(x, 0).merge(t.cell(y, 0))
    w.doc.add_paragraph("* Amber because the market for s73 officers is thin.")
    w.doc.add_paragraph("RAG: B complete, G on target, A at risk, R overdue or will not be met")
    return same_zip(w.bytes())


def fire_risk() -> bytes:
    """Priorities in colours, and dates of completion with initials."""
    w = Word("Fire Risk Assessment Action Plan – Leisure Centres")
    w.doc.add_paragraph("Assessor: D. Quillan MIFireE   Assessment date: 8 April 2026   Review due: April 2027")
    t = w.table(
        ["No", "Significant finding", "Action required", "Priority", "By whom", "Completion date", "Date actioned / initials"],
        ["1", "Plant room door wedged open", "Fit hold-open device linked to alarm", "A", "Facilities Manager", "15/05/2026", "12/05/26 FM"],
        ["2", "No evidence of six-monthly alarm service", "Obtain certificate from contractor; put in logbook", "A", "Duty Manager (Pool)", "30/04/2026", "29/04/26"],
        ["3", "Fire wardens: 3 of 8 trained", "Book training", "B", "HR Training Co-ordinator", "31/07/2026", ""],
        ["4", "Compartmentation above squash courts unknown", "Type 4 survey to be commissioned", "B", "Asset Surveyor/Fire Consultant", "31/08/2026", ""],
        ["5", "Storage under stair", "Remove", "A", "Duty Manager (Dry side)", "Immediately", "08/04/26 DQ"],
    )
    for r, c in ((1, "FF0000"), (2, "FF0000"), (3, "FFC000"), (4, "FFC000"), (5, "FF0000")):
        w.shade(t.cell(r, 3), c)
    w.doc.add_paragraph("Priority A = within 1 month; B = within 3–6 months; C = next refurbishment")
    return same_zip(w.bytes())


def best_value() -> bytes:
    """Letters and numbers before each action, milestones with states."""
    w = Word("Best Value Improvement Plan – Phase 2")
    w.doc.add_paragraph("Improvement and Assurance Board 22 May 2026")
    w.table(
        ["Theme", "Improvement action", "Accountable lead", "Delivery date", "Milestone status", "Risk / issue", "Next steps"],
        ["Governance", "G1. Embed the new committee system", "Director of Law & Governance", "Annual Council May 2026", "Delivered", "None", "Post-implementation review in November 2026"],
        ["Governance", "G2. Publish a register of officer decisions", "Director of Law & Governance", "30 June 2026", "In delivery", "IT form not built", "ICT to confirm date by 5 June"],
        ["Service delivery", "S1. Bring waste collections back in house", "Corporate Director Place (Edwina Sallis)", "5 October 2026", "In delivery – at risk", "Depot lease", "Heads of terms to Cabinet 16 June"],
        ["Service delivery", "S2. Customer standards for all contact channels", "Head of Customer (Omar Whitlock) / all Heads of Service", "September", "Planned", "", "Workshop 3 July"],
        ["Partnerships", "P1. Refresh the place board", "Chief Executive", "Paused", "Paused until after LGR decision", "LGR", "–"],
    )
    return same_zip(w.bytes())


def headed_tables() -> bytes:
    """A heading and a sponsor for each recommendation, then a table of its own."""
    w = Word()
    w.doc.add_heading("Responding to our Corporate Peer Challenge", 0)
    w.doc.add_paragraph("Published 3 June 2026")
    for n, rec, spons, rows in [
        (
            1,
            "Use the transition to unitary status to reset the relationship with town and parish councils",
            "Deputy Leader",
            [["Write to all 44 clerks with an offer of a summer visit", "Parish Liaison Officer", "July 2026", "Letters sent"], ["Draft a devolution charter", "AD Communities & Partnerships", "30/10/26", ""]],
        ),
        (
            2,
            "Be clearer about what success looks like",
            "Chief Executive",
            [
                ["Replace 112 measures with 20", "Performance and Insight Manager", "By Cabinet on 15 September 2026", "Long list of 31"],
                ["Put the dashboard on the website", "Digital", "Autumn 2026", ""],
                ["Train performance champions in each service", "L&D Partner; Perf. and Insight Manager", "rolling programme", "6 trained"],
            ],
        ),
        (3, "Keep a grip on the budget", "Portfolio Holder for Finance", [["Monthly star chambers", "S151", "In place", "Since April"]]),
    ]:
        w.doc.add_heading(f"Recommendation {n}: {rec}", 2)
        w.doc.add_paragraph(f"Sponsor: {spons}")
        w.table(["We will...", "Lead officer", "When", "Update"], *rows)
    return same_zip(w.bytes())




def equality_years() -> bytes:
    """Ticks under the years of a strategy."""
    w = Word("Equality, Diversity and Inclusion Strategy 2026-2030: Action plan")
    w.table(
        ["Ref", "Action", "Responsible", "Year 1\n26/27", "Year 2\n27/28", "Year 3\n28/29", "Measure"],
        ["A1", "Anti-racism training for managers", "L&D Manager", "✓", "✓", "", "90% trained"],
        ["A2", "Accessible venues guide", "Events Team", "✓", "", "", "Guide published"],
        ["A3", "Reverse mentoring", "Chief Executive's Office", "", "✓", "", "12 pairs"],
        ["A4", "Review of procurement weighting", "Head of Procurement", "", "", "✓", "10% social value"],
    )
    return same_zip(w.bytes())


def adult_care() -> bytes:
    """Colours without a word under three months, and a key below."""
    b, s = started("CQC plan")
    put(
        s,
        1,
        1,
        [
            ["Adults – CQC improvement plan 2026"],
            ["Theme", "Action", "Lead", "Due", "May", "June", "July", "Comments"],
            ["Working with people", "Clear assessment waits over 6 months", "Area Manager North & Area Manager South", date(2026, 10, 31), "", "", "", "Agency team starts 3/8"],
            ["Working with people", "Annual reviews back to 75%", "Reviews Manager", date(2026, 12, 31), "", "", "", "68% at end of June"],
            ["Providing support", "Direct payment policy", "Policy Officer (Eira Pugh)", date(2026, 7, 31), "", "", "", "Signed off by DMT"],
            ["Leadership", "Data quality board", "Head of Performance", "ongoing", "", "", "", ""],
        ],
    )
    col = {"R": "FF0000", "A": "FFC000", "G": "00B050", "B": "0070C0"}
    for r, cs in ((3, "RRA"), (4, "AAG"), (5, "AGB"), (6, "GGG")):
        for i, k in enumerate(cs):
            fill(s, "EFG"[i] + str(r), col[k])
    for r in range(3, 7):
        s.cell(r, 4).number_format = "dd/mm/yyyy"
    put(s, 9, 1, [["Key"], ["Red – off track"], ["Amber – at risk"], ["Green – on track"], ["Blue – complete"]])
    return saved(b)


FILES: dict[str, Callable[[], bytes]] = {
    "improving-peer-challenge.docx": peer_challenge_letters,
    "improving-housing-regulator.xlsx": housing_regulator,
    "improving-recovery.xlsx": recovery,
    "improving-landlord.docx": landlord,
    "improving-auditor.docx": auditor,
    "improving-storm.pdf": storm,
    "improving-combined-authority.docx": combined_authority,
    "improving-fire-risk.docx": fire_risk,
    "improving-best-value.docx": best_value,
    "improving-headed-tables.docx": headed_tables,
    "improving-equality-years.docx": equality_years,
    "improving-adult-care.xlsx": adult_care,
}
