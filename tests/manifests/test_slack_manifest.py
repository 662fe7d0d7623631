"""The manifest that IT pastes into Slack: what Slack's schema says, and what it leaves out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from domain.usecases import registry
from manifests import slack

SCHEMAS = Path(__file__).parents[2].parent / "shared" / "schemas"

# Slack's scopes and events are not in its schema: these are the ones of its reference that we know how to use.
KNOWN_SCOPES = {
    "app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "files:read", "files:write",
    "groups:history", "groups:read", "im:history", "im:read", "im:write", "users:read", "users:read.email",
}  # fmt: skip
SCOPE_OF_EVENT = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "user_change": "users:read",
}

MANIFESTS = {
    "http": slack.manifest(),
    "socket mode": slack.manifest(socket_mode=True),
    "another address": slack.manifest("https://plans.example.org/bots/"),
}


@pytest.fixture(params=MANIFESTS.values(), ids=MANIFESTS)
def manifest(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_slacks_schema_accepts_it(manifest: dict[str, Any], version: str) -> None:
    path = SCHEMAS / f"manifest.schema.{version}.json"
    if not path.exists():
        pytest.skip(f"Slack's manifest schema is not at {path}: copy it from github.com/slackapi/manifest-schema")
    import jsonschema

    schema = json.loads(path.read_text(encoding="utf-8"))
    faults = sorted(jsonschema.Draft7Validator(schema).iter_errors(manifest), key=str)
    assert [f"{fault.json_path}: {fault.message}" for fault in faults] == []


def test_the_committed_file_is_the_generated_one() -> None:
    assert slack.COMMITTED.read_text(encoding="utf-8") == slack.as_text(slack.manifest()), (
        "run: python -m manifests.slack"
    )


def test_every_address_is_https_and_the_same(manifest: dict[str, Any]) -> None:
    urls = re.findall(r'"(?:url|request_url)": "([^"]*)"', json.dumps(manifest))
    if manifest["settings"]["socket_mode_enabled"]:
        assert urls == []
    else:
        assert len(urls) == 3
        assert len(set(urls)) == 1
        assert urls[0].startswith("https://")
        assert urls[0].endswith("/slack/events")
        assert "//slack" not in urls[0]


@pytest.mark.parametrize(
    "url", ["http://plans.example.org", "plans.example.org", "https://", "https://x.org/?a=1", "https://x y", ""]
)
def test_an_address_that_slack_would_refuse_is_refused_here(url: str) -> None:
    with pytest.raises(slack.BadAddress):
        slack.manifest(url)


def test_scopes_and_events_exist_and_belong_together(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert set(scopes) <= KNOWN_SCOPES
    assert len(scopes) == len(set(scopes))
    for event in events:
        needed = SCOPE_OF_EVENT[event]
        assert needed is None or needed in scopes, event


def test_each_scope_and_event_has_a_reason_that_a_person_can_read() -> None:
    for name, reason in (slack.SCOPES | slack.EVENTS).items():
        assert reason.startswith(("To ", "For ", "The same")), name
        assert reason.endswith("."), name


def test_the_limits_that_the_schema_leaves_out(manifest: dict[str, Any]) -> None:
    information, features = manifest["display_information"], manifest["features"]
    assert len(information["name"]) <= 35
    assert len(information["description"]) <= 140
    assert 175 <= len(information["long_description"]) <= 4000
    assert re.fullmatch(r"#[0-9a-f]{6}", information["background_color"])
    assert len(features["bot_user"]["display_name"]) <= 80
    assert len(features["slash_commands"]) <= 50
    for command in features["slash_commands"]:
        assert re.fullmatch(r"/[a-z0-9_-]{1,31}", command["command"])
        assert command["should_escape"], "mentions are only known for what they are when Slack escapes them"
        assert len(command["usage_hint"]) <= 1000
    assert features["app_home"]["messages_tab_enabled"]
    assert not features["app_home"]["messages_tab_read_only_enabled"], "people could not write to it"
    assert manifest["settings"]["interactivity"]["is_enabled"]


def test_the_hint_names_only_what_can_be_said() -> None:
    hinted = slack.usage_hint().split(" | ")
    verbs = [entry.verb for entry in registry.typed()]
    assert hinted[:2] == ["mine", "overdue"]
    assert set(hinted) <= set(verbs)
    assert len(hinted) == len(set(hinted))
