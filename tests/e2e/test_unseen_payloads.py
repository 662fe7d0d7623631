"""What Slack and Teams document that they send, though nobody here asked for it: acknowledged, and nothing comes of it.

And what people send in a shape that is theirs though it looks odd: answered.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.playground.wire import Exchange
from bot.playground.world import World
from tests.worlds import a_world

ME, BOSS = "Mary Khan", "Grace Dunn"
TS = "1700000000.000{:03d}"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("unseen")) as world:
        yield world


@pytest.fixture(autouse=True)
def _nothing_goes_wrong(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert not errors, errors[0]


# Slack

SLACK_EVENTS: dict[str, dict[str, Any]] = {
    "message_changed": {
        "type": "message", "subtype": "message_changed", "hidden": True, "channel_type": "im", "channel": "DM",
        "ts": TS.format(1), "message": {"type": "message", "user": "ME", "text": "done 1", "ts": TS.format(2),
        "edited": {"user": "ME", "ts": TS.format(1)}}, "previous_message": {"type": "message", "text": "dne 1"},
    },
    "message_deleted": {
        "type": "message", "subtype": "message_deleted", "hidden": True, "channel_type": "im", "channel": "DM",
        "ts": TS.format(3), "deleted_ts": TS.format(2), "previous_message": {"user": "ME", "text": "done 1"},
    },
    "message_replied": {
        "type": "message", "subtype": "message_replied", "channel_type": "im", "channel": "DM", "ts": TS.format(4),
        "message": {"user": "ME", "text": "done 1", "thread_ts": TS.format(1), "reply_count": 1},
    },
    "bot_message": {
        "type": "message", "subtype": "bot_message", "bot_id": "B999", "username": "another app", "text": "done 1",
        "channel": "DM", "channel_type": "im", "ts": TS.format(5),
    },
    "somebody's app, with their token": {
        "type": "message", "user": "ME", "bot_id": "B999", "app_id": "A9", "text": "done 1", "channel": "DM",
        "channel_type": "im", "ts": TS.format(6), "bot_profile": {"id": "B999", "name": "x", "app_id": "A9"},
    },
    **{
        subtype: {
            "type": "message", "subtype": subtype, "user": "ME", "text": "done 1", "channel": "DM",
            "channel_type": "im", "ts": TS.format(7),
        }
        for subtype in (
            "channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name", "channel_archive",
            "channel_convert_to_private", "group_join", "pinned_item", "reminder_add", "ekm_access_denied",
            "tombstone", "assistant_app_thread", "document_mention", "a_subtype_of_tomorrow",
        )
    },
    "a subtype that is no word": {
        "type": "message", "subtype": [["x"]], "user": "ME", "text": "done 1", "channel": "DM", "channel_type": "im",
        "ts": TS.format(7),
    },
    "message in a channel": {
        "type": "message", "user": "ME", "text": "done 1", "channel": "C1", "channel_type": "channel",
        "ts": TS.format(8),
    },
    "message in a group of people": {
        "type": "message", "user": "ME", "text": "done 1", "channel": "G1", "channel_type": "mpim", "ts": TS.format(8),
    },
    "app_home_opened, messages": {"type": "app_home_opened", "tab": "messages", "user": "ME", "channel": "DM"},
    "file_shared": {"type": "file_shared", "file_id": "F1", "user_id": "ME", "file": {"id": "F1"}, "channel_id": "DM"},
    "file_deleted": {"type": "file_deleted", "file_id": "F1"},
    "link_shared": {
        "type": "link_shared", "user": "ME", "channel": "C1", "message_ts": TS.format(9), "unfurl_id": "C1.1",
        "source": "conversations_history", "links": [{"domain": "example.com", "url": "https://example.com/1"}],
    },
    "reaction_added": {
        "type": "reaction_added", "user": "ME", "reaction": "white_check_mark", "item_user": "ME",
        "item": {"type": "message", "channel": "DM", "ts": TS.format(2)},
    },
    "member_joined_channel": {"type": "member_joined_channel", "user": "ME", "channel": "C1", "team": "T1"},
    "team_join": {"type": "team_join", "user": {"id": "U77", "name": "new", "team_id": "T1", "is_bot": False}},
    "app_uninstalled": {"type": "app_uninstalled"},
    "tokens_revoked": {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": ["U2"]}},
    "channel_archive": {"type": "channel_archive", "channel": "C1", "user": "ME"},
    "channel_rename": {"type": "channel_rename", "channel": {"id": "C1", "name": "new-name", "created": 1}},
    "channel_shared": {"type": "channel_shared", "channel": "C1", "connected_team_id": "T9"},
    "shared_channel_invite_received": {"type": "shared_channel_invite_received", "invite": {"id": "I1"}},
    "user_huddle_changed": {"type": "user_huddle_changed", "user": {"id": "ME", "profile": {"huddle_state": "x"}}},
    "app_rate_limited inside": {"type": "app_rate_limited", "minute_rate_limited": 1518467820},
    "workflow_step_execute": {"type": "workflow_step_execute", "callback_id": "x", "workflow_step": {"inputs": {}}},
    "function_executed": {"type": "function_executed", "function": {"callback_id": "x"}, "inputs": {"user_id": "ME"}},
    "entity_details_requested": {"type": "entity_details_requested", "user": "ME", "channel": "C1"},
    "assistant_thread_started": {"type": "assistant_thread_started", "assistant_thread": {"user_id": "ME"}},
    "call_rejected": {"type": "call_rejected", "call_id": "1"},
}  # fmt: skip


def _for_world(world: World, part: Any) -> Any:
    """The sample with the ids of this world."""
    slack = world.slack
    me = world.person(ME).slack
    known = {"ME": me, "DM": slack.direct(me).id, "C1": world.slack_channel, "T1": slack.team_id}
    if isinstance(part, Mapping):
        return {name: _for_world(world, value) for name, value in part.items()}
    if isinstance(part, list):
        return [_for_world(world, value) for value in part]
    return known.get(part, part) if isinstance(part, str) else part


def _seen(world: World) -> tuple[int, ...]:
    """How much everybody has been told, and how much was changed."""
    me = world.person(ME).slack
    chat = world.teams.personal(world.teams_users[ME]).id
    told = len(world.slack.messages(world.slack.direct(me).id, as_user=me))
    return told, len(world.teams.messages(chat)), _changes(world)


def _changes(world: World) -> int:
    with world.store.reading(world.organisation.id) as uow:
        return sum(row.version for key in list(uow.actions.keys()) if (row := uow.actions.by_key(key)) is not None)


@pytest.mark.parametrize("name", SLACK_EVENTS)
def test_an_event_of_slack_that_asks_nothing_of_us(world: World, name: str) -> None:
    before = _seen(world)
    answer = world.slack.event(_for_world(world, SLACK_EVENTS[name]))
    assert (answer.status, answer.text) == (200, "")
    assert _seen(world) == before


@pytest.mark.parametrize(
    "odd", [{"subtype": None}, {"subtype": "thread_broadcast", "thread_ts": TS.format(1), "root": {}},
            {"subtype": "me_message"}, {"client_msg_id": "x", "blocks": [{"type": "rich_text", "elements": []}]}],
    ids=["null", "thread_broadcast", "me_message", "plain"],
)  # fmt: skip
def test_what_somebody_types_to_us_is_answered_whatever_slack_calls_it(world: World, odd: dict[str, Any]) -> None:
    me = world.person(ME).slack
    place = world.slack.direct(me).id
    before = len(world.slack.messages(place, as_user=me))
    answer = world.slack.event(
        {"type": "message", "user": me, "text": "plans", "channel": place, "channel_type": "im", "ts": TS.format(20)}
        | odd
    )
    assert answer.status == 200
    assert len(world.slack.messages(place, as_user=me)) > before


@pytest.mark.parametrize("odd", ["C1\nWARNING all is well", "C" * 5000], ids=["two lines", "long"])
def test_what_slack_would_call_nothing_is_no_id_and_stands_in_no_log(
    world: World, odd: str, caplog: pytest.LogCaptureFixture
) -> None:
    me = world.person(ME).slack
    place = world.slack.direct(me).id
    before = len(world.slack.messages(place, as_user=me))
    with caplog.at_level(logging.INFO, "actionlog"):
        said = {"type": "app_mention", "user": me, "text": "plans", "channel": odd, "ts": TS.format(21)}
        assert world.slack.event(said).status == 200
    assert odd not in caplog.text
    assert len(world.slack.messages(place, as_user=me)) > before, "they are answered in their own chat"


INTERACTIONS: dict[str, dict[str, Any]] = {
    "shortcut": {"type": "shortcut", "callback_id": "whatever"},
    "message_action of another": {"type": "message_action", "callback_id": "whatever", "message": {"text": "done 1"}},
    "interactive_message": {"type": "interactive_message", "actions": [{"name": "x", "value": "done 1"}]},
    "dialog_submission": {"type": "dialog_submission", "submission": {"x": "done 1"}, "callback_id": "x"},
    "dialog_cancellation": {"type": "dialog_cancellation", "callback_id": "x"},
    "block_suggestion": {"type": "block_suggestion", "action_id": "x", "block_id": "y", "value": "risk"},
    "view_closed": {"type": "view_closed", "is_cleared": True, "view": {"type": "modal", "private_metadata": "{"}},
    "view_submission of another": {
        "type": "view_submission",
        "view": {"type": "modal", "callback_id": "theirs", "private_metadata": "\x00", "state": {"values": {}}},
    },
    "workflow_step_edit": {"type": "workflow_step_edit", "callback_id": "x", "workflow_step": {}},
    "block_actions without actions": {"type": "block_actions", "actions": []},
    "something of tomorrow": {"type": "block_prophecy"},
}


@pytest.mark.parametrize("name", INTERACTIONS)
def test_an_interaction_of_slack_that_is_none_of_ours(world: World, name: str) -> None:
    before = _seen(world)
    answer = _interact(world, INTERACTIONS[name])
    assert (answer.status, answer.text) == (200, "")
    assert _seen(world) == before


def _interact(world: World, payload: Mapping[str, Any]) -> Exchange:
    me = world.person(ME).slack
    common = {
        "team": {"id": world.slack.team_id, "domain": "ambermere"},
        "user": {"id": me, "username": "mary", "team_id": world.slack.team_id},
        "trigger_id": "1.2.abc",
        "enterprise": None,
        "is_enterprise_install": False,
        "api_app_id": "A1",
    }
    return world.slack.send(world.slack.requests.interaction({**common, **payload}, str(payload["type"])))


def test_the_certificate_check_and_the_address_check_of_slack(world: World) -> None:
    form = world.slack.requests.form("ssl_check", "ssl_check", {"ssl_check": "1", "token": "x"}, {})
    assert world.slack.send(form).status == 200
    asked = world.slack.requests.envelope({"type": "url_verification", "token": "x", "challenge": "3eZbrw1a"})
    answer = world.slack.send(asked)
    assert answer.status == 200
    assert "3eZbrw1a" in answer.text


# Teams

TEAMS_ACTIVITIES: dict[str, dict[str, Any]] = {
    "editMessage": {"type": "messageUpdate", "channelData": {"eventType": "editMessage"}, "text": "done 1"},
    "undeleteMessage": {"type": "messageUpdate", "channelData": {"eventType": "undeleteMessage"}, "text": "done 1"},
    "messageUpdate alone": {"type": "messageUpdate", "text": "done 1"},
    "softDeleteMessage": {"type": "messageDelete", "channelData": {"eventType": "softDeleteMessage"}},
    "messageDelete alone": {"type": "messageDelete"},
    "reaction": {"type": "messageReaction", "reactionsAdded": [{"type": "like"}], "replyToId": "1"},
    "reaction gone": {"type": "messageReaction", "reactionsRemoved": [{"type": "like"}], "replyToId": "1"},
    **{
        event: {"type": "conversationUpdate", "channelData": {"eventType": event, "channel": {"id": "19:x"}}}
        for event in (
            "channelCreated", "channelRenamed", "channelDeleted", "channelRestored", "channelShared",
            "channelUnshared", "channelMemberAdded", "channelMemberRemoved", "teamRenamed", "teamArchived",
            "teamUnarchived", "teamDeleted", "teamHardDeleted", "teamRestored", "anEventOfTomorrow",
        )
    },
    "a topic": {"type": "conversationUpdate", "topicName": "Board", "historyDisclosed": True},
    "somebody came": {"type": "conversationUpdate", "membersAdded": [{"id": "29:x", "aadObjectId": "not-a-guid"}]},
    "installation, remove": {"type": "installationUpdate", "action": "remove"},
    "installation, upgrade": {"type": "installationUpdate", "action": "add-upgrade"},
    "installation, remove-upgrade": {"type": "installationUpdate", "action": "remove-upgrade"},
    "meetingStart": {
        "type": "event", "name": "application/vnd.microsoft.meetingStart",
        "value": {"MeetingType": "Scheduled", "Title": "Board", "Id": "x", "JoinUrl": "https://x", "StartTime": "2026"},
    },
    "meetingEnd": {"type": "event", "name": "application/vnd.microsoft.meetingEnd", "value": {"EndTime": "2026"}},
    "participantJoin": {
        "type": "event", "name": "application/vnd.microsoft.meetingParticipantJoin",
        "value": {"members": [{"user": {"id": "29:x"}, "meeting": {"inMeeting": True, "role": "Organizer"}}]},
    },
    "participantLeave": {"type": "event", "name": "application/vnd.microsoft.meetingParticipantLeave", "value": None},
    "readReceipt": {"type": "event", "name": "application/vnd.microsoft.readReceipt", "value": {"lastRead": "1"}},
    "tokens/response": {"type": "event", "name": "tokens/response", "value": {"token": "x"}},
    "event without a name": {"type": "event"},
    **{
        kind: {"type": kind}
        for kind in (
            "typing", "endOfConversation", "handoff", "trace", "command", "commandResult", "suggestion",
            "contactRelationUpdate", "deleteUserData", "invokeResponse", "delay", "somethingOfTomorrow",
        )
    },
}  # fmt: skip


def _send(world: World, activity: Mapping[str, Any], *, chat: str = "") -> Exchange:
    teams = world.teams
    user = world.teams_users[ME]
    place = teams.state.conversation(chat or teams.personal(user).id)
    base = teams.requests.base(str(activity["type"]), teams.state.user(user), place)
    data = base["channelData"] | activity.get("channelData", {})
    return teams.send(teams.requests.signed({**base, **activity, "channelData": data}, "unseen"))


@pytest.mark.parametrize("where", ["chat", "channel"])
@pytest.mark.parametrize("name", TEAMS_ACTIVITIES)
def test_an_activity_of_teams_that_asks_nothing_of_us(world: World, name: str, where: str) -> None:
    before = _seen(world)
    answer = _send(world, TEAMS_ACTIVITIES[name], chat="" if where == "chat" else world.teams_channel)
    assert (answer.status, answer.text) == (200, "")
    assert _seen(world) == before


INVOKES: dict[str, Any] = {
    "signin/verifyState": {"state": "123456"},
    "signin/tokenExchange": {"id": "1", "connectionName": "x", "token": "x"},
    "signin/failure": {"code": "x", "message": "y"},
    "composeExtension/queryLink": {"url": "https://example.com"},
    "composeExtension/anonymousQueryLink": {"url": "https://example.com"},
    "composeExtension/selectItem": {"do": "complete", "with": {"ref": "AMB-1"}},
    "composeExtension/querySettingUrl": {"commandId": "find"},
    "composeExtension/setting": {"state": "x"},
    "composeExtension/onCardButtonClicked": {"x": 1},
    "actionableMessage/executeAction": {"actionId": "1", "body": "x"},
    "message/submitAction": {"actionName": "feedback", "actionValue": {"reaction": "like"}},
    "message/fetchTask": {"data": {}},
    "tab/fetch": {"tabContext": {"tabEntityId": "home"}},
    "tab/submit": {"data": {}},
    "config/fetch": {},
    "config/submit": {"data": {}},
    "handoff/action": {"continuation": "x"},
    "application/search": {"kind": "search", "queryText": "a", "dataset": "x", "queryOptions": {"skip": 0, "top": 15}},
    "somethingOf/tomorrow": None,
    "": {"x": 1},
    "adaptiveCard/action": {
        "action": {"type": "Action.Execute", "verb": "theirs", "data": {"x": 1}},
        "trigger": "manual",
    },
    "task/fetch": {"data": {"type": "task/fetch", "x": 1}, "context": {"theme": "dark"}},
    "task/submit": {"data": "words"},
    "fileConsent/invoke": {"action": "decline", "context": None},
}


@pytest.mark.parametrize("name", INVOKES)
def test_an_invoke_always_gets_a_body_and_changes_nothing(world: World, name: str) -> None:
    before = _changes(world)
    answer = _send(world, {"type": "invoke", "name": name, "value": INVOKES[name]})
    assert answer.status == 200
    assert answer.json(), "an empty body shows “Unable to reach app”"
    assert _changes(world) == before


LINES: dict[str, dict[str, Any]] = {
    "a mention in the middle": {"text": "please <at>Action Log</at> plans"},
    "a mention with an id": {"text": '<at id="0">Action Log</at>&nbsp;plans'},
    "a mention in two parts": {
        "text": "<at>Action</at> <at>Log</at> plans",
        "mention": ["<at>Action</at>", "<at>Log</at>"],
    },
    "capitals": {"text": "<AT>Action Log</AT> PLANS"},
    "a line break": {"text": "<at>Action Log</at>\n\nplans\n"},
    "a value beside it": {"text": "plans", "value": {"x": 1}},
    "a value that is a word": {"text": "plans", "value": "x"},
    "odd attachments": {
        "text": "plans",
        "attachments": [{"contentType": "application/vnd.microsoft.card.hero"}, None, 1],
    },
    "a quotation": {"text": "plans", "attachments": [{"contentType": "messageReference", "content": "{}"}]},
    "no entities": {"text": "plans", "entities": None},
    "many locales": {"text": "plans", "locale": "cy-GB", "textFormat": "xml"},
    "a meeting": {"text": "plans", "channelData": {"meeting": {"id": "MCMx"}, "source": {"name": "message"}}},
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_in_teams_however_it_is_wrapped(world: World, name: str) -> None:
    teams = world.teams
    chat = teams.personal(world.teams_users[ME]).id
    said = dict(LINES[name])
    parts = said.pop("mention", None) or ["<at>Action Log</at>", "<AT>Action Log</AT>", '<at id="0">Action Log</at>']
    whom = {"id": teams.state.bot_id, "name": teams.state.bot_name}
    entities = [{"type": "mention", "text": part, "mentioned": whom} for part in parts if part in said["text"]]
    before = len(teams.messages(chat))
    assert _send(world, {"type": "message", "entities": entities, **said}).status == 200
    teams.wait_for(lambda: len(teams.messages(chat)) > before, what="an answer")
    assert "You can see 1 plan" in str(teams.last(chat, as_user=world.teams_users[ME]))
