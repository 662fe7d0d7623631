"""What is set up, what is missing, what to do: for the person who installs Action Log."""

from __future__ import annotations

from bot import bootstrap
from bot.settings import BadSettings, Settings, load
from domain.errors import Unavailable
from domain.ids import OrganisationId
from domain.people import Platform
from domain.ports import Store
from domain.presenters import plural

OK, MISSING, NOTE = "✔", "✘", "–"


def examine() -> tuple[list[str], bool]:
    """Lines to print, and whether everything that is needed is there."""
    try:
        settings = load()
    except BadSettings as error:
        return [f"{MISSING} {line}" for line in str(error).splitlines()], False
    lines: list[str] = []
    kind = "PostgreSQL" if settings.database_url.startswith("postgres") else "SQLite"
    try:
        store = bootstrap.open_store(settings)
    except BadSettings as error:
        lines.append(f"{MISSING} Database ({kind}): {error}")
        return lines + _platforms(settings, None), False
    except Unavailable:
        lines.append(
            f"{MISSING} Database ({kind}): it can't be reached. Check ACTIONLOG_DATABASE_URL, and that the server runs."
        )
        return lines + _platforms(settings, None), False
    lines.append(f"{OK} Database ({kind}): up to date.")
    organisations = list(store.organisations())
    if not organisations:
        lines.append(f"{MISSING} No organisation yet. Run: actionlog setup")
    for organisation in organisations:
        lines += _organisation(store, organisation.id, organisation.name)
    lines += _platforms(settings, store)
    lines += _outbox(store)
    return lines, not any(line.startswith(MISSING) for line in lines)


def _organisation(store: Store, organisation_id: OrganisationId, name: str) -> list[str]:
    with bootstrap.all_seeing(store, organisation_id) as uow:
        plans = list(uow.plans.all())
        people = len(uow.people.all())
        unlinked = sum(1 for lead in uow.plans.leads() if lead.person_id is None)
        unfollowed = [plan.code for plan in plans if plan.state == "live" and not uow.plans.follows(plan.id)]
    lines = [f"{OK} {name}: {plural(people, 'person', 'people')}, {plural(len(plans), 'plan')}."]
    if not plans:
        lines.append(f"{NOTE} {name} has no plan yet. Run: actionlog import FILE")
    if unlinked:
        lines.append(
            f"{NOTE} {plural(unlinked, 'lead is', 'leads are')} not linked to a person. "
            'Run: actionlog link "NAME" --slack TEAM/USER'
        )
    if unfollowed:
        lines.append(
            f"{NOTE} No channel hears of {', '.join(unfollowed)}. In the channel, say: /actions channel follow "
            f"{unfollowed[0]}"
        )
    return lines


def _platforms(settings: Settings, store: Store | None) -> list[str]:
    lines = []
    if settings.has_slack:
        how = "Socket Mode" if settings.slack_app_token else "HTTP"
        lines.append(f"{OK} Slack: set up ({how}).")
    else:
        lines.append(f"{NOTE} Slack: not set up. It needs ACTIONLOG_SLACK_BOT_TOKEN and a signing secret or app token.")
    if settings.teams_insecure_anonymous:
        lines.append(f"{MISSING} Teams: anonymous. Anybody who reaches the port is let in; only for tests on loopback.")
    elif settings.has_teams:
        lines.append(f"{OK} Teams: set up.")
    else:
        lines.append(
            f"{NOTE} Teams: not set up. It needs ACTIONLOG_TEAMS_APP_ID, ACTIONLOG_TEAMS_TENANT_ID and a password or "
            "certificate."
        )
    if store is not None:
        for platform, ready in ((Platform.SLACK, settings.has_slack), (Platform.TEAMS, settings.has_teams)):
            if ready and not _has_workspace(store, platform):
                lines.append(
                    f"{MISSING} No {platform.value.title()} workspace may talk with Action Log yet. "
                    f"Run: actionlog workspace add {platform.value} ID"
                )
    return lines


def _has_workspace(store: Store, platform: Platform) -> bool:
    for organisation in store.organisations():
        with store.reading(organisation.id) as uow:
            if any(one.platform is platform for one in uow.workspaces()):
                return True
    return False


def _outbox(store: Store) -> list[str]:
    waiting = store.waiting()
    dead = waiting.get("dead", 0)
    queued = sum(count for state, count in waiting.items() if state not in {"dead", "sent"})
    lines = [f"{OK} Outbox: {plural(queued, 'message')} waiting."]
    if dead:
        lines.append(f"{MISSING} Outbox: {plural(dead, 'message')} could not be delivered.")
    return lines
