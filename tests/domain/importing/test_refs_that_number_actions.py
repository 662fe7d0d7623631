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


def test_each_action_of_a_list_in_one_cell_has_the_number_printed_before_it() -> None:
    page = (
        "<table><tr><th>No<th>Finding<th>Action<th>Lead<th>By when"
        "<tr><td>1<td>Chronologies are late<td>1.1 Publish a template<br>1.2 Audit forty records<td>IF<td>30/11/2026"
        "<tr><td>2<td>Minutes are brief<td>2.1 Sample twenty sets<td>OB<td>31/12/2026</table>"
    )
    draft = read_plan(read_document(page.encode(), "plan.html"), plan_code="TIP")
    read = [(action.key, action.ref) for one in draft.recommendations for action in one.actions]
    assert read == [("TIP-1.1", "1.1"), ("TIP-1.2", "1.2"), ("TIP-2.1", "2.1")]
