"""Whom a name, a pick or an address means. A slip is never taken for somebody new, nor a namesake for the same person:
whoever wrote it is asked, with a button for each who may be meant, and where it makes sense one for somebody new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from domain import policy
from domain.context import Context
from domain.errors import Asked, FieldErrors, Invalid, NotFound
from domain.events import Event, PersonChanged
from domain.ids import PersonId
from domain.language.likeness import name_in, near
from domain.language.naming import can_be_a_name, fits, is_nobody
from domain.language.people import TypedName, joined, parted, split_names
from domain.mentions import MENTION, Mention
from domain.messages import Message
from domain.people import Account, Person, PersonKind, Role
from domain.people_messages import ComeBack
from domain.plans import Lead
from domain.presenters import first_words, join_names
from domain.speech import tr, trn
from domain.usecases.candidates import is_free
from domain.usecases.namesakes import how_many, told_apart
from domain.usecases.picking import NOT_LINKED, account_of, is_somebody
from domain.usecases.vouching import link_account, new_person
from domain.views import Button

Name = Mention | TypedName
Again = Callable[[str], Message]
"""The same request with another value of its field of people."""

_PERSON = "person:"
_NEW = "new:"
_OF_ACCOUNT = "~"
_MOST = 3


def said_as(person: Person, *, of_account: str = "") -> str:
    """How a button names somebody whom we know; `of_account`, that this account is theirs."""
    return Mention(f"{of_account}{_OF_ACCOUNT if of_account else ''}{_PERSON}{person.id}", person.name).token()


def said_new(name: str, *, of_account: str = "") -> str:
    """How a button names somebody whom a person says to be new."""
    return Mention(f"{of_account}{_OF_ACCOUNT if of_account else ''}{_NEW}", name).token()


@dataclass(slots=True)
class Meaning:
    """Reads the people of one request. `again` is what its buttons send; `links` collects the accounts that were linked
    on the way. `lead` is the printed lead that they are to be, `email` the address that came with the one name. Without
    `may_be_new` a name that is nobody's is not found, without `may_link` an account that is nobody's.
    """

    ctx: Context
    again: Again
    lead: Lead | None = None
    email: str = ""
    may_be_new: bool = True
    may_link: bool = True
    links: list[Event] = field(default_factory=list)
    made: list[Person] = field(default_factory=list)

    def people(self, value: str) -> list[Person]:
        """Everybody whom the value of a field names, each once.

        Raises:
            Asked: a name is nearly somebody's, or several people's.
            FieldErrors, Invalid, NotFound: an account can't be used; somebody has left; a name is nobody's.
        """
        mentions, typed = parted(value)
        known = [person.name for person in self.ctx.uow.people.all()]
        names: list[Name] = [*mentions, *(one for one in split_names(typed, known) if isinstance(one, TypedName))]
        found = [self._one(name, partial(self._with, names=names, at=at)) for at, name in enumerate(names)]
        return list({person.id: person for person in found}.values())

    def _with(self, instead: str, *, names: Sequence[Name], at: int) -> Message:
        return self.again(_spelt(names, at, instead))

    def person(self, value: str) -> Person:
        """The one person whom a line names.

        Raises:
            Asked, FieldErrors, Invalid, NotFound
        """
        mention = MENTION.search(value)
        if mention is not None:
            return self._one(Mention(mention["id"], mention["name"]), self.again)
        return self._one(TypedName(value.strip().lstrip("@").strip('"“” ')), self.again)

    def picked(self, mention: Mention) -> Person:
        """The person whom a pick means."""
        return self._one(mention, self.again)

    def say_new(self) -> str:
        """Who of them was nobody before, with a blank before it, so that somebody new is never made unnoticed."""
        names = [one.name for one in self.made]
        if not names:
            return ""
        return " " + trn("{names} is new to me.", "{names} are new to me.", len(names), names=join_names(names))

    def one_of(self, people: Sequence[Person], name: str) -> Person:
        """The only one of these; several are asked about.

        Raises:
            Asked
        """
        if len(people) == 1:
            return people[0]
        raise self._which(how_many(people, name), people, self.again)

    def _one(self, name: Name, instead: Again) -> Person:
        if isinstance(name, TypedName):
            return self.ctx.actor.person if name.is_me else self.named(name.name, instead)
        of_account, _, ours = name.platform_account_id.rpartition(_OF_ACCOUNT)
        if ours.startswith(_PERSON):
            person = self._still_there(PersonId(ours.removeprefix(_PERSON)))
        elif ours == _NEW:
            person = None
        else:
            return self._behind(name, instead)
        if not of_account:
            return person or self._new(name.name)
        account = account_of(Mention(of_account, name.name), self.ctx)
        if person is not None:
            self._refuse_not_theirs(person)
        person = person or self._new(account.display_name or name.name, account.email, of_account=True)
        if account.person_id is None:
            self.links.append(link_account(account, person, self.ctx))
        return person

    def _still_there(self, person_id: PersonId) -> Person:
        person = self.ctx.uow.people.person(person_id)
        if person is None or not is_somebody(person):
            raise NotFound(tr("I couldn't find that person any more. Please pick somebody else."))
        return person

    def named(self, name: str, instead: Again) -> Person:
        """The person of this name; an address that came with it says more than the name."""
        people = self.ctx.uow.people
        found = [one for one in people.named(name) if is_somebody(one)]
        at = [one for one in people.by_email(self.email or name) if is_somebody(one)]
        if self.email and at:
            return self._at_address(name, at, instead)
        if not self.email and "@" in name and at:
            found = at
        if len(found) > 1:
            raise self._which(how_many(found, name), found, instead, new=name if self.may_be_new else "")
        if not found:
            return self._unknown(name, instead)
        person = found[0]
        if self.email and person.email:
            raise self._which(
                tr(
                    "I know a {name} with another address: {email}. Is that who you mean?",
                    name=person.name,
                    email=person.email,
                ),
                found,
                instead,
                new=name,
            )
        if self.email and self.may_be_new:
            person = replace(person, email=self.email)
            changed = PersonChanged(at=self.ctx.now, by=self.ctx.actor.signature, person=person.name, what="email")
            people.save(person, because=changed)
        return person

    def _at_address(self, name: str, at: Sequence[Person], instead: Again) -> Person:
        same = [one for one in at if not name or one.name.casefold() == name.casefold() or fits(name, one.name)]
        if len(same) == 1:
            return same[0]
        raise self._which(
            tr(
                "{email} is the address of {names}. Is that who you mean?",
                email=self.email,
                names=join_names([one.name for one in at]),
            ),
            at,
            instead,
            new=name,
        )

    def addressed(self) -> Person:
        """The person of an address that came without a name. A lead's printed name, such as initials, is no name of a
        person, and never becomes one unasked.
        """
        at = [one for one in self.ctx.uow.people.by_email(self.email) if is_somebody(one)]
        if len(at) == 1:
            return at[0]
        if at:
            return self._at_address("", at, self.again)
        printed = self.lead.name if self.lead else ""
        name = name_in(self.email)
        everybody = [one for one in self.ctx.uow.people.all() if is_somebody(one)]
        found = [one for one in everybody if name and near(name, [one.name])]
        found += [one for one in everybody if one not in found and fits(printed, one.name) and not one.email]
        if self.ctx.inbound.fields and not found:
            raise FieldErrors(
                {"who": tr("I know nobody with that address. Please pick a person, or type their name too.")}
            )
        buttons = [self._button(one, self.again) for one in found[:_MOST]]
        buttons += [self._new_button(new, self.again) for new in dict.fromkeys((name, printed)) if new]
        raise Asked(tr("I know nobody with the address {email}. Who is it?", email=self.email), buttons=tuple(buttons))

    def _unknown(self, name: str, instead: Again) -> Person:
        same = self.ctx.uow.people.named(name)
        if any(one.kind is not PersonKind.PERSON for one in same):
            words = tr("“{name}” is a role or a team, no person.", name=first_words(name, 60))
            raise Invalid(tr("{words} Please name the people who hold it or belong to it.", words=words))
        if self.may_be_new and name.casefold().startswith(_NEW):
            return self._new(name[len(_NEW) :])
        gone = [one for one in same if one.left_at is not None]
        if gone and self.may_be_new:
            words = tr("{name} has left, say my records. Is it somebody else of that name?", name=gone[0].name)
            back = Button(label=tr("They have not left"), sends=ComeBack(person=gone[0].id))
            raise Asked(words, buttons=(self._new_button(name, instead), back))
        buttons = self._near(name, instead)
        if self.may_be_new and not buttons:
            return self._new(name)
        said = tr("I know nobody called “{name}”.", name=first_words(name, 60) or tr("that"))
        if not buttons:
            raise NotFound(f"{said} {tr(NOT_LINKED)}")
        if self.may_be_new:
            buttons.append(self._new_button(name, instead))
        names = join_names(_labels(buttons[: -1 if self.may_be_new else None]), "or")
        raise Asked(f"{said} {tr('Did you mean {names}?', names=names)}", buttons=tuple(buttons))

    def _near(self, name: str, instead: Again) -> list[Button]:
        """A button for each who is nearly called so: people whom we know, and names that a plan prints for nobody."""
        people: dict[str, list[Person]] = {}
        for one in self.ctx.uow.people.all():
            if is_somebody(one):
                people.setdefault(one.name, []).append(one)
        leads = self.ctx.uow.plans.leads() if self.may_be_new else ()
        printed = [one.name for one in leads if one.person_id is None]
        if any(one.casefold() == name.casefold() for one in printed):
            printed = []  # it is written as the plan prints it
        own = self.lead.name if self.lead else ""
        printed = [one for one in printed if one not in people and one != own]
        # Initials are what a plan prints, and the whole name is what is said of them: that is no slip.
        found = near(name, people) + near(name, printed, shorter=False)
        buttons = [self._button(one, instead) for each in found for one in people.get(each, ())]
        buttons += [Button(label=each[:70], sends=instead(said_new(each))) for each in found if each not in people]
        return buttons[:_MOST]

    def _which(self, words: str, found: Iterable[Person], instead: Again, *, new: str = "") -> Asked:
        buttons = [self._button(one, instead, apart=True) for one in list(found)[:_MOST]]
        if new:
            buttons.append(self._new_button(new, instead))
        return Asked(words, buttons=tuple(buttons))

    def _button(self, person: Person, instead: Again, *, apart: bool = False) -> Button:
        label = told_apart(person, self.ctx) if apart else person.name
        return Button(label=first_words(label, 70), sends=instead(said_as(person)))

    def _new_button(self, name: str, instead: Again) -> Button:
        return Button(label=tr("Somebody new: {name}", name=first_words(name, 50)), sends=instead(said_new(name)))

    def _new(self, name: str, email: str = "", *, of_account: bool = False) -> Person:
        name = " ".join(name.split())
        if is_nobody(name) and not of_account:
            words = tr("“{name}” is nobody. To take somebody away from a lead, say: unlink LEAD", name=name)
            raise FieldErrors({"who": words})
        if not (of_account or can_be_a_name(name)):
            raise FieldErrors({"who": tr("“{name}” is no name of a person.", name=first_words(name, 60) or " ")})
        if not self.may_be_new:
            raise NotFound(tr("I know nobody called “{name}”.", name=first_words(name, 60)))
        person = new_person(name, email or self.email, self.ctx)
        self.made.append(person)
        return person

    def _refuse_not_theirs(self, person: Person) -> None:
        if not policy.may_vouch(self.ctx.actor, person, self.ctx.uow.people):
            names = [one.name for one in self.ctx.uow.people.holders(Role.ADMINISTRATOR, None)]
            raise Invalid(
                tr(
                    "That an account is {name}'s, an administrator must say. Please ask {names}.",
                    name=person.name,
                    names=join_names(names[:3], "or") or tr("your administrator"),
                )
            )

    def _behind(self, mention: Mention, instead: Again) -> Person:
        """The person behind an account that was picked; where there is none, the lead's own person, or somebody new."""
        if not self.may_link:
            return self._known_behind(mention)
        account = account_of(mention, self.ctx)
        person = self.ctx.uow.people.person(account.person_id) if account.person_id else None
        if person is not None:
            return person
        name = account.display_name or (self.lead.name if self.lead else "")
        known = self._may_be(account)
        sure = [one for one in known if policy.may_vouch(self.ctx.actor, one, self.ctx.uow.people)]
        if not name and len(known) != 1:
            words = tr(
                "The platform does not tell me who that is before they have written to me. Please ask them to say hello"
            )
            raise FieldErrors({"who": tr("{words} to me once, or type their name.", words=words)})
        if not known:
            person = self._new(name, account.email, of_account=True)
        elif len(known) == 1 and sure and not self._is_namesake(known[0], account):
            person = known[0]
        else:
            raise self._whose(account, name, known, instead)
        self.links.append(link_account(account, person, self.ctx))
        return person

    def _known_behind(self, mention: Mention) -> Person:
        account = self.ctx.uow.people.account(self.ctx.workspace.id, mention.platform_account_id)
        person = self.ctx.uow.people.person(account.person_id) if account and account.person_id else None
        if person is None:
            raise NotFound(
                tr(
                    "I don't know yet who {words} is in the action plans. When they write to me, I ask them.",
                    words=first_words(mention.name, 60) or tr("that person"),
                )
            )
        return person

    def _may_be(self, account: Account) -> list[Person]:
        """Whom we know that this account may be: the owner of its address or of its name, or the lead's own person."""
        people = self.ctx.uow.people
        known = [one for one in people.by_email(account.email) if is_somebody(one)]
        owner = people.person(self.lead.person_id) if self.lead and self.lead.person_id else None
        if owner is not None and is_somebody(owner) and not people.accounts_of(owner.id):
            known += [owner] if not account.display_name or fits(owner.name, account.display_name) else []
        known += [
            one
            for one in (people.named(account.display_name) if account.display_name else ())
            if is_free(self.ctx.uow, one, account) and not (one.email and account.email and one.email != account.email)
        ]
        return list({one.id: one for one in known}.values())

    def _is_namesake(self, person: Person, account: Account) -> bool:
        """Do they have nothing but the name in common, and is it not the lead whom they are picked for?"""
        if self.lead is not None and self.lead.person_id == person.id:
            return False
        return not (person.email and person.email == account.email.strip().casefold())

    def _whose(self, account: Account, name: str, known: Sequence[Person], instead: Again) -> Asked:
        here = account.external_id
        buttons = [
            Button(
                label=first_words(told_apart(one, self.ctx), 70),
                sends=instead(said_as(one, of_account=here)),
            )
            for one in known[:_MOST]
        ]
        new = Button(
            label=tr("Somebody new: {name}", name=first_words(name, 50)),
            sends=instead(said_new(name, of_account=here)),
        )
        return Asked(
            tr(
                "Nobody has said yet whose account {name} is. I know {names}. Is it theirs?",
                name=name,
                names=join_names([one.name for one in known[:_MOST]], "or"),
            ),
            buttons=(*buttons, new),
        )


def _spelt(names: Sequence[Name], at: int, instead: str) -> str:
    """The value of the field with another spelling of one of its names."""
    mentions = [one for one in names if isinstance(one, Mention)]
    typed = [f'"{one.name}"' for each, one in enumerate(names) if isinstance(one, TypedName) and each != at]
    found = MENTION.match(instead)
    if at < len(mentions):
        del mentions[at]
    if found is None:
        return joined(mentions, ", ".join([*typed, f'"{instead}"']))
    return joined([*mentions, Mention(found["id"], found["name"])], ", ".join(typed))


def _labels(buttons: Iterable[Button]) -> list[str]:
    return list(dict.fromkeys(one.label for one in buttons))
