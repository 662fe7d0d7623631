"""Prose that says an action is finished is asked about; prose about the future or a condition is not."""

from __future__ import annotations

import pytest

from domain.importing.finished import sounds_complete


@pytest.mark.parametrize(
    "text",
    [
        "Completed in May.",
        "Complete",
        "Implemented. The policy is on the website.",
        "Training delivered to 100% of staff",
        "This action is now complete.",
        "Deputies have now been invited",
        "The guide was published and training has been delivered.",
        "In March the audit was completed by the team.",
        "New form in place and signed off",
        "The policy is in place.",
        "All staff are trained; work completed",
        "Recruitment will follow. The review has been completed.",
    ],
)
def test_what_is_finished(text: str) -> None:
    assert sounds_complete(text)


@pytest.mark.parametrize(
    "text",
    [
        "Will be completed in the spring.",
        "1,640 done to 31 October",
        "This will be completed once the post is filled",
        "Once completed, the guide goes to all teams",
        "Not yet complete",
        "Team managers to complete the audits",
        "Staff complete the training each year",
        "To be completed by June 2027",
        "Completed by end of June at the latest",
        "80% complete",
        "To be implemented",
        "Implemented by the end of June",
        "1,120 of 4,000 done",
        "Training delivered to 96% of staff",
        "Nearly complete",
        "The report is expected to be completed soon",
        "When complete, the plan is shared",
        "Awaiting the completed forms",
        "Recruitment has been delayed",
        "There have been difficulties with the supplier",
        "Should be in place by the summer",
        "Data cleansing needs to be done",
        "This hasn't been closed",
        "Half of the visits are done",
        "",
    ],
)
def test_what_is_not(text: str) -> None:
    assert sounds_complete(text) == ""
