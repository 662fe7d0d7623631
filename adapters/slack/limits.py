"""What Slack takes: the limits of messages, views and their parts, from its Block Kit reference. Nothing else in
Action Log knows them. Lengths are counted in UTF-16 units, the strictest of the ways in which Slack may count."""

from __future__ import annotations

from typing import Final

BLOCKS_IN_MESSAGE: Final = 50
BLOCKS_IN_VIEW: Final = 100
MESSAGE_JSON: Final = 12_500
"""Characters of a message's blocks as JSON. Slack refuses from about 13,200 (`msg_blocks_too_long`) and counts the ids
that it adds itself, so some room is left."""

HEADER: Final = 150
SECTION: Final = 3_000
CONTEXT: Final = 2_000
RICH_TEXT: Final = 3_000
"""Slack names no limit for a rich text block; that of a section is kept."""
FALLBACK: Final = 4_000
"""Of the text that notifications and screen readers use; Slack asks for at most so many."""

ELEMENTS_IN_ACTIONS: Final = 25
BUTTON_LABEL: Final = 75
BUTTON_VALUE: Final = 2_000
ACCESSIBILITY_LABEL: Final = 75
BLOCK_ID: Final = 255
OVERFLOW_OPTIONS: Final = 5
OPTION_TEXT: Final = 75
OPTION_VALUE: Final = 75
"""Slack's two lists say 75 and 150."""
SELECT_OPTIONS: Final = 100

VIEW_TITLE: Final = 24
PRIVATE_METADATA: Final = 3_000
INPUT_LABEL: Final = 2_000
INPUT_HINT: Final = 2_000
INPUT_TEXT: Final = 3_000
