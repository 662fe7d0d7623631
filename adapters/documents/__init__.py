"""Readers of files: whatever the format, out comes a `RawDocument`."""

from adapters.documents.read import read_document

__all__ = ["read_document"]
