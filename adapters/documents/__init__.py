"""Readers of files: whatever the format, out comes a `RawDocument`."""

from adapters.documents.read import read_document
from adapters.documents.safely import Limits, read_plan_aside, read_plan_safely

__all__ = ["Limits", "read_document", "read_plan_aside", "read_plan_safely"]
