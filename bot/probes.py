"""Do the platforms take what is set? Each is asked once, for the doctor; nothing is posted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import bootstrap
from bot.settings import Settings

if TYPE_CHECKING:
    from adapters.slack.config import SlackConfig

SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What a platform said: is it well, in a sentence; `workspace` is the Slack team that the token belongs to."""

    well: bool
    sentence: str
    workspace: str = ""


def ask_slack(settings: Settings) -> Finding:
    """Does Slack know the tokens, and whose are they?"""
    from adapters.slack.config import BadSlackConfig

    try:
        return asyncio.run(_slack(bootstrap.slack_config(settings)))
    except BadSlackConfig as error:
        return Finding(False, str(error))


async def _slack(config: SlackConfig) -> Finding:
    import aiohttp
    from slack_sdk.errors import SlackApiError

    from adapters.slack.trouble import code
    from adapters.slack.web_api import SlackClient

    client = SlackClient(config)
    client.connect()
    setting = "ACTIONLOG_SLACK_BOT_TOKEN"
    try:
        async with asyncio.timeout(SECONDS):
            us = await client.identify()
            if config.app_token:
                setting = "ACTIONLOG_SLACK_APP_TOKEN"
                await client.web.apps_connections_open(app_token=config.app_token.strip())
    except SlackApiError as error:
        return Finding(False, f"Slack refuses {setting} ({code(error)}).")
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return Finding(False, f"Slack can't be reached from here ({code(error)}). {_OUT}")
    finally:
        await client.close()
    return Finding(True, f"Slack takes the token; it belongs to workspace {us.team_id}.", us.team_id)


def ask_teams(settings: Settings) -> Finding:
    """Does Microsoft give us a token with what is set?"""
    from adapters.teams.config import BadTeamsSettings

    try:
        return asyncio.run(_teams(settings))
    except BadTeamsSettings as error:
        return Finding(False, str(error))


async def _teams(settings: Settings) -> Finding:
    from adapters.teams.connector import open_connector
    from adapters.teams.sign_in import SignInFailed, SignInUnreachable

    async with open_connector(bootstrap.teams_config(settings)) as connector:
        try:
            async with asyncio.timeout(SECONDS):
                await connector.sign_in.token()
        except (SignInUnreachable, TimeoutError):
            return Finding(
                False,
                "Microsoft's sign-in can't be reached from here. This machine needs outgoing https to "
                f"login.microsoftonline.com, login.botframework.com and smba.trafficmanager.net{_PROXY}",
            )
        except SignInFailed as error:
            return Finding(False, f"Microsoft gives no token: {error}. {_WHAT_TO_DO}")
    return Finding(True, "Microsoft takes the app's id and its password or certificate.")


def ask_mail_server(settings: Settings) -> Finding:
    """Does the mail server let us in, with a certificate that is trusted? Nothing is sent."""
    import smtplib

    from adapters.email.poster import open_server, say_trouble

    try:
        with open_server(bootstrap.email_config(settings), seconds=SECONDS) as server:
            server.noop()
    except (smtplib.SMTPException, OSError) as error:
        sentence = say_trouble(error)
        return Finding(False, f"{sentence[0].upper()}{sentence[1:]}.")
    how = "without TLS, on this machine" if settings.smtp_security == "none" else "its certificate is trusted"
    return Finding(True, f"The mail server lets us in; {how}.")


_PROXY = ", directly or through a proxy in HTTPS_PROXY."
_OUT = f"This machine needs outgoing https to slack.com (with Socket Mode also to its wss- hosts){_PROXY}"
_WHAT_TO_DO = (
    "Look at ACTIONLOG_TEAMS_APP_ID, ACTIONLOG_TEAMS_TENANT_ID, and the password or certificate (it may have expired)."
)
