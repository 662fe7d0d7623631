"""A pretend Microsoft Teams on loopback, for the demonstration and for tests.

It has a tenant with people, chats and channels, the connector the bot posts to, the endpoints that give out tokens and
keys, and it sends the bot really signed activities (RS256). It refuses what Teams refuses, and cards that Teams would
silently spoil::

    with PretendTeams() as teams:
        # settings of the bot under test:
        #   ACTIONLOG_TEAMS_APP_ID=teams.app_id             ACTIONLOG_TEAMS_TENANT_ID=teams.tenant_id
        #   ACTIONLOG_TEAMS_APP_PASSWORD=teams.app_password
        #   ACTIONLOG_TEAMS_OPENID_URL=teams.openid_url     ACTIONLOG_TEAMS_TOKEN_URL=teams.token_url
        teams.deliver_to("http://127.0.0.1:3978")
        ann = teams.add_user("Ann Okoro")
        plans = teams.add_channel("Action plans", [ann.id])          # add_group_chat(...), personal(ann.id)

        answer = teams.say("mine", user=ann.id)                      # in the personal chat; an Exchange
        teams.say("@Action Log mine", user=ann.id, conversation=plans.id)
        teams.slash("mine", user=ann.id, conversation=plans.id)      # a slash command: recipient.isTargeted
        card = teams.wait_for(lambda: teams.messages(teams.personal(ann.id).id))[-1]
        card.words(ann.id), card.buttons(ann.id)                     # what Ann reads on it now
        teams.press("Mark complete", user=ann.id, on=card)           # Execute, Submit or task/fetch, as the card says
        teams.press("Save", user=ann.id, on=card, inputs={"What happened?": "Agreed"})
        teams.press("Mark complete", user=ann.id, on=card, fallback=True)   # an old client: the Submit fallback
        teams.dialog(ann.id);  teams.submit_dialog("Save", user=ann.id, inputs={...})
        teams.install(plans.id, by=ann.id);  teams.uninstall(plans.id, by=ann.id)

        activity = teams.requests.message("mine", user=ann.id, conversation=plans.id)
        for case, status in BAD_CASES.items():                       # each way in which a request may be forged
            teams.send(teams.requests.forged(case, activity)).status == status
        teams.send(teams.requests.signed(activity, iss=None))        # any claim changed
        teams.keys.rotate()

        teams.fail("sendToConversation", Fault.rate_limited(2))      # see TeamsServer.app for the operations' names
        teams.fail("sendToConversation", Fault.teams_error(403, "MessageWritesBlocked"), times=3)
        teams.check()                                                # fails if Teams refused a payload

Every method may be called from any thread, but blocks: in a coroutine use ``await asyncio.to_thread(teams.say, ...)``.
"""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.playground.pretended import PretendPlatform
from bot.playground.teams_answers import apply_card_answer, apply_dialog_answer
from bot.playground.teams_files import OneDrive, consent_of, with_file, with_pasted
from bot.playground.teams_keys import SigningKeys
from bot.playground.teams_outgoing import BAD_CASES, TeamsRequests, field_values, find_action, new_user_id
from bot.playground.teams_server import TeamsServer
from bot.playground.teams_state import Clock, TeamsActivity, TeamsConversation, TeamsDialog, TeamsState, TeamsUser
from bot.playground.wire import Exchange

__all__ = ["BAD_CASES", "PretendTeams"]

ANSWER_SECONDS = 15.0
REFUSALS_OF_CONTENT = ("BadSyntax", "BadArgument", "MessageSizeTooBig")


class PretendTeams(PretendPlatform):
    """A tenant with one bot installed. Start it with ``with``, or with `start` and `stop`.

    ``clock`` gives the time of messages in seconds since 1970; tokens always use the real time.
    """

    def __init__(
        self,
        *,
        tenant_id: str = "7d5c8a52-0000-4000-8000-00000000c0de",
        app_id: str = "1f0e9b44-0000-4000-8000-0000000ac710",
        app_password: str | None = None,
        bot_name: str = "Action Log",
        bot_url: str | None = None,
        clock: Clock = time.time,
        port: int = 0,
    ) -> None:
        self.tenant_id = tenant_id
        self.app_id = app_id
        self.app_password = app_password or secrets.token_urlsafe(16)
        super().__init__(
            "Teams",
            lambda: self._server.app(),
            refusals=REFUSALS_OF_CONTENT,
            answer_seconds=ANSWER_SECONDS,
            bot_url=bot_url,
            port=port,
        )
        self.keys = SigningKeys(app_id)
        self.state = TeamsState(tenant_id=tenant_id, app_id=app_id, bot_name=bot_name, clock=clock)
        self.requests = TeamsRequests(self.state, self.keys)
        self._server = TeamsServer(self.state, self.wire, self.faults, self.keys, app_password=self.app_password)
        self.drive: OneDrive = self._server.drive
        self.state.listeners.append(self._news.tell)

    # running

    @property
    def openid_url(self) -> str:
        """What the bot's setting ACTIONLOG_TEAMS_OPENID_URL should be."""
        return f"{self._loopback.origin}/v1/.well-known/openidconfiguration"

    @property
    def token_url(self) -> str:
        """What the bot's setting ACTIONLOG_TEAMS_TOKEN_URL should be."""
        return f"{self._loopback.origin}/{self.tenant_id}/oauth2/v2.0/token"

    @property
    def service_url(self) -> str:
        """What stands in every activity as serviceUrl."""
        return f"{self._loopback.origin}/teams/"

    def start(self) -> PretendTeams:
        """Listen on a free port of 127.0.0.1."""
        self.keys.published()  # made now, so that the first request does not wait for it
        return super().start()

    def _listens_at(self, origin: str) -> None:
        self._server.origin = self.drive.origin = origin
        self.requests.service_url = self.service_url

    # people and conversations

    def add_user(
        self,
        name: str,
        *,
        id: str | None = None,
        object_id: str | None = None,
        email: str | None = None,
        tenant_id: str | None = None,
        installed: bool = True,
        guest: bool = False,
    ) -> TeamsUser:
        """Add somebody. ``installed`` False: the app can't write to them; a guest carries this tenant's id."""
        address = email or f"{name.lower().replace(' ', '.')}@council.example"
        return self.state.put_user(
            TeamsUser(
                id or new_user_id(),
                object_id or str(uuid.uuid4()),
                name,
                address,
                tenant_id or self.tenant_id,
                installed=installed,
                guest=guest,
            )
        )

    def change_user(self, user_id: str, **changes: Any) -> TeamsUser:
        """Change what is known of somebody, such as ``blocked=True``."""
        user = self.state.put_user(replace(self.state.user(user_id), **changes))
        if "installed" in changes:
            self.state.put_conversation(replace(self.state.personal(user.id), bot=user.installed))
        return user

    def add_channel(
        self,
        name: str,
        members: Sequence[str] = (),
        *,
        id: str | None = None,
        team: str = "Action plans",
        bot: bool = True,
        channel_type: str = "standard",
    ) -> TeamsConversation:
        """Add a channel to a team of that name; the bot is in it unless ``bot`` is False."""
        known = next((c.team_id for c in self.state.conversations.values() if c.team_name == team), None)
        return self.state.put_conversation(
            TeamsConversation(
                id or f"19:{secrets.token_hex(16)}@thread.tacv2",
                "channel",
                name,
                frozenset(members),
                bot=bot,
                team_id=known or f"19:{secrets.token_hex(16)}@thread.tacv2",
                team_name=team,
                channel_type=channel_type,
            )
        )

    def add_group_chat(self, name: str, members: Sequence[str], *, bot: bool = True) -> TeamsConversation:
        """Add a chat of several people."""
        chat_id = f"19:{secrets.token_hex(16)}@thread.v2"
        return self.state.put_conversation(TeamsConversation(chat_id, "groupChat", name, frozenset(members), bot=bot))

    def personal(self, user_id: str) -> TeamsConversation:
        """The personal chat of the bot with somebody."""
        return self.state.personal(user_id)

    # what can be seen

    def messages(self, conversation_id: str, *, as_user: str | None = None) -> list[TeamsActivity]:
        """The messages of a conversation, oldest first; with ``as_user`` also those only they see."""
        return self.state.seen_in(conversation_id, as_user)

    def last(self, conversation_id: str, *, as_user: str | None = None) -> TeamsActivity:
        """The newest message of a conversation; LookupError where there is none."""
        seen = self.messages(conversation_id, as_user=as_user)
        if not seen:
            raise LookupError(f"Nothing was said in {conversation_id} yet.")
        return seen[-1]

    def message(self, conversation_id: str, activity_id: str) -> TeamsActivity:
        """A message as it is now; TeamsError 404."""
        return self.state.activity(conversation_id, activity_id)

    def dialog(self, user_id: str) -> TeamsDialog | None:
        """The dialog somebody has open."""
        return self.state.dialogs.get(user_id)

    def notice(self, user_id: str) -> str | None:
        """What Teams last told somebody in passing, such as "Unable to reach app"."""
        return self.state.notices.get(user_id)

    # trouble

    def expire_tokens(self) -> None:
        """Refuse every token the bot has been given so far."""
        self._server.expire_tokens()

    # what people do

    def say(
        self, text: str, *, user: str, conversation: str | None = None, thread: str | None = None
    ) -> Exchange | None:
        """Somebody types a message. The bot hears it in a personal chat, or where ``@Action Log`` is mentioned."""
        where = self.state.conversation(conversation or self.personal(user).id)
        activity = self.requests.message(text, user=user, conversation=where.id, thread=thread)
        self._show(activity, text, where, thread)
        mentioned = any(each.get("mentioned", {}).get("id") == self.state.bot_id for each in activity["entities"])
        if not where.bot or (where.kind != "personal" and not mentioned):
            return None
        return self.send(self.requests.signed(activity, text))

    def upload(
        self, name: str, content: bytes, *, user: str, conversation: str = "", text: str = ""
    ) -> Exchange | None:
        """Somebody sends a file. A bot gets files in a personal chat only; elsewhere None."""
        where = self.state.conversation(conversation or self.personal(user).id)
        activity = self.requests.message(text, user=user, conversation=where.id)
        self._show(activity, f"{text}\n\N{PAPERCLIP} {name}".strip(), where, None)
        if not where.bot or where.kind != "personal":
            return None
        return self.send(self.requests.signed(with_file(activity, self.drive.keep(name, content)), f"file {name}"))

    def paste(self, page: str, words: str = "", *, user: str) -> Exchange:
        """Somebody pastes a table (HTML) into their personal chat; ``words`` is what Teams makes of it as text."""
        where = self.personal(user)
        activity = self.requests.message(words, user=user, conversation=where.id)
        self._show(activity, words, where, None)
        return self.send(self.requests.signed(with_pasted(activity, page), "pasted table"))

    def slash(self, text: str, *, user: str, conversation: str, command: str = "/") -> Exchange:
        """Somebody uses a slash command: a message that only the bot gets, marked as targeted."""
        activity = self.requests.message(text, user=user, conversation=conversation, targeted=True)
        return self.send(self.requests.signed(activity, f"{command}{text}"))

    def _show(self, activity: Mapping[str, Any], text: str, where: TeamsConversation, thread: str | None) -> None:
        sender = str(activity["from"]["id"])
        own_thread = activity["id"] if where.kind == "channel" else None
        self.state.store(
            TeamsActivity(activity["id"], where.id, sender, text, thread=thread or own_thread, raw=dict(activity))
        )

    def press(
        self,
        title: str | int,
        *,
        user: str,
        on: TeamsActivity,
        nth: int = 0,
        inputs: Mapping[str, Any] | None = None,
        fallback: bool = False,
    ) -> Exchange:
        """Somebody presses a button of a card (or the one of that number); what comes of it is shown as Teams shows it.

        ``fallback`` presses the fallback of the button, as a client without ``Action.Execute`` does. NoSuchButton
        lists what there is; FieldMissing where the card would not let them.
        """
        card = on.card(user)
        if card is None:
            raise LookupError("There is no card on that message.")
        action = find_action(card, title, nth=nth)
        if fallback:
            action = action["fallback"]
        self.state.set_notice(user, None)
        what = f"press “{action.get('title', title)}”"
        if action["type"] == "Action.Execute":
            activity = self.requests.execute(action, card, on, user=user, inputs=inputs)
            exchange = self.send(self.requests.signed(activity, what))
            return apply_card_answer(self.state, self.wire, exchange, on=on, user=user)
        if action["type"] != "Action.Submit":
            raise LookupError(f"{title!r} is an {action['type']}: it does not reach the bot.")
        activity = self.requests.submit(action, card, on, user=user, inputs=inputs)
        exchange = self.send(self.requests.signed(activity, what))
        if activity["type"] == "invoke":
            return apply_dialog_answer(self.state, self.wire, exchange, user=user, on=on)
        return exchange

    def answer_consent(self, *, user: str, on: TeamsActivity, accept: bool) -> Exchange:
        """Somebody says yes or no to a file that the bot wants to put among theirs."""
        asked = consent_of(on)
        if asked is None:
            raise LookupError("That message does not ask about a file.")
        value = self.drive.answer_to(asked, accept=accept)
        activity = self.requests.invoke(
            "fileConsent/invoke", value, user=user, conversation=on.conversation, reply_to=on.id
        )
        what = f"{'allow' if accept else 'decline'} {asked.get('name', 'a file')}"
        return self.send(self.requests.signed(activity, what))

    def look(self, *, user: str, on: TeamsActivity) -> Exchange | None:
        """Somebody scrolls to a message: Teams renews its card, if that asks for it and names them."""
        card = on.card(user)
        refresh = (card or {}).get("refresh")
        if card is None or not isinstance(refresh, dict) or user not in refresh.get("userIds", [user]):
            return None
        activity = self.requests.execute(refresh["action"], card, on, user=user)
        activity["value"]["trigger"] = "automatic"
        exchange = self.send(self.requests.signed(activity, "look"))
        return apply_card_answer(self.state, self.wire, exchange, on=on, user=user)

    def submit_dialog(
        self, title: str | int = 0, *, user: str, inputs: Mapping[str, Any] | None = None, nth: int = 0
    ) -> Exchange:
        """Somebody sends the open dialog off with one of its buttons (else: the first)."""
        dialog = self.dialog(user)
        if dialog is None:
            raise LookupError("There is no dialog open.")
        action = find_action(dialog.card, title, nth=nth)
        data = {**(action.get("data") or {}), **field_values(dialog.card, inputs or {})}
        activity = self.requests.dialog_submit(dialog, data)
        exchange = self.send(self.requests.signed(activity, f"send “{dialog.title}”"))
        return apply_dialog_answer(self.state, self.wire, exchange, user=user)

    def close_dialog(self, user: str) -> None:
        """Somebody closes the open dialog; Teams does not tell the bot."""
        self.state.set_dialog(user, None)

    def install(self, conversation: str, *, by: str) -> Exchange:
        """Somebody installs the app in a conversation: two activities; the answer to the second."""
        self.state.put_conversation(replace(self.state.conversation(conversation), bot=True))
        self.send(self.requests.signed(self.requests.installation(conversation, by=by)))
        return self.send(self.requests.signed(self.requests.members_changed(conversation, by=by)))

    def uninstall(self, conversation: str, *, by: str) -> Exchange:
        """Somebody removes the app from a conversation."""
        self.state.put_conversation(replace(self.state.conversation(conversation), bot=False))
        return self.send(self.requests.signed(self.requests.installation(conversation, by=by, added=False)))
