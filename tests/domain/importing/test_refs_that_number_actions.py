"""A column of refs may number the actions, with the recommendation printed once beside the first of them."""

from __future__ import annotations

from adapters.documents import read_document
from domain.importing import read_plan

HEAD = "Ref\tArea for improvement\tAction\tLead\tBy when\n"


def keys(*rows: str) -> list[tuple[str, list[str]]]:
    text = "Tarnbrook improvement plan\n\n" + HEAD + "\n".join(rows) + "\n"
    draft = read_plan(read_document(text.encode(), "plan.txt"), plan_code="TIP")
    return [(one.key, [action.key for action in one.actions]) for one in draft.recommendations]


def test_each_action_has_the_number_that_is_printed_beside_it() -> None:
    assert keys(
        "1.1\tAssessments are timely\tPublish the new template\tIna Frost\t30/06/2025",
        "1.2\t\tAudit twenty assessments\tOle Birk\t31/07/2025",
        "2.1\tPlans are shared\tSend plans within five days\tIna Frost\t30/09/2025",
    ) == [("TIP-1.1", ["TIP-1.1", "TIP-1.2"]), ("TIP-2.1", ["TIP-2.1"])]


def test_letters_under_a_number_stay_parts_of_it() -> None:
    assert keys(
        "1\tAssessments are timely\tPublish the new template\tIna Frost\t30/06/2025",
        "a\t\tAudit twenty assessments\tOle Birk\t31/07/2025",
        "2\tPlans are shared\tSend plans within five days\tIna Frost\t30/09/2025",
    )[0] == ("TIP-1", ["TIP-1.u1", "TIP-1a"])
