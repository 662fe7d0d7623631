"""Files of older office programs (.doc, .xls, .rtf, .xlsb), made anew by LibreOffice where it is installed.

LibreOffice gets a folder and a profile of its own, both thrown away afterwards, no macros, no way to the network that
we could close, and a time after which it is killed with all that it started.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from domain.importing.raw import UnreadableDocument
from domain.speech import marked

_PROGRAMS = ("soffice", "libreoffice")
_OLD = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_STREAMS = (("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls"))
_NEW = {".doc": ".docx", ".rtf": ".docx", ".xls": ".xlsx", ".xlsb": ".xlsx"}
_NAMES = {
    ".doc": "an old Word file",
    ".rtf": "a Rich Text file",
    ".xls": "an old Excel file",
    ".xlsb": "a binary Excel file",
}
_LOOK_EVERY = 0.05
_MOST_BYTES = 25_000_000
_DEAD_END = "http://127.0.0.1:9"  # the port where everything is discarded
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


class Stop(Protocol):
    """Whatever can say that nobody wants the answer any more."""

    def is_set(self) -> bool:
        """Should the work stop?"""
        ...


@dataclass(frozen=True, slots=True)
class Renewed:
    """The content of a file in the format of today, and a sentence for the person who sent it."""

    content: bytes
    note: str


def kind_of(content: bytes) -> str:
    """The ending of the old format that the bytes are in; empty for every other file, and for those with a password."""
    if content.startswith(b"{\\rtf"):
        return ".rtf"
    if content.startswith(b"PK\x03\x04") and b"xl/workbook.bin" in content:
        return ".xlsb"
    if not content.startswith(_OLD) or _LOCKED in content:
        return ""
    return next((ending for stream, ending in _STREAMS if stream.encode("utf-16-le") in content), "")


def renew(content: bytes, seconds: float, stop: Stop | None = None) -> Renewed | None:
    """The file made anew; nothing for a file that needs it not, or where LibreOffice is not installed.

    Raises `UnreadableDocument` where LibreOffice can't make anything of it, or needs longer than `seconds`.
    """
    ending = kind_of(content)
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None) if ending else None
    if program is None or sys.platform == "win32":
        return None
    with tempfile.TemporaryDirectory(prefix="actionlog-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, "utf-8")
        (folder / "out").mkdir()
        source = folder / f"plan{ending}"
        source.write_bytes(content)
        _run(program, source, seconds, stop)
        made = folder / "out" / f"plan{_NEW[ending]}"
        if not made.is_file() or made.is_symlink() or not 0 < made.stat().st_size <= _MOST_BYTES:
            raise UnreadableDocument(_could_not(ending))
        note = f"This is {_NAMES[ending]} ({ending}). LibreOffice made a {_NEW[ending]} of it, and that was read."
        return Renewed(made.read_bytes(), note)


def _could_not(ending: str) -> str:
    new = _NEW[ending]
    return f"This is {_NAMES[ending]} ({ending}) that could not be converted. Open it, save it as {new}, and try again."


def _run(program: str, source: Path, seconds: float, stop: Stop | None) -> None:
    folder = source.parent
    process = subprocess.Popen(  # noqa: S603  a program of this system, and names that we gave
        [
            program,
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--nofirststartwizard",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            _NEW[source.suffix].removeprefix("."),
            "--outdir",
            str(folder / "out"),
            str(source),
        ],
        cwd=folder,
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "LANG": "C.UTF-8",
            "http_proxy": _DEAD_END,
            "https_proxy": _DEAD_END,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # its complaints may quote the plan
        start_new_session=True,
    )
    until = time.monotonic() + seconds
    try:
        while process.poll() is None:
            if stop is not None and stop.is_set():
                raise UnreadableDocument(marked("Reading was stopped. Nothing was kept of this file."))
            if time.monotonic() > until:
                raise UnreadableDocument(_could_not(source.suffix))
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK_EVERY)
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # what it started may live longer than it
        process.wait()
