"""What docs/data-protection.md tells whoever must say what is kept about a person."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.reminders.wishes import Wishes
from storage.database import make_engine
from storage.store import SqlStore
from tests import builders
from tests.storage.helpers import writing
from tests.talk import Talk

PAGE = Path(__file__).parents[2] / "docs" / "data-protection.md"


@pytest.fixture
def statements() -> list[str]:
    found = re.search(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert found is not None
    return found[1].strip().splitlines()


def test_the_statements_find_all_that_is_kept_about_somebody(
    store: SqlStore, database_url: str, statements: list[str]
) -> None:
    town = builders.town(store, actions=8)
    hers = [each.key for each in town.actions if each.leads[0].person_id == town.lead.id]
    talk = Talk(store, town.workspace, town.lead_account)
    talk.say(f"update {hers[0]} the rota is agreed")
    talk.say(f"done {hers[1]}")
    with writing(store, town) as uow:
        uow.reminders.wish(town.lead.id, Wishes(weekly=False))
    engine = make_engine(database_url, patient=True)
    with engine.connect() as connection:
        (who,) = connection.execute(text(statements[0]), {"name": f"%{town.lead.name.upper()}%"}).all()
        found = {
            re.findall(r"FROM (\w+)", each)[0]: [
                " ".join(map(str, row)) for row in connection.execute(text(each), {"person": who.id})
            ]
            for each in statements[1:]
        }
    engine.dispose()
    assert town.lead_account.external_id in found["accounts"][0]
    assert [row.split()[0] for row in found["actions"]] == hers
    assert [row for row in found["progress_notes"] if "the rota is agreed" in row]
    assert any("the rota is agreed" in row for row in found["history"])
    assert found["preferences"]
