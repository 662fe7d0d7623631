"""Composed plans as the files that offices send: what a format adds is chosen at random, by the same seed always the same."""
