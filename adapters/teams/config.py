"""What the Teams side must be told before it starts, checked so that nothing half-filled ever listens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

OPENID_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"
TOKEN_URL = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"  # noqa: S105 - an address, not a secret
ANY_SERVICE_URL = "https://smba.trafficmanager.net/teams/"
"""Where messages go whose conversation has never said its own address."""

_SERVICE_HOSTS = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    }
)
LOCAL_TENANT = "local"
"""What a local client's workspace is called where there is none that it could mean."""


class BadTeamsSettings(ValueError):
    """The settings can't be used; the message says in plain words which and why."""


@dataclass(frozen=True, slots=True)
class TeamsConfig:
    """Settings of the Teams side. Raises `BadTeamsSettings` where they are blank, half-filled or unsafe.

    `certificate_file` is a PEM file with the private key, and the certificate unless `certificate_thumbprint` (hex,
    SHA-1, as Azure shows it) names it. `openid_url` and `token_url` may name stand-ins, on this machine only; blank
    means Microsoft's own. `insecure_anonymous` lets a local Bot Framework client in without a token: whoever sets it
    sees to it that the listener is on loopback. `targeted` says that the manifest with private replies in channels is
    installed. The bot is registered in the first of `tenant_ids`. `local_tenant` is the workspace of a local client
    that names no tenant.
    """

    app_id: str = ""
    tenant_ids: Sequence[str] = ()
    app_password: str = field(default="", repr=False)
    certificate_file: Path | None = None
    certificate_thumbprint: str = ""
    openid_url: str = ""
    token_url: str = ""
    insecure_anonymous: bool = False
    targeted: bool = False
    local_tenant: str = LOCAL_TENANT

    def __post_init__(self) -> None:
        for name in ("app_id", "app_password", "certificate_thumbprint", "openid_url", "token_url"):
            object.__setattr__(self, name, getattr(self, name).strip())
        named = (tenant.strip() for tenant in self.tenant_ids)
        object.__setattr__(self, "tenant_ids", tuple(dict.fromkeys(tenant for tenant in named if tenant)))
        for name, url in (("OPENID", self.openid_url), ("TOKEN", self.token_url)):
            if url and not is_loopback(url):
                raise BadTeamsSettings(
                    f"ACTIONLOG_TEAMS_{name}_URL may only name a stand-in on this machine, such as "
                    "http://127.0.0.1:9000/. Please remove it to use Microsoft's own."
                )
        if not self.insecure_anonymous:
            self._refuse_half_filled()

    def _refuse_half_filled(self) -> None:
        if not self.app_id:
            raise BadTeamsSettings(
                "ACTIONLOG_TEAMS_APP_ID is blank. Without it everybody could send requests, so Teams stays off: "
                "please give the application (client) id of your Azure Bot."
            )
        if not self.tenant_ids:
            raise BadTeamsSettings(
                "ACTIONLOG_TEAMS_TENANT_ID is blank. Please give the tenant id of your organisation: requests of any "
                "other are refused."
            )
        if not self.app_password and self.certificate_file is None:
            raise BadTeamsSettings(
                "Teams needs a way to sign in for sending: please set ACTIONLOG_TEAMS_CERTIFICATE_FILE, or "
                "ACTIONLOG_TEAMS_APP_PASSWORD."
            )
        if self.app_password and self.certificate_file is not None:
            raise BadTeamsSettings(
                "Teams was given two ways to sign in. Please keep one: ACTIONLOG_TEAMS_CERTIFICATE_FILE if you can, "
                "else ACTIONLOG_TEAMS_APP_PASSWORD."
            )

    @property
    def sign_in_url(self) -> str:
        """Where tokens for sending come from: the tenant that is named first, in which the bot is registered."""
        return self.token_url or TOKEN_URL.format(tenant=next(iter(self.tenant_ids), ""))

    @property
    def keys_url(self) -> str:
        """Where the keys are told that sign requests."""
        return self.openid_url or OPENID_URL

    @property
    def has_stand_ins(self) -> bool:
        """Is a pretend Teams on this machine allowed?"""
        return bool(self.openid_url or self.token_url or self.insecure_anonymous)

    def tenant(self, given: str) -> str | None:
        """The tenant as it is spelt in the settings, or `None` where it is not ours."""
        if self.insecure_anonymous and not (given and self.tenant_ids):
            return given or next(iter(self.tenant_ids), self.local_tenant)
        return next((known for known in self.tenant_ids if known.casefold() == given.casefold()), None)

    def may_send_to(self, service_url: str) -> bool:
        """Is this an address of Teams (or of a stand-in, where the settings allow one)? Tokens go nowhere else."""
        return _is_service(service_url, self.has_stand_ins)


@lru_cache(maxsize=64)  # a council's people come by way of one or two
def _is_service(url: str, has_stand_ins: bool) -> bool:
    parts = _split(url)
    if parts is None or parts.username is not None or parts.password is not None:
        return False
    if has_stand_ins:
        return is_loopback(url)
    return parts.scheme == "https" and parts.hostname in _SERVICE_HOSTS and _port(parts) in {None, 443}


def is_loopback(url: str) -> bool:
    """Does this address name the machine itself?"""
    parts = _split(url)
    if parts is None or parts.scheme not in {"http", "https"} or parts.username is not None or _port(parts) == -1:
        return False
    return is_loopback_host(parts.hostname or "")


def is_loopback_host(host: str) -> bool:
    """Is this host the machine itself? Names other than `localhost` are not looked up, so they are not."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _split(url: str) -> SplitResult | None:
    if any(c <= " " or c in "\\\x7f" for c in url):  # parsers disagree about these
        return None
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        return -1
