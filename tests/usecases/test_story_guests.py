"""Guests: an administrator lets a guest's very account in, for named plans; it sees its own actions, no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.context import AccountFacts
from domain.ids import AccountId, new_id
from domain.people import EVERYTHING, Account, Platform, Refusal
from domain.ports import Store
from storage.repositories.stand_ins import MOST_A_DAY
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.test_story_claims import administrator

SAM = AccountFacts(display_name="Sam Reid", is_guest=True, email="sam@police.example")
LINES = [
    *("mine", "mine all", "overdue", "due", "due 400", "find dataset", "find paths"),
    *("show 1", "show 3", "history 1", "plans", "plan NRP", "done 1", "update 1 x"),
    *("date 1 1 May 2030 because x", "rag 1 red", "assign 1 to me", "people", "channel", "waiting", "show WEL-2"),
    *("overdue WEL", "plan WEL", "find", "link Head of Parks to me", "deputy Imogen Vale until 1 May 2027", "8"),
]
SECRET = ("NRP-1", "NRP-3", "NRP-4", "WEL", "Head of Parks", "Estates Group", "(1)", "(3)", "Recommendation 3")


def guest(store: Store, town: builders.Town) -> Talk:
    account = Account(AccountId(new_id()), town.id, town.workspace.id, town.workspace.platform, f"U{new_id()}")
    return Talk(store, town.workspace, account, facts=SAM)


@pytest.fixture
def party(shared_store: Store) -> tuple[Talk, Talk, Talk, builders.Town]:
    """An administrator, a coordinator, a guest who leads NRP-2 and NRP-6, and the town."""
    boss, _, town = talks(shared_store, actions=8)
    other = builders.plan(town.organisation, "WEL", actions=4)
    builders.add_plan(shared_store, other, town.coordinator)
    admin, sam = administrator(shared_store, town), guest(shared_store, town)
    admin.others = {sam.account.external_id: SAM}
    admin.clock = sam.clock = boss.clock
    return admin, boss, sam, town


def let_in(admin: Talk, sam: Talk, rest: str = "NRP as Rowan Ashdown") -> str:
    return admin.say(f"guest ⟦{sam.account.external_id}|Sam Reid⟧ {rest}").text


def test_a_guest_is_refused_until_an_administrator_names_plans(party: tuple[Talk, Talk, Talk, builders.Town]) -> None:
    admin, boss, sam, _ = party
    assert sam.say("mine").outcome == "refused"
    assert boss.say(f"guest ⟦{sam.account.external_id}|Sam⟧ NRP").outcome == "refused"
    assert let_in(admin, sam) == (
        "Sam Reid (Slack, sam@police.example) is Sam Reid, and sees their own actions in NRP, nothing else."
    )
    assert sam.say("mine").outcome == "ok"
    assert sam.rows() == ["NRP-2", "NRP-6"]
    assert sam.say("done NRP-2").outcome == "ok"
    assert "can no longer use Action Log" in let_in(admin, sam, "none")
    assert sam.say("mine").text.startswith("Guest accounts can't use Action Log here yet.")
    assert "you shut out a guest's Slack account" in admin.say("undo list").text


@pytest.mark.parametrize("private", [True, False])
def test_a_guest_sees_their_own_actions_alone_wherever_they_ask(
    party: tuple[Talk, Talk, Talk, builders.Town], private: bool
) -> None:
    admin, boss, sam, _ = party
    let_in(admin, sam)
    boss.conversation, boss.private = "C1", False
    boss.say("channel follow NRP")
    boss.say("update NRP-1 secret words")
    sam.private, sam.conversation = private, "D1" if private else "C1"
    for line in LINES:
        reply = sam.say(line)
        shown = reply.text + str(reply.model_dump(mode="json"))
        for word in line.split():  # what they typed themselves may be said again
            shown = shown.replace(word, "") if len(word) > 2 else shown
        assert not [secret for secret in SECRET if secret in shown], (line, reply.text)
        assert "secret words" not in shown
    assert sam.say("show 2").outcome == "ok"
    assert "Recommendation 1 about paths" in sam.last.text


def test_being_somebody_elsewhere_gives_a_guests_account_nothing(
    shared_store: Store, party: tuple[Talk, Talk, Talk, builders.Town]
) -> None:
    """The person may coordinate a plan from their own workspace: a guest's account of theirs stays a guest's."""
    admin, boss, sam, town = party
    let_in(admin, sam)
    with shared_store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        account = uow.people.account(town.workspace.id, sam.account.external_id)
        assert account is not None
        uow.people.save_account(replace(account, person_id=town.coordinator.id))
    assert boss.say("done NRP-1").outcome == "ok"
    assert sam.say("show 3").outcome == "not_found"
    assert sam.say("assign 3 to me").outcome == "not_found"


def test_what_is_no_guest_is_no_guest(party: tuple[Talk, Talk, Talk, builders.Town]) -> None:
    admin, boss, _, _ = party
    assert "is no guest's account" in admin.say(f"guest ⟦{boss.account.external_id}|x⟧ NRP").text
    for line in ("guest", "guest NRP", "guest ⟦U1|x⟧", "guest ⟦U1|x⟧ XYZ"):
        assert admin.say(line).outcome in {"invalid", "not_found"}, line


def test_strangers_are_counted_and_can_not_fill_the_disk(party: tuple[Talk, Talk, Talk, builders.Town]) -> None:
    admin, _, sam, _ = party
    for _ in range(30):
        assert sam.say("mine").outcome == "refused"
    sam.clock.pass_(minutes=5)
    sam.say("mine")
    shown = admin.say("refused").text
    assert f"Slack Sam Reid ({sam.account.external_id}): a guest whom nobody let in" in shown


def test_a_workspace_that_is_not_set_up_is_written_down_without_an_organisation(
    shared_store: Store, party: tuple[Talk, Talk, Talk, builders.Town]
) -> None:
    admin, boss, _, town = party
    nowhere = f"T{new_id()}"
    stranger = Talk(shared_store, replace(town.workspace, external_id=nowhere), boss.account)
    for _ in range(5):
        assert stranger.say("mine").outcome == "refused"
    assert nowhere in {one.workspace for one in shared_store.refusals_elsewhere()}
    assert nowhere not in admin.say("refused").text


def test_a_flood_of_strangers_fills_a_bounded_number_of_rows(shared_store: Store) -> None:
    _, _, town = talks(shared_store, name=f"Council {new_id()}", actions=1)
    for number in range(MOST_A_DAY + 40):
        shared_store.note_refusal(
            Refusal(town.id, Platform.SLACK, "T1", f"U{number}", "outside", builders.NOW, builders.NOW)
        )
    with shared_store.reading(town.id) as uow:
        kept = uow.people.refusals(limit=10_000)
    assert len(kept) == MOST_A_DAY + 1
    assert max(one.times for one in kept) == 40


def test_a_guest_is_made_nobody_else(party: tuple[Talk, Talk, Talk, builders.Town]) -> None:
    """A role, a team and a colleague stay who they are, and nothing is let in."""
    admin, boss, sam, _ = party
    boss.say("link Estates Group to team Imogen Vale in NRP")
    boss.say("link Head of Parks to role Imogen Vale in NRP")
    for lead in ("Estates Group", "Head of Parks", "Imogen Vale"):
        assert "already, so nothing was changed" in let_in(admin, sam, f"NRP as {lead}")
        assert sam.say("mine").outcome == "refused"


def test_a_guest_who_was_let_in_can_be_picked_like_everybody(party: tuple[Talk, Talk, Talk, builders.Town]) -> None:
    admin, boss, sam, _ = party
    boss.others = admin.others
    picked = f"⟦{sam.account.external_id}|Sam Reid⟧"
    assert "An administrator can let it in" in boss.say(f"link Estates Group to {picked} in NRP").text
    let_in(admin, sam)
    assert boss.say(f"link Estates Group to {picked} in NRP").text == "“Estates Group” is now Sam Reid."
    assert boss.say(f"assign NRP-4 to {picked}").outcome == "ok"
    sam.say("mine")
    assert sorted(sam.rows()) == ["NRP-2", "NRP-3", "NRP-4", "NRP-6", "NRP-7"]


def test_it_is_said_which_plans_a_guest_no_longer_sees(party: tuple[Talk, Talk, Talk, builders.Town]) -> None:
    admin, _, sam, _ = party
    let_in(admin, sam)
    assert "They no longer see NRP. For both, say: guest @NAME WEL NRP" in let_in(admin, sam, "WEL")
    assert sam.say("show NRP-2").outcome == "not_found"
    assert "no longer" not in let_in(admin, sam, "WEL NRP")
    assert sam.say("show NRP-2").outcome == "ok"


@pytest.mark.parametrize("typed", ["Sam Reid", "@sam reid", "sam@police.example"])
def test_a_guest_who_has_written_once_can_be_named_without_an_at(
    party: tuple[Talk, Talk, Talk, builders.Town], typed: str
) -> None:
    """In a chat with the bot in Teams nobody can be named with an @."""
    admin, _, sam, _ = party
    assert "once they have written to me" in admin.say(f"guest {typed} NRP as Rowan Ashdown").text
    sam.say("mine")
    assert "sees their own actions in NRP" in admin.say(f"guest {typed} NRP as Rowan Ashdown").text
    assert sam.say("mine").outcome == "ok"
    assert "can no longer use Action Log" in admin.say(f"guest {typed} none").text


def test_who_is_refused_learns_which_administrator_can_help(party: tuple[Talk, Talk, Talk, builders.Town]) -> None:
    _, boss, _, _ = party
    for line in ("refused", "guest ⟦U1|x⟧ NRP", "casewords add MOS-####", "closed 24 December 2026"):
        assert boss.say(line).text.endswith("Please ask Ada Lund."), line


def test_a_guest_who_holds_a_role_sees_its_actions_in_the_plans_they_were_let_into(
    shared_store: Store, party: tuple[Talk, Talk, Talk, builders.Town]
) -> None:
    """The role leads in another plan too, of which nobody has told them."""
    admin, boss, sam, _ = party
    boss.others = admin.others
    picked = f"⟦{sam.account.external_id}|Sam Reid⟧"
    assert "is no lead there yet" in let_in(admin, sam, "NRP")
    assert sam.say("mine all").outcome == "ok"
    assert sam.rows() == []
    assert boss.say(f"link Head of Parks to role {picked} in NRP").text.endswith("a role, held by Sam Reid.")
    assert boss.say(f"link Head of Parks to role {picked} in WEL").outcome == "ok", boss.last.text
    assert "is no lead there yet" not in let_in(admin, sam, "NRP")
    for private in (True, False):
        sam.private = private
        sam.say("mine")
        assert sam.rows() == ["NRP-1", "NRP-5"]
        assert sam.say("show NRP-2").outcome == sam.say("show WEL-1").outcome == "not_found"
    assert sam.say("update NRP-1 swings ordered").outcome == "ok"
    assert "Sam Reid" in boss.say("history NRP-1").text
    assert boss.say("link Head of Parks to role Imogen Vale in NRP").outcome == "ok"
    assert sam.say("show NRP-1").outcome == "not_found"


def test_a_guest_in_a_team_sees_what_it_leads_and_is_nobodys_deputy(
    party: tuple[Talk, Talk, Talk, builders.Town],
) -> None:
    admin, boss, sam, _ = party
    boss.others = admin.others
    picked = f"⟦{sam.account.external_id}|Sam Reid⟧"
    let_in(admin, sam, "NRP")
    assert boss.say(f"link Estates Group to team Imogen Vale and {picked} in NRP").outcome == "ok"
    sam.say("mine")
    assert sam.rows() == ["NRP-3", "NRP-7"]
    imogen = Talk(sam.store, boss.workspace, party[3].lead_account, boss.clock, others=admin.others)
    imogen.say(f"deputy {picked} until 3 December")
    sam.say("mine")
    assert sam.rows() == ["NRP-3", "NRP-7"]
