"""Every kind of card, with the longest contents that are likely, as it looks on Slack and on Teams."""
