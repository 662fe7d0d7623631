"""What the adapter itself says to people: only of Slack's own troubles."""

from __future__ import annotations

from domain.speech import tr
from domain.views import Reply, say


def no_facts() -> Reply:
    """Slack could not be asked who somebody is."""
    return say(
        tr("Slack didn't tell me just now who you are, so I have done nothing. Please try again in a minute."),
        outcome="failed",
    )


def elsewhere() -> Reply:
    """They speak from a workspace that is none of ours."""
    return say(tr("Action Log is not set up for this workspace. Please ask your IT team to add it."), outcome="refused")


def late() -> Reply:
    """The answer takes longer than Slack waits."""
    return say(tr("I'm still working on it. The answer will come here in a moment."))


def form_late() -> Reply:
    """Slack's permission to open a form had run out."""
    return say(tr("Slack gave me too little time to open the form. Nothing is lost: please press again."))


def form_late_typed() -> Reply:
    """The same where a line was typed, which a button says again."""
    return say(tr("Slack gave me too little time to open the form. Please press here, or type it again."))


def form_big() -> Reply:
    """What should stand in a form is longer than Slack takes."""
    return say(
        tr(
            "What you wrote is too long to take into a form. Please give the reference only, and write the rest in "
            "the form."
        )
    )


def form_here() -> Reply:
    """A form can only be opened by a press."""
    return say(tr("There is a form for this."))


def form_needs_command() -> Reply:
    """The same where the line is too long for a button."""
    return say(
        tr(
            "There is a form for this, but your message is too long to go with it. Please give the reference only, "
            "and write the rest in the form."
        )
    )


def form_button() -> str:
    """On the button that opens a form."""
    return tr("Open the form")


def form_again() -> str:
    """On the button that opens a form anew, with what was typed."""
    return tr("Open the form again")


def crashed(reference: str) -> Reply:
    """Something went wrong that nobody foresaw; `reference` finds it in the log."""
    return say(
        tr(
            "Something went wrong on my side. Please look whether your change is there before you try again, and if "
            "it happens again, give your IT team this number: {reference}.",
            reference=reference,
        ),
        outcome="failed",
    )
