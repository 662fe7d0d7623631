from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest
from botframework.connector.auth import (
    AuthenticationConfiguration,
    ChannelValidation,
    JwtTokenExtractor,
    SimpleCredentialProvider,
)

from bot.playground.faults import Fault
from bot.playground.pretend_teams import BAD_CASES, PretendTeams
from bot.playground.teams_cards import CARD, check_activity, check_card, text_of
from bot.playground.teams_outgoing import FieldMissing, NoSuchButton
from bot.playground.teams_state import TeamsUser
from tests.playground.teams_bot import FORM, ROW, TeamsBot, card, execute, running_bot


@pytest.fixture
def teams() -> Iterator[PretendTeams]:
    with PretendTeams() as running:
        yield running


@pytest.fixture
def bot(teams: PretendTeams) -> Iterator[TeamsBot]:
    with running_bot(teams) as running:
        yield running


@pytest.fixture
def ann(teams: PretendTeams) -> TeamsUser:
    return teams.add_user("Ann Okoro")


def shown(value: dict[str, Any]) -> dict[str, Any]:
    return {"statusCode": 200, "type": CARD, "value": value}


def words(value: str) -> dict[str, Any]:
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": value}


# a person's day


def test_a_message_is_answered_with_a_card(teams: PretendTeams, bot: TeamsBot, ann: TeamsUser) -> None:
    answer = teams.say("R&D <draft>", user=ann.id)
    assert answer
    assert answer.ok
    heard = bot.seen[0]
    assert heard["text"] == "R&amp;D &lt;draft&gt;"
    assert heard["from"] == {"id": ann.id, "name": "Ann Okoro", "aadObjectId": ann.object_id}
    assert heard["channelData"]["tenant"]["id"] == heard["conversation"]["tenantId"] == teams.tenant_id
    mine = teams.personal(ann.id).id
    assert [each.text for each in teams.messages(mine)] == ["R&D <draft>", ""]
    assert teams.last(mine).buttons(ann.id) == ["Mark complete", "Update", "Form"]
    assert teams.last(mine).words(ann.id) == "TSP-8 · Agree the dataset"


def test_in_a_channel_the_bot_hears_only_mentions(teams: PretendTeams, bot: TeamsBot, ann: TeamsUser) -> None:
    channel = teams.add_channel("Plans", [ann.id])
    assert teams.say("lunch?", user=ann.id, conversation=channel.id) is None
    assert teams.say("@Action Log mine", user=ann.id, conversation=channel.id)
    heard = bot.seen[0]
    assert heard["text"] == "<at>Action Log</at> mine"
    assert heard["entities"][-1]["mentioned"]["id"] == heard["recipient"]["id"]
    assert heard["conversation"]["id"] == f"{channel.id};messageid={heard['id']}"
    assert teams.last(channel.id).thread == heard["id"]


def test_a_slash_command_is_marked_and_answered_to_one_person(
    teams: PretendTeams, bot: TeamsBot, ann: TeamsUser
) -> None:
    bea = teams.add_user("Bea Lind")
    channel = teams.add_channel("Plans", [ann.id, bea.id])
    teams.slash("mine", user=ann.id, conversation=channel.id)
    assert bot.seen[0]["recipient"]["isTargeted"] is True
    assert len(teams.messages(channel.id, as_user=ann.id)) == 1
    assert teams.messages(channel.id, as_user=bea.id) == []


def test_a_button_returns_a_card_that_only_the_presser_sees(teams: PretendTeams, bot: TeamsBot, ann: TeamsUser) -> None:
    bea = teams.add_user("Bea Lind")
    chat = teams.add_group_chat("Board", [ann.id, bea.id])
    teams.say("@Action Log mine", user=ann.id, conversation=chat.id)
    bot.answers["adaptiveCard/action"] = shown(card("Completed by you"))
    posted = teams.last(chat.id)
    assert teams.press("Mark complete", user=ann.id, on=posted, inputs={"What happened?": "Agreed"}).ok
    invoke = bot.seen[-1]
    assert invoke["value"]["action"]["data"] == {"do": "done", "note": "Agreed"}
    assert invoke["replyToId"] == posted.id
    now = teams.message(chat.id, posted.id)
    assert now.words(ann.id) == "Completed by you"
    assert now.words(bea.id) == "TSP-8 · Agree the dataset"


def test_words_errors_and_empty_answers_are_shown_as_teams_shows_them(
    teams: PretendTeams, bot: TeamsBot, ann: TeamsUser
) -> None:
    teams.say("mine", user=ann.id)
    posted = teams.last(teams.personal(ann.id).id)
    bot.answers["adaptiveCard/action"] = words("Completed by Bea on 2 March 2026.")
    teams.press("Mark complete", user=ann.id, on=posted)
    assert teams.notice(ann.id) == "Completed by Bea on 2 March 2026."
    bot.answers["adaptiveCard/action"] = ""
    assert not teams.press("Mark complete", user=ann.id, on=posted).ok
    assert teams.notice(ann.id) == "Unable to reach app. Please try again."
    bot.answers["adaptiveCard/action"] = shown({"type": "AdaptiveCard", "version": "1.6", "body": []})
    assert not teams.press("Mark complete", user=ann.id, on=posted).ok
    with pytest.raises(AssertionError, match=r"at most 1\.5"):
        teams.check()


def test_an_old_client_sends_the_fallback_as_a_message(teams: PretendTeams, bot: TeamsBot, ann: TeamsUser) -> None:
    teams.say("mine", user=ann.id)
    posted = teams.last(teams.personal(ann.id).id)
    assert teams.press("Mark complete", user=ann.id, on=posted, fallback=True).ok
    heard = bot.seen[-1]
    assert (heard["type"], heard["value"], heard["replyToId"]) == ("message", {"do": "done", "note": ""}, posted.id)
    assert "text" not in heard


def test_a_dialog_is_opened_filled_in_and_closed(teams: PretendTeams, bot: TeamsBot, ann: TeamsUser) -> None:
    teams.say("mine", user=ann.id)
    task = {"title": "Update", "card": {"contentType": CARD, "content": FORM}}
    bot.answers["task/fetch"] = {"task": {"type": "continue", "value": task}}
    teams.press("Form", user=ann.id, on=teams.last(teams.personal(ann.id).id))
    dialog = teams.dialog(ann.id)
    assert dialog
    assert dialog.title == "Update"
    with pytest.raises(FieldMissing, match="Say it"):
        teams.submit_dialog(user=ann.id)
    with pytest.raises(NoSuchButton, match="Green"):
        teams.submit_dialog("Save", user=ann.id, inputs={"note": "x", "RAG": "Purple"})
    bot.answers["task/submit"] = {"task": {"type": "message", "value": "Saved."}}
    teams.submit_dialog("Save", user=ann.id, inputs={"What happened?": "Agreed", "RAG": "Amber"})
    assert bot.seen[-1]["value"]["data"] == {"ref": "TSP-8", "note": "Agreed", "day": "2026-06-30", "rag": "a"}
    assert teams.dialog(ann.id) is None
    assert teams.notice(ann.id) == "Saved."


def test_installing_and_removing_are_told(teams: PretendTeams, bot: TeamsBot, ann: TeamsUser) -> None:
    channel = teams.add_channel("Plans", [ann.id], bot=False)
    teams.install(channel.id, by=ann.id)
    teams.uninstall(channel.id, by=ann.id)
    assert [(each["type"], each.get("action")) for each in bot.seen] == [
        ("installationUpdate", "add"),
        ("conversationUpdate", None),
        ("installationUpdate", "remove"),
    ]
    assert bot.seen[1]["membersAdded"] == [{"id": f"28:{teams.app_id}"}]


# signatures, against the SDK that real bots use


async def sdk_takes(teams: PretendTeams, header: str, service_url: str) -> bool:
    """Whether botbuilder's own check of a channel's token lets a header in."""
    ChannelValidation.open_id_metadata_endpoint = teams.openid_url
    JwtTokenExtractor.metadataCache.clear()
    try:
        await ChannelValidation.authenticate_channel_token_with_service_url(
            header, SimpleCredentialProvider(teams.app_id, ""), service_url, "msteams", AuthenticationConfiguration()
        )
    except Exception:
        return False
    return True


async def test_the_sdk_takes_good_tokens_and_refuses_forged_ones(teams: PretendTeams, ann: TeamsUser) -> None:
    activity = teams.requests.message("mine", user=ann.id, conversation=teams.personal(ann.id).id)
    good = teams.requests.signed(activity)
    assert await sdk_takes(teams, good.headers["Authorization"], teams.service_url)
    let_in = {
        "key without endorsements",
        "no expiry",
        "no service url",
        "foreign tenant",
        "differing tenants",
        "not json",
        "a list",
        "text/plain",
    }
    for case in BAD_CASES:
        forged = teams.requests.forged(case, activity)
        takes = await sdk_takes(teams, forged.headers.get("Authorization", ""), teams.service_url)
        assert takes == (case in let_in), case
    teams.keys.rotate()
    assert not await sdk_takes(teams, good.headers["Authorization"], teams.service_url)
    renewed = teams.requests.signed(activity)
    assert await sdk_takes(teams, renewed.headers["Authorization"], teams.service_url)


def test_a_careful_bot_lets_in_only_what_is_good(teams: PretendTeams, bot: TeamsBot, ann: TeamsUser) -> None:
    activity = teams.requests.message("mine", user=ann.id, conversation=teams.personal(ann.id).id)
    assert teams.send(teams.requests.signed(activity)).status == 200
    for case, wanted in BAD_CASES.items():
        if wanted == 401:
            assert teams.send(teams.requests.forged(case, activity)).status == 401, case
    assert len(bot.seen) == 1


# the connector


class Client:
    """Calls the connector as the bot would."""

    def __init__(self, teams: PretendTeams, http: aiohttp.ClientSession, token: str) -> None:
        self._base = f"{teams.service_url}v3/"
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"}

    async def __call__(self, verb: str, path: str, body: Any = None, **query: str) -> tuple[int, Any]:
        async with self._http.request(
            verb, self._base + path, json=body, params=query, headers=self._headers
        ) as answer:
            text = await answer.text()
            return answer.status, await answer.json() if text else None


@pytest.fixture
async def client(teams: PretendTeams) -> Any:
    form = {"grant_type": "client_credentials", "client_id": teams.app_id, "client_secret": teams.app_password}
    async with aiohttp.ClientSession() as http:
        async with http.post(teams.token_url, data=form) as answer:
            token = (await answer.json())["access_token"]
        yield Client(teams, http, token)


def message(content: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"type": "message", "attachments": [{"contentType": CARD, "content": content or ROW}], **more}


async def test_posts_can_be_changed_and_deleted_by_the_bot_alone(
    teams: PretendTeams, client: Client, ann: TeamsUser
) -> None:
    channel = teams.add_channel("Plans", [ann.id])
    status, posted = await client("POST", f"conversations/{channel.id}/activities", message())
    assert status == 201
    where = f"conversations/{channel.id}/activities/{posted['id']}"
    assert (await client("PUT", where, message(card("Done"))))[0] == 200
    assert teams.message(channel.id, posted["id"]).words() == "Done"
    assert (await client("DELETE", where))[0] == 200
    assert (await client("DELETE", where))[0] == 404
    teams.deliver_to("http://127.0.0.1:9")
    await asyncio.to_thread(teams.say, "hello", user=ann.id, conversation=channel.id)
    theirs = teams.last(channel.id)
    assert (await client("DELETE", f"conversations/{channel.id}/activities/{theirs.id}"))[0] == 403


async def test_a_personal_chat_is_made_once_where_the_app_is_installed(
    teams: PretendTeams, client: Client, ann: TeamsUser
) -> None:
    def body(user: TeamsUser) -> dict[str, Any]:
        return {
            "isGroup": False,
            "bot": {"id": f"28:{teams.app_id}"},
            "members": [{"id": user.id}],
            "channelData": {"tenant": {"id": teams.tenant_id}},
        }

    first = await client("POST", "conversations", body(ann))
    assert first == (201, {"id": teams.personal(ann.id).id})
    assert await client("POST", "conversations", body(ann)) == first
    status, _ = await client("POST", f"conversations/{first[1]['id']}/activities", message())
    assert status == 201
    away = teams.add_user("Cy Dunn", installed=False)
    status, refused = await client("POST", "conversations", body(away))
    assert (status, refused["error"]["code"]) == (403, "BotNotInConversationRoster")
    assert (await client("POST", "conversations", body(ann) | {"channelData": {}}))[0] == 400
    teams.change_user(ann.id, blocked=True)
    status, refused = await client("POST", f"conversations/{first[1]['id']}/activities", message())
    assert (status, refused["error"]["code"]) == (403, "ConversationBlockedByUser")


async def test_a_new_thread_in_a_channel(teams: PretendTeams, client: Client, ann: TeamsUser) -> None:
    channel = teams.add_channel("Plans", [ann.id])
    body = {"isGroup": True, "channelData": {"channel": {"id": channel.id}}, "activity": message()}
    status, made = await client("POST", "conversations", body)
    assert status == 201
    assert made["id"] == f"{channel.id};messageid={made['activityId']}"
    assert (await client("POST", f"conversations/{made['id']}/activities", message()))[0] == 201
    assert {each.thread for each in teams.messages(channel.id)} == {made["activityId"]}


async def test_members_are_listed_in_pages(teams: PretendTeams, client: Client, ann: TeamsUser) -> None:
    others = [teams.add_user(f"Person {number}", guest=number == 0) for number in range(4)]
    channel = teams.add_channel("Plans", [ann.id, *(each.id for each in others)])
    names: list[str] = []
    token = ""
    while True:
        query = {"pageSize": "2"} | ({"continuationToken": token} if token else {})
        _, page = await client("GET", f"conversations/{channel.id}/pagedmembers", **query)
        names += [each["name"] for each in page["members"]]
        if not (token := page.get("continuationToken", "")):
            break
    assert sorted(names) == sorted(["Ann Okoro", *(each.name for each in others)])
    _, one = await client("GET", f"conversations/{channel.id}/members/{ann.object_id}")
    assert (one["id"], one["email"]) == (ann.id, "ann.okoro@council.example")
    outsider = teams.add_user("Elsewhere")
    assert (await client("GET", f"conversations/{channel.id}/members/{outsider.id}"))[0] == 404
    assert (await client("GET", f"teams/{channel.team_id}/conversations"))[1]["conversations"][0]["id"] == channel.id


async def test_targeted_messages_are_for_members_of_groups(teams: PretendTeams, client: Client, ann: TeamsUser) -> None:
    channel = teams.add_channel("Plans", [ann.id])
    outsider = teams.add_user("Elsewhere")
    path = f"conversations/{channel.id}/activities"
    targeted = {"isTargetedActivity": "true"}
    assert (await client("POST", path, message(recipient={"id": ann.id}), **targeted))[0] == 201
    assert (await client("POST", path, message(recipient={"id": outsider.id}), **targeted))[0] == 400
    personal = f"conversations/{teams.personal(ann.id).id}/activities"
    assert (await client("POST", personal, message(recipient={"id": ann.id}), **targeted))[0] == 400
    assert teams.messages(channel.id) == []
    assert len(teams.messages(channel.id, as_user=ann.id)) == 1


async def test_without_a_token_nothing_is_stored(teams: PretendTeams, client: Client, ann: TeamsUser) -> None:
    channel = teams.add_channel("Plans", [ann.id])
    teams.expire_tokens()
    assert (await client("POST", f"conversations/{channel.id}/activities", message()))[0] == 401
    assert teams.messages(channel.id) == []


async def test_tokens_are_for_the_right_app(teams: PretendTeams) -> None:
    form = {"grant_type": "client_credentials", "client_id": teams.app_id, "client_secret": teams.app_password}
    async with aiohttp.ClientSession() as http:
        for wrong in ({"client_secret": "x"}, {"client_id": "x"}, {"grant_type": "password"}):
            async with http.post(teams.token_url, data=form | wrong) as answer:
                assert answer.status in (400, 401)
        async with http.post(teams.token_url.replace(teams.tenant_id, "other"), data=form) as answer:
            assert answer.status == 400


async def test_faults_are_answered_as_the_connector_answers_them(
    teams: PretendTeams, client: Client, ann: TeamsUser
) -> None:
    channel = teams.add_channel("Plans", [ann.id])
    path = f"conversations/{channel.id}/activities"
    teams.fail("sendToConversation", Fault.teams_error(429, "Throttled", retry_after=3))
    teams.fail("sendToConversation", Fault.teams_error(403, "MessageWritesBlocked"))
    teams.fail("sendToConversation", Fault.drop_after())
    status, body = await client("POST", path, message())
    assert (status, body["error"]["code"]) == (429, "Throttled")
    assert teams.wire.all()[-1].response_headers["Retry-After"] == "3"
    assert (await client("POST", path, message()))[0] == 403
    assert teams.messages(channel.id) == []
    with pytest.raises(aiohttp.ClientError):
        await client("POST", path, message())
    assert len(teams.messages(channel.id)) == 1


async def test_a_bad_or_too_large_card_is_refused_loudly(teams: PretendTeams, client: Client, ann: TeamsUser) -> None:
    path = f"conversations/{teams.personal(ann.id).id}/activities"
    status, body = await client("POST", path, message(card("x" * 30_000)))
    assert (status, body["error"]["code"]) == (413, "MessageSizeTooBig")
    status, body = await client("POST", path, {"type": "message"})
    assert (status, body["error"]["code"]) == (400, "BadSyntax")
    with pytest.raises(AssertionError, match="needs a text or an attachment"):
        teams.check()


# cards

GOOD = [ROW, FORM, card("x", {"type": "Action.OpenUrl", "title": "Open", "url": "https://council.example"})]
BAD: dict[str, dict[str, Any]] = {
    "newer than 1.5": {**card("x"), "version": "1.6"},
    "unknown element": card("x", body=({"type": "Banner"},)),
    "unknown property": card("x", body=({"type": "TextBlock", "text": "x", "bold": True},)),
    "no text": card("x", body=({"type": "TextBlock"},)),
    "text that is a number": card("x", body=({"type": "TextBlock", "text": 5},)),
    "an unknown colour": card("x", body=({"type": "TextBlock", "text": "x", "color": "red"},)),
    "an input without id": card("x", body=({"type": "Input.Text"},)),
    "two inputs with one id": card("x", body=({"type": "Input.Text", "id": "a"}, {"type": "Input.Date", "id": "a"})),
    "a fact without value": card("x", body=({"type": "FactSet", "facts": [{"title": "a"}]},)),
    "a button in the body": card("x", body=(execute("a", "b"),)),
    "an element among the buttons": card("x", {"type": "TextBlock", "text": "x"}),
    "seven buttons": card("x", *[execute(str(number), "x") for number in range(7)]),
    "a script as link": card("x", {"type": "Action.OpenUrl", "title": "Open", "url": "javascript:alert(1)"}),
    "a column outside a set": card("x", body=({"type": "Column", "items": []},)),
    "a bad cell": card("x", body=({"type": "Table", "rows": [{"type": "TableRow", "cells": [{"type": "Fact"}]}]},)),
    "a bad fallback": card("x", {**execute("a", "b"), "fallback": {"type": "Action.Fly"}}),
}


@pytest.mark.parametrize("good", GOOD)
def test_good_cards_are_taken(good: dict[str, Any]) -> None:
    assert check_card(good) == []


@pytest.mark.parametrize("case", BAD)
def test_bad_cards_are_refused_with_a_pointer(case: str) -> None:
    faults = check_card(BAD[case])
    assert faults
    assert all("[/" in fault for fault in faults)


def test_a_teams_only_element_needs_a_fallback() -> None:
    badge = {"type": "Badge", "text": "Amber"}
    assert check_card(card("x", body=(badge,)))
    assert check_card(card("x", body=({**badge, "fallback": {"type": "TextBlock", "text": "Amber"}},))) == []


def test_the_words_of_a_card_can_be_read() -> None:
    facts = {"type": "FactSet", "facts": [{"title": "Lead", "value": "GD"}]}
    runs = {"type": "RichTextBlock", "inlines": ["due ", {"type": "TextRun", "text": "30 June 2026"}]}
    columns = {"type": "ColumnSet", "columns": [{"type": "Column", "items": [runs]}]}
    assert text_of(card("TSP-8", body=(facts, columns))) == "TSP-8\nLead: GD\ndue 30 June 2026"


def test_mentions_must_stand_in_the_text() -> None:
    mention = {"type": "mention", "text": "<at>Ann</at>", "mentioned": {"id": "29:1", "name": "Ann"}}
    assert check_activity({"type": "message", "text": "hello", "entities": [mention]})
    assert check_activity({"type": "message", "text": "hello <at>Ann</at>", "entities": [mention]}) == []
