"""The adapter adds its own words in the language of the answer."""

from __future__ import annotations

from bot.languages import offer_languages
from tests.adapters.teams.conftest import Scene


def test_a_list_a_press_and_a_form_come_in_the_language_that_was_chosen(scene: Scene) -> None:
    offer_languages()
    scene.say("language Cymraeg")
    answer = scene.say("mine")
    assert "Eich gweithredoedd: " in scene.words(answer)
    scene.press("Diweddaru", answer)
    assert "Diweddaru NRP-4" in scene.words(answer)
    scene.press("Cadw", answer, inputs={"Beth sydd wedi digwydd?": "Survey sent out"})
    assert "Nodwyd cynnydd ar NRP-4." in scene.words(answer)
    scene.press("Nodi wedi'i chwblhau", answer)
    assert "Cwblhawyd gan chi, 10:30" in scene.words(answer)


def test_somebody_else_is_answered_in_theirs_at_the_same_time(scene: Scene) -> None:
    offer_languages()
    scene.say("language Cymraeg")
    assert "Eich gweithredoedd: " in scene.words(scene.say("mine"))
    assert "overdue" in scene.words(scene.say("overdue", scene.tobias), scene.tobias)
    assert "yn hwyr" in scene.words(scene.say("overdue"))
