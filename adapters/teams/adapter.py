"""Bot Framework's own machinery, with the costly parts of each turn taken out: no token, no connection, no user-token
client is made for a request. Signing and sending are ours (`tokens`, `connector`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from botbuilder.core import CloudAdapterBase, TurnContext
from botbuilder.schema import Activity, ChannelAccount, ConversationAccount, ResourceResponse
from botframework.connector.auth import AuthenticateRequestResult, BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.connector_factory import ConnectorFactory

from adapters.teams.activity import Turn
from adapters.teams.connector import Connector


class TeamsActivity(Activity):  # type: ignore[misc]  # botbuilder has no types
    """An activity whose parts were checked already; `turn` holds them."""

    turn: Turn

    @classmethod
    def of(cls, turn: Turn) -> TeamsActivity:
        """The parts that dispatch and addressing need. Reading all of it with msrest costs 0.1 ms, and is not safer."""
        envelope = turn.envelope
        made = cls(
            type=envelope.type,
            id=envelope.id,
            name=envelope.name,
            action=envelope.action,
            channel_id=envelope.channel,
            service_url=envelope.service_url,
            from_property=ChannelAccount(id=envelope.user_id, name=envelope.user_name),
            recipient=ChannelAccount(id=envelope.bot_id, name=envelope.bot_name),
            conversation=ConversationAccount(id=envelope.conversation, conversation_type=envelope.conversation_type),
            text=envelope.text,
            value=envelope.value,
            delivery_mode=envelope.delivery_mode,
            members_added=[ChannelAccount(id=member) for member in envelope.members_added],
        )
        made.turn = turn
        return made


def turn_of(context: TurnContext) -> Turn:
    """The turn behind Bot Framework's context.

    Raises:
        TypeError: it did not come through `TeamsAdapter.run`.
    """
    activity = context.activity
    if not isinstance(activity, TeamsActivity):
        raise TypeError("an activity that nobody checked")
    return activity.turn


class _OurConnectors(ConnectorFactory):  # type: ignore[misc]  # botbuilder has no types
    """One connector for the process, whatever the turn."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def create(self, service_url: str, audience: str | None = None) -> Any:
        """The connector that all turns share."""
        return self._connector


class _OurAuthentication(BotFrameworkAuthentication):  # type: ignore[misc]  # botbuilder has no types
    """The endpoint has checked the request before a turn begins; whatever comes another way is refused."""

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """Refuse: no request is let in here."""
        raise PermissionError("requests are checked by the endpoint")

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        """Refuse: there is no streaming."""
        raise PermissionError("there is no streaming")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        """Refuse: turns are given theirs."""
        raise PermissionError("turns are given their connector")

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> Any:
        """None: nobody signs in through the bot."""
        return None


class TeamsAdapter(CloudAdapterBase):  # type: ignore[misc]  # botbuilder has no types
    """Runs a turn and gives its invoke response."""

    def __init__(self, connector: Connector) -> None:
        super().__init__(_OurAuthentication())
        self._connector = connector
        self._connectors = _OurConnectors(connector)

    async def run(self, turn: Turn, audience: str, logic: Callable[[TurnContext], Awaitable[None]]) -> Any:
        """One turn of a request that was let in; its invoke response, if it was an invoke."""
        checked = AuthenticateRequestResult()
        checked.claims_identity = ClaimsIdentity({"aud": audience}, True)
        checked.audience = "https://api.botframework.com"
        checked.connector_factory = self._connectors
        return await self.process_activity(checked, TeamsActivity.of(turn), logic)

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        """Send what a handler gives to its turn; an invoke's answer goes back with the request."""
        responses = []
        for activity in activities:
            if activity.type == "invokeResponse":
                context.turn_state[self._INVOKE_RESPONSE_KEY] = activity
                responses.append(ResourceResponse())
            elif activity.type != "trace":
                sent = await self._connector.send(
                    str(activity.service_url), turn_of(context).envelope.conversation, activity.serialize()
                )
                responses.append(ResourceResponse(id=sent))
        return responses
