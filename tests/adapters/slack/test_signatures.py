"""Who may come in at `/slack/events`: only what Slack signed, lately, for our workspace."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest

from adapters.slack.config import BadSlackConfig, SlackConfig
from bot.playground.slack_outgoing import FORM, JSON, sign
from bot.playground.wire import SignedRequest
from tests.adapters.slack.desk import Desk


def command(desk: Desk, text: str = "mine") -> SignedRequest:
    return desk.slack.requests.command(text, user=desk.ann, channel=desk.channel)


def signed_at(desk: Desk, seconds: float, secret: str = "") -> SignedRequest:
    request = command(desk)
    headers = sign(request.body, secret or desk.slack.signing_secret, timestamp=int(time.time() + seconds))
    return replace(request, headers={**request.headers, **headers})


def raw(desk: Desk, body: bytes, content_type: str = FORM, **headers: str) -> SignedRequest:
    """Any bytes, really signed."""
    request = command(desk)
    signature = sign(body, desk.slack.signing_secret)
    return replace(request, body=body, headers={"Content-Type": content_type, **signature, **headers})


def status(desk: Desk, request: SignedRequest) -> int | None:
    return desk.slack.send(request).status


def test_a_request_of_slack_comes_in(desk: Desk) -> None:
    assert status(desk, command(desk)) == 200
    assert status(desk, signed_at(desk, -299)) == 200
    assert len(desk.bus.asked) == 2


@pytest.mark.parametrize("seconds", [-302, -86_400, 302, 86_400])
def test_an_old_request_or_one_of_the_future_is_refused(desk: Desk, seconds: float) -> None:
    assert status(desk, signed_at(desk, seconds)) == 401
    assert desk.bus.asked == []


@pytest.mark.parametrize("secret", ["another secret", " "])
def test_another_secret_is_refused(desk: Desk, secret: str) -> None:
    assert status(desk, signed_at(desk, 0, secret)) == 401
    assert desk.bus.asked == []


def test_a_tampered_body_is_refused(desk: Desk) -> None:
    request = command(desk)
    assert status(desk, replace(request, body=request.body + b"&text=overdue")) == 401
    assert desk.bus.asked == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "1"},
        {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "", "X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "-1", "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "1e9", "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "NaN", "X-Slack-Signature": "v0=0"},
    ],
)
def test_missing_and_garbled_headers_are_refused_and_break_nothing(desk: Desk, headers: dict[str, str]) -> None:
    request = command(desk)
    assert status(desk, replace(request, headers={"Content-Type": FORM, **headers})) == 401
    assert desk.bus.asked == []


@pytest.mark.parametrize("signature", ["é", "v0=é", "v1=abc", "v0=" + "0" * 64])
def test_a_signature_that_is_none_is_refused(desk: Desk, signature: str) -> None:
    request = command(desk)
    header = signature.encode().decode("latin-1")
    assert status(desk, replace(request, headers={**request.headers, "X-Slack-Signature": header})) == 401


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", FORM),
        (b"\xff\xfe", FORM),
        (b"{", JSON),
        (b"[]", JSON),
        (b"null", JSON),
        (b"[" * 100_000, JSON),
        (b"payload=%7B", FORM),
        (b"payload=[]", FORM),
        (b"payload=" + b"[" * 100_000, FORM),
        (b"1" * 6000, JSON),
    ],
)
def test_bodies_that_cannot_be_read_are_the_senders_mistake(desk: Desk, body: bytes, content_type: str) -> None:
    """Signed or not, nothing of it fails here."""
    assert status(desk, raw(desk, body, content_type)) in (200, 400, 401)
    assert desk.bus.asked == []


HOSTILE: list[Any] = [
    {},
    {"type": "block_actions"},
    {"type": "block_actions", "user": "U1", "team": "T1", "actions": "x", "container": 1, "channel": []},
    {"type": "block_actions", "user": {"id": "U1"}, "actions": [1]},
    {"type": "block_actions", "user": {"id": 1}, "actions": [{"value": 2}]},
    {
        "type": "view_submission",
        "user": {"id": "U1"},
        "view": {"type": "modal", "callback_id": "form", "private_metadata": "x"},
    },
    {
        "type": "view_submission",
        "user": {"id": "U1"},
        "view": {"type": "modal", "callback_id": "form", "private_metadata": 1},
    },
    {
        "type": "view_submission",
        "user": {"id": "U1"},
        "view": {"type": "modal", "callback_id": "form", "state": 1, "blocks": 5},
    },
    {"type": "view_submission", "user": {"id": "U1"}, "view": None},
    {"type": "view_closed", "user": {"id": "U1"}},
    {"type": "shortcut", "callback_id": "x", "user": {"id": "U1"}},
    {"type": "event_callback", "event": None},
    {"type": "event_callback", "event": {"type": "message", "user": 1}, "authorizations": {}},
    {"type": "event_callback", "event": {"type": "reaction_added", "user": "U1"}},
    {"type": 7},
    {"team": None, "user": None, "enterprise": 7},
]


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_signed_payloads_of_no_known_shape_break_nothing(desk: Desk, payload: Any) -> None:
    as_json = raw(desk, json.dumps(payload).encode(), JSON)
    as_form = raw(desk, urlencode({"payload": json.dumps(payload)}).encode())
    assert {status(desk, as_json), status(desk, as_form)} <= {200, 400}
    assert [each for each in desk.bus.asked if each.workspace == desk.slack.team_id and each.said == "mine"] == []


def test_slacks_look_at_the_certificate_is_answered_and_does_nothing(desk: Desk) -> None:
    request = command(desk)
    plain = replace(request, body=b"token=x&ssl_check=1", headers={"Content-Type": FORM})
    assert status(desk, plain) == 200
    as_command = replace(plain, body=request.body + b"&ssl_check=1")
    assert desk.slack.send(as_command).text == ""
    assert desk.bus.asked == []


def test_slacks_question_for_the_address_is_answered_when_it_is_signed(desk: Desk) -> None:
    body = {"type": "url_verification", "challenge": "3eZbrw1aB", "token": "x"}
    assert desk.slack.send(desk.slack.requests.envelope(body)).json()["challenge"] == "3eZbrw1aB"
    unsigned = replace(desk.slack.requests.envelope(body), headers={"Content-Type": JSON})
    assert status(desk, unsigned) == 401


def test_a_line_with_the_word_payload_in_it_is_a_line(desk: Desk) -> None:
    desk.slack.command("find payload=1", user=desk.ann, channel=desk.channel)
    desk.slack.command("{find}", user=desk.ann, channel=desk.channel)
    assert desk.bus.lines == ["find payload=1", "{find}"]


def test_the_body_is_not_read_before_the_signature(desk: Desk) -> None:
    for body in (b"{", b"payload=%7B", b"\xff", b"[" * 100_000):
        request = raw(desk, body, JSON)
        forged = replace(request, headers={**request.headers, "X-Slack-Signature": "v0=0"})
        assert status(desk, forged) == 401


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"bot_token": ""}, "BOT_TOKEN"),
        ({"bot_token": "  "}, "BOT_TOKEN"),
        ({"bot_token": "xapp-1"}, "BOT_TOKEN"),
        ({"signing_secret": ""}, "SIGNING_SECRET"),
        ({"signing_secret": "   "}, "SIGNING_SECRET"),
        ({"signing_secret": "  ", "app_token": "xapp-1"}, "SIGNING_SECRET"),
        ({"app_token": "xoxb-1"}, "APP_TOKEN"),
        ({"api_url": "http://slack.com/api/"}, "API_URL"),
        ({"api_url": "http://127.0.0.1.example.org/"}, "API_URL"),
        ({"api_url": ""}, "API_URL"),
    ],
)
def test_blank_and_mistaken_settings_are_refused_at_the_start(given: dict[str, str], says: str) -> None:
    good = {"bot_token": "xoxb-1-secret-value", "signing_secret": "s3cret-value"}
    with pytest.raises(BadSlackConfig, match=says) as caught:
        SlackConfig(**(good | given))
    assert "secret-value" not in str(caught.value)


def test_settings_do_not_show_their_secrets() -> None:
    config = SlackConfig(bot_token="xoxb-canary", signing_secret="canary", app_token="xapp-canary")
    assert "canary" not in repr(config)
