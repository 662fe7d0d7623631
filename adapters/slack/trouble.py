"""What a failed call to Slack means: refused, to be tried later, or nobody knows."""

from __future__ import annotations

import aiohttp
from slack_sdk.errors import SlackApiError

from domain.pacing import LONGEST_WAIT
from domain.posting import PostingDelayed, PostingFailed, PostingUnclear

Trouble = PostingFailed | PostingDelayed | PostingUnclear

_PAUSE = 30.0
_LONG_PAUSE = 300.0
BAD_TOKEN = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})
_LATER = {
    "ratelimited": _PAUSE,
    "rate_limited": _PAUSE,
    "message_limit_exceeded": _LONG_PAUSE,
    "request_timeout": _PAUSE,
    "team_added_to_org": _LONG_PAUSE,
    # somebody has to give us a new token; what waits in the outbox must not be lost over it
    **dict.fromkeys(BAD_TOKEN, _LONG_PAUSE),
    "accesslimited": _LONG_PAUSE,
}
_NOBODY_KNOWS = frozenset({"internal_error", "fatal_error", "service_unavailable"})


def trouble(error: BaseException) -> Trouble:
    """The failure of a call, in the outbox's words. Slack's own words carry no contents, and nothing else is kept."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.ClientHttpProxyError):
        return PostingDelayed("Slack can't be reached", seconds=_PAUSE)  # before anything was sent
    return PostingUnclear(f"no answer ({type(error).__name__})")


def code(error: BaseException) -> str:
    """Slack's word for what went wrong, such as `channel_not_found`; the kind of error where it didn't say."""
    if isinstance(error, SlackApiError):
        data = getattr(error.response, "data", None)
        if isinstance(data, dict) and isinstance(data.get("error"), str):
            return str(data["error"])
        return f"status {_status(error)}"
    return type(error).__name__


def _status(error: SlackApiError) -> int:
    # The SDK gives its own response, or aiohttp's where the body was no JSON.
    found = getattr(error.response, "status_code", None) or getattr(error.response, "status", 0)
    return int(found or 0)


def _answered(error: SlackApiError) -> Trouble:
    status, word = _status(error), code(error)
    if status == 429:
        return PostingDelayed("ratelimited", seconds=_retry_after(error), asked=True)
    if word in _LATER:
        return PostingDelayed(word, seconds=max(_LATER[word], _retry_after(error) if "rate" in word else 0.0))
    if status != 200 or word in _NOBODY_KNOWS or word.startswith("status"):
        return PostingUnclear(word)
    return PostingFailed(word)


def _retry_after(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", None) or {}
    given = headers.get("Retry-After") or headers.get("retry-after") or ""
    return min(float(given), LONGEST_WAIT) if str(given).isdecimal() else _PAUSE
