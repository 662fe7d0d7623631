"""A pretend Slack on loopback, for the demonstration and for tests.

It has a workspace with people, channels and direct messages, the part of Slack's Web API that a bot like this one
uses, and it sends the bot really signed slash commands, interactions and events. It refuses what Slack refuses
(limits of Block Kit, triggers older than three seconds, response addresses used up, channels the bot isn't in)::

    with PretendSlack() as slack:
        # settings of the bot under test:
        #   ACTIONLOG_SLACK_API_URL=slack.url          ACTIONLOG_SLACK_SIGNING_SECRET=slack.signing_secret
        #   ACTIONLOG_SLACK_BOT_TOKEN=slack.bot_token  ACTIONLOG_SLACK_APP_TOKEN=slack.app_token
        slack.deliver_to("http://127.0.0.1:3978")      # or None: through Socket Mode
        ann = slack.add_user("ann", "Ann Okoro", email="ann@council.example")
        plans = slack.add_channel("plans", members=[ann.id])              # the bot is in it unless bot=False

        answer = slack.command("mine", user=ann.id, channel=plans.id)     # an Exchange: status, milliseconds, json()
        card = slack.last(plans.id, as_user=ann.id)                       # what Ann sees last
        slack.press("Mark complete", user=ann.id, on=card)                # label, action id or accessibility label
        slack.press("More", user=ann.id, on=card, choose="History")       # an option of a menu
        form = slack.modal(ann.id)                                        # the window Ann has open
        slack.submit(form, {"What happened?": "Agreed at board"})         # by label, block id or action id
        slack.say("mine", user=ann.id, channel=slack.direct(ann.id).id)   # a direct message; or "@actionlog mine"
        slack.open_home(ann.id);  slack.home(ann.id)
        slack.upload("plan.docx", content, user=ann.id, channel=slack.direct(ann.id).id)

        slack.wait_for(lambda: slack.messages(plans.id))                  # what comes later
        slack.fail("chat.postMessage", Fault.rate_limited(2), times=3)    # also server_error, drop_before, drop_after
        slack.history_lag = 5.0                                           # conversations.history is late
        slack.wire.matching("chat.postMessage")                           # every call with its body and time
        slack.check()                                                     # fails if Slack refused anything

Every method may be called from any thread, but blocks: in a coroutine use ``await asyncio.to_thread(slack.command,
"mine", ...)``. `PretendSlack.requests` builds requests without sending them, for tests that spoil them.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.playground import slack_files
from bot.playground.pretended import PretendPlatform
from bot.playground.slack_answers import apply_command_answer, apply_submission_answer
from bot.playground.slack_outgoing import SlackRequests
from bot.playground.slack_payloads import home_opened_event, message_event, rich_text
from bot.playground.slack_server import ANSWER_SECONDS, SlackServer
from bot.playground.slack_state import Clock, SlackChannel, SlackMessage, SlackState, SlackUser, SlackView
from bot.playground.wire import Exchange, SignedRequest

BOT_NAME = "actionlog"
REFUSALS_OF_CONTENT = ("invalid_", "msg_", "no_text", "too_many_", "view_too_large", "metadata_")


class PretendSlack(PretendPlatform):
    """A workspace with one bot installed. Start it with ``with``, or with `start` and `stop`.

    ``clock`` gives the time of messages in seconds since 1970, so that a demonstration may live in the future;
    signatures and limits always use the real time. With ``echo`` the bot hears its own direct messages as events, as
    it does on the real Slack.
    """

    def __init__(
        self,
        *,
        team_id: str = "T0PLAYGROUND",
        team_name: str = "Borough Council",
        app_id: str = "A0ACTIONLOG",
        bot_user: str = "U0ACTIONLOG",
        signing_secret: str | None = None,
        bot_url: str | None = None,
        clock: Clock = time.time,
        port: int = 0,
    ) -> None:
        self.team_id = team_id
        self.app_id = app_id
        self.bot_user = bot_user
        self.signing_secret = signing_secret or secrets.token_hex(16)
        self.bot_token = f"xoxb-pretend-{secrets.token_hex(8)}"
        self.app_token = f"xapp-1-{app_id}-{secrets.token_hex(8)}"
        super().__init__(
            "Slack",
            lambda: self._server.app(),
            refusals=REFUSALS_OF_CONTENT,
            answer_seconds=ANSWER_SECONDS,
            bot_url=bot_url,
            port=port,
        )
        self.state = SlackState(team_id=team_id, team_name=team_name, app_id=app_id, bot_user=bot_user, clock=clock)
        self.requests = SlackRequests(self.state, self.signing_secret)
        self._server = SlackServer(
            self.state, self.wire, self.faults, bot_token=self.bot_token, app_token=self.app_token
        )
        self._tasks: set[asyncio.Future[Exchange]] = set()
        self.echo = False
        self.state.listeners.append(self._news.tell)
        self.state.posted.append(self._echo)
        self.state.put_user(SlackUser(bot_user, BOT_NAME, "Action Log", team_id, is_bot=True))
        self.state.put_user(SlackUser("USLACKBOT", "slackbot", "Slackbot", team_id))

    # running

    @property
    def url(self) -> str:
        """What the bot's setting ACTIONLOG_SLACK_API_URL should be."""
        return f"{self._loopback.origin}/api/"

    def _listens_at(self, origin: str) -> None:
        self._server.origin = self.requests.origin = self.state.origin = origin

    # people and conversations

    def add_user(
        self,
        name: str,
        real_name: str = "",
        *,
        id: str | None = None,
        email: str | None = None,
        team_id: str | None = None,
        guest: bool = False,
        single_channel_guest: bool = False,
        deleted: bool = False,
        is_bot: bool = False,
        is_admin: bool = False,
    ) -> SlackUser:
        """Add somebody. Another ``team_id`` makes them an outsider (Slack Connect)."""
        return self.state.put_user(
            SlackUser(
                id or self.state.new_id("U"),
                name,
                real_name or name,
                team_id or self.team_id,
                email=email,
                guest=guest or single_channel_guest,
                single_channel_guest=single_channel_guest,
                deleted=deleted,
                is_bot=is_bot,
                is_admin=is_admin,
            )
        )

    def change_user(self, user_id: str, **changes: Any) -> SlackUser:
        """Change what is known of somebody, such as ``deleted=True``."""
        return self.state.put_user(replace(self.state.user(user_id), **changes))

    def add_channel(
        self,
        name: str,
        members: Sequence[str] = (),
        *,
        id: str | None = None,
        private: bool = False,
        is_ext_shared: bool = False,
        bot: bool = True,
    ) -> SlackChannel:
        """Add a channel; the bot is a member unless ``bot`` is False."""
        everyone = frozenset(members) | ({self.bot_user} if bot else frozenset())
        return self.state.put_channel(
            SlackChannel(
                id or self.state.new_id("C"),
                name,
                "private" if private else "channel",
                everyone,
                is_ext_shared=is_ext_shared,
                created=int(self.state.clock()),
            )
        )

    def change_channel(self, channel_id: str, **changes: Any) -> SlackChannel:
        """Change a channel, such as ``is_archived=True`` or ``members=frozenset(...)``."""
        return self.state.put_channel(replace(self.state.channel(channel_id), **changes))

    def direct(self, user_id: str) -> SlackChannel:
        """The direct conversation of the bot with somebody."""
        return self.state.direct_channel(user_id)

    # what can be seen

    def messages(self, channel_id: str, *, as_user: str | None = None) -> list[SlackMessage]:
        """The messages of a conversation, oldest first; with ``as_user`` also those only they see."""
        return self.state.seen_in(channel_id, as_user)

    def last(self, channel_id: str, *, as_user: str | None = None) -> SlackMessage:
        """The newest message of a conversation; LookupError where there is none."""
        seen = self.messages(channel_id, as_user=as_user)
        if not seen:
            raise LookupError(f"Nothing was said in {channel_id} yet.")
        return seen[-1]

    def message(self, channel_id: str, ts: str) -> SlackMessage:
        """A message as it is now; SlackError message_not_found."""
        return self.state.message(channel_id, ts)

    def modal(self, user_id: str) -> SlackView | None:
        """The topmost modal somebody has open."""
        open_views = self.state.stack(user_id)
        return open_views[-1] if open_views else None

    def home(self, user_id: str) -> SlackView | None:
        """Somebody's home tab, if the bot has published one."""
        return self.state.homes.get(user_id)

    # trouble

    @property
    def history_lag(self) -> float:
        """By how many seconds conversations.history is late."""
        return self.state.history_lag

    @history_lag.setter
    def history_lag(self, seconds: float) -> None:
        self.state.history_lag = seconds

    # what people do

    async def _send(self, request: SignedRequest, timeout: float) -> Exchange:
        if self._bot_url is None:
            return await self._server.send_through_socket(request, timeout)
        return await super()._send(request, timeout)

    def command(self, text: str = "", *, user: str, channel: str, command: str = "/actions") -> Exchange:
        """Somebody types a slash command; the answer in the body is shown to them."""
        exchange = self.send(self.requests.command(text, user=user, channel=channel, command=command))
        return apply_command_answer(self._server, exchange, command=command, user=user, channel=channel)

    def press(
        self,
        name: str,
        *,
        user: str,
        on: SlackMessage | SlackView,
        nth: int = 0,
        choose: Any = ...,
        values: Mapping[str, Any] | None = None,
    ) -> Exchange:
        """Somebody presses a button, or chooses from a menu or picker; NoSuchElement lists what there is."""
        return self.send(self.requests.press(name, user=user, on=on, nth=nth, choose=choose, values=values))

    def submit(self, view: SlackView, values: Mapping[str, Any] | None = None) -> Exchange:
        """Somebody sends a modal off; errors, updates and closing are shown as Slack does."""
        return apply_submission_answer(self._server, self.send(self.requests.submit(view, values)), view)

    def close(self, view: SlackView, *, cleared: bool = False) -> Exchange | None:
        """Somebody closes a modal (``cleared``: the whole stack); None where the app did not ask to be told."""
        self.state.close_view(view.id, whole_stack=cleared)
        return self.send(self.requests.closed(view, cleared=cleared)) if view.payload.get("notify_on_close") else None

    def say(self, text: str, *, user: str, channel: str, thread_ts: str | None = None) -> Exchange | None:
        """Somebody types a message. The bot hears it in a direct conversation, or where ``@actionlog`` is mentioned.

        The answer to the last event delivered; None where the bot doesn't hear it.
        """
        encoded = self.requests.encoded(text)
        message = self.state.store(
            SlackMessage(
                channel,
                self.state.new_ts(),
                user,
                encoded,
                blocks=(rich_text(text),),
                thread_ts=thread_ts,
                client_msg_id=secrets.token_hex(16),
            )
        )
        where = self.state.channel(channel)
        if self.bot_user not in where.members:
            return None
        if where.kind == "im":
            return self.event(message_event(self.state, message, "message"))
        if f"<@{self.bot_user}>" in encoded:
            return self.event(message_event(self.state, message, "app_mention"))
        return None

    def upload(self, name: str, content: bytes, *, user: str, channel: str, text: str = "") -> Exchange | None:
        """Somebody sends a file. The bot hears it in a direct conversation; None where it doesn't."""
        file = slack_files.new_file(self.state, name, user, content)
        message = self.state.store(
            SlackMessage(
                channel,
                self.state.new_ts(),
                user,
                self.requests.encoded(text),
                files=(slack_files.file_json(self.state, file),),
                client_msg_id=secrets.token_hex(16),
            )
        )
        if self.state.channel(channel).kind != "im":
            return None
        return self.event(slack_files.share_event(self.state, message))

    def _echo(self, message: SlackMessage) -> None:
        """Tell the bot of its own direct message, without making anybody wait for it."""
        if self.echo and self.state.channel(message.channel).kind == "im":
            request = self.requests.event(message_event(self.state, message, "message"))
            self._loopback.call_soon(
                lambda: self._tasks.add(asyncio.ensure_future(self._send(request, ANSWER_SECONDS)))
            )

    def open_home(self, user: str, *, tab: str = "home") -> Exchange:
        """Somebody opens the app's home."""
        return self.event(home_opened_event(self.state, self.state.user(user), tab))

    def event(self, inner: Mapping[str, Any], *, event_id: str | None = None, retries: int = 0) -> Exchange:
        """Deliver an event, and up to ``retries`` times again while the answer isn't 2xx (without Slack's pauses)."""
        exchange = self.send(self.requests.event(inner, event_id=event_id))
        for number in range(1, retries + 1):
            if exchange.ok or any(key.lower() == "x-slack-no-retry" for key in exchange.response_headers):
                break
            exchange = self.redeliver(
                exchange, retry=number, reason="http_error" if exchange.status else "http_timeout"
            )
        return exchange

    def redeliver(self, exchange: Exchange, *, retry: int = 1, reason: str = "http_timeout") -> Exchange:
        """Deliver an event again as Slack does: same event id, new signature, retry headers."""
        return self.send(self.requests.envelope(exchange.payload, retry=retry, reason=reason))

    def shortcut(self, callback_id: str, *, user: str) -> Exchange:
        """Somebody chooses a global shortcut."""
        return self.send(self.requests.shortcut(callback_id, user=user))

    def message_shortcut(self, callback_id: str, *, user: str, on: SlackMessage) -> Exchange:
        """Somebody chooses a shortcut from the menu of a message."""
        return self.send(self.requests.message_shortcut(callback_id, user=user, on=on))

    def suggest(self, name: str, typed: str, *, user: str, on: SlackMessage | SlackView) -> list[dict[str, Any]]:
        """The options the bot offers for what somebody types into a menu."""
        answer = self.send(self.requests.suggest(name, typed, user=user, on=on)).json()
        groups = answer.get("option_groups")
        return [each for group in groups for each in group["options"]] if groups else list(answer.get("options", ()))

    def refresh_sockets(self) -> None:
        """Ask the bot to open its Socket Mode connection anew, as Slack does from time to time."""
        self._loopback.run(self._server.refresh_sockets())

    def drop_sockets(self) -> None:
        """Cut the bot's Socket Mode connection."""
        self._loopback.run(self._server.drop_sockets())
