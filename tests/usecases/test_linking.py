"""Who is who, as an administrator says it at the terminal."""

from __future__ import annotations

import pytest

from domain.errors import Invalid
from domain.people import Platform
from domain.usecases.linking import AccountRef

TENANT, PERSON = "4A6F3F0E-5F0C-4C1E-9D6A-0A3B6C1D2E30", "0E1C7A52-1111-4A6B-8D51-6A8F0C1A0001"


def test_ids_of_teams_are_the_same_in_capitals() -> None:
    ref = AccountRef.parse(Platform.TEAMS, f"{TENANT}/{PERSON}")
    assert (ref.workspace, ref.external_id) == (TENANT.lower(), PERSON.lower())


def test_ids_that_are_no_guid_are_kept_as_given() -> None:
    assert AccountRef.parse(Platform.SLACK, "T0AB/U0cD").external_id == "U0cD"
    assert AccountRef.parse(Platform.TEAMS, "local/29:AbC").external_id == "29:AbC"


@pytest.mark.parametrize("text", ["", "U1", "T1/", "/U1", "T1/U1/x"])
def test_an_account_without_its_workspace_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Invalid, match="It looks like T0123/U0456"):
        AccountRef.parse(Platform.SLACK, text)
