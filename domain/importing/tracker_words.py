"""The columns of exports of common task trackers: a few of their headings together tell which tracker it was.

Only what a tracker itself names is here. Columns that people added are read as everywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.importing.draft import ColumnRole
from domain.importing.headings import Meaning, Shade, plain

_R = ColumnRole
_ACTION, _LEAD, _DUE, _REF = Meaning(_R.ACTION), Meaning(_R.LEAD), Meaning(_R.DUE), Meaning(_R.REF)
_SECTION, _PRIORITY, _NOTES, _OTHER = (Meaning(role) for role in (_R.SECTION, _R.PRIORITY, _R.NOTES, _R.OTHER))
_STATUS, _PROGRESS = Meaning(_R.RAG, Shade.STATUS), Meaning(_R.PROGRESS)
_RAISED, _START = Meaning(_R.OTHER, Shade.RAISED), Meaning(_R.OTHER, Shade.START)
_CLOSED, _CHECKLIST = Meaning(_R.OTHER, Shade.COMPLETED_ON), Meaning(_R.OTHER, Shade.CHECKLIST)


@dataclass(frozen=True, slots=True)
class _Tracker:
    """A kind of export: headings that only it has together, and what each of its headings means."""

    signs: tuple[frozenset[str], ...]
    meanings: Mapping[str, Meaning]


def _named(text: str, meaning: Meaning) -> dict[str, Meaning]:
    return dict.fromkeys((name.strip() for name in text.split("|")), meaning)


_PLANNER = _Tracker(
    (frozenset({"task name", "bucket name"}), frozenset({"outline number", "name", "assigned to"})),
    {
        **_named("task name|name", _ACTION),
        **_named("bucket name|bucket", _SECTION),
        **_named("progress", _STATUS),
        **_named("priority", _PRIORITY),
        **_named("assigned to", _LEAD),
        **_named("due date|finish", _DUE),
        **_named("start date|start", _START),
        **_named("created date", _RAISED),
        **_named("completed date", _CLOSED),
        **_named("checklist items", _CHECKLIST),
        **_named("description|notes", _NOTES),
        **_named("outline number", _REF),
        **_named(
            "task id|task number|created by|completed by|is recurring|late|completed checklist items|labels|duration"
            "|effort|effort completed|effort remaining|depends on|dependents after|sprint|goal|milestone",
            _OTHER,
        ),
    },
)
_ASANA = _Tracker(
    (frozenset({"section column", "name"}), frozenset({"task id", "name", "last modified", "due date"})),
    {
        **_named("name", _ACTION),
        **_named("section column", _SECTION),
        **_named("assignee", _LEAD),
        **_named("due date", _DUE),
        **_named("start date", _START),
        **_named("created at", _RAISED),
        **_named("completed at", _CLOSED),
        **_named("notes", _NOTES),
        **_named(
            "task id|last modified|assignee email|tags|projects|parent task|blocked by dependencies"
            "|blocking dependencies",
            _OTHER,
        ),
    },
)
_TRELLO = _Tracker(
    (frozenset({"card name", "list name"}), frozenset({"card name", "list status"})),
    {
        **_named("card name", _ACTION),
        **_named("list name", _SECTION),
        **_named("list status", _STATUS),
        **_named("members", _LEAD),
        **_named("due date", _DUE),
        **_named("start date", _START),
        **_named("due complete|completed", _CLOSED),
        **_named("completed on", _CLOSED),
        **_named("checklist", _CHECKLIST),
        **_named("card description", _NOTES),
        **_named("comments", _PROGRESS),
        **_named(
            "card id|card url|labels|attachment count|attachment links|checklist item total count"
            "|checklist item completed count|vote count|comment count|last activity date|list id|board id|board name"
            "|due reminder",
            _OTHER,
        ),
        **_named("archived", Meaning(_R.OTHER, Shade.ARCHIVED)),
    },
)
_JIRA = _Tracker(
    (frozenset({"issue key", "summary"}), frozenset({"issue id", "summary", "issue type"})),
    {
        **_named("summary", _ACTION),
        **_named("issue key", _REF),
        **_named("status", _STATUS),
        **_named("parent summary|epic name", _SECTION),
        **_named("priority", _PRIORITY),
        **_named("assignee", _LEAD),
        **_named("due date|due", _DUE),
        **_named("created", _RAISED),
        **_named("resolved", _CLOSED),
        **_named("description", _NOTES),
        **_named("comment|comments", _PROGRESS),
        **_named(
            "issue id|issue type|project key|project name|project type|project lead|project lead id|project url"
            "|project description|resolution|assignee id|reporter|reporter id|creator|creator id|updated|last viewed"
            "|labels|components|fix versions|affects versions|environment|votes|watchers|watchers id|attachment"
            "|parent|parent id|parent key"
            "|status category|status category changed|sprint|security level|work ratio"
            "|original estimate|remaining estimate|time spent|log work",
            _OTHER,
        ),
    },
)
_PROJECT = _Tracker(
    (
        frozenset({"duration", "finish", "name"}),
        frozenset({"duration", "finish", "task name"}),
        frozenset({"outline level", "finish"}),
        frozenset({"resource names", "finish"}),
    ),
    {
        **_named("name|task name", _ACTION),
        **_named("resource names|resources", _LEAD),
        **_named("finish|finish date", _DUE),
        **_named("start|start date", _START),
        **_named("baseline finish", Meaning(_R.DUE_ORIGINAL)),
        **_named("actual finish", _CLOSED),
        **_named("complete|percent complete", _CLOSED),
        **_named("notes", _NOTES),
        **_named("wbs|outline number", _REF),
        **_named(
            "id|unique id|active|task mode|outline level|duration|predecessors|successors|type|work|cost|milestone"
            "|summary|baseline start|actual start|priority|constraint type|total slack|critical",
            _OTHER,
        ),
    },
)
_CLICKUP = _Tracker(
    (frozenset({"task name", "task content", "assignees"}), frozenset({"task name", "date created text"})),
    {
        **_named("task name", _ACTION),
        **_named("assignees|assignee", _LEAD),
        **_named("status", _STATUS),
        **_named("due date", _DUE),
        **_named("start date", _START),
        **_named("date created", _RAISED),
        **_named("date closed|date done", _CLOSED),
        **_named("list name", _SECTION),
        **_named("priority", _PRIORITY),
        **_named("task content", _NOTES),
        **_named("comments|latest comment", _PROGRESS),
        **_named("checklists", _CHECKLIST),
        **_named(
            "task type|task id|task custom id|parent id|date created text|due date text|start date text|tags"
            "|folder name|folder name path|space name|time estimated|time estimated text|time spent|time spent text"
            "|rolled up time|rolled up time text|date updated|date updated text|date closed text|attachments"
            "|assigned comments|linked docs|creator|watchers",
            _OTHER,
        ),
    },
)
_MONDAY = _Tracker(
    (frozenset({"name", "group", "parent task"}), frozenset({"name", "subitems"})),
    {
        **_named("name", _ACTION),
        **_named("group", _SECTION),
        **_named("owner|person|people|assignee", _LEAD),
        **_named("status", _STATUS),
        **_named("date|due date|deadline", _DUE),
        **_named("timeline start", _START),
        **_named("timeline end", _DUE),
        **_named("priority", _PRIORITY),
        **_named("subitems|item id auto generated|creation log|last updated|files", _OTHER),
    },
)
_SERVICENOW = _Tracker(
    (frozenset({"number", "short description"}), frozenset({"short description", "assigned to", "state"})),
    {
        **_named("number", _REF),
        **_named("short description", _ACTION),
        **_named("parent", _SECTION),
        **_named("assigned to", _LEAD),
        **_named("state", _STATUS),
        **_named("priority", _PRIORITY),
        **_named("due date", _DUE),
        **_named("opened at|opened|sys created on|created", _RAISED),
        **_named("closed at|closed", _CLOSED),
        **_named("work notes|comments|comments and work notes|additional comments", _PROGRESS),
        **_named("description", _NOTES),
        **_named(
            "sys id|sys updated on|sys updated by|sys created by|updated|updated by|opened by|closed by|active|impact"
            "|urgency|assignment group|cmdb ci|configuration item|company|location|watch list|approval|sla due"
            "|close notes|close code",
            _OTHER,
        ),
    },
)
_WRIKE = _Tracker(
    (frozenset({"title", "custom status", "folder"}), frozenset({"title", "parent task", "custom status"})),
    {
        **_named("title", _ACTION),
        **_named("folder", _SECTION),
        **_named("status", _STATUS),
        **_named("assigned to", _LEAD),
        **_named("due date|end date", _DUE),
        **_named("start date", _START),
        **_named("priority", _PRIORITY),
        **_named("description", _NOTES),
        **_named(
            "parent task|custom status|duration|duration hours|time spent|depends on|start date constraint|key", _OTHER
        ),
    },
)
_LISTS = _Tracker(  # SharePoint: the columns are people's own, and their names too
    (frozenset({"item type", "path"}),),
    _named(
        "item type|path|compliance asset id|modified|modified by|created|created by|app created by|app modified by"
        "|content type|folder child count|item child count|attachments|label setting|retention label",
        _OTHER,
    ),
)
_TRACKERS = (_PLANNER, _ASANA, _TRELLO, _JIRA, _PROJECT, _CLICKUP, _MONDAY, _SERVICENOW, _WRIKE, _LISTS)


def tracker_meanings(headings: Sequence[str]) -> Mapping[str, Meaning]:
    """What the headings of an export mean, by their plain words; nothing for any other table."""
    return _meanings(frozenset(plain(heading) for heading in headings if 0 < len(heading) < 60))


@lru_cache(maxsize=64)
def _meanings(names: frozenset[str]) -> Mapping[str, Meaning]:
    for tracker in _TRACKERS:
        known = sum(name in tracker.meanings for name in names)
        if known >= 3 and any(signs <= names for signs in tracker.signs):
            return tracker.meanings
    return {}
