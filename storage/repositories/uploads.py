"""Plans that people give in chat, until they are draft plans. Bytes and drafts are never read along with the rest."""

from __future__ import annotations

from sqlalchemy import bindparam, literal_column, select

from domain.ids import OrganisationId, PersonId, PlanId, UploadId
from domain.people import Platform
from domain.posting import Destination
from domain.uploads import Upload, UploadState
from storage.mapping import AnyRow, Values
from storage.repositories.scope import ORGANISATION, Scope
from storage.schema import uploads

_ENDS = ("done", "failed")
_COLUMNS = [column for column in uploads.c if column.name != "content"]
_ONE = select(*_COLUMNS).where(uploads.c.organisation_id == ORGANISATION)
_BY_ID = _ONE.where(uploads.c.id == bindparam("wanted"))
_BY_KEY = _ONE.where(uploads.c.key == bindparam("wanted"))
_LOCKED = _BY_ID.with_for_update()
_OF_PERSON = (
    _ONE.where(
        uploads.c.person_id == bindparam("person"),
        uploads.c.state.not_in([literal_column(f"'{end}'") for end in _ENDS]),
    )
    .order_by(uploads.c.created_at.desc(), uploads.c.id.desc())
    .limit(20)
)
_OF_PLAN = (
    _ONE.where(
        uploads.c.plan_id == bindparam("of_plan"), uploads.c.state.not_in([literal_column(f"'{end}'") for end in _ENDS])
    )
    .order_by(uploads.c.created_at.desc(), uploads.c.id.desc())
    .limit(1)
)
_CONTENT = select(uploads.c.content).where(
    uploads.c.organisation_id == ORGANISATION, uploads.c.id == bindparam("wanted")
)
_CHANGE = uploads.update().where(uploads.c.organisation_id == ORGANISATION, uploads.c.id == bindparam("wanted"))
_SAVE = _CHANGE.values(
    {name: bindparam(f"new_{name}") for name in ("state", "code", "corrections", "round", "sha256", "draft", "plan_id")}
)
_FILL = _CHANGE.values(content=bindparam("new_content"), source=bindparam("new_source"))
_EMPTY = _CHANGE.values(content=None, draft="", source=bindparam("new_source"))
_FINISH = (
    uploads.update()
    .where(uploads.c.organisation_id == ORGANISATION, uploads.c.plan_id == bindparam("of_plan"))
    .values(state="done", content=None, draft="", source=bindparam("new_source"))
)
_REMOVE = uploads.delete().where(uploads.c.organisation_id == ORGANISATION, uploads.c.id == bindparam("wanted"))


class SqlUploads:
    """`domain.uploads.Uploads`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, upload: Upload, content: bytes | None = None) -> bool:
        """Keep it, with its bytes where they are known; `False` if that very file is there already."""
        where = upload.destination
        row: Values = {
            "organisation_id": self._scope.organisation_id,
            "id": upload.id,
            "person_id": upload.person_id,
            "key": upload.key,
            "name": upload.name,
            "platform": where.platform.value,
            "workspace": where.workspace,
            "conversation": where.conversation,
            "address": dict(where.address),
            "source": dict(upload.source),
            "content": content,
            "created_at": upload.created_at,
        } | _changing(upload)
        statement = (
            self._scope.insert(uploads)
            .on_conflict_do_nothing(index_elements=["organisation_id", "key"])
            .returning(uploads.c.id)
        )
        return self._scope.connection.execute(statement, row).scalar() is not None

    def by_id(self, upload_id: str) -> Upload | None:
        """Without its bytes; locked until the end in a writing unit of work."""
        row = self._scope.first(_LOCKED if self._scope.writing else _BY_ID, wanted=upload_id)
        return None if row is None else _upload_from(row)

    def by_key(self, key: str) -> Upload | None:
        """Likewise by the platform's name of it."""
        row = self._scope.first(_BY_KEY, wanted=key)
        return None if row is None else _upload_from(row)

    def of_person(self, person_id: PersonId) -> list[Upload]:
        """What somebody has not finished with, newest first."""
        return [_upload_from(row) for row in self._scope.all(_OF_PERSON, person=person_id)]

    def of_plan(self, plan_id: PlanId) -> Upload | None:
        """The document of which a draft was made, as long as it is kept."""
        row = self._scope.first(_OF_PLAN, of_plan=plan_id)
        return None if row is None else _upload_from(row)

    def content(self, upload_id: UploadId) -> bytes | None:
        """Its bytes, if they are there."""
        found = self._scope.run(_CONTENT, wanted=upload_id).scalar()
        return None if found is None else bytes(found)

    def save(self, upload: Upload) -> None:
        """Write where it stands. At its end the bytes go."""
        values = {f"new_{name}": value for name, value in _changing(upload).items()}
        self._scope.run(_SAVE, wanted=upload.id, **values)
        if upload.state.value in _ENDS:
            self._scope.run(_EMPTY, wanted=upload.id, new_source={})

    def fill(self, upload_id: UploadId, content: bytes) -> None:
        """Keep its bytes; the address they came from is forgotten."""
        self._scope.run(_FILL, wanted=upload_id, new_content=content, new_source={})

    def finish(self, plan_id: PlanId) -> None:
        """The draft that was made of it went live: the document has served."""
        self._scope.run(_FINISH, of_plan=plan_id, new_source={})

    def remove(self, upload_id: UploadId) -> None:
        """Forget it, bytes and all."""
        self._scope.run(_REMOVE, wanted=upload_id)


def _changing(upload: Upload) -> Values:
    return {
        "state": upload.state.value,
        "code": upload.code,
        "corrections": dict(upload.corrections),
        "round": upload.round,
        "sha256": upload.sha256,
        "draft": upload.draft,
        "plan_id": upload.plan_id,
    }


def _upload_from(row: AnyRow) -> Upload:
    return Upload(
        id=UploadId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        person_id=PersonId(row.person_id),
        key=row.key,
        name=row.name,
        destination=Destination(Platform(row.platform), row.workspace, row.conversation, row.address),
        state=UploadState(row.state),
        created_at=row.created_at,
        source=row.source,
        code=row.code,
        corrections=row.corrections,
        round=row.round,
        sha256=row.sha256,
        draft=row.draft,
        plan_id=None if row.plan_id is None else PlanId(row.plan_id),
    )
