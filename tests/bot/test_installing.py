"""Whoever installs Action Log is told what is wrong, in a sentence, before anything runs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from bot import bootstrap
from bot.playground.pretend_slack import PretendSlack
from bot.playground.pretend_teams import PretendTeams
from bot.settings import BadSettings, Settings, load
from domain.people import Platform
from domain.posting import Destination
from domain.views import say
from storage.store import SqlStore
from tests.bot.test_talking import Ran, Shell

CANARY = "canary-51e0"


class Site(Shell):
    """A server with settings of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        super().__init__(folder)
        self.settings = settings

    def environment(self) -> dict[str, str]:
        return super().environment() | {f"ACTIONLOG_{name.upper()}": value for name, value in self.settings.items()}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    made.has_tables()
    assert made.run("setup", "--organisation", "Brackenford", "--administrator", "Tobias Wren").returncode == 0
    return made


@pytest.fixture
def slack() -> Iterator[PretendSlack]:
    with PretendSlack() as running:
        yield running


def slack_settings(slack: PretendSlack) -> dict[str, str]:
    return {
        "slack_bot_token": slack.bot_token,
        "slack_signing_secret": slack.signing_secret,
        "slack_api_url": slack.url,
    }


def lines(ran: Ran, sign: str) -> list[str]:
    return [line for line in ran.stdout.splitlines() if line.startswith(sign)]


def test_the_doctor_names_the_workspace_that_the_token_belongs_to(site: Site, slack: PretendSlack) -> None:
    site.settings = slack_settings(slack)
    ill = site.run("doctor")
    assert ill.returncode == 1
    assert f"✘ Slack {slack.team_id} may not talk with Action Log yet." in ill.stdout
    assert site.run("workspace", "add", "slack", "T0ANOTHER").returncode == 0
    assert site.run("doctor").returncode == 1, "the token is not that workspace's"
    assert site.run("workspace", "add", "slack", slack.team_id).returncode == 0
    well = site.run("doctor")
    assert (well.returncode, lines(well, "✘")) == (0, [])
    assert f"it belongs to workspace {slack.team_id}" in well.stdout
    store = SqlStore.open(site.url)
    (tenant,) = store.organisations()
    with store.writing(tenant.id) as uow:
        for team in (slack.team_id, "T0ANOTHER", "T0GONE"):
            uow.outbox.put(key=team, destination=Destination(Platform.SLACK, team, "C1"), reply=say("News"))
    store.close()
    outbox, another, gone = lines(site.run("doctor"), "✘")
    assert outbox == "✘ Outbox: 3 messages waiting."
    assert f"It is for Slack T0ANOTHER, but the bot token belongs to {slack.team_id}." in another
    assert "Slack T0GONE may not talk with Action Log (any more)." in gone


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"slack_bot_token": f"xoxb-{CANARY}"}, "Slack refuses ACTIONLOG_SLACK_BOT_TOKEN (invalid_auth)."),
        ({"slack_bot_token": f"xoxp-{CANARY}"}, "it begins with xoxb-"),
        ({"slack_app_token": f"xapp-{CANARY}"}, "Slack refuses ACTIONLOG_SLACK_APP_TOKEN"),
        ({"slack_api_url": "http://127.0.0.1:1/api/"}, "Slack can't be reached from here"),
        ({"slack_api_url": "http://[::1"}, "ACTIONLOG_SLACK_API_URL is no address."),
        ({"teams_private_replies": CANARY}, "ACTIONLOG_TEAMS_PRIVATE_REPLIES is neither 1 nor 0."),
        ({"smtp_port": CANARY}, "ACTIONLOG_SMTP_PORT is no port: give a number from 1 to 65535, usually 587."),
        ({"smtp_security": CANARY}, "ACTIONLOG_SMTP_SECURITY is none of starttls, tls and none."),
    ],
)
def test_the_doctor_finds_what_slack_refuses(
    site: Site, slack: PretendSlack, changed: dict[str, str], words: str
) -> None:
    assert site.run("workspace", "add", "slack", slack.team_id).returncode == 0
    site.settings = slack_settings(slack) | changed
    ill = site.run("doctor")
    assert ill.returncode == 1
    assert any(words in line for line in lines(ill, "✘")), ill.stdout
    assert CANARY not in ill.stdout + ill.stderr


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        ("0123456789abcdef01234567", "is too short: it has 24 characters, and Slack's has 32. Copy it again"),
        (f"xoxb-0123456789-{CANARY}-0123456789", "is a token. Copy it again"),
        ("0123456789abcdef0123456789abcdef", ""),
    ],
    ids=["verification token", "bot token", "signing secret"],
)
def test_a_signing_secret_that_is_none_is_seen_by_the_doctor_and_not_served(
    secret: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    given = {"slack_bot_token": "xoxb-1", "slack_signing_secret": secret}
    settings = Settings.model_validate(given)
    fault = settings.fault_of_signing_secret
    assert words in fault
    assert bool(fault) == bool(words)
    assert secret not in fault
    with pytest.raises(BadSettings, match=re.escape(fault)) if fault else nullcontext():
        settings.check_listener("127.0.0.1")


def test_the_doctor_finds_what_microsoft_refuses(site: Site, tmp_path: Path) -> None:
    with PretendTeams() as teams:
        site.settings = {
            "teams_app_id": teams.app_id,
            "teams_tenant_id": teams.tenant_id.upper(),
            "teams_app_password": teams.app_password,
            "teams_openid_url": teams.openid_url,
            "teams_token_url": teams.token_url,
        }
        ill = site.run("doctor")
        assert lines(ill, "✘") == [
            f"✘ Teams {teams.tenant_id} may not talk with Action Log yet. "
            f"Run: actionlog workspace add teams {teams.tenant_id}"
        ]
        assert site.run("workspace", "add", "teams", teams.tenant_id).returncode == 0
        well = site.run("doctor")
        assert (well.returncode, lines(well, "✘")) == (0, [])
        site.settings["teams_app_password"] = CANARY
        ill = site.run("doctor")
        assert any("Microsoft gives no token" in line for line in lines(ill, "✘")), ill.stdout
        assert CANARY not in ill.stdout + ill.stderr
        reached = site.settings["teams_token_url"]
        site.settings["teams_token_url"] = "http://127.0.0.1:1/token"
        [ill_line] = lines(site.run("doctor"), "✘")
        assert "can't be reached from here. This machine needs outgoing https to login.microsoftonline.com" in ill_line
        site.settings["teams_token_url"] = reached
        del site.settings["teams_app_password"]
        site.settings |= {"teams_certificate_file": str(tmp_path / "none.pem"), "teams_certificate_thumbprint": "AB"}
        assert "ACTIONLOG_TEAMS_CERTIFICATE_FILE names no file here." in site.run("doctor").stdout


def test_of_several_tenants_the_first_is_where_the_bot_signs_in() -> None:
    given = {"teams_app_id": "a", "teams_app_password": "p", "teams_tenant_id": "of-police, of-council,of-police"}
    config = bootstrap.teams_config(Settings.model_validate(given))
    assert config.sign_in_url == "https://login.microsoftonline.com/of-police/oauth2/v2.0/token"
    assert [config.tenant(each) for each in ("OF-COUNCIL", "of-health")] == ["of-council", None]


def test_the_doctor_sees_a_misspelt_setting_and_a_draft(site: Site) -> None:
    site.settings = {"slack_bot_tokn": CANARY}
    (site.folder / "plan.txt").write_text(
        "Recommendation\tAction\tLead\tDue date\nBetter samples\tAgree a dataset\tGD\t31/01/2026\n"
    )
    refused = site.run("import", "plan.txt", "--plan", "TSP")
    assert refused.returncode == 2
    assert refused.stderr == "Nothing was stored: without a terminal I can't ask. Please add --yes.\n"
    assert site.run("import", "plan.txt", "--plan", "TSP", "--yes").returncode == 0
    said = site.run("doctor")
    assert "ACTIONLOG_SLACK_BOT_TOKN is no setting. Did you mean ACTIONLOG_SLACK_BOT_TOKEN?" in said.stdout
    assert "TSP is a draft: only its coordinator sees it. Run: actionlog golive TSP" in said.stdout
    assert CANARY not in said.stdout


def test_a_file_of_settings_in_another_encoding_is_refused_kindly(site: Site) -> None:
    (site.folder / ".env").write_bytes("ACTIONLOG_TIMEZONE=Europe/London".encode("utf-16"))
    done = site.run("migrate")
    assert (done.returncode, done.stderr) == (2, "The file .env can't be read: please save it as UTF-8.\n")


@pytest.mark.parametrize(
    ("platform", "given"),
    [("slack", ""), ("slack", "t0123"), ("slack", "our council"), ("teams", " "), ("teams", "a/b")],
)
def test_what_can_be_no_workspace_is_not_let_in(site: Site, platform: str, given: str) -> None:
    done = site.run("workspace", "add", platform, given)
    assert done.returncode == 2
    assert "looks like" in done.stderr
    assert site.run("workspace", "list").stdout == ""


def test_a_port_that_is_none_is_refused(site: Site) -> None:
    done = site.run("serve", "--port", "99999")
    assert done.returncode == 2
    assert "65535" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_not_there_is_said_to_be_so_without_its_password(tmp_path: Path) -> None:
    site = Site(tmp_path, database_url=f"postgresql://someone:{CANARY}@127.0.0.1:1/none")
    said = site.run("doctor")
    assert "nothing listens at its address and port" in said.stdout
    assert CANARY not in said.stdout + said.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights than these")
def test_what_setup_makes_is_for_our_eyes_only(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.url = f"sqlite:///{tmp_path / 'data' / 'actionlog' / 'actions.db'}"
    assert site.run("setup", "--organisation", "Brackenford", "--administrator", "Tobias Wren").returncode == 0
    file = tmp_path / "data" / "actionlog" / "actions.db"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"database_url": " "}, "ACTIONLOG_DATABASE_URL is blank: give it a value, or leave it out"),
        ({"slack_signing_secret": "“0123456789abcdef”", "slack_bot_token": "xoxb-1"}, "typographic quotation marks"),
        (
            {"slack_api_url": "https://elsewhere.example/api/", "slack_bot_token": "x", "slack_signing_secret": "x"},
            "ACTIONLOG_SLACK_API_URL must be Slack's own address, or on this machine.",
        ),
        (
            {"teams_app_id": "x", "teams_tenant_id": "common", "teams_app_password": "x"},
            "ACTIONLOG_TEAMS_TENANT_ID must be the Directory (tenant) ID of your own tenant.",
        ),
    ],
    ids=["blank", "quotes", "address", "tenant"],
)
def test_settings_that_can_not_be_meant_are_refused(given: dict[str, str], said: str) -> None:
    with pytest.raises(BadSettings, match=re.escape(said)) as refused:
        load(_env_file=None, **given)
    assert "0123456789abcdef" not in str(refused.value)


def test_a_misspelt_setting_in_the_file_is_named_wherever_it_is_missed(site: Site) -> None:
    lines = ("ACTIONLOG_SLAK_BOT_TOKEN=x", "this is none", "ACTION_LOG_TIMEZONE=Europe/London", "HTTPS_PROXY=http://x")
    file = site.folder / ".env"
    file.write_text("\n".join(lines))
    sentences = (
        "ACTIONLOG_SLAK_BOT_TOKEN is no setting. Did you mean ACTIONLOG_SLACK_BOT_TOKEN?",
        "ACTION_LOG_TIMEZONE is no setting. Did you mean ACTIONLOG_TIMEZONE?",
        "HTTPS_PROXY in the file .env is not used: give it to the bot in its environment.",
    )
    doctor, serve = site.run_apart("doctor"), site.run("serve")
    assert [sentence for sentence in sentences if sentence not in doctor.stdout or sentence not in serve.stderr] == []
    assert "the file .env: line 2 is not read, because it is no NAME=value" in doctor.stderr
    file.write_text(file.read_text() + "\nACTIONLOG_SLACK_SIGNING_SECRET=y\n")
    halved = site.run("golive", "TSP").stderr
    assert "Slack is set up by half" in halved
    assert sentences[0] in halved


def test_a_file_that_is_no_database_is_said_to_be_none_and_kept(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.url = f"sqlite:///{tmp_path / 'minutes.txt'}"
    (tmp_path / "minutes.txt").write_text("The board met on Tuesday and agreed the plan.\n" * 40)
    for words in (("doctor",), ("setup", "--organisation", "A", "--administrator", "B"), ("say", "mine")):
        ran = site.run(*words)
        assert ran.returncode in {1, 2}
        assert "its file is no SQLite database" in ran.stdout + ran.stderr
        assert "Traceback" not in ran.stderr
    assert (tmp_path / "minutes.txt").read_text().startswith("The board met")


def test_setup_makes_nothing_where_a_workspace_is_none(tmp_path: Path) -> None:
    site = Site(tmp_path)
    words = ("setup", "--organisation", "Brackenford", "--administrator", "Tobias Wren")
    for wrong in (("--slack", "our council"), ("--teams", "council.example"), ("--timezone", "Europe/Londn")):
        ran = site.run(*words, *wrong)
        assert (ran.returncode, "looks like" in ran.stderr) == (2, True)
    assert site.run(*words).returncode == 0
    again = site.run(*words, "--slack", "T0123")
    assert again.stderr == "Brackenford is set up already. Run: actionlog workspace add slack T0123\n"


def test_setup_makes_nothing_where_a_workspace_is_another_organisations(tmp_path: Path) -> None:
    site = Site(tmp_path)
    assert (
        site.run(
            "setup", "--organisation", "Brackenford", "--administrator", "Tobias Wren", "--slack", "T0123"
        ).returncode
        == 0
    )
    words = ("setup", "--organisation", "Ash Vale", "--administrator", "Imogen Hart")
    ran = site.run(*words, "--slack", "T0123")
    assert ran.returncode == 2
    assert ran.stderr == (
        "Slack T0123 belongs to another organisation here, so nothing was set up. "
        "Run it again without --slack, or with the right one.\n"
    )
    ran = site.run(*words, "--another", "--slack", "T0456")
    assert "Next: actionlog import FILE --organisation 'Ash Vale'." in ran.stdout


def test_setup_makes_a_second_organisation_only_when_told_so(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.has_tables()
    assert site.run("setup", "--organisation", "Brackenford", "--administrator", "Tobias Wren").returncode == 0
    words = ("setup", "--organisation", "Ash Vale", "--administrator", "Imogen Hart", "--teams", "local")
    refused = site.run(*words)
    assert refused.returncode == 2
    assert refused.stderr == (
        "Brackenford is set up here already, so nothing was set up. To let in a Slack workspace or a Teams tenant "
        "there, run:\n    actionlog workspace add teams local\n"
        "For another organisation, with people and plans of its own, run “actionlog setup” again with --another.\n"
    )
    asked = site.run("setup", typed="\n", at_terminal=True)
    assert "actionlog workspace add slack TEAM-ID" in asked.stdout
    assert asked.stdout.endswith("with people and plans of its own? [y/N]: Nothing was changed.\n")
    typed = site.run("setup", typed="y\nAsh Vale\nImogen Hart\n", at_terminal=True)
    assert "Ash Vale is set up, with Imogen Hart as its administrator." in typed.stdout


def test_a_folder_that_can_not_be_made_is_said_in_a_sentence(site: Site) -> None:
    (site.folder / "taken").write_text("")
    ran = site.run("manifests", "--url", "https://actions.example.gov.uk", "--out", str(site.folder / "taken" / "x"))
    assert ran.returncode == 2
    assert ran.stderr.startswith("I can't read or write ")


def test_manifests_that_name_an_address_that_is_an_example_say_so(site: Site) -> None:
    out = ("--out", str(site.folder / "made"))
    assert "They name https://actions.example.gov.uk, which is an example." in site.run("manifests", *out).stdout
    assert "example" not in site.run("manifests", *out, "--url", "https://bot.brackenford.gov.uk").stdout
    assert "example" not in site.run("manifests", *out, "--socket-mode").stdout
