"""The packages that IT uploads to Teams: the rules that Teams states, and those it only applies."""

from __future__ import annotations

import json
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from domain.usecases import registry
from manifests import drawing, teams
from manifests.teams import KINDS, PLAIN, SLASH, Kind, manifest

APP_ID = "11111111-2222-4333-8444-555555555555"


@pytest.fixture(params=KINDS, ids=lambda kind: kind.version)
def kind(request: pytest.FixtureRequest) -> Kind:
    found: Kind = request.param
    return found


NPM = Path(__file__).parents[2] / "bot/playground/web/node_modules/@microsoft/app-manifest/build/json-schemas/teams"


def faults(made: dict[str, Any], version: str) -> list[str]:
    path = NPM / f"v{version}" / "MicrosoftTeams.schema.json"
    if not path.is_file():
        pytest.skip("Microsoft's manifest schemas are not here: make set-up fetches them with the demo's page")
    schema = json.loads(path.read_text(encoding="utf-8-sig"))
    found = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(made)
    return sorted(f"{fault.json_path}: {fault.message}" for fault in found)


def test_microsofts_schema_accepts_it(kind: Kind) -> None:
    assert faults(manifest(kind, app_id=APP_ID, url="https://bot.example.org/teams"), kind.version) == []


def test_an_older_schema_would_refuse_the_newer_one() -> None:
    newer = manifest(SLASH) | {"manifestVersion": PLAIN.version}
    assert any("supportsTargetedMessages" in fault for fault in faults(newer, PLAIN.version))


def lists(made: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = made["bots"][0]["commandLists"]
    return found


def pixels(png: bytes) -> bytes:
    """What is drawn; how tightly it is packed differs between versions of zlib."""
    length = struct.unpack(">I", png[33:37])[0]
    return zlib.decompress(png[41 : 41 + length])


def test_the_committed_file_is_the_generated_one(kind: Kind) -> None:
    assert kind.committed.read_text(encoding="utf-8") == teams.as_text(manifest(kind)), "run: python -m manifests.teams"


def test_the_committed_icons_are_the_drawn_ones() -> None:
    for path, drawn in ((drawing.COLOR, drawing.color_icon()), (drawing.OUTLINE, drawing.outline_icon())):
        assert pixels(path.read_bytes()) == pixels(drawn), "run: python -m manifests.drawing"


@pytest.mark.parametrize(("path", "size"), [(drawing.COLOR, 192), (drawing.OUTLINE, 32)], ids=["color", "outline"])
def test_icons_have_the_sizes_that_teams_wants(path: Path, size: int) -> None:
    data = path.read_bytes()
    assert struct.unpack(">II", data[16:24]) == (size, size)
    assert len(data) < 30_000
    flat = pixels(data)
    rows = [flat[y * (size * 4 + 1) + 1 : (y + 1) * (size * 4 + 1)] for y in range(size)]
    seen = {row[x : x + 4] for row in rows for x in range(0, size * 4, 4)}
    if path == drawing.OUTLINE:
        assert all(pixel[:3] == b"\xff\xff\xff" for pixel in seen), "white on nothing"
        assert {pixel[3] for pixel in seen} >= {0, 255}
    else:
        assert all(pixel[3] == 255 for pixel in seen), "filled to the edge"
        assert len(seen) > 2


def test_lengths_keep_teams_limits(kind: Kind) -> None:
    made = manifest(kind)
    assert len(made["name"]["short"]) <= 30
    assert len(made["name"]["full"]) <= 100
    assert len(made["description"]["short"]) <= 80
    assert len(made["description"]["full"]) <= 4000
    for each in lists(made):
        assert 1 <= len(each["commands"]) <= 12
        for command in each["commands"]:
            assert len(command["title"]) <= 32
            assert len(command["description"]) <= 128


def test_every_command_that_is_offered_is_understood(kind: Kind) -> None:
    for each in lists(manifest(kind)):
        for command in each["commands"]:
            if command["title"] != "actions":  # the bare word is taken off every line
                assert registry.entry_for_word(command["title"]), command["title"]


def test_only_the_newer_one_knows_slash_commands_and_private_answers() -> None:
    assert "supportsTargetedMessages" not in manifest(PLAIN)["bots"][0]
    assert "triggers" not in json.dumps(manifest(PLAIN))
    newer = manifest(SLASH)
    assert newer["bots"][0]["supportsTargetedMessages"] is True
    by_scope = {scope: each for each in lists(newer) for scope in each["scopes"]}
    assert "triggers" not in by_scope["personal"], "there are no targeted messages in a private chat"
    assert by_scope["team"]["triggers"] == by_scope["groupChat"]["triggers"] == ["mention", "slash"]
    assert by_scope["team"]["commands"][0]["title"] == "actions"


def test_every_permission_has_its_reason(kind: Kind) -> None:
    made = manifest(kind)
    assert set(made["permissions"]) == set(teams.PERMISSIONS)
    assert set(made["bots"][0]["scopes"]) == set(teams.SCOPES)
    assert all(reason.endswith(".") for reason in (teams.PERMISSIONS | teams.SCOPES | teams.FEATURES).values())
    assert "authorization" not in made, "no right to read what nobody said to it"


def test_it_may_be_added_to_private_channels_but_not_to_shared_ones(kind: Kind) -> None:
    assert manifest(kind)["supportedChannelTypes"] == ["privateChannels"]


def test_a_package_holds_the_manifest_and_its_icons_and_is_the_same_each_time(kind: Kind, tmp_path: Path) -> None:
    first = teams.build_zip(tmp_path / "a" / kind.package, kind, app_id=APP_ID.upper(), url="https://bot.example.org/")
    second = teams.build_zip(tmp_path / "b" / kind.package, kind, app_id=APP_ID, url="https://bot.example.org")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as package:
        assert sorted(package.namelist()) == ["color.png", "manifest.json", "outline.png"]
        made = json.loads(package.read("manifest.json"))
        assert package.read(made["icons"]["color"]) == drawing.COLOR.read_bytes()
    assert made["id"] == made["bots"][0]["botId"] == APP_ID
    assert made["validDomains"] == ["bot.example.org"]


@pytest.mark.parametrize(
    "url", ["http://bot.example.org", "bot.example.org", "", "https://", "https://u@x.org", "https://x/?a=b"]
)
def test_an_address_that_teams_cant_use_is_refused(url: str) -> None:
    with pytest.raises(teams.BadAddress, match="https"):
        manifest(url=url)


@pytest.mark.parametrize("app_id", ["", "actionlog", "1234"])
def test_an_id_that_is_none_is_refused(app_id: str) -> None:
    with pytest.raises(teams.BadAddress, match="client"):
        manifest(app_id=app_id)
