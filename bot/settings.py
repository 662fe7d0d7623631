"""Every knob, read once from the environment or `.env`, and refused at the start when it makes no sense."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


_TYPOGRAPHIC = frozenset("“”„‘’‚«»")
_NOT_ONE_TENANT = frozenset({"common", "organizations", "organisations", "consumers"})
_SLACKS_HOSTS = frozenset({"slack.com", "slack-gov.com"})
_SECRET_LENGTH = 32
_TOKENS = ("xoxb-", "xoxp-", "xapp-", "xoxe")


class BadSettings(Exception):
    """Some settings make no sense together; the sentences say which, and what to do."""


def is_loopback(host: str | None) -> bool:
    """Does this host name this machine only?"""
    return host in LOOPBACK


def _not_blank(secret: SecretStr | None) -> SecretStr | None:
    if secret is not None and not secret.get_secret_value().strip():
        raise ValueError("is blank: give it a value, or leave it out")
    if secret is not None and _TYPOGRAPHIC & {*secret.get_secret_value()[:1], *secret.get_secret_value()[-1:]}:
        raise ValueError("stands in typographic quotation marks: take them away, or type plain ones")
    return secret


Secret = Annotated[SecretStr | None, AfterValidator(_not_blank)]


def default_database_url() -> str:
    """An SQLite file in the user's data folder."""
    from platformdirs import user_data_path

    return f"sqlite:///{user_data_path('actionlog') / 'actionlog.sqlite3'}"


class Settings(BaseSettings):
    """The settings. Each is `ACTIONLOG_` and its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix="ACTIONLOG_", env_file=".env", extra="ignore", hide_input_in_errors=True, frozen=True
    )

    database_url: str = Field(default_factory=default_database_url)
    secret_key: Secret = None
    timezone: str = "Europe/London"

    slack_signing_secret: Secret = None
    slack_bot_token: Secret = None
    slack_app_token: Secret = None
    slack_api_url: str = "https://slack.com/api/"

    teams_app_id: str = ""
    teams_tenant_id: str = ""
    teams_app_password: Secret = None
    teams_certificate_file: Path | None = None
    teams_certificate_thumbprint: str = ""
    teams_openid_url: str = ""
    teams_token_url: str = ""
    teams_private_replies: bool = False
    teams_insecure_anonymous: bool = False

    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: Secret = None
    smtp_from: str = ""
    smtp_ca_file: str = ""

    @field_validator("database_url")
    @classmethod
    def _says_where(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("is blank: give it a value, or leave it out for an SQLite file in your data folder")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError("is no time zone; it looks like Europe/London") from None
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 32:
            raise ValueError("is too short: give it at least 32 characters")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Settings:
        if bool(self.slack_bot_token) != bool(self.slack_signing_secret or self.slack_app_token):
            raise ValueError(
                "Slack is set up by half: it needs ACTIONLOG_SLACK_BOT_TOKEN, and either "
                "ACTIONLOG_SLACK_SIGNING_SECRET (HTTP) or ACTIONLOG_SLACK_APP_TOKEN (Socket Mode)"
            )
        if not self.teams_insecure_anonymous:
            given = (self.teams_app_id, self.teams_tenant_id, self.teams_app_password or self.teams_certificate_file)
            if any(given) and not all(given):
                raise ValueError(
                    "Teams is set up by half: it needs ACTIONLOG_TEAMS_APP_ID, ACTIONLOG_TEAMS_TENANT_ID, and either "
                    "ACTIONLOG_TEAMS_APP_PASSWORD or ACTIONLOG_TEAMS_CERTIFICATE_FILE"
                )
            if {one.strip().casefold() for one in self.teams_tenant_id.split(",")} & _NOT_ONE_TENANT:
                raise ValueError("ACTIONLOG_TEAMS_TENANT_ID must be the Directory (tenant) ID of your own tenant")
            if self.teams_certificate_file and not self.teams_certificate_thumbprint:
                raise ValueError("ACTIONLOG_TEAMS_CERTIFICATE_THUMBPRINT is missing beside the certificate")
            if self.teams_certificate_file and not self.teams_certificate_file.is_file():
                raise ValueError("ACTIONLOG_TEAMS_CERTIFICATE_FILE names no file here")
        if bool(self.smtp_host) != bool(self.smtp_from):
            raise ValueError("E-mail is set up by half: it needs ACTIONLOG_SMTP_HOST and ACTIONLOG_SMTP_FROM")
        if self.smtp_from and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", self.smtp_from):
            raise ValueError("ACTIONLOG_SMTP_FROM is no e-mail address; it looks like actionlog@council.gov.uk")
        if self.smtp_ca_file and not Path(self.smtp_ca_file).is_file():
            raise ValueError("ACTIONLOG_SMTP_CA_FILE names no file here")
        if bool(self.smtp_user) != (self.smtp_password is not None):
            raise ValueError("ACTIONLOG_SMTP_USER and ACTIONLOG_SMTP_PASSWORD are given together or not at all")
        if self.smtp_security == "none" and self.smtp_host and not is_loopback(self.smtp_host):
            raise ValueError("ACTIONLOG_SMTP_SECURITY may be none only for a mail server on this machine")
        for name in ("slack_api_url", "teams_openid_url", "teams_token_url"):
            try:
                urlsplit(getattr(self, name))
            except ValueError:
                raise ValueError(f"ACTIONLOG_{name.upper()} is no address") from None
        for name in ("teams_openid_url", "teams_token_url"):
            url = getattr(self, name)
            if url and not is_loopback(urlsplit(url).hostname):
                raise ValueError(f"ACTIONLOG_{name.upper()} is a stand-in for tests: it must be on this machine")
        if urlsplit(self.slack_api_url).scheme != "https" and not is_loopback(urlsplit(self.slack_api_url).hostname):
            raise ValueError("ACTIONLOG_SLACK_API_URL must begin with https://, unless it is on this machine")
        if urlsplit(self.slack_api_url).hostname not in LOOPBACK | _SLACKS_HOSTS:
            raise ValueError("ACTIONLOG_SLACK_API_URL must be Slack's own address, or on this machine")
        return self

    @property
    def has_slack(self) -> bool:
        """Is Slack set up?"""
        return self.slack_bot_token is not None

    @property
    def has_teams(self) -> bool:
        """Is Teams set up?"""
        return bool(self.teams_app_id) or self.teams_insecure_anonymous

    @property
    def has_email(self) -> bool:
        """Is e-mail set up, for people whom no platform reaches?"""
        return bool(self.smtp_host)

    @property
    def fault_of_signing_secret(self) -> str:
        """What is plainly wrong with Slack's signing secret, in a sentence without it; "" where nothing is.

        Slack can't be asked about it: a wrong one shows only when Slack's requests are refused, and one that is short
        can be guessed.
        """
        secret = self.slack_signing_secret
        if secret is None or is_loopback(urlsplit(self.slack_api_url).hostname):
            return ""
        given = secret.get_secret_value().strip()
        if given.startswith(_TOKENS):
            wrong = "is a token"
        elif len(given) < _SECRET_LENGTH:
            wrong = f"is too short: it has {len(given)} characters, and Slack's has {_SECRET_LENGTH}"
        else:
            return ""
        return (
            f"ACTIONLOG_SLACK_SIGNING_SECRET {wrong}. Copy it again from Slack's page for the app: Basic Information, "
            "Signing Secret, Show (not the Verification Token)."
        )

    def check_listener(self, host: str) -> None:
        """Refuse stand-ins and open doors on a listener that others can reach.

        Raises:
            BadSettings: with what to change.
        """
        if fault := self.fault_of_signing_secret:
            raise BadSettings(fault)
        if is_loopback(host):
            return
        if self.teams_insecure_anonymous:
            raise BadSettings(
                "ACTIONLOG_TEAMS_INSECURE_ANONYMOUS lets everybody in, so it works only with --host 127.0.0.1."
            )
        if self.teams_openid_url or self.teams_token_url or is_loopback(urlsplit(self.slack_api_url).hostname):
            raise BadSettings(
                "Stand-ins for Slack or Teams are set (ACTIONLOG_SLACK_API_URL, ACTIONLOG_TEAMS_OPENID_URL or "
                "ACTIONLOG_TEAMS_TOKEN_URL), so the server must listen on 127.0.0.1 only."
            )


def unknown_settings() -> list[str]:
    """A sentence for each name in the environment and in `.env` that looks like a setting and is none, with what may
    have been meant; and for each other name in `.env`, which is read for settings only.
    """
    from dotenv import dotenv_values

    known = {f"ACTIONLOG_{name.upper()}" for name in Settings.model_fields}
    written = dotenv_values(".env")
    sentences = []
    for name in sorted({*os.environ, *written}):
        if name.upper() in known:
            continue
        begins = name.upper().startswith("ACTIONLOG_")
        if close := get_close_matches(name.upper(), known, n=1, cutoff=0.6 if begins else 0.85):
            sentences.append(f"{name} is no setting. Did you mean {close[0]}?")
        elif begins:
            sentences.append(f"{name} is no setting. It is not used.")
        elif name not in os.environ:
            sentences.append(f"{name} in the file .env is not used: give it to the bot in its environment.")
    return sentences


def load(**given: Any) -> Settings:
    """The settings of this process.

    Raises:
        BadSettings: one sentence for each mistake, without the values.
    """
    try:
        return Settings(**given)
    except UnicodeDecodeError:
        raise BadSettings("The file .env can't be read: please save it as UTF-8.") from None
    except OSError as error:
        raise BadSettings(f"The file .env can't be read: {error.strerror}.") from None
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            name = "_".join(str(part) for part in problem["loc"])
            message = problem["msg"].removeprefix("Value error, ")
            if problem["type"] == "bool_parsing":
                message = "is neither 1 nor 0"
            elif name == "smtp_port":
                message = "is no port: give a number from 1 to 65535, usually 587"
            elif name == "smtp_security":
                message = "is none of starttls, tls and none"
            lines.append(f"ACTIONLOG_{name.upper()} {message}." if name else f"{message}.")
        lines += unknown_settings()  # one of them may be what is missing
        raise BadSettings("\n".join(lines)) from None
