"""A slip in a name is asked about wherever people are named, and a namesake is never taken for the same person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.context import AccountFacts
from domain.ids import AccountId, new_id
from domain.people import EVERYTHING, Account, Person
from domain.ports import Store
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.test_story_who_may import newcomer


def names(store: Store, town: builders.Town) -> list[str]:
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        return sorted(one.name for one in uow.people.all())


def known(store: Store, town: builders.Town, name: str, email: str | None = None) -> Person:
    """Somebody without an account."""
    person = replace(builders.person(town.organisation, name), email=email)
    with store.writing(town.id) as uow:
        uow.people.add(person)
    return person


def unknown_account(store: Store, town: builders.Town, external_id: str, name: str, email: str = "") -> AccountFacts:
    """An account of which nobody has said whose it is."""
    with store.writing(town.id) as uow:
        uow.people.save_account(
            Account(
                AccountId(new_id()), town.id, town.workspace.id, town.workspace.platform, external_id,
                display_name=name, checked_at=builders.NOW, email=email,
            )
        )  # fmt: skip
    return AccountFacts(display_name=name, email=email)


class TestLink:
    def test_a_misspelt_name_is_asked_about(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        newcomer(shared_store, town, "Grace Dunn")
        before = names(shared_store, town)
        asked = boss.say("link Head of Parks to Grace Dun")
        assert asked.text == "I know nobody called “Grace Dun”. Did you mean Grace Dunn?"
        assert boss.labels() == ["Grace Dunn", "Somebody new: Grace Dun"]
        assert names(shared_store, town) == before
        assert boss.press("Grace Dunn").text == "“Head of Parks” is now Grace Dunn."
        assert names(shared_store, town) == before

    def test_somebody_new_with_a_like_name_is_one_press_away(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        newcomer(shared_store, town, "Grace Dunn")
        boss.say("link Head of Parks to Grace Dunne <g.dunne@nhs.example>")
        reply = boss.press("Somebody new: Grace Dunne")
        assert reply.text == "“Head of Parks” is now Grace Dunne. Grace Dunne is new to me."
        assert "Grace Dunne (by e-mail only)" in boss.say("people all").text

    def test_the_form_asks_the_same(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        newcomer(shared_store, town, "Grace Dunn")
        boss.say("people")
        boss.press("Link", key="Head of Parks")
        asked = boss.fill_in({"what": "role", "who": "Grace Dun"})
        assert boss.labels() == ["Grace Dunn", "Somebody new: Grace Dun"], asked.text
        assert boss.press("Grace Dunn").text == "“Head of Parks” is now a role, held by Grace Dunn."

    def test_an_address_alone_makes_nobody_called_like_the_lead(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        before = names(shared_store, town)
        asked = boss.say("link Head of Parks to wyn.pryce@nhs.example")
        assert asked.text == "I know nobody with the address wyn.pryce@nhs.example. Who is it?"
        assert boss.labels() == ["Somebody new: Wyn Pryce", "Somebody new: Head of Parks"]
        assert names(shared_store, town) == before
        assert boss.press("Somebody new: Wyn Pryce").text.startswith("“Head of Parks” is now Wyn Pryce.")
        assert boss.say("link Estates Group to WYN.PRYCE@nhs.example").text == "“Estates Group” is now Wyn Pryce."

    def test_an_address_that_is_somebody_elses_is_asked_about(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        known(shared_store, town, "Wyn Pryce", "office@nhs.example")
        asked = boss.say("link Head of Parks to Ottoline Birch <office@nhs.example>")
        assert asked.text == "office@nhs.example is the address of Wyn Pryce. Is that who you mean?"
        reply = boss.press("Somebody new: Ottoline Birch")
        assert reply.text == "“Head of Parks” is now Ottoline Birch. Ottoline Birch is new to me."

    def test_a_namesake_with_another_address_is_asked_about(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        known(shared_store, town, "Wyn Pryce", "wyn.pryce@police.example")
        boss.say("link Head of Parks to Wyn Pryce <w.pryce@nhs.example>")
        assert boss.labels() == ["Wyn Pryce (wyn.pryce@police.example)", "Somebody new: Wyn Pryce"]
        boss.press("Somebody new: Wyn Pryce")
        asked = boss.say("link Estates Group to Wyn Pryce")
        assert asked.text.startswith("There are 2 people called Wyn Pryce.")
        nhs = next(label for label in boss.labels() if "nhs" in label)
        assert nhs == "Wyn Pryce (w.pryce@nhs.example, Head of Parks in NRP)"
        boss.press(nhs)
        with shared_store.reading(town.id) as uow:
            uow.see_with(EVERYTHING)
            (person,) = uow.people.by_email("w.pryce@nhs.example")
            assert sorted(lead.name for lead in uow.plans.leads_of(person.id)) == ["Estates Group", "Head of Parks"]

    def test_a_team_with_one_slip_keeps_the_others(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        ann = newcomer(shared_store, town, "Ann Hall")
        newcomer(shared_store, town, "Bo Lees")
        boss.say(f"link Estates Group to team ⟦{ann.account.external_id}|x⟧, Bo Leess and Cy Moss")
        assert boss.labels() == ["Bo Lees", "Somebody new: Bo Leess"]
        reply = boss.press("Bo Lees")
        assert reply.text == "“Estates Group” is now a team: Ann Hall, Bo Lees and Cy Moss. Cy Moss is new to me."

    def test_a_whole_name_is_no_slip_of_the_initials_that_a_plan_prints(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=8)
        boss.say("assign 1 to GD")
        boss.press("Add “GD” as a lead")
        assert boss.say("link GD to Grace Dunn").text == "“GD” is now Grace Dunn. Grace Dunn is new to me."
        assert boss.say("link Head of Parks to GD").text.startswith(
            "I know nobody called “GD”. Did you mean Grace Dunn?"
        )

    def test_which_plan_is_asked_only_where_several_print_that_lead(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        builders.add_plan(shared_store, builders.plan(town.organisation, "OTH"), town.coordinator)
        boss.say("assign NRP-1 to GD")
        boss.press("Add “GD” as a lead")
        assert boss.say("link GD to Grace Dunn").text == "“GD” is now Grace Dunn. Grace Dunn is new to me."
        assert boss.say("unlink GD").text.startswith("“GD” in NRP is nobody in particular now")
        for line in ("link Head of Parks to Grace Dunn", "link Somebody Else to Grace Dunn"):
            assert boss.say(line).text == "Which plan do you mean?"
            assert boss.labels() == ["NRP", "OTH"]

    @pytest.mark.parametrize("typed", ["<>", "🙂", "x" * 101, "⟦new:|⟧", "?!", "7"])
    def test_what_is_no_name_makes_nobody(self, shared_store: Store, typed: str) -> None:
        boss, _, town = talks(shared_store, actions=8)
        before = names(shared_store, town)
        for line in (f"link Head of Parks to {typed}", f"link Head of Parks to team Tobias Wren and {typed}"):
            assert boss.say(line).outcome == "invalid"
            assert "is no name of a person" in boss.last.text
        assert names(shared_store, town) == before

    def test_nobody_is_nobody(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        assert boss.say("link Head of Parks to role nobody").text.endswith("a role, held by nobody yet.")
        assert boss.say("link Imogen Vale to nobody").text.endswith("nobody in particular now (was Imogen Vale).")
        boss.say("people")
        boss.press("Link", key="Rowan Ashdown")
        assert "is nobody" in boss.fill_in({"who": "vacant"}).field_errors["who"]
        assert not {"nobody", "vacant"} & {one.casefold() for one in names(shared_store, town)}

    def test_half_a_line_opens_the_form_and_a_bad_address_is_said(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=8)
        assert boss.say("link Head of Parks to").form is not None
        assert boss.say("link to Wyn Pryce").outcome == "invalid"
        assert "no e-mail address" in boss.say("link Head of Parks to Wyn Pryce <wyn@nowhere>").text
        assert boss.say("link Head of Parks to new: Tobias Wrenn").text.endswith("Tobias Wrenn is new to me.")

    def test_me_is_me_and_a_team_is_no_person(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        assert boss.say("link Head of Parks to me").text == "“Head of Parks” is now Tobias Wren."
        boss.say("link Estates Group to team Ann Hall")
        refused = boss.say("link Head of Parks to Estates Group")
        assert refused.outcome == "invalid"
        assert "a role or a team" in refused.text
        assert names(shared_store, town).count("Estates Group") == 1

    def test_who_has_left_is_not_taken_again(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=8)
        boss.say("link Head of Parks to Wyn Pryce")
        boss.say("people leave Wyn Pryce")
        boss.fill_in({"who": "me", "gone": "yes"})
        asked = boss.say("link Estates Group to Wyn Pryce")
        assert asked.text == "Wyn Pryce has left, say my records. Is it somebody else of that name?"
        assert boss.labels() == ["Somebody new: Wyn Pryce", "They have not left"]
        assert boss.press("Somebody new: Wyn Pryce").outcome == "ok"

    def test_a_picked_account_is_not_taken_for_a_namesake(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        known(shared_store, town, "Wyn Pryce")
        boss.others = {"U0WYN": unknown_account(shared_store, town, "U0WYN", "Wyn Pryce")}
        asked = boss.say("link Head of Parks to ⟦U0WYN|wyn⟧")
        assert asked.text == "Nobody has said yet whose account Wyn Pryce is. I know Wyn Pryce. Is it theirs?"
        assert names(shared_store, town).count("Wyn Pryce") == 1
        reply = boss.press("Somebody new: Wyn Pryce")
        assert reply.text == "“Head of Parks” is now Wyn Pryce. Wyn Pryce is new to me."
        assert names(shared_store, town).count("Wyn Pryce") == 2
        wyn = Talk(shared_store, town.workspace, replace(town.lead_account, external_id="U0WYN"), boss.clock)
        wyn.say("mine")
        assert wyn.rows() == ["NRP-1", "NRP-5"]

    def test_an_account_of_somebody_in_plans_of_others_is_for_an_administrator(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        known(shared_store, town, "Wyn Pryce", "wyn@nhs.example")
        boss.others = {"U0WYN": unknown_account(shared_store, town, "U0WYN", "W P", "wyn@nhs.example")}
        boss.say("link Head of Parks to ⟦U0WYN|wyn⟧")
        refused = boss.press("Wyn Pryce (wyn@nhs.example)")
        assert refused.outcome == "invalid"
        assert "an administrator must say" in refused.text


@pytest.mark.parametrize(
    ("line", "pressed", "answer"),
    [
        ("role Imogen Vail viewer of NRP", "Imogen Vale", "Imogen Vale is now viewer of NRP."),
        ("role remove Tobias Wrenn coordinator of NRP", "Tobias Wren", "Tobias Wren is the only coordinator of NRP."),
        ("assign 1 to Imogen Vail", "Imogen Vale", "NRP-1 is now led by Imogen Vale"),
        (
            "update 1 on behalf of Imogen Vail: paths surveyed",
            "Imogen Vale",
            "Progress noted on NRP-1 on behalf of Imogen Vale.",
        ),
        ("people leave Imogen Vail", "Imogen Vale (Slack, Imogen Vale in NRP)", ""),
    ],
)
def test_a_slip_is_asked_about_wherever_people_are_named(
    shared_store: Store, line: str, pressed: str, answer: str
) -> None:
    boss, _, town = talks(shared_store, actions=8)
    before = names(shared_store, town)
    asked = boss.say(line)
    assert asked.outcome == "asked", asked.text
    assert "Did you mean Imogen Vale?" in asked.text or "Tobias" in asked.text
    reply = boss.press(pressed)
    if answer:
        assert reply.text.startswith(answer)
    else:
        assert boss.form().intro.startswith("Imogen Vale leads 2 open actions")
    assert names(shared_store, town) == before


def test_a_deputy_with_a_slip_is_asked_about_and_a_stranger_is_not_found(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=8)
    newcomer(shared_store, town, "Ann Hall")
    lead.say("deputy Ann Hal until 3 December")
    assert lead.labels() == ["Ann Hall"]
    assert lead.press("Ann Hall").text == "Ann Hall acts for you until 3 December 2026."
    assert lead.say("deputy Zebedee Quill until 3 December").outcome == "not_found"


def test_the_two_of_one_name_who_leave_are_told_apart(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    for address in ("sam@nhs.example", "sam@police.example"):
        known(shared_store, town, "Sam Reed", address)
    asked = boss.say("people leave Sam Reed")
    assert boss.labels() == ["Sam Reed (sam@nhs.example)", "Sam Reed (sam@police.example)"], asked.text


def test_whose_words_they_are_of_two_of_one_name_is_asked(shared_store: Store) -> None:
    boss, _, _ = talks(shared_store, actions=8)
    for lead, address in (("Head of Parks", "sam@nhs.example"), ("Estates Group", "sam@police.example")):
        boss.say(f"link {lead} to Sam Reed <{address}>")
        if boss.last.outcome == "asked":
            boss.press("Somebody new: Sam Reed")
    asked = boss.say("update 2 on behalf of Sam Reed: the board agreed")
    assert asked.outcome in {"asked", "invalid"}
    assert "Progress noted" not in asked.text
    assert boss.say("update 1 on behalf of Sam Reed: the board agreed").outcome == "ok", "it is the lead of that action"
