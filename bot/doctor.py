"""What is set up, what is missing, what to do: for the person who installs Action Log."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from bot import bootstrap, probes
from bot.commands.outbox import age
from bot.settings import BadSettings, Settings, load, unknown_settings
from domain.errors import Unavailable
from domain.ids import OrganisationId
from domain.people import Platform
from domain.ports import Store
from domain.posting import Served
from domain.presenters import plural

LATE = timedelta(minutes=10)
"""How long a message may wait before somebody should look."""
OK, MISSING, NOTE = "✔", "✘", "–"


def examine() -> tuple[list[str], bool]:
    """Lines to print, and whether everything that is needed is there."""
    try:
        settings = load()
    except BadSettings as error:
        return [f"{MISSING} {line}" for line in str(error).splitlines()], False
    lines = [f"{NOTE} {sentence}" for sentence in unknown_settings()]
    kinds = {"postgres": " (PostgreSQL)", "sqlite": " (SQLite)"}
    kind = next((said for start, said in kinds.items() if settings.database_url.startswith(start)), "")
    try:
        store = bootstrap.open_store(settings)
    except BadSettings as error:
        lines.append(f"{MISSING} Database{kind}: {error}")
        return lines + _platforms(settings)[0], False
    except Unavailable as error:
        lines.append(
            f"{MISSING} Database{kind}: it can't be reached: {error}. Check ACTIONLOG_DATABASE_URL"
            f"{'.' if settings.database_url.startswith('sqlite') else ', and that the server runs.'}"
        )
        return lines + _platforms(settings)[0], False
    lines.append(_database(settings, kind))
    lines += _search(settings)
    organisations = list(store.organisations())
    if not organisations:
        lines.append(f"{MISSING} No organisation yet. Run: actionlog setup")
    for organisation in organisations:
        lines += _organisation(store, organisation.id, organisation.name)
    known = _known(store)
    platforms, served = _platforms(settings, known)
    lines += platforms
    lines += _outbox(store, known, served)
    return lines, not any(line.startswith(MISSING) for line in lines)


def _database(settings: Settings, kind: str) -> str:
    from storage.writable import refuse_unwritable

    try:
        refuse_unwritable(settings.database_url)
    except Unavailable as error:
        return f"{MISSING} Database{kind}: it can be read, but nothing can be saved: {error}."
    return f"{OK} Database{kind}: up to date."


def _search(settings: Settings) -> list[str]:
    wrong = bootstrap.faults_of_search(settings)
    if not wrong:
        return [f"{OK} Search: find sees every action."]
    return [f"{MISSING} Search: {' '.join(wrong)} Run: actionlog reindex"]


def _organisation(store: Store, organisation_id: OrganisationId, name: str) -> list[str]:
    with bootstrap.all_seeing(store, organisation_id) as uow:
        plans = list(uow.plans.all())
        people = len(uow.people.all())
        unlinked = sum(1 for lead in uow.plans.leads() if lead.person_id is None)
        unfollowed = [plan.code for plan in plans if plan.state == "live" and not uow.plans.follows(plan.id)]
    lines = [f"{OK} {name}: {plural(people, 'person', 'people')}, {plural(len(plans), 'plan')}."]
    if not plans:
        lines.append(f"{NOTE} {name} has no plan yet. Run: actionlog import FILE")
    lines += [
        f"{NOTE} {plan.code} is a draft: only its coordinator sees it. Run: actionlog golive {plan.code}"
        for plan in plans
        if plan.state == "draft"
    ]
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


def _platforms(settings: Settings, known: Mapping[Platform, set[str]] | None = None) -> tuple[list[str], Served]:
    """Lines on each platform, and which workspaces can be written to from here, as far as that is known."""
    lines = []
    team = ""
    if settings.has_slack:
        slack = probes.ask_slack(settings)
        team = slack.workspace
        how = "Socket Mode" if settings.slack_app_token else "HTTP"
        lines.append(f"{OK if slack.well else MISSING} Slack: set up ({how}). {slack.sentence}")
        if fault := settings.fault_of_signing_secret:
            lines.append(f"{MISSING} Slack: {fault}")
    else:
        lines.append(f"{NOTE} Slack: not set up. It needs ACTIONLOG_SLACK_BOT_TOKEN and a signing secret or app token.")
    if settings.teams_insecure_anonymous:
        lines.append(f"{MISSING} Teams: anonymous. Anybody who reaches the port is let in; only for tests on loopback.")
    elif settings.has_teams:
        teams = probes.ask_teams(settings)
        lines.append(f"{OK if teams.well else MISSING} Teams: set up. {teams.sentence}")
    else:
        lines.append(
            f"{NOTE} Teams: not set up. It needs ACTIONLOG_TEAMS_APP_ID, ACTIONLOG_TEAMS_TENANT_ID and a password or "
            "certificate."
        )
    if settings.has_email:
        mail = probes.ask_mail_server(settings)
        lines.append(
            f"{OK if mail.well else MISSING} E-mail: set up, for people whom no message reaches. {mail.sentence}"
        )
    if known is not None:
        lines += _let_in(settings, known, team)
    served: dict[Platform, Collection[str] | None] = {}
    if settings.has_slack:
        served[Platform.SLACK] = [team] if team else None
    if settings.has_teams:
        served[Platform.TEAMS] = None if settings.teams_insecure_anonymous else bootstrap.tenants(settings)
    if settings.has_email:
        served[Platform.EMAIL] = None
    return lines, served


def _known(store: Store) -> Mapping[Platform, set[str]]:
    """The workspaces that are let in."""
    known: dict[Platform, set[str]] = {platform: set() for platform in Platform}
    for organisation in store.organisations():
        with store.reading(organisation.id) as uow:
            for one in uow.workspaces():
                known[one.platform].add(one.external_id)
    return known


def _let_in(settings: Settings, known: Mapping[Platform, set[str]], team: str) -> list[str]:
    wanted = [(Platform.SLACK, team)] if team else []
    if not settings.teams_insecure_anonymous:
        wanted += [(Platform.TEAMS, tenant) for tenant in sorted(bootstrap.tenants(settings))]
    lines = [
        f"{MISSING} {platform.value.title()} {name} may not talk with Action Log yet. "
        f"Run: actionlog workspace add {platform.value} {name}"
        for platform, name in wanted
        if name not in known[platform]
    ]
    asked = {platform for platform, _ in wanted}
    for platform, ready in ((Platform.SLACK, settings.has_slack), (Platform.TEAMS, settings.has_teams)):
        if ready and platform not in asked and not known[platform]:
            lines.append(
                f"{MISSING} No {platform.value.title()} workspace may talk with Action Log yet. "
                f"Run: actionlog workspace add {platform.value} ID"
            )
    return lines


def _why_not(platform: Platform, workspace: str, known: Mapping[Platform, set[str]], served: Served) -> str:
    """Why nothing that goes to this workspace is delivered, and what to do; nothing where it is."""
    if platform is Platform.EMAIL:
        setting = "ACTIONLOG_SMTP_HOST and ACTIONLOG_SMTP_FROM"
        return "" if platform in served else f"E-mail is not set up here. It needs {setting}."
    title = platform.value.title()
    if workspace not in known[platform]:
        return (
            f"{title} {workspace} may not talk with Action Log (any more). To send there all the same, run: actionlog "
            f"workspace add {platform.value} {workspace}"
        )
    remove = f"If nothing is to be sent there, run: actionlog workspace remove {platform.value} {workspace}"
    if platform not in served:
        return f"{title} is not set up here; it says above what is missing. {remove}"
    ours = served[platform]
    if ours is not None and workspace.lower() not in {one.lower() for one in ours}:
        which = "the bot token belongs to" if platform is Platform.SLACK else "the tenants that are set are"
        return f"It is for {title} {workspace}, but {which} {', '.join(ours)}. {remove}"
    return ""


def _outbox(store: Store, known: Mapping[Platform, set[str]], served: Served) -> list[str]:
    waiting = store.waiting()
    dead = waiting.get("dead", 0)
    queued = sum(waiting.get(state, 0) for state in ("waiting", "claimed"))
    oldest = store.oldest_waiting()
    late = oldest is not None and datetime.now(UTC) - oldest > LATE
    since = f" The oldest has waited for {age(oldest)}." if oldest is not None and late else ""
    look = " Run: actionlog outbox" if late else ""
    stuck = [
        f"{MISSING} Outbox: {plural(count, 'message')} can't be delivered from here. {why}"
        for (platform, workspace), count in store.waiting_by_place().items()
        if (why := _why_not(platform, workspace, known, served))
    ]
    lines = [f"{MISSING if late or stuck else OK} Outbox: {plural(queued, 'message')} waiting.{since}{look}", *stuck]
    if dead:
        lines.append(f"{MISSING} Outbox: {plural(dead, 'message')} could not be delivered. Run: actionlog outbox")
    return lines
