"""Builds the parts and puts them together: store, bus, adapters, posters."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.clock import SystemClock
from bot.languages import offer_languages
from bot.settings import BadSettings, Settings
from domain.bus import Bus
from domain.ids import OrganisationId, WorkspaceId, new_id
from domain.people import EVERYTHING, Organisation, Person, Platform, Role, Workspace
from domain.plans import Plan
from domain.ports import Clock, Store, UnitOfWork
from domain.registry import Registry

if TYPE_CHECKING:
    from adapters.email.poster import EmailConfig
    from adapters.slack.config import SlackConfig
    from adapters.teams.config import TeamsConfig

WORKERS = 8
"""Threads that talk with the database: one for each request under way."""


def the_registry() -> Registry:
    """Everything that can be asked. Importing the use cases fills it."""
    from domain.usecases import registry

    return registry


def migrate(settings: Settings) -> None:
    """Bring the database up to date.

    Raises:
        BadSettings: the URL is none, or the database is not ours to change.
    """
    from storage.migrate import upgrade

    try:
        upgrade(settings.database_url)
    except ValueError as error:
        raise BadSettings(str(error)) from None


def faults_of_search(settings: Settings) -> Sequence[str]:
    """What is wrong with what `find` looks through; nothing where it is well."""
    from storage.search_check import faults

    return faults(settings.database_url)


def rebuild_search(settings: Settings) -> int:
    """Make it anew; gives of how many actions."""
    from storage.search_check import rebuild

    return rebuild(settings.database_url)


def open_store(settings: Settings) -> Store:
    """The database, if its tables are the ones that this program knows.

    Raises:
        BadSettings: it is empty, behind, ahead or somebody else's.
    """
    from storage.migrate import State, current_state
    from storage.store import SqlStore

    try:
        state = current_state(settings.database_url)
    except ValueError as error:
        raise BadSettings(str(error)) from None
    if state is not State.UP_TO_DATE:
        raise BadSettings(_NOT_READY[state.value])
    offer_languages()
    store = SqlStore.open(settings.database_url)
    if (until := _until.get()) is not None:
        until.callback(store.close)
    return store


_until: ContextVar[ExitStack | None] = ContextVar("_until", default=None)


@contextmanager
def closing_stores() -> Iterator[None]:
    """Close at the end whatever store is opened in between: for a command, which opens one where it needs one."""
    with ExitStack() as stack:
        token = _until.set(stack)
        try:
            yield
        finally:
            _until.reset(token)


_NOT_READY = {
    "empty": "There is no Action Log database yet. Please run “actionlog setup” first.",
    "behind": "The database is not ready for this version of Action Log. Please run “actionlog migrate” first.",
    "ahead": "The database belongs to a newer version of Action Log. Please install that version.",
    "foreign": "The database holds other tables. Please give Action Log a database of its own.",
}


def make_bus(store: Store, clock: Clock | None = None) -> Bus:
    """The one line on which everything arrives."""
    offer_languages()
    return Bus(store=store, clock=clock or SystemClock(), registry=the_registry())


def make_executor() -> ThreadPoolExecutor:
    """Threads for the database."""
    return ThreadPoolExecutor(WORKERS, thread_name_prefix="actionlog")


_NEW_OBJECTS = 10_000
"""After how many the garbage collector looks for cycles among them. A press and its list make several times Python's
usual 700, and nearly all of them go by themselves: looking four times each took a third of the processor's time.
"""


def leave_what_is_loaded() -> None:
    """Tell the garbage collector that all there is now stays, and to look at what is new less often. Looking through
    160,000 objects of libraries stops every request for a tenth of a second, time and again, and finds nothing.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever runs a command at the console: the organisation, its console, and the person they speak as."""

    organisation: Organisation
    console: Workspace
    person: Person


def choose_organisation(store: Store, name: str | None) -> Organisation:
    """The only organisation, or the one of this name.

    Raises:
        BadSettings: there is none, or it must be named.
    """
    organisations = list(store.organisations())
    if name is not None:
        organisations = [one for one in organisations if one.name.casefold() == name.casefold()]
    if len(organisations) == 1:
        return organisations[0]
    if not organisations:
        raise BadSettings(
            f"There is no organisation called {name}."
            if name
            else "No organisation is set up yet. Please run “actionlog setup” first."
        )
    names = ", ".join(sorted(one.name for one in organisations))
    raise BadSettings(f"There are several organisations ({names}). Please say which with --organisation.")


def console_of(uow: UnitOfWork) -> Workspace:
    """The organisation's console."""
    return next(one for one in uow.workspaces() if one.platform is Platform.CONSOLE)


def choose_operator(store: Store, organisation_name: str | None, name: str | None) -> Operator:
    """The person to act as: by name, or the administrator where there is one only. Gives them a console account.

    Raises:
        BadSettings, domain.errors.DomainError: nobody of that name.
    """
    from domain.usecases.linking import console_account, one_person

    organisation = choose_organisation(store, organisation_name)
    with store.writing(organisation.id) as uow:
        uow.see_with(EVERYTHING)
        if name is not None:
            person = one_person(uow, name)
        else:
            administrators = list(uow.people.holders(Role.ADMINISTRATOR, None))
            if len(administrators) != 1:
                raise BadSettings("Please say who you are with --as NAME.")
            person = administrators[0]
        console = console_of(uow)
        console_account(uow, person, console)
    return Operator(organisation, console, person)


@contextmanager
def all_seeing(store: Store, organisation_id: OrganisationId) -> Iterator[UnitOfWork]:
    """A writing unit of work of the process itself."""
    with store.writing(organisation_id) as uow:
        uow.see_with(EVERYTHING)
        yield uow


def plan_named(uow: UnitOfWork, code: str) -> Plan:
    """The plan with this code.

    Raises:
        BadSettings: there is none.
    """
    plan = uow.plans.by_code(code)
    if plan is None:
        known = ", ".join(one.code for one in uow.plans.all())
        raise BadSettings(f"There is no plan called {code}.{f' There is {known}.' if known else ''}")
    return plan


def slack_config(settings: Settings) -> SlackConfig:
    """What the Slack adapter needs to know."""
    from adapters.slack.config import SlackConfig

    return SlackConfig(
        signing_secret=_secret(settings.slack_signing_secret),
        bot_token=_secret(settings.slack_bot_token),
        app_token=_secret(settings.slack_app_token),
        api_url=settings.slack_api_url,
    )


def tenants(settings: Settings) -> tuple[str, ...]:
    """The tenants that are served, as `workspace add` writes them down. The bot is registered in the first."""
    from domain.usecases.linking import plain_id

    parts = (part.strip() for part in settings.teams_tenant_id.split(","))
    return tuple(dict.fromkeys(plain_id(part) for part in parts if part))


def teams_config(settings: Settings) -> TeamsConfig:
    """What the Teams adapter needs to know."""
    from adapters.teams.config import TeamsConfig

    return TeamsConfig(
        app_id=settings.teams_app_id,
        tenant_ids=tenants(settings),
        app_password=_secret(settings.teams_app_password),
        certificate_file=settings.teams_certificate_file,
        certificate_thumbprint=settings.teams_certificate_thumbprint,
        openid_url=settings.teams_openid_url,
        token_url=settings.teams_token_url,
        insecure_anonymous=settings.teams_insecure_anonymous,
        targeted=settings.teams_private_replies,
    )


def email_config(settings: Settings) -> EmailConfig:
    """What the e-mail adapter needs to know."""
    from adapters.email.poster import EmailConfig

    return EmailConfig(
        host=settings.smtp_host,
        sender=settings.smtp_from,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=_secret(settings.smtp_password),
        security=settings.smtp_security,
        ca_file=settings.smtp_ca_file,
    )


def let_email_in(store: Store) -> None:
    """Note for each organisation that people can be reached by e-mail."""
    for organisation in store.organisations():
        with store.writing(organisation.id) as uow:
            if not any(one.platform is Platform.EMAIL for one in uow.workspaces()):
                made = Workspace(WorkspaceId(new_id()), organisation.id, Platform.EMAIL, organisation.id, "E-mail")
                uow.add_workspace(made)


def _secret(value: SecretStr | None) -> str:
    return value.get_secret_value() if value is not None else ""
