"""The demonstration's plan: an invented partnership's answer to an invented peer review, with dates around today."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from domain.due import MONTHS

CODE = "AMB"
TITLE = "Ambermere Safeguarding Adults Partnership Peer Review Action Plan"


def _day(today: date, days: int) -> str:
    return (today + timedelta(days=days)).strftime("%d/%m/%Y")


def _month(today: date, months: int) -> str:
    index = today.year * 12 + today.month - 1 + months
    return f"{MONTHS[index % 12]} {index // 12}"


def _impossible(today: date) -> str:
    """The 31st of a month that has 30 days, as plans do print it: the last such month before this one."""
    year, month = today.year, today.month
    while True:
        month -= 1
        if month == 0:
            year, month = year - 1, 12
        if monthrange(year, month)[1] == 30:
            return f"31/{month:02d}/{year}"


def sample_plan(today: date) -> str:
    """The plan as tab-separated text, the way a published table comes out of a PDF."""
    rows = [
        ("Theme", "Ref", "Recommendation", "Action", "Lead", "Timescale", "RAG", "Progress"),
        (
            "Governance",
            "1",
            "Give the partnership one shared view of risk",
            "Agree a shared risk register and review it at every board meeting",
            "MK",
            _day(today, -12),
            "Amber",
            "A first version went to the spring board. Health has asked for two further columns.",
        ),
        (
            "Governance",
            "2",
            "Make membership fit the work",
            "Confirm deputies for every statutory partner",
            "MK / RO",
            _day(today, -3),
            "Green",
            "Two of three deputies are named.",
        ),
        (
            "Governance",
            "3",
            "Publish what the partnership decides",
            "Publish board summaries within ten working days",
            "Partnership Office",
            "Ongoing",
            "Green",
            "Summaries are on the website.",
        ),
        (
            "Voice and experience",
            "4",
            "Hear from people who have been through an enquiry",
            "Set up a panel of people with lived experience",
            "TB",
            _day(today, 9),
            "Amber",
            "Seven people have come forward.",
        ),
        (
            "Voice and experience",
            "5",
            "Ask everybody the same questions at the end",
            "Add three outcome questions to the closing form",
            "TB & Data Team",
            _month(today, 1),
            "",
            "",
        ),
        (
            "Voice and experience",
            "6",
            "Advocacy is offered early",
            "Review referral times with the advocacy provider",
            "RO",
            _impossible(today),
            "Red",
            "The provider's figures are late.",
        ),
        (
            "Practice",
            "7",
            "Decisions are recorded with their reasons",
            "Run a dip sample of thirty records each quarter",
            "Practice Lead",
            _month(today, 2),
            "Amber",
            "The first sample is planned.",
        ),
        (
            "Practice",
            "8",
            "A multi-agency dataset based on shared priorities",
            "Collate a small set of indicators across partners, then build on it",
            "Data Team",
            _day(today, 0),
            "Amber",
            "Draft list shared with police and health.",
        ),
        (
            "Practice",
            "9",
            "Learning reaches the front line",
            "Publish a one-page briefing after every review",
            "Partnership Office",
            _day(today, 30),
            "Green",
            "",
        ),
        (
            "Practice",
            "10",
            "Training meets what audits find",
            "Commission training on mental capacity in practice",
            "Practice Lead & RO",
            _month(today, 5),
            "",
            "",
        ),
        (
            "Working together",
            "11",
            "Transitions between services are planned",
            "Agree a transition protocol with children's services",
            "MK",
            "To be agreed with the Transitions Board",
            "Red",
            "Links with 8.",
        ),
        (
            "Working together",
            "12",
            "Out of hours cover is clear to everybody",
            "Write and share a one-page guide to out of hours contacts",
            "RO",
            "",
            "",
            "",
        ),
    ]
    head = (
        f"{TITLE}\n\nVersion 2: {_month(today, -2)}\n\nBlue: complete and embedded. Green: on track. Amber: some delay."
    )
    table = "\n".join("\t".join(row) for row in rows)
    return f"{head} Red: at risk.\n\n{table}\n"
