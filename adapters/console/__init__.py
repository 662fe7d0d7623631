"""The third platform, from day one: a terminal in which buttons are numbers."""
