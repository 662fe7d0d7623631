"""The public JSON keeps its shape, and the committed schema is the one that the code has."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

import domain.importing.contract as contract
from adapters.documents import read_document
from domain.importing import read_plan

SCHEMA = Path(contract.__file__).with_name("contract.schema.json")
TEXT = (
    "Harbour Review Action Plan, March 2026\n\n"
    "Ref\tRecommendation\tAction\tLead\tTimescale\tRAG\tProgress\n"
    "1\tAgree a dataset\tChoose ten measures\tDana Whitlock\t30 June 2026\tAmber\tDrafted\n"
    "2\tTrain chairs\tBook two days\tQuality Board\tASAP\t\t\n"
)


def test_the_committed_schema_is_the_one_of_the_code() -> None:
    assert json.loads(SCHEMA.read_text()) == contract.PlanJson.model_json_schema(mode="serialization")


def test_a_draft_in_json_has_every_member_and_fits_the_schema() -> None:
    draft = read_plan(read_document(TEXT.encode(), "plan.txt"), plan_code="har")
    found = json.loads(contract.to_json(draft))
    jsonschema.validate(found, json.loads(SCHEMA.read_text()))
    assert set(found) == {"plan", "sections", "recommendations", "questions", "leftover"}
    assert found["plan"]["as_at"] == "2026-03-01"
    assert found["plan"]["roles"]["Timescale"] == "due"
    first = found["recommendations"][0]["actions"][0]
    assert first == {
        "key": "HAR-1",
        "ref": "1",
        "text": "Choose ten measures",
        "leads": [{"name": "Dana Whitlock", "role": "lead"}],
        "leads_text": "Dana Whitlock",
        "due": {
            "text": "30 June 2026",
            "precision": "day",
            "earliest": "2026-06-30",
            "latest": "2026-06-30",
            "needs_check": False,
        },
        "due_original": None,
        "status": "open",
        "completed_on": None,
        "rag": {"text": "Amber", "value": "amber"},
        "progress": "Drafted",
        "progress_history": [],
        "success_measure": None,
        "links": [],
        "other": {},
        "source": {"sheet_or_page": "text", "row": 4},
        "milestones": [],
    }
    second = found["recommendations"][1]["actions"][0]
    assert second["rag"] == {"text": None, "value": "none"}
    assert second["progress"] is None
    assert {question["field"] for question in found["questions"] if question["key"] == "HAR-2"} == {"due", "rag"}
