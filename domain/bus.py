"""The one line on which everything that people type and press arrives."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TypeVar

from domain import policy, standing
from domain.context import AccountFacts, Context, Inbound, NeedFacts
from domain.errors import (
    ConnectionLost,
    DomainError,
    FieldErrors,
    Invalid,
    Refused,
    StaleWrite,
    TurnedAway,
    Unavailable,
)
from domain.mentioned import in_words
from domain.messages import Command, FormQuery, Message, Need
from domain.outcomes import Change, Done, Outcome, reply_of
from domain.outgoing import KnownConversation
from domain.people import EVERYTHING, Actor, Platform, Refusal, Workspace
from domain.plan_first import about_a_plan
from domain.ports import Clock, Store, UnitOfWork
from domain.presenters import changed_before, with_ways_back
from domain.registry import Registry
from domain.speakers import actor_of, renewed, sight
from domain.speech import ENGLISH, speaking, spoken, tr
from domain.tally import Tally, Whence
from domain.views import Form, Item, Paragraph, Reply, in_its_language, say

log = logging.getLogger("actionlog.bus")

FACTS_LAST = timedelta(hours=1)
"""How long what a platform said of an account is believed."""

_TRIES = 4
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request came to, and whatever it changed is committed. `reply` says so; where a row of a list was changed,
    the list as it is now is read by `shown`, which may come later: whoever waits for a receipt need not wait for it.
    """

    outcome: Outcome
    in_its_list: Callable[[], Reply] | None = None

    @property
    def reply(self) -> Reply:
        """The answer, drawn if it was not yet."""
        return reply_of(self.outcome)

    @property
    def language(self) -> str:
        """The language in which it is; empty for English."""
        return self.outcome.language

    @property
    def form(self) -> Form | None:
        """The form that is to be shown instead."""
        return self.outcome.form

    def shown(self) -> Reply:
        """The reply to show; blocks."""
        return self.reply if self.in_its_list is None else self.in_its_list()


@dataclass(slots=True)
class Bus:
    """Takes a verified request, and gives the answer for the person who sent it.

    One request is one transaction: it is read as a message, the person is looked up, policy is asked, the handler
    decides and saves. A mistake of the person's comes back as a sentence. `after_commit` is called when something was
    written, so that the relay can look at the outbox at once.
    """

    store: Store
    clock: Clock
    registry: Registry
    after_commit: Callable[[], None] = lambda: None
    turned_away: Tally = field(default_factory=Tally)
    whence: Whence = field(default_factory=Whence)

    def receive(self, inbound: Inbound) -> Reply:
        """Answer a request.

        Raises:
            NeedFacts: the account is new, or not checked for an hour; ask the platform and send it again with `facts`.
        """
        return self.take(inbound).shown()

    def take(self, inbound: Inbound) -> Answer:
        """The same in two steps: what was done, and what is shown of it.

        Raises:
            NeedFacts
        """
        answer = self._taken(inbound)
        if not inbound.fields or answer.outcome.outcome == "ok" or any(answer.reply.buttons()):
            return answer
        return Answer(answer.reply.model_copy(update={"again": self._form_again(inbound)}))

    def _form_again(self, inbound: Inbound) -> FormQuery | None:
        """The form that was sent in vain, with what was typed into it."""
        try:
            return self.registry.form_again(self.registry.message(inbound))
        except DomainError:
            return None

    def _taken(self, inbound: Inbound) -> Answer:
        perhaps_saved = False
        for _ in range(_TRIES):
            try:
                return self._tried(inbound)
            except ConnectionLost as error:
                log.warning("the database hung up (%s)", error)
                perhaps_saved = perhaps_saved or error.perhaps_saved
                if perhaps_saved and not inbound.delivery:  # by which it would be found that it was saved after all
                    break
            except Unavailable as error:
                log.warning("the database is unavailable (%s)", error)
                break
        words = tr("I can't reach my records just now, so nothing was saved. Please try again in a minute.")
        if perhaps_saved:
            words = tr(
                "I lost my records while I saved this, so I can't say whether it was saved. "
                "Please look in a minute, before you try again."
            )
        return Answer(say(words, outcome="failed"))

    def _tried(self, inbound: Inbound) -> Answer:
        """Raises: Unavailable, NeedFacts"""
        try:
            workspace = self.store.find_workspace(inbound.platform, inbound.workspace)
            if workspace is None:
                raise TurnedAway(
                    tr(
                        "Action Log is not set up for this workspace. Please ask your IT team to add "
                        "it with “actionlog workspace add”."
                    ),
                    reason="workspace",
                )
            if inbound.facts is not None:
                self._learn(inbound, inbound.facts, workspace)
            try:
                message = self.registry.message(inbound)
            except DomainError as error:
                return Answer(self._only_for_the_known(inbound, workspace, error))
            return self._in_a_transaction(inbound, workspace, message)
        except FieldErrors as error:
            return Answer(error.reply().model_copy(update={"outcome": "invalid", "field_errors": error.errors}))
        except TurnedAway as error:
            if error.reason == "outside" and inbound.facts is None and not self._whence(inbound):
                raise NeedFacts from None  # they are refused all the same, once it is known where they are from
            self._note_refusal(inbound, error.reason)
            return Answer(error.reply())
        except DomainError as error:
            return Answer(error.reply())

    def _in_a_transaction(self, inbound: Inbound, workspace: Workspace, message: Message) -> Answer:
        writes = isinstance(message, Command)
        for attempt in range(_TRIES):
            try:
                outcome, ctx = self._once(inbound, workspace, message, writes=writes)
            except StaleWrite:
                log.info("stale write, attempt %d, message %s", attempt + 1, message.name)
                continue
            if not writes:
                return Answer(outcome)
            self.after_commit()
            in_a_list = outcome.outcome == "ok" and "in" in (inbound.pressed or {})
            return Answer(outcome, partial(self._in_its_list, outcome, ctx) if in_a_list else None)
        return Answer(
            say(tr("Somebody else is changing this right now. Nothing was saved; please try again."), outcome="stale")
        )

    def _once(
        self, inbound: Inbound, workspace: Workspace, message: Message, *, writes: bool
    ) -> tuple[Outcome, Context]:
        work = self.store.writing if writes else self.store.reading
        with work(workspace.organisation_id) as uow, speaking(uow.organisation.language):
            actor = self._actor(inbound, workspace, uow)
            ctx = Context(uow=uow, actor=actor, now=self.clock.now(), inbound=inbound, workspace=workspace)
            delivery = f"{actor.account.id}:{inbound.delivery}" if inbound.delivery else None
            if writes and inbound.on:
                uow.pressed_on(inbound.account, inbound.on)
            if writes and delivery and (before := uow.outcome_of(delivery)) is not None:
                with speaking(ctx.language):
                    return changed_before(before, ctx) if isinstance(before, Done) else before, ctx
            with speaking(ctx.language):
                if not actor.is_known and message.needs is not Need.NEWCOMER:
                    return in_its_language(self.registry.greet(ctx)), ctx
                policy.at_the_door(actor, message.needs, uow.people)
                outcome = self.registry.entry(message).handler(in_words(message, ctx), ctx)
                if isinstance(outcome, Reply):
                    outcome = in_its_language(outcome)
            if writes and delivery:
                uow.remember_outcome(delivery, outcome.done if isinstance(outcome, Change) else outcome)
            return outcome, ctx

    def _in_its_list(self, outcome: Outcome, done: Context) -> Reply:
        """The answer to a change that was pressed in a list: the sentence, and the list with the row as it is now.

        The change is committed. Where the list can't be read, the answer to the change alone is shown.
        """
        source = self.registry.source(done.inbound)
        if source is None:
            return reply_of(outcome)
        if isinstance(outcome, Reply):
            reply = outcome
        else:
            reply = Reply(elements=(Paragraph(text=outcome.done.sentence),), language=outcome.language)
        items = (element.key for element in reply.elements if isinstance(element, Item))
        key = next(items, "") if isinstance(outcome, Reply) else outcome.done.key
        if key and key not in source.keep:
            source = source.with_(keep=(*source.keep, key)[-10:])
        try:
            with self.store.reading(done.workspace.organisation_id) as uow, speaking(reply.language):
                uow.see_with(sight(done.actor, done.inbound, done.workspace, uow))
                shown = self.registry.entry(source).look(source, replace(done, uow=uow))
        except DomainError:
            return reply_of(outcome)
        except Unavailable as error:
            log.warning("the database is unavailable (%s)", error)
            return reply_of(outcome)
        there = any(isinstance(element, Item) and element.key == key for element in shown.elements)
        # It may have gone to another page.
        changed = reply.elements[:1] if there else reply_of(outcome).elements
        row = next((one for one in reply.elements if isinstance(one, Item)), None)
        rows = (with_ways_back(one, row) for one in shown.elements)
        return shown.model_copy(update={"elements": (*changed, *rows), "replaces": True})

    def _actor(self, inbound: Inbound, workspace: Workspace, uow: UnitOfWork) -> Actor:
        now = self.clock.now()
        today = now.astimezone(uow.organisation.zone).date()
        speaker = uow.people.speaker(workspace.id, inbound.account, today, delivery=inbound.delivery)
        account = speaker.account if speaker is not None else None
        if (
            inbound.platform is not Platform.CONSOLE
            and not inbound.again
            and (account is None or account.checked_at is None or now - account.checked_at > FACTS_LAST)
        ):
            raise NeedFacts
        if speaker is None or account is None:
            raise Refused(tr("I don't know this account."))
        policy.refuse_barred(account, admitted=speaker.person is not None and bool(speaker.guest_plans))
        if speaker.person is None:
            return Actor.newcomer(account)
        policy.refuse_gone(speaker.person)
        actor = actor_of(speaker, speaker.person)
        uow.see_with(sight(actor, inbound, workspace, uow))
        return actor

    def _only_for_the_known(self, inbound: Inbound, workspace: Workspace, error: DomainError) -> Reply:
        """A line that can't be read is answered with help, but to people of the organisation only; whom nobody knows
        yet is greeted.

        Raises:
            DomainError: what is wrong with the line, in the language of whoever typed it.
        """
        with self.store.reading(workspace.organisation_id) as uow, speaking(uow.organisation.language):
            actor = self._actor(inbound, workspace, uow)
            ctx = Context(uow=uow, actor=actor, now=self.clock.now(), inbound=inbound, workspace=workspace)
            with speaking(ctx.language):
                if not actor.is_known:
                    return in_its_language(self.registry.greet(ctx))
                codes = [plan.code for plan in uow.plans.all()] if isinstance(error, Invalid) and inbound.said else ()
                if (query := about_a_plan(self.registry, inbound.said or "", codes)) is not None:
                    policy.at_the_door(actor, query.needs, uow.people)
                    return in_its_language(self.registry.entry(query).look(query, ctx))
                self.registry.take_for_answer(error, ctx)
                self.registry.refuse_vain_offer(error, ctx)
                if spoken() is not ENGLISH:
                    self.registry.message(inbound)  # who speaks was not known when it was read
        raise error from None

    def look(self, inbound: Inbound, see: Callable[[Context], T]) -> T:
        """See something with the eyes of somebody who does not ask just now: a card of theirs is drawn again. Blocks.

        Raises:
            DomainError: they may see nothing here, or no more.
        """
        workspace = self.store.find_workspace(inbound.platform, inbound.workspace)
        if workspace is None:
            raise Refused(tr("Action Log is not set up for this workspace."))
        with self.store.reading(workspace.organisation_id) as uow, speaking(uow.organisation.language):
            actor = self._actor(replace(inbound, again=True), workspace, uow)
            if not actor.is_known:
                raise Refused(tr("I don't know this account."))
            ctx = Context(uow=uow, actor=actor, now=self.clock.now(), inbound=inbound, workspace=workspace)
            with speaking(ctx.language):
                return see(ctx)

    def stands(self, inbound: Inbound, reply: Reply, message: str) -> None:
        """This answer stands in their own chat as the message of this name: it is edited when an action on it changes.
        Blocks.
        """
        card = standing.card_of(self.registry, inbound, reply, message)
        workspace = self.store.find_workspace(inbound.platform, inbound.workspace)
        if card is None or workspace is None:
            return
        with self.store.writing(workspace.organisation_id) as uow:
            uow.see_with(EVERYTHING)
            standing.remember(uow, card)

    def form_stands(self, inbound: Inbound, message: str) -> None:
        """A form was opened in the place of the message of this name in their own chat: it is not edited away while it
        may be filled in. Blocks.
        """
        workspace = self.store.find_workspace(inbound.platform, inbound.workspace)
        if workspace is not None:
            with self.store.writing(workspace.organisation_id) as uow:
                uow.outbox.leave_alone(inbound.account, message, span=standing.FORM_STANDS)

    def turn_away(self, inbound: Inbound, reason: str) -> None:
        """Write down that an adapter refused somebody before their request came here."""
        self._note_refusal(inbound, reason)

    def _whence(self, inbound: Inbound) -> str:
        """The workspace of an account that is not ours; empty where it isn't known."""
        account = (inbound.platform, inbound.workspace, inbound.account)
        said = inbound.comes_from or (inbound.facts.comes_from if inbound.facts else "")
        if said:
            self.whence.learn(account, said)
        return said or self.whence.of(account)

    def _note_refusal(self, inbound: Inbound, reason: str) -> None:
        """An audit row, counted rather than repeated: a stranger can't fill the disk, nor keep the database busy."""
        now = self.clock.now()
        comes_from = self._whence(inbound) or inbound.workspace
        key = (inbound.platform, comes_from, inbound.account, reason)
        times = self.turned_away.count(key, now)
        if not times:
            return
        try:
            workspace = self.store.find_workspace(inbound.platform, inbound.workspace)
            self.store.note_refusal(
                Refusal(
                    workspace.organisation_id if workspace else None,
                    inbound.platform,
                    comes_from,
                    inbound.account,
                    reason,
                    now,
                    now,
                    times,
                )
            )
        except (Unavailable, StaleWrite) as error:
            log.warning("a refusal was not written down (%s)", error)

    def private_chat(self, inbound: Inbound) -> KnownConversation | None:
        """The private conversation with this account, if there was one. Blocks."""
        workspace = self.store.find_workspace(inbound.platform, inbound.workspace)
        if workspace is None:
            return None
        with self.store.reading(workspace.organisation_id) as uow:
            known = uow.conversation_with(inbound.platform, workspace.external_id, inbound.account)
        return known if known is not None and known.person_external_id == inbound.account else None

    def heard_of(self, inbound: Inbound, facts: AccountFacts, *, sure: bool = True) -> None:
        """The platform says something new of an account; of one that we don't know, nothing is kept. What is not `sure`
        is looked up again when they speak. Blocks.
        """
        workspace = self.store.find_workspace(inbound.platform, inbound.workspace)
        if workspace is None:
            return
        with self.store.reading(workspace.organisation_id) as uow:
            if uow.people.account(workspace.id, inbound.account) is None:
                return
        self._learn(inbound, facts, workspace, sure=sure)
        self.after_commit()

    def _learn(self, inbound: Inbound, facts: AccountFacts, workspace: Workspace, *, sure: bool = True) -> None:
        """Keep what the platform says of an account, and how to reach it."""
        for _ in range(_TRIES - 1):
            try:
                return self._learn_once(inbound, facts, workspace, sure=sure)
            except StaleWrite:  # two first requests of one account at the same time
                continue
        return self._learn_once(inbound, facts, workspace, sure=sure)

    def _learn_once(self, inbound: Inbound, facts: AccountFacts, workspace: Workspace, *, sure: bool) -> None:
        now = self.clock.now()
        with self.store.writing(workspace.organisation_id) as uow:
            before = uow.people.account(workspace.id, inbound.account)
            account = replace(renewed(before, inbound, facts, workspace), checked_at=now if sure else None)
            shut = before is not None and before.barred != account.barred
            uow.people.save_account(account, sees_less=shut)
            if account.is_deactivated and before is not None and not before.is_deactivated:
                self.registry.account_closed(uow, account, now)
            if before is not None and before.is_deactivated and not account.is_deactivated:
                self.registry.account_opened(uow, account, now)
            if inbound.address:
                uow.remember_conversation(
                    KnownConversation(
                        platform=inbound.platform,
                        workspace=workspace.external_id,
                        conversation=inbound.conversation,
                        address=inbound.address,
                        person_external_id=inbound.account if inbound.private else "",
                        seen_at=now,
                    )
                )
