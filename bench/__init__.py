"""Measurements: how long people wait, and whether that grows with what is stored."""
