"""A plan and its parts above the action."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Table, UniqueConstraint

from storage.schema.columns import (
    belongs,
    data,
    due,
    maybe_words,
    metadata,
    moment,
    number,
    organisation,
    points,
    sorted_words,
    words,
)

plans = Table(
    "plans",
    metadata,
    organisation(),
    words("id"),
    words("code"),
    sorted_words("code_folded"),
    words("title"),
    words("state"),
    Column("as_at", Date),
    words("as_at_text"),
    data("colour_key"),
    data("columns"),
    data("roles"),
    words("source_name"),
    words("source_sha256"),
    data("leftover"),
    moment("created_at"),
    moment("live_at"),
    *belongs("id"),
    UniqueConstraint("organisation_id", "code_folded"),
)

sections = Table(
    "sections",
    metadata,
    organisation(),
    words("id"),
    words("plan_id"),
    number("position"),
    words("ref"),
    words("title"),
    words("target"),
    *due(),
    *belongs("id"),
    points("plan_id", "plans", cascade=True),
    Index(None, "organisation_id", "plan_id"),
)

recommendations = Table(
    "recommendations",
    metadata,
    organisation(),
    words("id"),
    words("plan_id"),
    maybe_words("section_id"),
    number("position"),
    words("key"),
    words("ref"),
    words("text"),
    words("outcome"),
    words("progress"),
    data("success_measures"),
    data("other"),
    words("search"),
    *belongs("id"),
    points("plan_id", "plans", cascade=True),
    points("section_id", "sections", cascade=True),
    Index(None, "organisation_id", "plan_id"),
    Index(None, "organisation_id", "section_id"),
)

leads = Table(
    "leads",
    metadata,
    organisation(),
    words("id"),
    words("plan_id"),
    words("name"),
    sorted_words("name_folded"),
    maybe_words("person_id"),
    *belongs("id"),
    points("plan_id", "plans", cascade=True),
    points("person_id", "people"),
    Index(None, "organisation_id", "plan_id", "name_folded"),
    Index(None, "organisation_id", "person_id"),
)

questions = Table(
    "questions",
    metadata,
    organisation(),
    words("id"),
    words("plan_id"),
    number("position"),
    words("key"),
    words("field"),
    words("text"),
    words("message"),
    words("suggestion"),
    moment("answered_at"),
    *belongs("id"),
    points("plan_id", "plans", cascade=True),
    Index(None, "organisation_id", "plan_id", "position"),
)
