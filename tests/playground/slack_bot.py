"""A tiny bot on the real Bolt, to try the pretend Slack against software that nobody here wrote."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.loopback import LoopbackServer
from bot.playground.pretend_slack import PretendSlack


def button(label: str, action_id: str, value: str = "1") -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "value": value, "text": {"type": "plain_text", "text": label}}


def row(words: str) -> list[dict[str, Any]]:
    menu = {
        "type": "overflow",
        "action_id": "more",
        "options": [{"text": {"type": "plain_text", "text": "History"}, "value": "history"}],
    }
    return [
        {"type": "section", "text": {"type": "plain_text", "text": words}},
        {"type": "actions", "elements": [button("Mark complete", "done"), button("Update", "update"), menu]},
    ]


def update_form() -> dict[str, Any]:
    date = {"type": "datepicker", "action_id": "day", "initial_date": "2026-06-30"}
    note = {"type": "plain_text_input", "action_id": "text", "multiline": True}
    return {
        "type": "modal",
        "callback_id": "update",
        "title": {"type": "plain_text", "text": "Update TSP-8"},
        "submit": {"type": "plain_text", "text": "Save"},
        "private_metadata": "TSP-8",
        "notify_on_close": True,
        "blocks": [
            {
                "type": "input",
                "block_id": "note",
                "label": {"type": "plain_text", "text": "What happened?"},
                "element": note,
            },
            {
                "type": "input",
                "block_id": "date",
                "optional": True,
                "label": {"type": "plain_text", "text": "New date"},
                "element": date,
            },
        ],
    }


class SlackBot:
    """What it saw is in ``seen``: (kind, payload) in the order of arrival."""

    def __init__(self, slack: PretendSlack) -> None:
        self.seen: list[tuple[str, dict[str, Any]]] = []
        self.client = AsyncWebClient(token=slack.bot_token, base_url=slack.url, retry_handlers=[])
        self.app = AsyncApp(
            signing_secret=slack.signing_secret,
            client=self.client,
            process_before_response=True,
            authorize=self._authorize(slack),
        )
        self._listen(self.app)

    def _authorize(self, slack: PretendSlack) -> Any:
        async def authorize(**_: Any) -> AuthorizeResult:
            return AuthorizeResult(
                enterprise_id=None,
                team_id=slack.team_id,
                bot_user_id=slack.bot_user,
                bot_id=slack.state.bot_id,
                bot_token=slack.bot_token,
            )

        return authorize

    def _listen(self, app: AsyncApp) -> None:
        @app.command("/actions")
        async def command(ack: Any, body: dict[str, Any]) -> None:
            self.seen.append(("command", body))
            match body.get("text"):
                case "crash":
                    raise RuntimeError("on purpose")
                case "slow":
                    await asyncio.sleep(10)
                case "wrong":
                    await ack(blocks=[{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}])
                case _:
                    await ack(text="1 open", blocks=row("TSP-8 · Agree the dataset"))

        @app.action("done")
        async def done(ack: Any, body: dict[str, Any], respond: Any, client: AsyncWebClient) -> None:
            self.seen.append(("done", body))
            await ack()
            await respond(text="Completed by you", replace_original=True)
            await client.chat_postMessage(
                channel=body["channel"]["id"],
                text="TSP-8 completed",
                metadata={"event_type": "said", "event_payload": {"key": "k1"}},
            )

        @app.action("update")
        async def update(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
            self.seen.append(("update", body))
            await client.views_open(trigger_id=body["trigger_id"], view=update_form())
            await ack()

        @app.action("more")
        async def more(ack: Any, body: dict[str, Any]) -> None:
            self.seen.append(("more", body))
            await ack()

        @app.view("update")
        async def submitted(ack: Any, body: dict[str, Any]) -> None:
            self.seen.append(("submitted", body))
            if body["view"]["state"]["values"]["note"]["text"]["value"] == "no":
                await ack(response_action="errors", errors={"note": "Please say more."})
            else:
                await ack()

        @app.view_closed("update")
        async def closed(ack: Any, body: dict[str, Any]) -> None:
            self.seen.append(("closed", body))
            await ack()

        @app.event("message")
        async def message(event: dict[str, Any], client: AsyncWebClient, body: dict[str, Any]) -> None:
            self.seen.append(("message", body))
            await client.chat_postMessage(channel=event["channel"], text=f"You said {event['text']}")

        @app.event("app_mention")
        async def mention(event: dict[str, Any], body: dict[str, Any]) -> None:
            self.seen.append(("mention", body))

        @app.event("app_home_opened")
        async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
            await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": row("Mine")})

    def web(self) -> web.Application:
        async def events(request: web.Request) -> web.Response:
            bolt: AsyncBoltRequest = await to_bolt_request(request)
            return await to_aiohttp_response(await self.app.async_dispatch(bolt))

        app = web.Application()
        app.router.add_post("/slack/events", events)
        return app


@contextmanager
def running_bot(slack: PretendSlack) -> Iterator[SlackBot]:
    """The bot on loopback, with the pretend Slack delivering to it."""
    bot = SlackBot(slack)
    with LoopbackServer(bot.web, name="tiny bot") as server:
        slack.deliver_to(server.origin)
        yield bot
