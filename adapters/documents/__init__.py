"""Readers of files: whatever the format, out comes a `RawDocument`. Strangers' files are read by `safely`, in a process
of their own, which needs nothing of what the bot says or stores.
"""

from adapters.documents.read import read_document

__all__ = ["read_document"]
