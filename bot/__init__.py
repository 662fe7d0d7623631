"""The process: the only place that knows all parts."""
