"""A list of leads with names and e-mail addresses: shown first, the sure rows taken in one press, the others asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.context import AccountFacts
from domain.ids import AccountId, new_id
from domain.importing.raw import RawCell, RawDocument, RawRow, RawTable
from domain.importing.roster import people_in, people_in_lines
from domain.people import EVERYTHING, Account
from domain.ports import Store
from domain.views import Item, Reply
from tests import builders
from tests.talk import Talk, talks

LIST = """people load NRP
Lead\tName\tE-mail
Rowan Ashdown\tRowan Ashdown\trowan.ashdown@brackenford.example
Head of Parks\tBree Calder\tbree.calder@brackenford.example
Estates Grp\tSol Winter\tsol.winter@brackenford.example
Imogen Vale\tSomebody Else\tsomebody@brackenford.example
\tNo Address\tnot an address
\tTwice One\ttwice@brackenford.example
\tTwice Two\ttwice@brackenford.example"""


def names(store: Store, town: builders.Town) -> dict[str, str]:
    """Each lead's person."""
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        found = {}
        for lead in uow.plans.leads():
            person = uow.people.person(lead.person_id) if lead.person_id else None
            found[lead.name] = person.name if person else ""
        return found


def test_it_is_shown_before_anything_is_stored(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    before = names(shared_store, town)
    reply = boss.say(LIST)
    assert "I read 7 rows: 2 fit a lead of NRP, 5 are doubtful. Nothing is stored yet." in reply.text
    assert "Head of Parks: Bree Calder, bree.calder@brackenford.example" in reply.text
    doubts = {one.key: one.note for one in reply.elements if isinstance(one, Item)}
    assert doubts == {
        "Row 4": "No lead is called so; “Estates Group” is near.",
        "Row 5": "“Imogen Vale” is Imogen Vale already.",
        "Row 6": "“not an address” is no e-mail address.",
        "Row 7": "The same e-mail address stands beside another name.",
        "Row 8": "The same e-mail address stands beside another name.",
    }
    assert names(shared_store, town) == before


def doubts(reply: Reply) -> dict[str, str]:
    return {one.key: one.note for one in reply.elements if isinstance(one, Item)}


def test_a_lead_that_two_people_of_the_list_would_be_is_asked_about(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    head = "people load NRP\nE-mail;Role;Name;Initials\n"
    reply = boss.say(head + "a@x.example;;Bree Calder;Head of Parks\nb@x.example;;Bo Calder;HEAD OF PARKS")
    assert doubts(reply) == dict.fromkeys(("Row 2", "Row 3"), "“Head of Parks” stands beside another name, too.")
    boss.press("It is Head of Parks", key="Row 3")
    assert names(shared_store, town)["Head of Parks"] == "Bo Calder"
    assert doubts(boss.last) == {"Row 2": "“Head of Parks” is Bo Calder already."}
    again = boss.say(head + "b@x.example;;Bo Calder;Head of Parks\nb@x.example;;Bo Calder;Rowan Ashdown\n" * 2)
    assert doubts(again) == {}
    assert boss.press("Load 4 rows").text.startswith("1 person is stored, and 1 lead linked.")


def test_who_shares_an_address_or_a_name_with_somebody_else_is_asked_about(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    with shared_store.writing(town.id) as uow:
        for _ in range(2):
            uow.people.add(builders.person(town.organisation, "Ann Lark"))
        uow.people.add(replace(builders.person(town.organisation, "Sol Winter"), email="sol@x.example"))
    reply = boss.say(
        "people load NRP\nLead,Name,E-mail\nHead of Parks,Ann Lark,ann@x.example\n"
        "Rowan Ashdown,Rowan Ashdown,SOL@x.example\nEstates Group,Sol Winter,sol@x.example"
    )
    assert doubts(reply) == {
        "Row 2": "There are several people called Ann Lark: add the e-mail address.",
        "Row 3": "The same e-mail address stands beside another name.",
        "Row 4": "The same e-mail address stands beside another name.",
    }
    assert "several people called Ann Lark" in boss.press("Keep without a lead", key="Row 2").text
    reply = boss.say("people load NRP\nLead,Name,E-mail\nRowan Ashdown,Rowan Ashdown,SOL@x.example")
    assert doubts(reply) == {"Row 2": "SOL@x.example is the address of Sol Winter."}


def test_a_plan_that_they_do_not_coordinate_is_said(shared_store: Store) -> None:
    boss, _, _ = talks(shared_store, actions=8)
    reply = boss.say("people load ZZZ\nLead,Name,E-mail\nHead of Parks,Ann Lark,ann@x.example")
    assert reply.text == (
        "You coordinate no plan called ZZZ, so I took nothing in. Please send the list again with NRP."
    )


def test_sure_rows_are_taken_in_one_press_and_the_others_one_by_one(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    boss.say(LIST)
    assert boss.press("Load 2 rows").text.startswith("2 people are stored, and 2 leads linked.")
    assert names(shared_store, town)["Head of Parks"] == "Bree Calder"
    assert boss.press("It is Estates Group", key="Row 4").text.startswith("Sol Winter is stored, as “Estates Group”.")
    assert names(shared_store, town)["Estates Group"] == "Sol Winter"
    boss.press("Keep without a lead", key="Row 5")
    assert names(shared_store, town)["Imogen Vale"] == "Imogen Vale"
    for row in ("Row 6", "Row 7", "Row 8"):
        boss.press("Leave it out", key=row)
    assert boss.last.text == "Row 8 was left out."
    assert boss.press("Show the people").outcome == "ok"


def test_who_is_on_the_list_is_known_by_their_address_and_still_confirmed(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    boss.say(LIST)
    boss.press("Load 2 rows")
    account = Account(AccountId(new_id()), town.id, town.workspace.id, town.workspace.platform, f"U{new_id()}")
    bree = Talk(shared_store, town.workspace, account)
    bree.facts = AccountFacts(display_name="B Calder", email="Bree.Calder@brackenford.example")
    assert bree.say("mine").text.endswith("Is this you? Bree Calder, 2 actions in NRP")
    bree.press("Yes")
    assert bree.say("mine").outcome == "refused"
    boss.say("people")
    assert "Who is this?" in boss.last.text
    boss.press("Confirm")
    bree.say("mine")
    assert bree.rows() == ["NRP-1", "NRP-5"]


def test_only_who_runs_a_plan_may_and_nobody_else_takes_it(shared_store: Store) -> None:
    boss, lead, _ = talks(shared_store, actions=8)
    assert lead.say(LIST).outcome == "refused"
    boss.say(LIST)
    load = boss.payload("Load 2 rows")
    assert lead._send(pressed=load).outcome in {"refused", "not_found"}
    assert boss._send(pressed=load).outcome == "ok"
    boss.private = False
    assert boss.say(LIST).outcome == "refused"


def test_the_same_list_twice_changes_nothing(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    boss.say(LIST)
    boss.press("Load 2 rows")
    before = names(shared_store, town)
    boss.say(LIST)
    assert "2 fit a lead" in boss.last.text
    assert boss.press("Load 2 rows").text.startswith("2 people are stored")
    assert names(shared_store, town) == before
    with shared_store.reading(town.id) as uow:
        assert len(uow.people.named("Bree Calder")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "First name;Surname;Email address;Initials\nGrace;Dunn;mailto:gd@c.example;GD",
        "Initials,Full name,E-mail\nGD,Grace Dunn,<gd@c.example>",
        "| Lead | Officer | email |\n| GD | Grace Dunn | gd@c.example |",
    ],
)
def test_columns_are_found_by_what_they_are_called(text: str) -> None:
    found = people_in_lines(text)
    assert found is not None
    assert [(one.printed, one.name, one.email) for one in found] == [("GD", "Grace Dunn", "gd@c.example")]


def table(*rows: tuple[str, ...]) -> RawTable:
    return RawTable(
        tuple(
            RawRow(tuple(RawCell.of(text, n) for n, text in enumerate(row)), number)
            for number, row in enumerate(rows, 1)
        )
    )


def test_a_plan_with_addresses_or_contacts_beside_it_stays_a_plan() -> None:
    contacts = table(("Name", "Email"), ("Ann", "a@c.example"), ("Bo", "b@c.example"))
    plan = table(("Ref", "Action", "Lead", "Email", "Due"), ("1", "Do it", "GD", "gd@c.example", "May 2027"))
    assert people_in(RawDocument("x", (plan,))) is None
    assert people_in(RawDocument("x", (plan, contacts))) is None
    assert people_in(RawDocument("x", (contacts,))) is not None
    wordy = table(("What we will do", "Who", "Email"), ("Words " * 30, "GD", "gd@c.example"))
    assert people_in(RawDocument("x", (wordy,))) is None


def test_a_list_is_taken_back_in_one_press_but_for_what_was_changed_since(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    before = names(shared_store, town)
    boss.say(LIST)
    boss.press("Load 2 rows")
    undo = boss.last
    boss.say("link Head of Parks to Sol Winter in NRP")
    boss.last = undo
    reply = boss.press("Undo")
    assert reply.text == (
        "The list is taken back: 1 lead is as before. “Head of Parks” stays as now, because of a later change. "
        "The people in it stay known to me."
    )
    assert names(shared_store, town) == before | {"Head of Parks": "Sol Winter"}
    boss.last = undo
    assert "That was already undone." in boss.press("Undo").text


def test_undo_takes_the_list_that_was_loaded_last_back(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    before = names(shared_store, town)
    boss.say(LIST)
    boss.press("Load 2 rows")
    assert boss.say("undo").text.startswith("The list is taken back: 2 leads are as before.")
    assert names(shared_store, town) == before
    assert "The list is taken back" not in boss.say("undo").text


def test_who_did_not_load_a_list_cannot_take_it_back(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=8)
    boss.say(LIST)
    boss.press("Load 2 rows")
    after = names(shared_store, town)
    lead.last = boss.last
    assert lead.press("Undo").outcome == "refused"
    assert names(shared_store, town) == after


def test_a_namesake_and_a_slip_are_asked_about(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    boss.say("link Estates Group to Wyn Pryce <wyn.pryce@police.example>")
    boss.say("link Rowan Ashdown to Bree Calder")
    reply = boss.say("people load NRP\nLead\tName\tE-mail\nHead of Parks\tWyn Pryce\tw.pryce@nhs.example")
    assert doubts(reply) == {"Row 2": "I know a Wyn Pryce with another address: wyn.pryce@police.example."}
    boss.press("It is Head of Parks")
    assert names(shared_store, town)["Head of Parks"] == "Wyn Pryce"
    boss.say("unlink Head of Parks")
    reply = boss.say("people load NRP\nLead\tName\tE-mail\nHead of Parks\tBree Caldr\tbree@nhs.example")
    assert doubts(reply) == {"Row 2": "I know nobody called so, but Bree Calder."}
    assert names(shared_store, town)["Head of Parks"] == ""
