"""Plans after inspections, audits and complaints: Word documents."""

from __future__ import annotations

from collections.abc import Callable

from tests.adapters.documents.office import Word
from tests.corpus.make.fixed import same_zip


def _form(w: Word, *texts: str) -> None:
    act, reg, how, what, who, ensure, res, when, effect = texts
    t = w.doc.add_table(rows=0, cols=2)

    def full(x: str) -> None:
        c = t.add_row().cells
        c[0].merge(c[1])
        c[0].text = x

    def kv(k: str, v: str) -> None:
        c = t.add_row().cells
        c[0].text = k
        c[1].text = v

    kv("Regulated activity(ies)", "Regulation")
    kv(act, reg)
    full("How the regulation was not being met:")
    full(how)
    full(
        "Please describe clearly the action you are going to take to meet the regulation and what you intend to achieve"
    )
    full(what)
    kv("Who is responsible for the action?", who)
    full(
        "How are you going to ensure that the improvements have been made and are sustainable? What measures are going to be put in place to check this?"
    )
    full(ensure)
    full("What resources (if any) are needed to implement the change(s) and are these resources available?")
    full(res)
    kv("Date actions will be completed:", when)
    full("How will people who use the service(s) be affected by you not meeting this regulation until this date?")
    full(effect)
    w.doc.add_paragraph("")


def care_home() -> bytes:
    """A form of the regulator for each breach, with questions over the whole width and their answers below."""
    w = Word()
    w.doc.add_heading("Report on actions you plan to take to meet CQC essential standards", 1)
    w.doc.add_paragraph("Location: Rowan Bank Care Home")
    _form(
        w,
        "Accommodation for persons who require nursing or personal care",
        "Regulation 12 HSCA (RA) Regulations 2014 Safe care and treatment",
        "Medicines were not always signed for.",
        "We will move to electronic medicine records and re-train all senior carers.",
        "Registered Manager – Paula Crake",
        "Weekly medicine audit by the deputy.",
        "Tablets, bought.",
        "31 January 2026",
        "Double signing is in place until then.",
    )
    _form(
        w,
        "Accommodation for persons who require nursing or personal care",
        "Regulation 18 Staffing",
        "There were not enough staff at night.",
        "We will recruit three night carers and use a dependency tool each month.",
        "Nominated Individual",
        "Rotas are checked by the provider each Friday.",
        "Budget agreed.",
        "28/02/2026",
        "Agency staff are booked for each night.",
    )
    w.table(["Completed by:", "Paula Crake"], ["Position(s):", "Registered Manager"], ["Date:", "3 November 2025"])
    return same_zip(w.bytes())


def prison() -> bytes:
    """An inspection of a prison: numbered headings, what `agreed` means in a table above, a count below."""
    w = Word()
    w.doc.add_heading("Action Plan: HMP Stonebeck", 1)
    w.doc.add_paragraph("Action Plan Submitted: 5 November 2025")
    w.doc.add_paragraph("A response to the HMIP inspection of 7–18 July 2025. Report published 14 October 2025.")
    w.table(
        ["Term", "Definition", "Additional comment"],
        [
            "Agreed",
            "All of the concern is agreed with, can be achieved and is affordable.",
            "The response should clearly explain how the concern will be addressed along with timescales.",
        ],
        [
            "Partly Agreed",
            "Only part of the concern is agreed with.",
            "The response must state clearly which part will be addressed.",
        ],
        ["Not Agreed", "The concern is not agreed with.", "The response must clearly state the reasons."],
    )
    t=w.table(["1. Concern No","2. Concern","3. Agreed/Partly Agreed/Not Agreed","4. Response\nAction Taken/Planned","5. Owner (including named individual, role & contact)","6. Target Date"],
      ["Priority concerns","","","","",""],
      ["1","Levels of violence were high and rising.","Agreed","A violence reduction strategy will be relaunched following a full needs analysis, with wing plans.","Head of Safety","December 2025"],
      ["","","","All challenge, support and intervention plans will be quality assured monthly by the Safety Custodial Manager.","Head of Safety","Completed and ongoing"],
      ["2","Too many prisoners were locked up during the working day.","Partly Agreed","This concern is partly agreed as workshop places depend on capital funding.","","" ],
      ["","","","A revised regime with 180 more part-time places will begin.","Head of Reducing Reoffending","March 2026"],
      ["Key concerns","","","","",""],
      ["3","Cells were overcrowded.","Not Agreed","The establishment operates within its certified capacity as set by the Prison Group Director.","",""],
      ["4","Health complaints were answered late.","Agreed","The healthcare provider will put a complaints tracker in place and report to the local delivery board.","Head of Healthcare, Castlebrook Health / Governor","January 2026"])  # fmt: skip
    for r in (1, 6):
        t.cell(r, 0).merge(t.cell(r, 5))
    t = w.table(["Recommendations", ""], ["Agreed", "3"], ["Partly Agreed", "1"], ["Not Agreed", "1"], ["Total", "5"])
    return same_zip(w.bytes())


def school() -> bytes:
    """A school: who and when beside who monitors it, and a colour for each term."""
    w = Word()
    w.doc.add_heading("Larkfield Primary Academy – Post-Ofsted Action Plan 2025-26", 1)
    w.doc.add_paragraph("Key issue 1: Raise the quality of teaching of early reading so that all pupils become fluent")
    w.table(["Action / steps","Who","When","Resources/cost","Monitoring: who, how, when","Success criteria","Aut","Spr","Sum"],
      ["All staff trained in the phonics scheme","EYFS lead (Mrs Tench)","INSET 1 Sept 2025","£1,200","HT – learning walks – half-termly","Lessons consistent","G","",""],
      ["Daily keep-up groups for the lowest 20%","TAs","From 15 September 2025","TA time","Reading lead – data drop – Dec, Mar, Jun","Pupils on track by July","A","",""],
      ["New decodable books for home reading","SBM & Reading lead","By October half term","£3,500 (PTA)","Governor visit 11/11/25","Every child takes a matched book home","G","",""])  # fmt: skip
    w.doc.add_paragraph("Key issue 2: Improve attendance of disadvantaged pupils")
    w.table(["Action / steps","Who","When","Resources/cost","Monitoring: who, how, when","Success criteria","Aut","Spr","Sum"],
      ["Weekly attendance meeting with EWO","DHT","Weekly","–","CEO – trust review – termly","PA below 15%","R","",""],
      ["Breakfast club free for FSM families","HT","Jan 2026","£4k","LGB finance cttee","30 pupils attend","","",""])  # fmt: skip
    return same_zip(w.bytes())


def scrutiny() -> bytes:
    """A response to scrutiny: member and officer below each other, what is rejected has no date."""
    w = Word()
    w.doc.add_heading("Executive response to the Scrutiny Review of Town Centre Vacancies", 1)
    w.doc.add_paragraph("Six month monitoring report, 9 December 2025")
    w.table(["Recommendation of the Panel","Accepted / Partially / Rejected","Executive response (10 June 2025)","Lead Member & Officer","Implementation date","Six month update"],
      ["1. That a vacant shops register is published","Accepted","Officers will publish a register each quarter.","Cllr J Amadi\nRegeneration Manager","September 2025","First register out 30 Sept."],
      ["2. That the Council uses its powers to auction leases","Partially accepted","A pilot will be run in one high street once regulations are clear.","Cllr J Amadi\nEstates Surveyor","Subject to government guidance","Guidance awaited"],
      ["3. That free parking is offered at weekends","Rejected","The cost of £410k cannot be met.","Cllr P Stowe","N/A","No further action"],
      ["4. That a meanwhile-use officer is appointed","Accepted","Post to be funded from the UKSPF underspend.","Cllr J Amadi\nHead of Place","January 2026","Interviews 15 December"])  # fmt: skip
    return same_zip(w.bytes())


def ombudsman() -> bytes:
    """What went wrong beside the improvement that was agreed."""
    w = Word()
    w.doc.add_heading("Annual complaints and Ombudsman learning report – service improvement actions", 1)
    w.table(["Case reference","What went wrong","Service improvement agreed","Responsible","Agreed by LGSCO for","Position at 31 Oct 2025"],
      ["24 019 227 (ASC)","A carer’s respite was stopped without review","Remind all teams of the duty to review before changing a care plan","Principal Occupational Therapist","12 June 2025","Complete – evidence sent 9 June 2025"],
      ["25 000 415 (SEND)","Annual review outcomes were late","Weekly late review list to the Head of SEND","SEND Data Officer","1 September 2025","Complete – evidence sent late on 22 September 2025"],
      ["25 003 338 (Revenues)","Bailiffs were used despite vulnerability","Produce a vulnerability checklist for enforcement cases","Revenues Manager & Debt Advice Lead","14 November 2025","On course"])  # fmt: skip
    return same_zip(w.bytes())


def must_do() -> bytes:
    """Must do and should do: lists in cells beside one executive director."""
    w = Word()
    w.doc.add_heading("CQC Inspection Action Plan – Community Mental Health Teams", 1)
    w.doc.add_paragraph("Trust Board, 27 November 2025 – Agenda item 9")
    w.table(["CQC Ref","Must do / Should do","Action(s) agreed","Action owner","Executive Director","Due date","Status (BRAG)","Progress & assurance","Sign off (committee & date)"],
     ["MD01 Reg 12(2)(a)","The trust must ensure care plans reflect risk","1. Re-issue the care planning standard\n2. Audit 20 records per team","1. Deputy Director of Nursing\n2. Clinical Audit Manager","Chief Nursing Officer","1. 31/08/2025\n2. 31/01/2026","1. B\n2. G","1. Issued 20 Aug\n2. First round complete in 6 of 9 teams","QSC – 18/09/2025"],
     ["MD02 Reg 18","The trust must ensure enough staff","International recruitment of 12 CPNs","Head of Resourcing","Chief People Officer","30/09/2025 extended to 31/03/2026","A","Five arrived","–"],
     ["SD01","The trust should improve premises at Elm House","Refurbish the reception and clinic rooms","Head of Estates","Chief Finance Officer","Q4 2025/26","R","Capital not confirmed","–"])  # fmt: skip
    w.doc.add_paragraph("B – complete and signed off; G – on track; A – at risk; R – overdue or no plan")
    return same_zip(w.bytes())


FILES: dict[str, Callable[[], bytes]] = {
    "regulators-care-home.docx": care_home,
    "regulators-prison.docx": prison,
    "regulators-school.docx": school,
    "regulators-scrutiny.docx": scrutiny,
    "regulators-second-ombudsman.docx": ombudsman,
    "regulators-second-nhs.docx": must_do,
}
