"""The domain's repositories, one unit of work's view of the tables."""
