from __future__ import annotations

from collections.abc import Iterator

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.pretend_slack import PretendSlack
from bot.playground.slack_state import SlackUser
from tests.playground.slack_bot import running_bot
from tests.playground.test_pretend_slack import refusal


@pytest.fixture
def slack() -> Iterator[PretendSlack]:
    with PretendSlack() as running:
        yield running


@pytest.fixture
def ann(slack: PretendSlack) -> SlackUser:
    return slack.add_user("ann", "Ann Okoro")


async def test_the_sdk_uploads_a_file_and_shares_it(slack: PretendSlack, ann: SlackUser) -> None:
    plans = slack.add_channel("plans", [ann.id])
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.url)
    await client.files_upload_v2(channel=plans.id, filename="report.csv", content="a,b", initial_comment="The report")
    shared = slack.last(plans.id)
    assert shared.text == "The report"
    (file,) = shared.files
    assert (file["name"], file["size"], file["mimetype"]) == ("report.csv", 3, "text/csv")
    async with aiohttp.ClientSession() as http:
        headers = {"Authorization": f"Bearer {slack.bot_token}"}
        async with http.get(file["url_private_download"], headers=headers) as answer:
            assert await answer.read() == b"a,b"
        async with http.get(file["url_private_download"]) as answer:
            assert (answer.status, answer.content_type) == (200, "text/html")


def test_uploads_that_were_not_finished_or_not_begun_are_refused(slack: PretendSlack, ann: SlackUser) -> None:
    client = WebClient(token=slack.bot_token, base_url=slack.url)
    begun = client.files_getUploadURLExternal(filename="x.txt", length=1)
    assert refusal(client.files_completeUploadExternal, files=[{"id": begun["file_id"]}]) == "file_not_found"
    assert refusal(client.files_completeUploadExternal, files=[{"id": "F404"}]) == "file_not_found"
    assert refusal(client.files_getUploadURLExternal, filename="x.txt", length=0) == "invalid_arguments"
    assert refusal(client.files_info, file="F404") == "file_not_found"


def test_a_file_that_somebody_sends_reaches_the_bot_in_a_direct_message(slack: PretendSlack, ann: SlackUser) -> None:
    with running_bot(slack) as bot:
        slack.upload("plan.docx", b"PK", user=ann.id, channel=slack.direct(ann.id).id, text="Here it is")
        event = bot.seen[0][1]["event"]
        assert (event["subtype"], event["text"], event["channel_type"]) == ("file_share", "Here it is", "im")
        client = WebClient(token=slack.bot_token, base_url=slack.url)
        assert client.files_info(file=event["files"][0]["id"])["file"]["name"] == "plan.docx"
        channel = slack.add_channel("plans", [ann.id])
        assert slack.upload("plan.docx", b"PK", user=ann.id, channel=channel.id) is None


def test_with_echo_the_bot_hears_its_own_direct_messages(slack: PretendSlack, ann: SlackUser) -> None:
    slack.echo = True
    with running_bot(slack) as bot:
        client = WebClient(token=slack.bot_token, base_url=slack.url)
        bot.app.middleware(_ignore_own)
        client.chat_postMessage(channel=ann.id, text="hello")
        slack.wait_for(lambda: slack.wire.matching("event message"))
        assert slack.wire.matching("event message")[0].payload["event"]["bot_id"] == slack.state.bot_id


async def _ignore_own(body: dict[str, dict[str, str]], next: object) -> None:
    """Ends the handling of the bot's own messages, or the tiny bot would answer itself without end."""
    if not body.get("event", {}).get("bot_id"):
        await next()  # type: ignore[operator]  # Bolt passes a coroutine function
