"""Leads whose cell is cut by the end of a page: neither half is a name from which others can be told."""

from __future__ import annotations

from itertools import pairwise

from domain.importing.draft import ColumnRole
from domain.importing.grouped import Parts
from domain.importing.leadareas import stands_whole
from domain.importing.leadvocabulary import LeadVocabulary
from domain.importing.leadwords import BODIES, ROLE_NOUNS, NameKind, kind_of
from domain.importing.tables import PlanTable

_R = ColumnRole


def halves_of_leads(table: PlanTable) -> frozenset[int]:
    """The rows, by `id`, of which the lead goes on over the page, or began before it."""
    found: set[int] = set()
    for above, row in pairwise(table.rows):
        goes_on = row.after_break and not row.text(_R.REF) and not row.text(_R.DUE)
        if goes_on and above.text(_R.LEAD) and row.text(_R.LEAD):
            found |= {id(above), id(row)}
    return frozenset(found)


def torn_name(parts: Parts, vocabulary: LeadVocabulary) -> tuple[str, str]:
    """The halves of a cell over two rows that may be one name; empty where they are two people, or two known leads."""
    texts = [(row, piece.text) for row, piece in parts.pieces if piece.text]
    if len(texts) != 2 or texts[0][0] == texts[1][0]:
        return "", ""
    half, rest = texts[0][1], texts[1][1]
    if is_half_a_post(rest):
        return half, rest
    apart = {kind_of(half), kind_of(rest)} <= {NameKind.PERSON, NameKind.INITIALS}
    return ("", "") if apart or (vocabulary.is_sure(half) and vocabulary.is_sure(rest)) else (half, rest)


def is_half_a_post(rest: str) -> bool:
    """`Officer` or `Manager` alone: the end of a post whose beginning stands above the end of the page."""
    return rest.lower() in ROLE_NOUNS - BODIES and not stands_whole(rest)
