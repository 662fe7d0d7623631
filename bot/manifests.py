"""The files that IT uploads: Slack's manifest, and Teams' packages, for the address at which this bot is reached."""

from __future__ import annotations

from pathlib import Path

from bot.settings import BadSettings


def write_manifests(folder: Path, *, url: str, app_id: str, socket_mode: bool) -> list[Path]:
    """Write what can be written: Teams' packages need the app's id. Gives the files.

    Raises:
        BadSettings: the address or the id can't stand in a manifest.
    """
    from manifests import slack, teams

    folder.mkdir(parents=True, exist_ok=True)
    try:
        slack_file = folder / "slack.json"
        slack_file.write_text(slack.as_text(slack.manifest(url, socket_mode=socket_mode)), encoding="utf-8")
        written = [slack_file]
        if app_id:
            written += [teams.build_zip(folder / kind.package, kind, app_id=app_id, url=url) for kind in teams.KINDS]
    except ValueError as error:
        raise BadSettings(str(error)) from None
    return written
