"""Coordinators who write down what others said: wherever they name them, and whom nobody knows is asked about."""

from __future__ import annotations

import pytest

from domain.ports import Store
from tests.talk import talks
from tests.usecases.test_story_acting_for import history
from tests.usecases.test_story_forms import with_milestones


class TestOnBehalf:
    def test_a_coordinator_writes_down_what_somebody_said(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        assert "on behalf of Rowan Ashdown" in boss.say("update 2 on behalf of Rowan Ashdown: paths were cut").text
        assert "You on behalf of Rowan Ashdown" in history(boss, 2)
        assert "Tobias Wren on behalf of Rowan Ashdown" in history(lead, 2)
        assert "paths were cut" in lead.say("show 2").text

    def test_in_the_form_it_is_a_choice(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        boss.say("update 2")
        field = next(one for one in boss.form().fields if one.name == "behalf")
        assert field.value == "-"
        boss.fill_in({"text": "mine"})
        assert "on behalf" not in history(lead, 2)
        boss.say("update 2")
        boss.fill_in({"text": "theirs", "behalf": "Rowan Ashdown"})
        assert "Tobias Wren on behalf of Rowan Ashdown" in history(lead, 2)
        lead.say("update 4")
        assert all(one.name != "behalf" for one in lead.form().fields)

    @pytest.mark.parametrize(
        ("line", "told", "shown"),
        [
            ("done 2 on behalf of Rowan Ashdown: paths cut", "completed by you on behalf of", "marked it complete"),
            ("rag 2 amber on behalf of Rowan Ashdown because it rained", "is now ● Amber", "because “it rained”"),
            ("rag 2 on behalf of Rowan Ashdown: red because of frost", "is now ▲ Red", "because “frost”"),
            ("amber 2 on behalf of Rowan Ashdown: late", "is now ● Amber", "because “late”"),
            (
                "date 2 30 June 2027 on behalf of Rowan Ashdown because the mower broke",
                "Moved to Wednesday 30 June 2027",
                "because “the mower broke”",
            ),
            (
                "date 2 on behalf of Rowan Ashdown: 30 June 2027 because the mower broke",
                "Moved to Wednesday 30 June 2027",
                "because “the mower broke”",
            ),
        ],
    )
    def test_everything_that_a_lead_does_a_coordinator_may_do_for_them(
        self, shared_store: Store, line: str, told: str, shown: str
    ) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        assert told in boss.say(line).text
        newest = history(lead, 2).splitlines()[2]
        assert "Tobias Wren on behalf of Rowan Ashdown" in newest
        assert shown in newest
        assert lead.say(line.replace(" 2 ", " 4 ", 1)).outcome == "refused"

    @pytest.mark.parametrize(
        ("line", "kept"),
        [
            ("update 2 paths were cut on behalf of Rowan Ashdown", "“paths were cut”"),
            ("update 2: paths were cut, on behalf of rowan ashdown.", "“paths were cut”"),
            ("update 2 paths were cut (on behalf of Rowan Ashdown)", "“paths were cut”"),
            ("update 2 paths were cut on Rowan Ashdown's behalf", "“paths were cut”"),
            ("update 2 on behalf of Rowan Ashdown paths were cut", "“paths were cut”"),
            ("update 2 for Rowan Ashdown: paths were cut", "“paths were cut”"),
            ("on behalf of Rowan Ashdown: update 2 paths were cut", "“paths were cut”"),
            ("On behalf of Rowan Ashdown, 2 update paths were cut", "“paths were cut”"),
            ("on behalf of Rowan Ashdown update 2: paths were cut", "“paths were cut”"),
            ("for Rowan Ashdown: update 2 paths were cut", "“paths were cut”"),
            ("rag 2 amber on Rowan Ashdown's behalf because it rained", "because “it rained”"),
            ("done 2 for Rowan Ashdown", "marked it complete"),
            ("done 2 for Rowan Ashdown: paths were cut", "“paths were cut”"),
            ("done 2 paths were cut on behalf of Rowan Ashdown", "“paths were cut”"),
            ("on behalf of Rowan Ashdown: done 2", "marked it complete"),
            ("rag 2 amber because it rained on behalf of Rowan Ashdown", "because “it rained”"),
            ("rag 2 amber for Rowan Ashdown because it rained", "because “it rained”"),
            ("on behalf of Rowan Ashdown: amber 2", "to ● Amber"),
            ("date 2 30 June 2027 for Rowan Ashdown because it rained", "because “it rained”"),
            ("date 2 30 June 2027 because it rained, on behalf of Rowan Ashdown", "because “it rained”"),
            ("for Rowan Ashdown, date 2 30 June 2027 because it rained", "because “it rained”"),
        ],
    )
    def test_the_name_may_stand_anywhere(self, shared_store: Store, line: str, kept: str) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        assert boss.say(line).outcome == "ok", boss.last.text
        told = "\n".join(row for row in history(lead, 2).splitlines() if "on behalf of" in row)
        assert "Tobias Wren on behalf of Rowan Ashdown" in told
        assert kept in told
        assert "on behalf of Rowan Ashdown" not in told.split(kept)[-1]

    @pytest.mark.parametrize(
        ("line", "button"),
        [
            ("update 2 paths were cut on behalf of Rowan Ashdwon", "On behalf of Rowan Ashdown"),
            ("update 2 paths were cut on behalf of Zebedee Quill", "On behalf of Rowan Ashdown"),
            ("update 2 paths were cut on behalf of Rowan Ashdown in the east", "On behalf of Rowan Ashdown"),
            ("done 2 for Zebedee Quill", "On behalf of Rowan Ashdown"),
            ("rag 2 amber because it rained on behalf of Zebedee Quill", "On behalf of Rowan Ashdown"),
        ],
    )
    def test_a_name_that_nobody_has_is_asked_about_and_nothing_is_stored(
        self, shared_store: Store, line: str, button: str
    ) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        assert boss.say(line).outcome == "asked", boss.last.text
        assert "Nothing is saved yet." in boss.last.text
        assert "Tobias Wren" not in history(lead, 2)
        own = boss.payload("These are my own words")
        assert boss.press(button).outcome == "ok", boss.last.text
        assert "Tobias Wren on behalf of Rowan Ashdown" in history(lead, 2)
        boss.press("Undo")
        assert boss._send(pressed=own).outcome == "ok"
        assert line[-8:] in history(lead, 2), "all of it is kept"

    @pytest.mark.parametrize(
        "line",
        [
            "update 2 letter to the ICB on behalf of the families",
            "update 2 for now we wait",
            "done 2 for publication",
            "done 2: agreed for the board",
            "update 2 they spoke on behalf of all schools",
            "rag 2 amber for now",
        ],
    )
    def test_prose_is_not_taken_for_a_name(self, shared_store: Store, line: str) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        assert boss.say(line).outcome == "ok"
        assert "Tobias Wren on behalf" not in history(lead, 2)

    def test_a_lead_may_keep_such_words_as_their_own(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=8)
        assert lead.say("update 4 spoke at the board on behalf of Rowan Ashdown").outcome == "asked"
        assert "Only who coordinates NRP" in lead.last.text
        assert lead.press("These are my own words").outcome == "ok"
        assert "spoke at the board on behalf of Rowan Ashdown" in lead.say("show 4").text
        assert lead.say("done 4 for Ofsted").outcome == "ok"

    def test_what_nobody_can_do_for_another_is_not_understood(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=8)
        assert boss.say("on behalf of Rowan Ashdown: show 2").outcome == "invalid"
        assert boss.say("on behalf of Rowan Ashdown").outcome == "invalid"

    def test_without_a_colon_one_press_says_where_the_name_ends(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        assert boss.say("date 2 on behalf of Rowan Ashdown 30 June 2027 because it rained").outcome == "asked"
        assert boss.press("On behalf of Rowan Ashdown: 30 June 2027 because it rained").outcome == "ok"
        assert "Tobias Wren on behalf of Rowan Ashdown moved the date" in history(lead, 2)

    def test_who_is_only_spoken_of_may_be_so(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        assert (
            "or does your note only speak of them"
            in boss.say("update 2 letter sent on behalf of Rowan Ashdown to all schools").text
        )
        assert boss.press("These are my own words").outcome == "ok"
        assert "letter sent on behalf of Rowan Ashdown to all schools" in history(lead, 2)

    def test_only_a_name_opens_the_form(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=8)
        boss.say("update 2 for Rowan Ashdown")
        assert next(one for one in boss.form().fields if one.name == "behalf").value == "Rowan Ashdown"

    def test_a_milestone_too(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=8, edit=lambda contents: with_milestones(contents, number=2))
        assert "is ticked (1 of 3 done)" in boss.say("milestone 2.1 done on behalf of Rowan Ashdown").text
        assert "Tobias Wren on behalf of Rowan Ashdown ticked" in history(lead, 2)
        assert "is open again" in boss.say("milestone 2.1 on behalf of Rowan Ashdown: open").text
        assert boss.say("milestone 2.1 done on behalf of Zebedee Quill").outcome == "invalid"

    @pytest.mark.parametrize(
        ("button", "fields"),
        [
            ("Complete with a note", {"note": "paths cut"}),
            ("Change RAG", {"rag": "red", "reason": "frost"}),
            ("Change date", {"date": "30 June 2027", "reason": "the mower broke"}),
        ],
    )
    def test_each_form_asks_whose_words_they_are(
        self, shared_store: Store, button: str, fields: dict[str, str]
    ) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        boss.say("show 2")
        boss.press(button)
        assert boss.fill_in({**fields, "behalf": "Rowan Ashdown"}).outcome == "ok"
        assert "Tobias Wren on behalf of Rowan Ashdown" in history(lead, 2).splitlines()[2]
        lead.say("show 4")
        lead.press(button)
        assert all(one.name != "behalf" for one in lead.form().fields)

    def test_a_question_in_between_forgets_nobody(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        assert boss.say("date 2 on behalf of Rowan Ashdown: 30 June 2027").outcome == "asked"
        boss.press("Give the reason")
        boss.fill_in({"reason": "the mower broke"})
        assert "Tobias Wren on behalf of Rowan Ashdown" in history(lead, 2).splitlines()[2]
        boss.say("rag 2 on behalf of Rowan Ashdown: purple")
        boss.press("▲ Red")
        assert "Tobias Wren on behalf of Rowan Ashdown" in history(lead, 2).splitlines()[2]

    def test_nobody_else_may_and_nobody_is_invented(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        assert lead.say("update 4 on behalf of Rowan Ashdown: x").outcome == "refused"
        assert boss.say("update 4 on behalf of Zebedee Quill: x").outcome == "invalid"
        assert "Nothing has changed" in history(boss, 4)
