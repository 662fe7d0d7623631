"""What each platform is sent for a card of the gallery, without what differs from run to run, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.slack.blocks import home, message
from adapters.slack.forms import Origin, modal
from adapters.teams.cards import Place, render
from adapters.teams.forms import render_form
from adapters.teams.wire import write
from domain.views import Reply
from tests.cards.story import Gallery

PLATFORMS = ("slack", "teams")
_ID = re.compile(r"(?<![0-9A-Za-z])[UTW]?[0-9A-HJKMNP-TV-Z]{26}(?![0-9A-Za-z])")


@dataclass(frozen=True)
class Drawn:
    """A card as a platform gets it. `kind` is message, form or home."""

    name: str
    title: str
    platform: str
    kind: str
    payload: Mapping[str, Any]

    @property
    def fingerprint(self) -> str:
        """The same as long as the card is the same."""
        return hashlib.sha256(json.dumps(self.payload, sort_keys=True).encode()).hexdigest()[:16]


def drawn(gallery: Gallery) -> list[Drawn]:
    """Every card on both platforms, in the gallery's order."""
    return [
        Drawn(name, gallery.titles[name], platform, _kind(gallery, name, platform), _payload(gallery, name, platform))
        for name in gallery.replies
        for platform in PLATFORMS
    ]


def _kind(gallery: Gallery, name: str, platform: str) -> str:
    if gallery.replies[name].form is not None:
        return "form"
    return "home" if platform == "slack" and name in gallery.homes else "message"


def _payload(gallery: Gallery, name: str, platform: str) -> Mapping[str, Any]:
    post = name in gallery.posts
    reply = gallery.posts[name][platform] if post else gallery.replies[name]
    made = _on_slack(reply, post, name in gallery.homes) if platform == "slack" else _on_teams(reply, post)
    plain: Mapping[str, Any] = json.loads(_ID.sub("ID", json.dumps(made, ensure_ascii=False)))
    return plain


def _on_slack(reply: Reply, post: bool, is_home: bool) -> Any:
    if reply.form is not None:
        return modal(reply.form, Origin())
    return home(reply) if is_home else message(reply, post=post)


def _on_teams(reply: Reply, post: bool) -> Any:
    if reply.form is not None:
        return json.loads(write(render_form(reply.form, place=Place.DIALOG)))
    return json.loads(write(render(reply, place=Place.CHANNEL if post else Place.CHAT)))
