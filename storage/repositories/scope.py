"""What every repository of a unit of work shares: its connection, its organisation, and whose eyes it reads with.

Statements are built once for each `View` and reused; values go in as bind parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Executable,
    Insert,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    false,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Dialect

from domain.ids import OrganisationId, PlanId, new_id
from domain.people import NOTHING, Sight
from domain.plans import Plan
from storage.mapping import AnyRow, Values
from storage.prepared import Found, Kept, Prepared, prepared, run_all
from storage.schema import action_leads, actions, leads, plans, recommendations, sections
from storage.types import Words

MANY = 500
"""How many ids go into one `IN`."""

T = TypeVar("T")

ORGANISATION: BindParameter[str] = bindparam("organisation")
GUEST: BindParameter[str] = bindparam("guest", expanding=True)
"""The guest who looks, with the roles and teams that they are in."""

LEADERS = (
    select(leads.c.person_id)
    .join(
        action_leads,
        and_(action_leads.c.organisation_id == leads.c.organisation_id, action_leads.c.lead_id == leads.c.id),
    )
    .where(
        action_leads.c.organisation_id == ORGANISATION,
        action_leads.c.action_id == bindparam("of_action"),
        leads.c.person_id.is_not(None),
    )
)
"""The people behind the leads of an action, `of_action`."""

# Whose last action was given to somebody else, or is withdrawn, is linked still, but leads nothing.
LEADS_SOMETHING = exists().where(
    action_leads.c.organisation_id == leads.c.organisation_id,
    action_leads.c.lead_id == leads.c.id,
    actions.c.organisation_id == action_leads.c.organisation_id,
    actions.c.id == action_leads.c.action_id,
    actions.c.status != literal_column("'withdrawn'"),
)

Rows: TypeAlias = "Select[*tuple[Any, ...]]"
Count: TypeAlias = "Select[int]"


class View(Enum):
    """The kinds of sight there are, as far as a query's shape goes."""

    NOTHING = "nothing"
    LIVE = "live"
    DRAFTS = "drafts"
    LIVE_AND_DRAFTS = "live and drafts"
    GUEST = "guest"
    EVERYTHING = "everything"

    @classmethod
    def of(cls, sight: Sight) -> View:
        """The kind of this sight."""
        if sight.everything:
            return cls.EVERYTHING
        if sight.guest is not None:
            return cls.GUEST
        if sight.live:
            return cls.LIVE_AND_DRAFTS if sight.drafts else cls.LIVE
        return cls.DRAFTS if sight.drafts else cls.NOTHING


def plan_in_view(view: View, *, running: bool = False) -> ColumnElement[bool]:
    """Is the plan of this row of `plans` in sight (and, where it is asked, not closed)?"""
    # One text with all of the ids: a list of changing length would be compiled at every request.
    open_to_them = or_(~plans.c.restricted, bindparam("own", type_=Words()).contains(plans.c.id))
    state = plans.c.state == literal_column("'live'") if running else plans.c.state != literal_column("'draft'")
    published = and_(state, open_to_them)
    own = and_(plans.c.state == literal_column("'draft'"), plans.c.id.in_(bindparam("drafts", expanding=True)))
    match view:
        case View.NOTHING:
            return false()
        case View.LIVE:
            return published
        case View.DRAFTS:
            return own
        case View.LIVE_AND_DRAFTS:
            return or_(published, own)
        case View.GUEST:
            named = bindparam("own", type_=Words()).contains(plans.c.id)
            return and_(state, named)
        case View.EVERYTHING:
            return true()


def in_view(table: Table, view: View, *, running: bool = False) -> ColumnElement[bool]:
    """Is the plan that this row belongs to (`plan_id`) in sight (and, where somebody looks and asks, not closed)?"""
    if view is View.EVERYTHING:
        return true()
    in_their_plan = exists().where(
        plans.c.organisation_id == table.c.organisation_id,
        plans.c.id == table.c.plan_id,
        plan_in_view(view, running=running),
    )
    return and_(in_their_plan, _led_by_guest(table)) if view is View.GUEST else in_their_plan


def _led_by_guest(table: Table) -> ColumnElement[bool]:
    """Does this row belong to an action that the guest leads? What belongs to none is not for them."""
    if table is leads:
        return leads.c.person_id.in_(GUEST)
    their_own = (
        select(actions.c.id)
        .join(
            action_leads,
            and_(action_leads.c.organisation_id == actions.c.organisation_id, action_leads.c.action_id == actions.c.id),
        )
        .join(leads, and_(leads.c.organisation_id == actions.c.organisation_id, leads.c.id == action_leads.c.lead_id))
        .where(actions.c.organisation_id == ORGANISATION, leads.c.person_id.in_(GUEST))
    )
    if table is actions:
        return actions.c.id.in_(
            select(action_leads.c.action_id)
            .join(
                leads,
                and_(leads.c.organisation_id == action_leads.c.organisation_id, leads.c.id == action_leads.c.lead_id),
            )
            .where(action_leads.c.organisation_id == ORGANISATION, leads.c.person_id.in_(GUEST))
        )
    if "action_id" in table.c:
        return table.c.action_id.in_(their_own)
    if table is recommendations:
        return table.c.id.in_(their_own.with_only_columns(actions.c.recommendation_id))
    if table is sections:
        of = their_own.with_only_columns(actions.c.recommendation_id)
        return table.c.id.in_(
            select(recommendations.c.section_id).where(
                recommendations.c.organisation_id == ORGANISATION, recommendations.c.id.in_(of)
            )
        )
    return false()


Then: TypeAlias = Callable[[Found], None]
"""What is to be done with what a statement found, once it has been executed."""


@dataclass(slots=True)
class Scope:
    """A connection within an organisation. At first nothing is in sight. `answered` has, as it is stored, what was
    answered to deliveries that were asked about along the way; `plans_read`, plans that came along with an action, each
    until it is asked for, something is written, or other eyes look. `pressed_on` is the account and the message where a
    button was pressed, which its answer draws anew.

    Where it `puts_off`, its owner calls `flush` before the end: what nobody waits for (`later`) then goes to the
    database together with what comes next, which on PostgreSQL is one journey instead of several. `has_written`:
    something was, or may have been, written or put off here.
    """

    line: Connection
    organisation_id: OrganisationId
    writing: bool
    sight: Sight = NOTHING
    answered: dict[str, str | None] = field(default_factory=dict)
    pressed_on: tuple[str, str] | None = None
    plans_read: dict[PlanId, Plan] = field(default_factory=dict)
    puts_off: bool = False
    has_written: bool = False
    _request: str = ""
    _waiting: list[tuple[Prepared, Mapping[str, Any], Then]] = field(default_factory=list)
    _seen_with: Sight | None = None
    _own: Mapping[str, Any] = field(default_factory=dict)

    @property
    def connection(self) -> Connection:
        """For what can't go through `run`; what was put off has been executed by then."""
        self.has_written = True
        self.flush()
        return self.line

    @property
    def request(self) -> str:
        """Marks in history what is written in one go."""
        self._request = self._request or new_id()
        return self._request

    @property
    def dialect(self) -> Dialect:
        """Which database it is."""
        return self.line.dialect

    @property
    def view(self) -> View:
        """The kind of sight it reads with."""
        return View.of(self.sight)

    def run(self, statement: Executable, **values: Any) -> Found:
        """Execute it here: the organisation and the sight are filled in where the statement asks for them.

        The statement must be one that is kept (see `storage.prepared`).
        """
        if not self._waiting and not statement.is_dml:
            return self._ready(statement, values).run(self.line, self._with_sight(values))
        found: list[Found] = []
        self._put_off(statement, values, found.append)
        self.flush()
        return found[0]

    def later(self, statement: Executable, then: Then = lambda found: None, **values: Any) -> None:
        """Execute it with what comes next, in this order, or at the end; `then` hears what it found."""
        self._put_off(statement, values, then)
        if not self.puts_off:
            self.flush()

    def flush(self) -> None:
        """Execute what was put off."""
        while self._waiting:  # what was found may ask for more
            waiting, self._waiting = self._waiting, []
            done = run_all(self.line, [(ready, values) for ready, values, _ in waiting])
            for (_, _, then), found in zip(waiting, done, strict=True):
                then(found)

    def _put_off(self, statement: Executable, values: dict[str, Any], then: Then) -> None:
        if statement.is_dml:
            self.has_written = True
            self.plans_read.clear()
        self._waiting.append((self._ready(statement, values), self._with_sight(values), then))

    def _ready(self, statement: Executable, values: Mapping[str, Any]) -> Prepared:
        return prepared(self.line.dialect, statement, tuple(values) if statement.is_dml else ())

    def made(self, kept: Kept[T], statement: Executable, **values: Any) -> list[T]:
        """The value of every row; of a row that is known, the one from then."""
        return self.run(statement, **values).made(kept)

    def _with_sight(self, values: dict[str, Any]) -> dict[str, Any]:
        if self._seen_with is not self.sight:
            self._seen_with, self._own = self.sight, self._of_sight()
        values.update(self._own)
        return values

    def _of_sight(self) -> Mapping[str, Any]:
        values: dict[str, Any] = {"organisation": self.organisation_id}
        if self.sight.guest is not None:
            values["guest"] = sorted(self.sight.guest)
        if self.sight.live or self.sight.guest is not None:
            values["own"] = " ".join(sorted(self.sight.own))
        if self.sight.drafts:
            values["drafts"] = sorted(self.sight.drafts)
        return values

    def all(self, statement: Executable, **values: Any) -> Sequence[AnyRow]:
        """Every row."""
        return self.run(statement, **values).all()

    def first(self, statement: Executable, **values: Any) -> AnyRow | None:
        """The first row, or `None`."""
        return self.run(statement, **values).first()

    def number(self, statement: Executable, **values: Any) -> int:
        """A count."""
        return int(self.run(statement, **values).scalar())

    def add(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows in one statement."""
        if len(rows) == 1:
            self.run(_insert(table), **rows[0])
        elif rows:
            self.connection.execute(table.insert(), list(rows))

    def add_later(self, table: Table, row: Mapping[str, Any]) -> None:
        """Insert a row, together with what comes next."""
        self.later(_insert(table), **row)

    def upsert(self, table: Table, values: Values, *, key: Sequence[str]) -> None:
        """Insert a row, or give the row with this key these values."""
        statement = self.insert(table).values(values)
        changed = {name: statement.excluded[name] for name in values if name not in key}
        self.connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed))

    def insert(self, table: Table) -> SqliteInsert | PostgresInsert:
        """An INSERT that can say ON CONFLICT, which is spelt the same on both databases."""
        return insert_into(table, self.dialect.name)


@cache
def _insert(table: Table) -> Insert:
    return table.insert().inline()


def insert_into(table: Table, dialect: str) -> SqliteInsert | PostgresInsert:
    """An INSERT of this dialect that can say ON CONFLICT."""
    return sqlite_insert(table) if dialect == "sqlite" else postgres_insert(table)


def batches(values: Sequence[T], size: int = MANY) -> Sequence[Sequence[T]]:
    """The values in groups that fit into one statement."""
    return [values[start : start + size] for start in range(0, len(values), size)]
