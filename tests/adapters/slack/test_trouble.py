"""What is late, what is broken, who does not belong here, and Socket Mode."""

from __future__ import annotations

import json
import logging
from dataclasses import replace

import pytest

from adapters.slack import web_api
from bot.playground.faults import Fault
from bot.playground.slack_outgoing import sign
from domain.context import AccountFacts, Inbound, NeedFacts
from domain.messages import OpenDate
from domain.views import Reply, say
from tests.adapters.slack.desk import DONE, FORM, Desk, answers, form_of, open_form, opened

CANARY = "canary-in-an-exception"
NEVER = Fault.hold(lambda: False)

# late, and broken


def test_a_late_answer_follows(desk: Desk) -> None:
    desk.bus.answer = lambda inbound: say("Here it is.")
    with desk.in_haste():
        assert desk.slack.command("mine", user=desk.ann, channel=desk.channel).status == 200
    texts = [each.text for each in desk.seen()]
    assert texts == ["I'm still working on it. The answer will come here in a moment.", "Here it is."]


def test_a_late_press_and_a_late_form_are_answered(desk: Desk) -> None:
    open_form(desk)
    desk.bus.answer = lambda inbound: say("Moved.")
    with desk.in_haste():
        desk.slack.submit(form_of(desk), {"New date": "30 June", "Why does it move?": "x"})
        assert desk.slack.modal(desk.ann) is None
    assert desk.seen()[-1].text == "Moved."


@pytest.mark.parametrize("typed", [True, False])
def test_a_form_that_comes_too_late_can_be_asked_for_again(desk: Desk, typed: bool) -> None:
    desk.bus.answer = answers()
    desk.slack.command("mine", user=desk.ann, channel=desk.channel)
    card = desk.seen()[-1]
    desk.bus.answer = lambda inbound: Reply(form=FORM)
    with desk.in_haste():
        if typed:
            desk.slack.command("date 4", user=desk.ann, channel=desk.channel)
        else:
            desk.slack.press("Update", user=desk.ann, on=card)
    late = desk.seen()[-1]
    assert "too little time" in late.text
    desk.slack.press(*(("Open the form",) if typed else ("Update",)), user=desk.ann, on=late if typed else card)
    assert form_of(desk).title == "Date of NRP-4"


@pytest.mark.parametrize("way", ["command", "press", "submit", "say"])
def test_a_crash_is_said_kindly_and_logged_without_a_word_of_it(
    desk: Desk, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    open_form(desk)

    def crash(inbound: Inbound) -> Reply:
        raise RuntimeError(CANARY)

    desk.bus.answer = crash
    place = ""
    with caplog.at_level(logging.DEBUG):
        match way:
            case "command":
                desk.slack.command("mine canary-in-a-line", user=desk.ann, channel=desk.channel)
            case "press":
                desk.slack.press("Mark complete", user=desk.ann, on=desk.seen()[-1])
            case "submit":
                desk.slack.submit(form_of(desk), {"New date": "canary-in-a-field", "Why does it move?": "x"})
            case _:
                place = desk.direct
                desk.slack.say("mine canary-in-a-message", user=desk.ann, channel=place)
    shown = str(form_of(desk).errors) if way == "submit" else desk.seen(place)[-1].text
    assert "went wrong on my side" in shown
    reference = shown.rpartition("number: ")[2][:8]
    assert reference in caplog.text
    assert "RuntimeError" in caplog.text
    assert "canary" not in caplog.text


def test_nothing_of_a_day_is_in_the_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        desk.slack.command("find canary-in-a-line", user=desk.ann, channel=desk.channel)
        desk.slack.say("canary-in-a-message", user=desk.ann, channel=desk.direct)
        request = desk.slack.requests.command("canary", user=desk.ann, channel=desk.channel)
        desk.slack.send(replace(request, headers={**request.headers, **sign(b"x", "wrong")}))
        desk.running.settle()
    ours = [record for record in caplog.records if record.name.startswith(("actionlog", "slack"))]
    assert "canary" not in " ".join(record.getMessage() for record in ours)
    for secret in (desk.slack.bot_token, desk.slack.signing_secret):
        assert secret not in caplog.text


# who Slack says somebody is


def test_the_bus_is_told_who_somebody_is_when_it_asks(desk: Desk) -> None:
    def once(inbound: Inbound) -> Reply:
        if inbound.facts is None:
            raise NeedFacts
        return DONE

    desk.bus.answer = once
    guest = desk.slack.add_user("gus", "Gus Teal", guest=True)
    desk.slack.command("mine", user=guest.id, channel=desk.channel)
    assert desk.bus.asked[-1].facts == AccountFacts(display_name="Gus Teal", is_guest=True)
    gone = desk.slack.add_user("dee", "Dee Moss", deleted=True)
    desk.slack.command("mine", user=gone.id, channel=desk.channel)
    assert desk.bus.asked[-1].facts == AccountFacts(display_name="Dee Moss", is_deactivated=True)
    robot = desk.slack.add_user("rob", "Rob", is_bot=True)
    desk.slack.command("mine", user=robot.id, channel=desk.channel)
    assert desk.bus.asked[-1].facts == AccountFacts(display_name="Rob", is_bot=True)
    desk.slack.command("mine", user="USLACKBOT", channel=desk.channel)
    facts = desk.bus.asked[-1].facts
    assert facts is not None
    assert facts.is_bot


@pytest.mark.parametrize("fault", [Fault.server_error(), Fault.drop_before(), Fault.rate_limited(5), NEVER])
def test_where_slack_does_not_say_nothing_is_done(desk: Desk, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Inbound] = []
    if fault is NEVER:
        monkeypatch.setattr(web_api, "FACTS_SECONDS", 0.1)

    def needs(inbound: Inbound) -> Reply:
        asked.append(inbound)
        raise NeedFacts

    desk.bus.answer = needs
    desk.slack.fail("users.info", fault, times=2)  # a question may be asked twice, and is
    assert desk.slack.command("done 8", user=desk.ann, channel=desk.channel).status == 200
    assert "didn't tell me" in desk.seen()[-1].text
    assert len(asked) == 1


def test_an_outsider_is_known_by_their_own_team_whatever_the_payload_says(desk: Desk) -> None:
    """For a press of a Slack Connect user Slack names our team as the payload's, and theirs at the user only."""
    desk.bus.answer = answers()
    outsider = desk.slack.add_user("zoe", "Zoe", team_id="T0OTHER")
    desk.slack.change_channel(desk.channel, members=frozenset({desk.ann, outsider.id, desk.slack.bot_user}))
    desk.slack.command("mine", user=desk.ann, channel=desk.channel)
    request = desk.slack.requests.press("Mark complete", user=desk.ann, on=desk.seen()[-1])
    payload = json.loads(json.dumps(request.payload))
    payload["user"] = {"id": outsider.id, "name": "zoe", "team_id": "T0OTHER"}
    assert payload["team"]["id"] == desk.slack.team_id
    assert desk.slack.send(desk.slack.requests.interaction(payload, "press")).status == 200
    desk.running.settle()
    assert desk.bus.asked[-1].facts == AccountFacts(is_outside=True)
    desk.slack.say("@actionlog mine", user=outsider.id, channel=desk.channel)
    assert desk.bus.asked[-1].facts == AccountFacts(is_outside=True)


@pytest.mark.parametrize("kind", ["command", "press", "event"])
def test_another_workspace_is_refused_before_the_bus(desk: Desk, kind: str) -> None:
    desk.bus.answer = answers()
    desk.slack.command("mine", user=desk.ann, channel=desk.channel)
    before = len(desk.bus.asked)
    if kind == "command":
        fields = dict(desk.slack.requests.command("mine", user=desk.ann, channel=desk.channel).payload)
        fields["team_id"] = "T0OTHER"
        exchange = desk.slack.send(desk.slack.requests.form("x", "slash_commands", fields, fields))
        assert "not set up for this workspace" in exchange.json()["text"]
    elif kind == "press":
        payload = dict(desk.slack.requests.press("Mark complete", user=desk.ann, on=desk.seen()[-1]).payload)
        payload["team"] = {"id": "T0OTHER"}
        desk.slack.send(desk.slack.requests.interaction(payload, "press"))
        assert "not set up for this workspace" in desk.seen()[-1].text
    else:
        event = {"type": "message", "channel_type": "im", "user": desk.ann, "text": "mine", "channel": desk.direct}
        body = dict(desk.slack.requests.event(event).payload) | {"team_id": "T0OTHER", "authorizations": []}
        assert desk.slack.send(desk.slack.requests.envelope(body)).status == 200
    assert desk.bus.turned_away == ([] if kind == "event" else [(desk.ann, "elsewhere")])
    assert len(desk.bus.asked) == before


def test_slack_is_asked_once_who_we_are(desk: Desk) -> None:
    for _ in range(5):
        desk.slack.command("mine", user=desk.ann, channel=desk.channel)
    assert len(desk.slack.wire.matching("auth.test")) == 1


def test_over_socket_mode_the_same_happens() -> None:
    with opened(socket_mode=True) as desk:
        open_form(desk)
        desk.slack.submit(form_of(desk), {"New date": "30 June", "Why does it move?": "x"})
        assert desk.seen()[-1].text == "Moved to Tuesday 30 June 2026."
        desk.slack.say("mine", user=desk.ann, channel=desk.direct)
        assert len(desk.seen(desk.direct)) == 1
        old = desk.slack._server.sockets[-1]
        desk.slack.refresh_sockets()
        desk.slack.wait_for(lambda: old.closed and desk.slack._server.sockets[-1:] not in ([], [old]), what="a new one")
        # A connection may be opened twice over before it stays: who got no answer meanwhile asks again.
        desk.slack.wait_for(
            lambda: desk.slack.command("mine", user=desk.ann, channel=desk.channel).status == 200, what="an answer"
        )


def test_without_a_signing_secret_http_stays_shut() -> None:
    with opened(socket_mode=True) as desk:
        request = desk.slack.requests.command("mine", user=desk.ann, channel=desk.channel)
        blank = sign(request.body, "")
        desk.slack.deliver_to(desk.running.url)
        assert desk.slack.send(request).status == 401
        assert desk.slack.send(replace(request, headers={**request.headers, **blank})).status == 401
        assert desk.bus.asked == []


@pytest.mark.parametrize("crash", [False, True])
def test_what_was_typed_into_a_form_that_is_gone_comes_back_with_a_button(desk: Desk, crash: bool) -> None:
    open_form(desk)
    words = "The chair is not in post, and *nobody* <b>else</b> can sign"

    def refuse(inbound: Inbound) -> Reply:
        if crash:
            raise RuntimeError(CANARY)
        return Reply(
            outcome="invalid",
            elements=say("Please choose a later date.").elements,
            field_errors={"date": "Please choose a later date."},
            again=OpenDate(ref="NRP-4", reason=words),
        )

    desk.bus.answer = refuse
    with desk.in_haste():
        desk.slack.submit(form_of(desk), {"New date": "30 June", "Why does it move?": words})
        assert desk.slack.modal(desk.ann) is None
    back = desk.seen()[-1]
    assert words in back.text.replace("&lt;", "<").replace("&gt;", ">")
    assert "It is not saved yet." in back.text
    if not crash:
        desk.bus.answer = lambda inbound: Reply(form=FORM)
        desk.slack.press("Open the form again", user=desk.ann, on=back)
        assert form_of(desk).title == "Date of NRP-4"
        assert (desk.bus.asked[-1].pressed or {})["with"]["reason"] == words
