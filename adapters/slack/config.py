"""What the Slack adapter must be told, and what it learns from Slack at the start."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

SLACK_API = "https://slack.com/api/"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_BOT_TOKENS = ("xoxb-", "xoxe.xoxb-")


class BadSlackConfig(Exception):
    """A setting is missing or makes no sense; the sentence says which, and what to do. It never holds a value."""


@dataclass(frozen=True, slots=True)
class SlackConfig:
    """Secrets and addresses. `signing_secret` is for HTTP, `app_token` for Socket Mode; one of them is needed, since
    without a signing secret nobody could tell Slack's requests from a stranger's.

    Raises:
        BadSlackConfig: something is blank, or is plainly the wrong kind of token.
    """

    bot_token: str = field(repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    api_url: str = SLACK_API

    def __post_init__(self) -> None:
        if not self.bot_token.strip().startswith(_BOT_TOKENS):
            raise BadSlackConfig("ACTIONLOG_SLACK_BOT_TOKEN must be the bot token of the app; it begins with xoxb-.")
        if self.app_token and not self.app_token.strip().startswith("xapp-"):
            raise BadSlackConfig("ACTIONLOG_SLACK_APP_TOKEN must be an app-level token; it begins with xapp-.")
        if not self.app_token and not self.signing_secret.strip():
            raise BadSlackConfig(
                "Slack needs ACTIONLOG_SLACK_SIGNING_SECRET (HTTP) or ACTIONLOG_SLACK_APP_TOKEN (Socket Mode)."
            )
        if self.signing_secret and not self.signing_secret.strip():
            raise BadSlackConfig("ACTIONLOG_SLACK_SIGNING_SECRET is blank.")
        url = urlsplit(self.api_url)
        if not url.hostname or (url.scheme != "https" and not self.is_stand_in):
            raise BadSlackConfig("ACTIONLOG_SLACK_API_URL must begin with https://, unless it is on this machine.")

    @property
    def is_stand_in(self) -> bool:
        """Is it a pretend Slack on this machine?"""
        return urlsplit(self.api_url).hostname in _LOOPBACK

    @property
    def takes_http(self) -> bool:
        """Can a request over HTTP be verified at all?"""
        return bool(self.signing_secret)


@dataclass(frozen=True, slots=True)
class Installation:
    """The workspace that the bot token belongs to, and who the bot is there, as `auth.test` says."""

    team_id: str
    bot_user_id: str
    bot_id: str = ""
    enterprise_id: str = ""
