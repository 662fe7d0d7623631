"""What is found by its words: each action with the words of its plan and its notes, as `domain.language.search_words`
makes them. `storage.searching` keeps it true to the actions.

The words of a row are indexed by the database itself: on SQLite by the FTS5 table `searches_fts`, which triggers keep
up, on PostgreSQL by the generated column `vector` and its GIN index. Those are made by the migrations alone, since no
other statement than `MATCH` or `@@` ever names them.
"""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Table, UniqueConstraint

from storage.schema.columns import growing, metadata, number, organisation, points, sorted_words, words

# `head` is the action itself, `body` what stands around it in the plan, `notes` what was said since, newest first.
# `edition` is that of the rules by which the words were made.
searches = Table(
    "searches",
    metadata,
    growing(),
    organisation(),
    words("action_id"),
    words("head"),
    words("body"),
    words("notes"),
    number("edition"),
    UniqueConstraint("organisation_id", "action_id"),
    points("action_id", "actions", cascade=True),
)

# Words of any action, for "did you mean". No key: two requests that bring the same new word must not wait for each
# other, and a word twice does no harm.
search_words = Table(
    "search_words",
    metadata,
    growing(),
    organisation(),
    sorted_words("word"),
    number("length"),
    ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
    Index(None, "organisation_id", "word"),
    Index(None, "organisation_id", "length"),
)

DATABASES_OWN = ("searches_fts", "searches.vector", "ix_searches_vector")
"""What the migrations make besides the schema."""
