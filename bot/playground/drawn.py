"""What the page was last shown, so that a press means the button that somebody saw.

The bot edits its messages at any moment, also between somebody's look and their press. A client then sends the button
as it drew it; so does the page.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from bot.playground.slack_state import SlackMessage
from bot.playground.teams_state import TeamsActivity

KEPT = 2_000


class Drawn:
    """The newest states of messages that a page got, each under a number. Held in memory, `KEPT` at most."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._states: OrderedDict[int, SlackMessage | TeamsActivity] = OrderedDict()
        self._numbers: dict[int, int] = {}
        self._next = 1

    def number(self, state: SlackMessage | TeamsActivity) -> int:
        """The number of this state of a message: the same for the same state, another once it was edited."""
        with self._lock:
            number = self._numbers.get(id(state))
            if number is None:
                number, self._next = self._next, self._next + 1
                self._numbers[id(state)] = number
                self._states[number] = state  # held, so that no other state gets its id
                while len(self._states) > KEPT:
                    del self._numbers[id(self._states.popitem(last=False)[1])]
            else:
                self._states.move_to_end(number)
            return number

    def slack(self, number: object, now: SlackMessage) -> SlackMessage:
        """The message as it was drawn under this number; ``now`` where that is forgotten or was another message."""
        state = self._states.get(number) if isinstance(number, int) else None
        if isinstance(state, SlackMessage) and (state.channel, state.ts) == (now.channel, now.ts):
            return state
        return now

    def teams(self, number: object, now: TeamsActivity) -> TeamsActivity:
        """As `slack`, for a message in Teams."""
        state = self._states.get(number) if isinstance(number, int) else None
        if isinstance(state, TeamsActivity) and (state.conversation, state.id) == (now.conversation, now.id):
            return state
        return now
