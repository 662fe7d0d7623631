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


def say_reason(reason: str) -> str | None:
    """That reason in words, to be read after "because"; `None` where it is another one."""
    words = _SAID.get(reason)
    return None if words is None else tr(words)


def say_remedy(reason: str) -> str:
    """What to do about it, as a sentence."""
    if reason == NOT_AMONG_MEMBERS[Audience.TEAM]:
        return tr(
            "Please make a private channel in the team for the people who work on the plan, add me to it, and say "
            "“channel follow” and its code there."
        )
    return tr("Please say “channel follow” and its code in a private channel of the people who work on the plan.")
