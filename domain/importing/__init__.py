"""From the tables of a document to a draft plan with its questions. Nothing is lost, nothing is invented."""

from domain.importing.draft import DraftPlan
from domain.importing.given import InvalidColumn
from domain.importing.keys import InvalidPlanCode
from domain.importing.raw import RawDocument, UnreadableDocument
from domain.importing.reader import read_plan

__all__ = ["DraftPlan", "InvalidColumn", "InvalidPlanCode", "RawDocument", "UnreadableDocument", "read_plan"]
