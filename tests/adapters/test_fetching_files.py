"""Files are fetched from the platforms' own hosts only, in bounded time and size, and whatever goes wrong is said."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters import download
from adapters.slack.config import SlackConfig
from adapters.slack.files import SlackFiles
from adapters.slack.files import is_file_host as slack_file_host
from adapters.teams.config import TeamsConfig
from adapters.teams.files import TeamsFiles
from adapters.teams.files import is_file_host as teams_file_host
from domain.uploads import FetchDelayed, FetchRefused

SECRET = "xoxb-a-token-that-must-stay-here"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Fetch = Callable[[], Awaitable[bytes]]


class Hostile:
    """A server that plays Slack's API and both platforms' file host; `file` answers downloads."""

    def __init__(self) -> None:
        self.file: Handler = self.plain
        self.info: dict[str, object] = {}
        self.error = ""
        self.seen: list[Mapping[str, str]] = []
        self.elsewhere: list[Mapping[str, str]] = []
        self.origin = ""
        self.other = ""

    async def plain(self, request: web.Request) -> web.StreamResponse:
        return web.Response(body=b"Action\tLead", content_type="application/octet-stream")

    async def _info(self, request: web.Request) -> web.StreamResponse:
        if self.error:
            return web.json_response({"ok": False, "error": self.error})
        file = {"id": "F1", "mimetype": "text/plain", "size": 11, "url_private_download": f"{self.origin}/file"}
        return web.json_response({"ok": True, "file": file | self.info})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(request.headers)
        return await self.file(request)

    async def _elsewhere(self, request: web.Request) -> web.StreamResponse:
        self.elsewhere.append(request.headers)
        return web.Response(body=b"caught")

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/api/files.info", self._info)
        app.router.add_get("/file", self._file)
        return app

    def app_elsewhere(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._elsewhere)
        return app


@pytest.fixture
async def hostile() -> AsyncIterator[Hostile]:
    served = Hostile()
    async with TestServer(served.app()) as server, TestServer(served.app_elsewhere()) as other:
        served.origin = f"http://127.0.0.1:{server.port}"
        served.other = f"http://127.0.0.1:{other.port}"
        yield served


@pytest.fixture(params=["slack", "teams"])
async def fetch(request: pytest.FixtureRequest, hostile: Hostile) -> AsyncIterator[Fetch]:
    """Fetch the file, as this platform does."""
    async with AsyncExitStack() as stack:
        if request.param == "slack":
            config = SlackConfig(bot_token=SECRET, signing_secret="s", api_url=f"{hostile.origin}/api/")
            slack = await stack.enter_async_context(SlackFiles.open(config))
            yield lambda: slack.fetch({"file": "F1"})
        else:
            teams = await stack.enter_async_context(TeamsFiles.open(_teams_config(hostile.origin)))
            yield lambda: teams.fetch({"url": f"{hostile.origin}/file"})


def _teams_config(origin: str) -> TeamsConfig:
    return TeamsConfig(app_id="a", tenant_ids=["t"], app_password="p", openid_url=origin, token_url=origin)


async def test_a_file_arrives(fetch: Fetch) -> None:
    assert await fetch() == b"Action\tLead"


async def test_a_file_that_says_it_is_too_long_is_not_read(fetch: Fetch, hostile: Hostile) -> None:
    async def huge(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(10**12)})
        await response.prepare(request)
        await asyncio.Event().wait()
        return response

    hostile.file = huge
    with pytest.raises(FetchRefused, match="too-big") as caught:
        await asyncio.wait_for(fetch(), 5)
    assert "larger than 25 MB" in caught.value.sentence


async def test_a_file_without_end_is_cut_off(fetch: Fetch, hostile: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65_536)

    monkeypatch.setattr(download, "MAX_FILE_BYTES", 1_000_000)
    hostile.file = endless
    with pytest.raises(FetchRefused, match="too-big"):
        await asyncio.wait_for(fetch(), 5)


async def test_a_file_that_trickles_in_is_given_up(
    fetch: Fetch, hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"x")
        await asyncio.Event().wait()
        return response

    monkeypatch.setattr(download, "TOTAL_SECONDS", 0.3)
    hostile.file = trickle
    with pytest.raises(FetchRefused, match="too-slow"):
        await asyncio.wait_for(fetch(), 5)


@pytest.mark.parametrize(
    "target", ["https://files.example.org/x", "http://169.254.169.254/latest", "ftp://x/y", "//h/x"]
)
async def test_nobody_is_followed_to_another_host(fetch: Fetch, hostile: Hostile, target: str) -> None:
    async def away(request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": target})

    hostile.file = away
    with pytest.raises(FetchRefused, match="host-not-allowed"):
        await fetch()


async def test_the_bots_token_goes_to_slack_only(hostile: Hostile) -> None:
    async def away(request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": f"{hostile.other}/steal"})

    hostile.file = away
    config = SlackConfig(bot_token=SECRET, signing_secret="s", api_url=f"{hostile.origin}/api/")
    async with SlackFiles.open(config) as files:
        with pytest.raises(FetchRefused, match="host-not-allowed"):
            await files.fetch({"file": "F1"})
    assert hostile.seen[0]["Authorization"] == f"Bearer {SECRET}"
    assert hostile.elsewhere == []


async def test_nothing_of_ours_goes_along_to_a_file_in_teams(hostile: Hostile) -> None:
    async with TeamsFiles.open(_teams_config(hostile.origin)) as files:
        await files.fetch({"url": f"{hostile.origin}/file"})
    assert "Authorization" not in hostile.seen[0]
    assert "Cookie" not in hostile.seen[0]


async def test_a_circle_of_redirects_ends(fetch: Fetch, hostile: Hostile) -> None:
    async def again(request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": "/file"})

    hostile.file = again
    with pytest.raises(FetchRefused, match="too-many-redirects"):
        await fetch()


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((status, FetchRefused) for status in (404, 410, 401, 403, 206)),
        *((status, FetchDelayed) for status in (429, 500, 503)),
    ],
)
async def test_what_the_server_says_is_told_or_tried_again(
    fetch: Fetch, hostile: Hostile, status: int, kind: type[Exception]
) -> None:
    async def refuse(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers={"Retry-After": "7"})

    hostile.file = refuse
    with pytest.raises(kind) as caught:
        await fetch()
    if isinstance(caught.value, FetchDelayed):
        assert caught.value.seconds == 7
    else:
        assert "again" in caught.value.sentence or "once more" in caught.value.sentence


async def test_slacks_sign_in_page_is_not_taken_for_a_plan(hostile: Hostile) -> None:
    async def page(request: web.Request) -> web.StreamResponse:
        return web.Response(text="<!DOCTYPE html><title>Sign in | Slack</title>", content_type="text/html")

    hostile.file = page
    config = SlackConfig(bot_token=SECRET, signing_secret="s", api_url=f"{hostile.origin}/api/")
    async with SlackFiles.open(config) as files:
        for mimetype in ("text/plain", "text/html"):
            hostile.info = {"mimetype": mimetype}
            with pytest.raises(FetchRefused, match="sign-in-page") as caught:
                await files.fetch({"file": "F1"})
            assert "files:read" in caught.value.sentence
        hostile.info = {"mimetype": "text/html", "size": 45}  # a web page that somebody really sent
        assert (await files.fetch({"file": "F1"})).startswith(b"<!DOCTYPE")


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        ("file_not_found", FetchRefused, "no longer there"),
        ("file_deleted", FetchRefused, "no longer there"),
        ("missing_scope", FetchRefused, "files:read"),
        ("invalid_auth", FetchRefused, "files:read"),
        ("internal_error", FetchDelayed, ""),
    ],
)
async def test_what_slack_says_of_a_file_is_told(
    hostile: Hostile, error: str, kind: type[Exception], words: str
) -> None:
    hostile.error = error
    config = SlackConfig(bot_token=SECRET, signing_secret="s", api_url=f"{hostile.origin}/api/")
    async with SlackFiles.open(config) as files:
        with pytest.raises(kind) as caught:
            await files.fetch({"file": "F1"})
    assert words in getattr(caught.value, "sentence", "")


async def test_a_file_that_lies_outside_of_slack_is_refused(hostile: Hostile) -> None:
    config = SlackConfig(bot_token=SECRET, signing_secret="s", api_url=f"{hostile.origin}/api/")
    async with SlackFiles.open(config) as files:
        for info in ({"is_external": True}, {"url_private_download": None}, {"url_private_download": ""}):
            hostile.info = info
            with pytest.raises(FetchRefused, match="external"):
                await files.fetch({"file": "F1"})


@pytest.mark.parametrize(
    ("url", "is_slacks"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/plan.docx", True),
        ("https://files.slack-gov.com/files-pri/T1-F1/plan.docx", True),
        ("http://files.slack.com/x", False),
        ("https://files.slack.com.evil.example/x", False),
        ("https://files.slack.com@evil.example/x", False),
        ("https://user:pw@files.slack.com/x", False),
        ("https://files.slack.com:8443/x", False),
        ("https://evil.example/files.slack.com", False),
    ],
)
def test_only_slacks_file_hosts_are_asked(url: str, is_slacks: bool) -> None:
    assert slack_file_host(SlackConfig(bot_token=SECRET, signing_secret="s"), url) is is_slacks


@pytest.mark.parametrize(
    ("url", "is_teams"),
    [
        ("https://council-my.sharepoint.com/personal/a/_layouts/15/download.aspx?tempauth=x", True),
        ("https://council.sharepoint.us/x", True),
        ("http://council-my.sharepoint.com/x", False),
        ("https://council-my.sharepoint.com.evil.example/x", False),
        ("https://sharepoint.com.evil.example/x", False),
        ("https://evilsharepoint.com/x", False),
        ("https://a@council.sharepoint.com/x", False),
        ("https://127.0.0.1/x", False),
        ("https://council.sharepoint.com\\@evil.example/x", False),
    ],
)
def test_only_where_teams_keeps_files_is_asked(url: str, is_teams: bool) -> None:
    assert teams_file_host(TeamsConfig(app_id="a", tenant_ids=["t"], app_password="p"), url) is is_teams
