"""Who can read in a place, as its platform says at this moment: sensitive plans speak among members only."""

from __future__ import annotations

from enum import StrEnum

from domain.speech import marked, tr


class Audience(StrEnum):
    """Who can read there."""

    MEMBERS = "members"
    PUBLIC = "public"
    SHARED = "shared"
    TEAM = "team"
    """Everybody in a team of Teams, which may be open to the whole organisation: a bot is not told."""
    UNKNOWN = "unknown"


NOT_AMONG_MEMBERS = {
    Audience.PUBLIC: "sensitive:public",
    Audience.SHARED: "externally_shared",
    Audience.TEAM: "sensitive:team",
    Audience.UNKNOWN: "sensitive:unknown",
}
"""The reason for which nothing of a sensitive plan is posted there."""

_SAID = {
    NOT_AMONG_MEMBERS[Audience.PUBLIC]: marked("everybody in the organisation can read there"),
    NOT_AMONG_MEMBERS[Audience.SHARED]: marked("people of other organisations can read there"),
    NOT_AMONG_MEMBERS[Audience.TEAM]: marked(
        "it is a standard channel, and Teams doesn't tell me whether its team is open to everybody in the organisation"
    ),
    NOT_AMONG_MEMBERS[Audience.UNKNOWN]: marked("the platform doesn't say who can read there"),
}


_OUT_OF_IT = marked("I was taken out of the channel, or it is gone")
_NOT_ALLOWED = marked("who may write in the channel is restricted, and I may not")
_GONE = {
    "is_archived": marked("the channel is archived"),
    "channel_not_found": _OUT_OF_IT,
    "not_in_channel": _OUT_OF_IT,
    "BotNotInConversationRoster": _OUT_OF_IT,
    "ConversationNotFound": _OUT_OF_IT,
    "restricted_action": _NOT_ALLOWED,
    "restricted_action_read_only_channel": _NOT_ALLOWED,
    "restricted_action_thread_only_channel": _NOT_ALLOWED,
}
"""The platforms' words for a channel that can't be posted in any more."""


def is_gone(reason: str) -> bool:
    """Can nothing be posted there whatever it says?"""
    return reason in _GONE


def say_reason(reason: str) -> str | None:
    """That reason in words, to be read after "because"; `None` where it is another one."""
    words = _SAID.get(reason) or _GONE.get(reason)
    return None if words is None else tr(words)


def say_remedy(reason: str) -> str:
    """What to do about it, as a sentence."""
    if reason == "is_archived":
        return tr("Please say “channel follow” and its code in another channel.")
    if _GONE.get(reason) == _NOT_ALLOWED:
        return tr("Please let me write there, or say “channel follow” and its code in another channel.")
    if is_gone(reason):
        return tr("Please add me to it again, or say “channel follow” and its code in another channel.")
    if reason == NOT_AMONG_MEMBERS[Audience.TEAM]:
        return tr(
            "Please make a private channel in the team for the people who work on the plan, add me to it, and say "
            "“channel follow” and its code there."
        )
    return tr("Please say “channel follow” and its code in a private channel of the people who work on the plan.")
