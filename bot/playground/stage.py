"""The demonstration's page: what it shows, what one can do on it, and the small server behind it.

Whoever puts a demonstration together starts the two pretend platforms and the bot, and gives the page a `Stage`::

    stage = SimpleStage(slack=slack, teams=teams, people=[StagePerson("ann", "Ann Okoro", "Nurse", "U1", "29:x")])
    with PlaygroundPage(stage, port=8137) as page:
        print(page.url)

It listens on 127.0.0.1 only and answers only pages that it served itself: requests under another host name, and
changes from another origin, are refused.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from types import TracebackType
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.playground.loopback import LoopbackServer
from bot.playground.page_files import page_files
from bot.playground.scene import Scene, wire_entry
from bot.playground.slack_state import SlackError, SlackMessage, SlackView
from bot.playground.slack_values import InputMissing, NoSuchElement
from bot.playground.stage_files import MAX_BODY, read_slack, read_teams, to_slack, to_teams
from bot.playground.staged import Stage, StagePerson
from bot.playground.teams_outgoing import FieldMissing, NoSuchButton
from bot.playground.teams_state import TeamsError
from bot.playground.wire import Exchange

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEARTBEAT_SECONDS = 15.0

Act = Callable[[dict[str, Any], StagePerson], Exchange | str | None]


class PlaygroundPage:
    """Serves the page of a stage. Start it with ``with``, or with `start` and `stop`."""

    def __init__(self, stage: Stage, *, port: int = 0) -> None:
        self.stage = stage
        self._scene = Scene(stage.slack.state, stage.teams.state, stage.slack.wire, stage.teams.wire)
        self._loopback = LoopbackServer(self._make_app, name="demonstration page", port=port)
        self._files: Mapping[str, tuple[bytes, str]] = {}
        self._version = 0
        self._changed = asyncio.Event()
        self._closing = False
        self._acts: dict[str, Act] = {
            "slack/say": self._slack_say,
            "slack/press": self._slack_press,
            "slack/submit": self._slack_submit,
            "slack/close": self._slack_close,
            "slack/home": self._slack_home,
            "slack/give": self._slack_give,
            "teams/give": self._teams_give,
            "teams/say": self._teams_say,
            "teams/press": self._teams_press,
            "teams/consent": self._teams_consent,
            "teams/close": self._teams_close,
            "clock": self._clock,
        }

    @property
    def url(self) -> str:
        """The address to open in a browser."""
        return f"{self._loopback.origin}/"

    def start(self) -> PlaygroundPage:
        """Listen. PageMissing where the page has not been built; OSError where the port is taken."""
        self._files = page_files()
        self._loopback.start()
        state = (self.stage.slack.state, self.stage.teams.state, self.stage.slack.wire, self.stage.teams.wire)
        for each in state:
            each.listeners.append(self.refresh)
        return self

    def stop(self) -> None:
        """Stop listening."""
        for each in (self.stage.slack.state, self.stage.teams.state, self.stage.slack.wire, self.stage.teams.wire):
            if self.refresh in each.listeners:
                each.listeners.remove(self.refresh)
        self._loopback.stop()

    def __enter__(self) -> PlaygroundPage:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def refresh(self) -> None:
        """Tell every open page to look again. May be called from any thread."""
        self._loopback.call_soon(self._bump)

    def _bump(self) -> None:
        self._version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    # the server

    def _make_app(self) -> web.Application:
        app = web.Application(client_max_size=MAX_BODY, middlewares=[self._guard])
        app.router.add_get("/api/scene", self._get_scene)
        app.router.add_get("/api/wire/{platform}/{number}", self._get_exchange)
        app.router.add_get("/api/events", self._get_events)
        app.router.add_get("/api/file/{platform}/{file}", self._get_shared)
        app.router.add_post("/api/do/{what:.+}", self._do)
        app.router.add_get("/{path:.*}", self._get_file)

        async def close(_: web.Application) -> None:
            self._closing = True
            self._bump()

        async def open_(_: web.Application) -> None:
            self._closing = False
            self._changed = asyncio.Event()

        app.on_startup.append(open_)
        app.on_shutdown.append(close)
        return app

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        port = self._loopback.port
        hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        if request.host not in hosts:
            return web.Response(status=421, text="This page is served to this machine only.")
        origins = {f"http://{host}" for host in hosts}
        if request.method == "POST" and request.headers.get("Origin") not in origins:
            return web.Response(status=403, text="Only the demonstration's own page may do that.")
        if request.method == "POST" and request.content_type != "application/json":
            return web.Response(status=415, text="Send JSON.")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = CONTENT_POLICY
            response.headers["X-Content-Type-Options"] = "nosniff"
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    async def _get_file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["path"] or "index.html"
        if name not in self._files:
            return web.Response(status=404, text="There is no such page.")
        body, kind = self._files[name]
        headers = {"Cache-Control": "max-age=31536000, immutable"} if name.startswith("assets/") else {}
        return web.Response(body=body, headers={"Content-Type": kind, **headers})

    async def _get_scene(self, request: web.Request) -> web.StreamResponse:
        person = self._person(request.query.get("as"))
        stage = self.stage
        now = stage.now()
        body = {
            "version": self._version,
            "me": person.key,
            "people": [{"key": each.key, "name": each.name, "post": each.post} for each in stage.people],
            "suggestions": list(stage.suggestions(person)),
            "clock": {
                "now": now.isoformat(),
                "today": now.date().isoformat(),
                "next_working_day": stage.next_working_day().isoformat(),
            },
            "slack": self._scene.slack(person.slack),
            "teams": self._scene.teams(person.teams),
            "wire": self._scene.wire(),
        }
        return web.json_response(body)

    async def _get_exchange(self, request: web.Request) -> web.StreamResponse:
        found = self._scene.exchange(request.match_info["platform"], request.match_info["number"])
        if found is None:
            return web.json_response({"error": "That request is no longer kept."}, status=404)
        return web.json_response(wire_entry(found, whole=True))

    async def _get_shared(self, request: web.Request) -> web.StreamResponse:
        person, file = self._person(request.query.get("as")), request.match_info["file"]
        if request.match_info["platform"] == "slack":
            found = read_slack(self.stage.slack, file, user=person.slack)
        else:
            found = read_teams(self.stage.teams, file, user=person.teams)
        if found is None:
            return web.Response(status=404, text="There is no such file for you.")
        name, content = found
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
        return web.Response(body=content, content_type="application/octet-stream", headers=headers)

    async def _get_events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        seen = -1
        try:
            while not self._closing:
                changed = self._changed
                if seen != self._version:
                    seen = self._version
                    await response.write(f"data: {seen}\n\n".encode())
                    continue
                try:
                    await asyncio.wait_for(changed.wait(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    await response.write(b": still here\n\n")
        except ConnectionError:
            pass  # the page was closed
        return response

    def _person(self, key: object) -> StagePerson:
        people = self.stage.people
        return next((each for each in people if each.key == key), people[0])

    # what one can do

    async def _do(self, request: web.Request) -> web.StreamResponse:
        act = self._acts.get(request.match_info["what"])
        if act is None:
            return web.json_response({"error": "There is no such thing to do."}, status=404)
        try:
            body = json.loads(await request.text())
            if not isinstance(body, dict):
                raise ValueError("Send a JSON object.")
            done = await asyncio.to_thread(act, body, self._person(body.get("as")))
        except (InputMissing, FieldMissing, NoSuchElement, NoSuchButton, SlackError, TeamsError) as problem:
            return web.json_response({"error": str(problem)}, status=400)
        except (LookupError, ValueError, TypeError) as problem:
            words = str(problem.args[0]) if problem.args else "That did not work."
            return web.json_response({"error": words}, status=400)
        if isinstance(done, str):
            return web.json_response({"ok": True, "words": done})
        if done is None:
            return web.json_response({"ok": True})
        return web.json_response({"ok": done.ok, "status": done.status, "problem": done.problem})

    def _slack_say(self, body: dict[str, Any], person: StagePerson) -> Exchange | None:
        slack, text, channel = self.stage.slack, _words(body, "text").strip(), _words(body, "channel")
        self._member(person, channel)
        if text.startswith("/"):
            command, _, rest = text.partition(" ")
            return slack.command(rest.strip(), user=person.slack, channel=channel, command=command)
        return slack.say(text, user=person.slack, channel=channel)

    def _slack_give(self, body: dict[str, Any], person: StagePerson) -> Exchange | None:
        channel = _words(body, "channel")
        self._member(person, channel)
        return to_slack(
            self.stage.slack, body, user=person.slack, channel=channel, text=str(body.get("text") or "").strip()
        )

    def _member(self, person: StagePerson, channel: str) -> None:
        if person.slack not in self.stage.slack.state.channel(channel).members:
            raise LookupError(f"{person.name} is not in that conversation.")

    def _slack_target(self, body: dict[str, Any], person: StagePerson) -> SlackMessage | SlackView:
        slack = self.stage.slack
        if body.get("view"):
            for view in (*slack.state.stack(person.slack), slack.home(person.slack)):
                if view is not None and view.id == body["view"]:
                    return view
            raise LookupError("That window is no longer open.")
        self._member(person, _words(body, "channel"))
        return self._scene.drawn.slack(body.get("drawn"), slack.message(_words(body, "channel"), _words(body, "ts")))

    def _slack_press(self, body: dict[str, Any], person: StagePerson) -> Exchange:
        return self.stage.slack.press(
            _words(body, "element"),
            user=person.slack,
            on=self._slack_target(body, person),
            choose=body.get("choose", ...),
            values=body.get("values") or {},
        )

    def _slack_view(self, body: dict[str, Any], person: StagePerson) -> SlackView:
        target = self._slack_target({**body, "view": _words(body, "view")}, person)
        if not isinstance(target, SlackView):
            raise LookupError("That window is no longer open.")
        return target

    def _slack_submit(self, body: dict[str, Any], person: StagePerson) -> Exchange:
        return self.stage.slack.submit(self._slack_view(body, person), body.get("values") or {})

    def _slack_close(self, body: dict[str, Any], person: StagePerson) -> Exchange | None:
        return self.stage.slack.close(self._slack_view(body, person))

    def _slack_home(self, body: dict[str, Any], person: StagePerson) -> Exchange:
        return self.stage.slack.open_home(person.slack)

    def _teams_say(self, body: dict[str, Any], person: StagePerson) -> Exchange | None:
        teams, text, conversation = self.stage.teams, _words(body, "text").strip(), _words(body, "conversation")
        where = teams.state.conversation(conversation)
        if person.teams not in where.members:
            raise LookupError(f"{person.name} is not in that conversation.")
        if text.startswith("/") and where.kind != "personal":
            return teams.slash(text[1:], user=person.teams, conversation=conversation)
        return teams.say(text, user=person.teams, conversation=conversation)

    def _teams_give(self, body: dict[str, Any], person: StagePerson) -> Exchange | None:
        conversation = _words(body, "conversation")
        if person.teams not in self.stage.teams.state.conversation(conversation).members:
            raise LookupError(f"{person.name} is not in that conversation.")
        text = str(body.get("text") or "").strip()
        return to_teams(self.stage.teams, body, user=person.teams, conversation=conversation, text=text)

    def _teams_press(self, body: dict[str, Any], person: StagePerson) -> Exchange:
        teams, index, inputs = self.stage.teams, int(body["index"]), body.get("inputs") or {}
        if body.get("dialog"):
            return teams.submit_dialog(index, user=person.teams, inputs=inputs)
        activity = teams.message(_words(body, "conversation"), _words(body, "activity"))
        activity = self._scene.drawn.teams(body.get("drawn"), activity)
        return teams.press(index, user=person.teams, on=activity, inputs=inputs)

    def _teams_consent(self, body: dict[str, Any], person: StagePerson) -> Exchange:
        teams, where = self.stage.teams, _words(body, "conversation")
        if person.teams not in teams.state.conversation(where).members:
            raise LookupError(f"{person.name} is not in that conversation.")
        asked = teams.message(where, _words(body, "activity"))
        return teams.answer_consent(user=person.teams, on=asked, accept=body.get("accept") is True)

    def _teams_close(self, body: dict[str, Any], person: StagePerson) -> None:
        self.stage.teams.close_dialog(person.teams)
        self.stage.teams.state.set_notice(person.teams, None)

    def _clock(self, body: dict[str, Any], person: StagePerson) -> str:
        try:
            day = date.fromisoformat(_words(body, "to"))
        except ValueError:
            raise ValueError("Give the date as day, month and year.") from None
        words = self.stage.move_to(day)
        self.refresh()
        return words


def _words(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name} is missing.")
    return value
