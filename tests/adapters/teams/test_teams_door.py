"""Who is let in: every row of the table of cases, with really signed tokens over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.playground.faults import Fault
from bot.playground.pretend_teams import BAD_CASES
from bot.playground.wire import Exchange, SignedRequest
from tests.adapters.teams.conftest import Scene


def message(scene: Scene, words: str = "mine", **changes: Any) -> dict[str, Any]:
    made = scene.teams.requests.message(words, user=scene.imogen.id, conversation=scene.chat(scene.imogen))
    return made | changes


def send(scene: Scene, activity: dict[str, Any], **claims: Any) -> Exchange:
    return scene.teams.send(scene.teams.requests.signed(activity, **claims))


def nothing_happened(scene: Scene) -> bool:
    return not scene.host.heard and not scene.answers(scene.imogen)


def test_a_good_token_is_let_in(scene: Scene) -> None:
    assert send(scene, message(scene)).status == 200
    assert [each.account for each in scene.host.heard] == [scene.imogen.object_id]


@pytest.mark.parametrize("case", BAD_CASES)
def test_a_bad_request_is_refused_with_its_status(scene: Scene, case: str) -> None:
    answer = scene.teams.send(scene.teams.requests.forged(case, message(scene)))
    assert answer.status == BAD_CASES[case]
    assert answer.json()["error"]["message"]
    if "tenant" not in case:
        assert nothing_happened(scene)


OUTSIDE = (
    "I can only talk with people of this organisation, and this account belongs to another. If you work on one of its "
    "plans, please ask its coordinator."
)


def _refused_here(scene: Scene) -> set[str]:
    with scene.store.reading(scene.town.id) as uow:
        return {one.reason for one in uow.people.refusals()}


@pytest.mark.parametrize("case", ["foreign tenant", "differing tenants"])
def test_somebody_of_another_tenant_is_refused_with_a_kind_sentence_once_a_minute(scene: Scene, case: str) -> None:
    """The same one, whatever they ask for: whether it is there, they don't learn."""
    for words in ("show NRP-4", "show ZZZ-9", "mine"):
        assert scene.teams.send(scene.teams.requests.forged(case, message(scene, words))).status == 403
    assert [each.text for each in scene.answers(scene.imogen)] == [OUTSIDE]
    assert not scene.host.heard
    entrance = scene.host.entrance
    assert entrance
    assert entrance.strangers
    entrance.strangers.monotonic = lambda: 10.0**9  # a while later
    scene.teams.send(scene.teams.requests.forged(case, message(scene)))
    assert len(scene.answers(scene.imogen)) == 2
    assert "elsewhere" in {one.reason for one in scene.store.refusals_elsewhere()} | _refused_here(scene)


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("adaptiveCard/action", ("value",)),
        ("task/fetch", ("task", "value")),
        ("task/submit", ("task", "value")),
        ("composeExtension/query", ("composeExtension", "text")),
        ("composeExtension/fetchTask", ("task", "value")),
        ("fileConsent/invoke", ("value",)),
        ("something/new", ("value",)),
    ],
)
def test_a_button_of_a_stranger_is_answered_in_words_and_does_nothing(
    scene: Scene, name: str, where: tuple[str, ...]
) -> None:
    data = {"do": "complete", "with": {"ref": "NRP-4"}}
    value = {"action": {"type": "Action.Execute", "data": data}, "data": data}
    chat = scene.chat(scene.imogen)
    invoke = scene.teams.requests.invoke(name, value, user=scene.imogen.id, conversation=chat)
    answer = scene.teams.send(scene.teams.requests.forged("foreign tenant", invoke))
    assert answer.status == 200
    said = answer.json()
    for each in where:
        said = said[each]
    assert said == OUTSIDE
    assert nothing_happened(scene)


def test_where_a_stranger_only_stands_by_nobody_is_answered(scene: Scene) -> None:
    """In a channel that the bot can read, without its name; and what is no message at all."""
    conversation = {**message(scene)["conversation"], "conversationType": "channel", "isGroup": True}
    for changes in ({"conversation": conversation, "entities": []}, {"type": "conversationUpdate"}):
        activity = message(scene, **changes)
        assert scene.teams.send(scene.teams.requests.forged("foreign tenant", activity)).status == 403
    assert nothing_happened(scene)


def test_a_forged_token_is_told_nothing_whatever_tenant_it_names(scene: Scene) -> None:
    foreign = {"tenant": {"id": "99999999-0000-0000-0000-000000000000"}}
    for case in ("unknown key id", "wrong audience"):
        assert scene.teams.send(scene.teams.requests.forged(case, message(scene, channelData=foreign))).status == 401
    assert nothing_happened(scene)


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"exp": "soon"}, 401),
        ({"aud": ["x", "y"]}, 401),
        ({"aud": 7}, 401),
        ({"iss": "https://api.botframework.com/"}, 401),
        ({"serviceurl": None}, 401),
        ({"serviceurl": 7}, 401),
        ({"nbf": "yesterday"}, 401),
    ],
)
def test_strange_claims_are_refused_and_never_an_error(scene: Scene, claims: dict[str, Any], status: int) -> None:
    assert send(scene, message(scene), **claims).status == status
    assert nothing_happened(scene)


def test_a_clock_five_minutes_off_is_forgiven(scene: Scene) -> None:
    import time

    now = int(time.time())
    assert send(scene, message(scene), nbf=now + 240, exp=now + 3600).status == 200
    assert send(scene, message(scene), nbf=now - 3600, exp=now - 240).status == 200
    assert send(scene, message(scene), nbf=now - 3600, exp=now - 360).status == 401


def test_a_rotated_key_is_known_after_one_look(scene: Scene) -> None:
    assert send(scene, message(scene)).status == 200
    entrance = scene.host.entrance
    assert entrance
    entrance.keys.monotonic = lambda: 10.0**9  # a while later
    scene.teams.keys.rotate()
    assert send(scene, message(scene)).status == 200
    assert [each.what for each in scene.teams.wire.all()].count("keys") == 2


def test_unknown_keys_make_it_look_no_oftener_than_once_a_minute(scene: Scene) -> None:
    assert send(scene, message(scene)).status == 200
    for _ in range(20):
        assert scene.teams.send(scene.teams.requests.forged("unknown key id", message(scene))).status == 401
    assert [each.what for each in scene.teams.wire.all()].count("keys") == 1


def test_a_published_key_that_can_t_be_read_shuts_out_nobody_else(scene: Scene) -> None:
    keys = scene.teams.keys.published()
    broken = [{**keys[0], "kid": "odd", "n": "!!"}, {"kty": "RSA", "kid": "bare"}, {**keys[0], "kid": "x", "n": "AQ"}]
    odd = {**keys[1], "endorsements": [{"a": 1}]}
    scene.teams.fail("keys", Fault("answer", 200, {}, {"keys": ["no key", *broken, odd, keys[0]]}))
    assert send(scene, message(scene)).status == 200


def test_while_keys_cant_be_fetched_nobody_gets_in_and_afterwards_they_do(scene: Scene) -> None:
    scene.teams.fail("keys", Fault.server_error(503))
    answer = send(scene, message(scene))
    assert answer.status == 503
    assert nothing_happened(scene)
    assert send(scene, message(scene)).status == 200


def test_known_keys_last_through_an_outage(scene: Scene) -> None:
    assert send(scene, message(scene)).status == 200
    entrance = scene.host.entrance
    assert entrance
    entrance.keys.monotonic = lambda: 10.0**9  # a day and more later
    scene.teams.fail("openid", Fault.drop_before(), times=5)
    assert send(scene, message(scene)).status == 200


def test_another_channel_of_the_bot_is_refused_though_its_key_may_speak_for_it(scene: Scene) -> None:
    assert send(scene, message(scene, channelId="webchat")).status == 403
    assert nothing_happened(scene)


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net.evil.example/",
        "https://smba.trafficmanager.net@evil.example/",
        "http://smba.trafficmanager.net/uk/",
        "https://smba.trafficmanager.net:8443/uk/",
        "https://evil.example/?https://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net\\@evil.example/",
        "http://localhost.evil.example/",
        "http://[::1",
        "ftp://127.0.0.1/",
        "x",
    ],
)
def test_no_other_address_is_ever_kept_or_written_to(scene: Scene, url: str) -> None:
    assert send(scene, message(scene, serviceUrl=url), serviceurl=url).status == 403
    assert nothing_happened(scene)


def test_a_tenant_is_known_whatever_its_case_and_named_at_all(scene: Scene) -> None:
    tenant = scene.teams.tenant_id
    shouted = message(scene, channelData={"tenant": {"id": tenant.upper()}})
    assert send(scene, shouted).status == 200
    nameless = message(scene, channelData={}, conversation={"id": scene.chat(scene.imogen)})
    assert send(scene, nameless).status == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"mine"',
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b"9" * 10_000,
        json.dumps({"type": 7}).encode(),
        json.dumps({"type": "message", "serviceUrl": "x", "channelId": "msteams", "conversation": "c"}).encode(),
        json.dumps(
            {"type": "message", "serviceUrl": "x", "channelId": "msteams", "conversation": {"id": ["c"]}}
        ).encode(),
        json.dumps({"type": "message", "serviceUrl": "x", "conversation": {"id": "c"}}).encode(),
        json.dumps({"type": "message", "serviceUrl": "x", "channelId": "msteams"}).encode(),
        json.dumps({"type": "message", "serviceUrl": "x", "channelId": "m\x00s", "conversation": {"id": "c"}}).encode(),
    ],
)
def test_what_is_no_activity_is_a_bad_request(scene: Scene, body: bytes) -> None:
    good = scene.teams.requests.signed(message(scene))
    assert scene.teams.send(replace(good, body=body)).status == 400
    assert nothing_happened(scene)


def test_too_much_is_refused(scene: Scene) -> None:
    assert send(scene, message(scene, text="x" * 300_000)).status == 413
    assert nothing_happened(scene)


@pytest.mark.parametrize(
    "changes",
    [
        {"from": {"id": 7}},
        {"from": "Imogen"},
        {"recipient": []},
        {"entities": {}},
        {"text": ["mine"]},
        {"membersAdded": "all"},
        {"channelData": {"tenant": "x"}},
        {"type": ""},
    ],
)
def test_parts_of_a_wrong_type_are_a_bad_request(scene: Scene, changes: dict[str, Any]) -> None:
    assert send(scene, message(scene, **changes)).status == 400
    assert nothing_happened(scene)


@pytest.mark.parametrize("kind", ["typing", "messageReaction", "event", "endOfConversation", "launch", "messageUpdate"])
def test_what_it_does_not_listen_to_is_taken_in_silence(scene: Scene, kind: str) -> None:
    assert send(scene, message(scene, type=kind)).status == 200
    assert nothing_happened(scene)


def test_nobody_can_say_in_a_card_who_they_are(scene: Scene) -> None:
    data = {"do": "complete", "with": {"ref": "NRP-4", "actor": "x"}, "account": "x", "from": {"aadObjectId": "x"}}
    value = {"action": {"type": "Action.Execute", "data": data}, "trigger": "manual"}
    chat = scene.chat(scene.tobias)
    invoke = scene.teams.requests.invoke("adaptiveCard/action", value, user=scene.tobias.id, conversation=chat)
    send(scene, invoke)
    assert scene.host.heard[-1].account == scene.tobias.object_id


def test_who_has_no_account_in_the_directory_is_told_so_and_nothing_is_done(scene: Scene) -> None:
    nobody = {"id": scene.imogen.id, "name": "Imogen Vale"}
    assert send(scene, message(scene, **{"from": nobody})).status == 200
    assert not scene.host.heard
    assert "Teams didn't tell me who you are" in scene.words(scene.answers(scene.imogen)[-1])


def test_a_guest_is_refused_kindly(scene: Scene) -> None:
    guest = scene.teams.add_user("Pat Partner", guest=True)
    answer = scene.say("mine", guest)
    assert "Guest accounts can't use Action Log here yet." in scene.words(answer, guest)


def test_somebody_of_another_organisation_in_a_shared_channel_is_refused_kindly(scene: Scene) -> None:
    outsider = scene.teams.add_user("Olga Outside")
    scene.teams.change_user(outsider.id, tenant_id="99999999-0000-0000-0000-000000000000")
    channel = scene.teams.add_channel("Shared", [outsider.id])
    activity = scene.teams.requests.message("@Action Log mine", user=outsider.id, conversation=channel.id)
    activity["channelData"]["tenant"]["id"] = activity["conversation"]["tenantId"] = scene.teams.tenant_id
    send(scene, activity)
    assert "this account belongs to another" in scene.words(scene.answers(outsider)[-1], outsider)


def test_where_teams_cant_say_who_somebody_is_nothing_is_done(scene: Scene) -> None:
    scene.clock.pass_(hours=2)
    scene.teams.fail("getConversationMember", Fault.server_error(503))
    answer = scene.say("done NRP-4")
    assert "nothing was done. Please try again in a minute." in scene.words(answer)
    assert "NRP-4: completed by you" in scene.words(scene.say("done NRP-4"))


def test_who_is_known_is_answered_while_the_directory_is_away_and_it_is_not_pestered(scene: Scene) -> None:
    scene.teams.fail("getConversationMember", Fault.server_error(503), times=9)
    for _ in range(3):
        assert "2 open" in scene.words(scene.say("mine"))
    assert [each.what for each in scene.teams.wire.all()].count("getConversationMember") == 1


def test_a_directory_that_names_somebody_else_is_not_believed(scene: Scene) -> None:
    scene.clock.pass_(hours=2)
    claimed = {"id": scene.imogen.id, "name": "Imogen Vale", "aadObjectId": scene.tobias.object_id}
    send(scene, message(scene, "done NRP-1", **{"from": claimed}))
    assert "couldn't check with Teams who you are" in scene.words(scene.answers(scene.imogen)[-1])


def test_what_teams_said_of_somebody_is_asked_again_after_an_hour(scene: Scene) -> None:
    def lookups() -> int:
        return [each.what for each in scene.teams.wire.all()].count("getConversationMember")

    scene.say("mine")
    scene.say("overdue")
    assert lookups() == 1, "at the first message of a conversation"
    scene.clock.pass_(hours=1, minutes=1)
    scene.say("mine")
    scene.say("overdue")
    assert lookups() == 2


def test_the_log_holds_no_words_and_no_tokens(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    request = scene.teams.requests.signed(message(scene, "update NRP-4 canary-words"))
    scene.teams.send(request)
    scene.teams.send(scene.teams.requests.forged("wrong key", message(scene, "canary-words")))
    token = request.headers["Authorization"].split(".")[-1]
    assert caplog.records
    assert "canary-words" not in caplog.text
    assert token not in caplog.text
    assert scene.teams.app_password not in caplog.text


def test_two_authorization_headers_are_none(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene()
    import http.client
    from urllib.parse import urlsplit

    good: SignedRequest = scene.teams.requests.signed(message(scene))
    assert scene.host.server
    connection = http.client.HTTPConnection(urlsplit(scene.host.server.origin).netloc, timeout=10)
    connection.putrequest("POST", good.path)
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", str(len(good.body)))
    connection.putheader("Authorization", good.headers["Authorization"])
    connection.putheader("Authorization", "Bearer x")
    connection.endheaders(good.body)
    assert connection.getresponse().status == 401
    connection.close()
