"""What the adapter itself says to people: only of Slack's own troubles."""

from __future__ import annotations

from typing import Final

from domain.views import Reply, say

NO_FACTS: Final = say(
    "Slack didn't tell me just now who you are, so I have done nothing. Please try again in a minute.", outcome="failed"
)
ELSEWHERE: Final = say(
    "Action Log is not set up for this workspace. Please ask your IT team to add it.", outcome="refused"
)
LATE: Final = say("I'm still working on it. The answer will come here in a moment.")
FORM_LATE: Final = say("Slack gave me too little time to open the form. Nothing is lost: please press again.")
FORM_LATE_TYPED: Final = say("Slack gave me too little time to open the form. Please press here, or type it again.")
FORM_BIG: Final = say(
    "What you wrote is too long to take into a form. Please give the reference only, and write the rest in the form."
)
FORM_BUTTON: Final = "Open the form"
FORM_AGAIN: Final = "Open the form again"
FORM_HERE: Final = say("There is a form for this.")
FORM_NEEDS_COMMAND: Final = say(
    "There is a form for this, but your message is too long to go with it. "
    "Please give the reference only, and write the rest in the form."
)


def crashed(reference: str) -> Reply:
    """Something went wrong that nobody foresaw; `reference` finds it in the log."""
    return say(
        "Something went wrong on my side. Please look whether your change is there before you try again, "
        f"and if it happens again, give your IT team this number: {reference}.",
        outcome="failed",
    )
