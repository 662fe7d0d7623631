"""A draft as plain lines that a person can check against the plan: every field that matters, nothing else."""

from __future__ import annotations

from domain.due import Due
from domain.importing.draft import DraftAction, DraftPlan


def told(draft: DraftPlan) -> list[str]:
    """The lines, in the order of the plan; questions as kind and key, sorted."""
    lines = [f"plan | {draft.code} | {draft.title} | {draft.as_at or '-'}"]
    lines += [
        f"section | {one.ref or '-'} | {one.title} | {one.target or '-'} | {_due(one.due)}" for one in draft.sections
    ]
    for one in draft.recommendations:
        lines.append(f"{one.key} = {one.ref or '-'} | {one.section or '-'} | {one.text}")
        if one.outcome or one.progress or one.success_measures or one.other:
            lines.append(
                f"  outcome {one.outcome or '-'} | progress {one.progress or '-'} | success {one.success_measures}"
            )
            lines += [f"  other {heading}: {text}" for heading, text in one.other]
        for action in one.actions:
            lines += _action(action)
    questions = sorted(f"? {one.kind.value} | {one.key or 'plan'}" for one in draft.questions)
    return [*lines, *questions, *(f"left | {text}" for text in draft.leftover)]


def _action(one: DraftAction) -> list[str]:
    leads = ", ".join(lead.name if lead.role == "lead" else f"{lead.name} ({lead.role})" for lead in one.leads)
    lines = [
        f"  {one.key} | {one.text or '-'}",
        f"    lead {leads or '-'} | due {_due(one.due)} | rag {one.rag.value} {one.rag.text or '-'} "
        f"| {one.status.value}",
    ]
    if one.due_original:
        lines.append(f"    first due {_due(one.due_original)}")
    if one.completed_on:
        lines.append(f"    completed on {one.completed_on}")
    lines += [f"    progress {one.progress}"] if one.progress else []
    lines += [f"    progress {entry.label}: {entry.text}" for entry in one.progress_history]
    lines += [f"    success {one.success_measure}"] if one.success_measure else []
    lines += [f"    links {', '.join(one.links)}"] if one.links else []
    lines += [f"    other {heading}: {text}" for heading, text in one.other]
    lines += [f"    part {part.text} | {_due(part.due)}" for part in one.milestones]
    return lines


def _due(due: Due) -> str:
    if not due.text:
        return "-"
    span = f" {due.earliest or ''}..{due.latest or ''}" if due.earliest or due.latest else ""
    return f"{due.text} = {due.precision.value}{span}{' !' if due.needs_check else ''}"
