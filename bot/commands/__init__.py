"""The commands of `actionlog`, by what they are about."""
