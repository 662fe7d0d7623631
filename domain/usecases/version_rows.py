"""A newer version row by row, for somebody who wants to see all of it before they take it in."""

from __future__ import annotations

from domain.context import Context
from domain.errors import Invalid
from domain.import_messages import ShowImport, ShowVersion
from domain.registry import registry
from domain.speech import tr, trn
from domain.uploads import UploadState
from domain.usecases import import_replies, taking_in
from domain.usecases.comparing import Part
from domain.usecases.import_plan import before
from domain.usecases.uploaded import own_upload, where_it_stands, whole_view
from domain.views import Button, Buttons, Heading, Paragraph, Reply, SmallPrint

_ROWS = 15


@registry.handles(ShowVersion)
def show_version(query: ShowVersion, ctx: Context) -> Reply:
    """One list of what it would change, in pages, with the ways to the others and back."""
    upload = own_upload(ctx, query.upload)
    if upload.state is not UploadState.READ:
        return where_it_stands(ctx, upload)
    draft = taking_in.draft_of(upload)
    with whole_view(ctx):
        known = before(ctx.uow, draft, ctx.actor.person, sha256=upload.sha256)
    if known is None or known.found is None:
        return where_it_stands(ctx, upload)
    if query.part not in set(Part):
        raise Invalid(tr("I don't know that list. Please choose one of the buttons above."))
    part, rows = Part(query.part), known.found.rows()
    found = rows[part]
    last = max(1, -(-len(found) // _ROWS))
    page = min(query.page, last)
    shown = found[(page - 1) * _ROWS : page * _ROWS]
    heading = trn(
        "{list} in {plan}: {count:,} row",
        "{list} in {plan}: {count:,} rows",
        len(found),
        list=part.heading,
        plan=known.plan.code,
    )
    if last > 1:
        heading += tr(", page {page:,} of {last:,}", page=page, last=last)
    turning = []
    if page > 1:
        turning.append(Button(label=tr("Earlier rows"), sends=query.with_(page=page - 1)))
    if page < last:
        turning.append(Button(label=tr("More rows"), sends=query.with_(page=page + 1)))
    others = [
        Button(label=f"{other.heading}: {len(lines):,}", sends=ShowVersion(upload=upload.id, part=other.value))
        for other, lines in rows.items()
        if lines and other is not part
    ]
    back = Button(label=tr("Back"), sends=ShowImport(upload=upload.id))
    take = import_replies.take_version(upload, known.found)
    return Reply(
        elements=(
            Heading(text=heading),
            Paragraph(text="\n".join(shown) or tr("There is none.")),
            SmallPrint(text=tr("Nothing is changed yet.")),
            *((Buttons(buttons=tuple(turning)),) if turning else ()),
            Buttons(buttons=(take, back, *others)),
        ),
        replaces=True,
    )
