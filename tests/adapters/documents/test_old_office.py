"""Old office files go through LibreOffice; here a program of the same name stands in for it, and really runs."""

from __future__ import annotations

import os
import stat
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from adapters.documents import old_office, read_document
from adapters.documents.old_office import kind_of
from adapters.documents.safely import read_plan_safely
from domain.importing.raw import UnreadableDocument
from tests.adapters.documents.office import Word

OLD = b"\xd0\xcf\x11\xe0" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
HEAD = ["Ref", "Action", "Lead", "By when"]
STAND_IN = """#!{python}
import os, pathlib, sys, time
args = sys.argv[1:]
out = pathlib.Path(args[args.index("--outdir") + 1])
source = pathlib.Path(args[-1])
profile = next(one for one in args if one.startswith("-env:UserInstallation=file://")).split("file://")[1]
pathlib.Path({told!r}).write_text("\\n".join([
    *args, *(f"{{name}}={{value}}" for name, value in os.environ.items()), str(os.getpid()),
    (pathlib.Path(profile) / "user" / "registrymodifications.xcu").read_text()]))
{then}
"""
COPY = "(out / (source.stem + '.docx')).write_bytes(pathlib.Path({made!r}).read_bytes())"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path where `soffice` may stand."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    return folder


def install(folder: Path, then: str) -> Path:
    told = folder.parent / "told"
    program = folder / "soffice"
    program.write_text(STAND_IN.format(python=sys.executable, told=str(told), then=then))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return told


def a_plan(folder: Path) -> str:
    word = Word("Ferry plan")
    word.table(HEAD, ["1", "Paint the hull", "Ada Prone", "June 2027"])
    made = folder.parent / "made.docx"
    made.write_bytes(word.bytes())
    return COPY.format(made=str(made))


def test_an_old_word_file_is_made_anew_and_read(office: Path) -> None:
    told = install(office, a_plan(office))
    draft = read_plan_safely(OLD, "plan.doc", plan_code="FP")
    assert [one.text for one in draft.actions] == ["Paint the hull"]
    assert draft.notes[-1] == ("This is an old Word file (.doc). LibreOffice made a .docx of it, and that was read.")
    said = told.read_text()
    assert "--headless" in said
    assert "MacroSecurityLevel" in said
    assert "secret" not in said  # nothing of our own environment reaches it
    source = next(line for line in said.splitlines() if line.endswith("plan.doc"))
    assert not Path(source).parent.exists()  # nothing of the plan stays behind


@pytest.mark.parametrize(
    "then",
    [
        "",
        "raise SystemExit(1)",
        "(out / 'plan.docx').write_bytes(b'')",
        "os.symlink('/etc/hostname', out / 'plan.docx')",
    ],
)
def test_a_file_that_can_not_be_converted_is_refused_in_a_sentence(office: Path, then: str) -> None:
    install(office, then)
    with pytest.raises(UnreadableDocument, match=r"could not be converted\. Open it, save it as \.docx, and try again"):
        read_plan_safely(OLD, "plan.doc")


def whole(path: Path, words: str) -> str:
    """Code that writes a file which is there with all its words, or not at all."""
    return f"new = pathlib.Path({str(path)!r} + '.new'); new.write_text({words}); new.rename({str(path)!r})"


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_conversion_without_end_is_killed_with_what_it_started(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = office.parent / "child"
    told = install(office, f"number = os.fork()\nif number:\n    {whole(child, 'str(number)')}\ntime.sleep(600)")
    now = time.monotonic
    # Its time is over once it has started another.
    monkeypatch.setattr(old_office, "time", SimpleNamespace(monotonic=lambda: now() + 1_000 * child.exists()))
    with pytest.raises(UnreadableDocument, match="could not be converted"):
        read_plan_safely(OLD, "plan.doc")
    assert is_gone(int(told.read_text().split("<?xml")[0].split()[-1]))
    until = time.monotonic() + 60
    while not is_gone(int(child.read_text())) and time.monotonic() < until:  # the system has to bury it first
        time.sleep(0.02)
    assert is_gone(int(child.read_text()))


def test_stopping_stops_the_conversion(office: Path) -> None:
    install(office, "time.sleep(600)")
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    begun = time.monotonic()
    with pytest.raises(UnreadableDocument, match="stopped"):
        read_plan_safely(OLD, "plan.doc", stop=stop)
    assert time.monotonic() - begun < 60


def test_without_libreoffice_the_sentence_says_what_to_do(office: Path) -> None:
    assert list(office.iterdir()) == []
    with pytest.raises(UnreadableDocument, match=r"old Word file \(.doc\). Open it in Word, save it as .docx"):
        read_plan_safely(OLD, "plan.doc")


def test_only_old_formats_are_converted() -> None:
    assert kind_of(OLD) == ".doc"
    assert kind_of(OLD.replace("WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le"))) == ".xls"
    assert kind_of(b"{\\rtf1 Hello}") == ".rtf"
    assert kind_of(OLD + "EncryptedPackage".encode("utf-16-le")) == ""
    assert kind_of(Word("Plan").bytes()) == ""
    assert kind_of(b"Action,Lead") == ""


EXCEL_2003 = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>Action</Data></Cell>
<Cell><Data>Lead</Data></Cell></Row></Table></Worksheet></Workbook>"""
WORD_2003 = """<?xml version="1.0"?><w:wordDocument xmlns:w="urn:w"><w:body><w:p/></w:body></w:wordDocument>"""
ONE_FILE = (
    """<?xml version="1.0"?><pkg:package xmlns:pkg="urn:pkg"><pkg:part pkg:name="/word/document.xml"/></pkg:package>"""
)
OF_A_PROGRAM = (
    """\ufeff<?xml version="1.0"?><Project xmlns="urn:p"><Tasks><Task><Name>Mend it</Name></Task></Tasks></Project>"""
)


@pytest.mark.parametrize(
    ("text", "then"),
    [(EXCEL_2003, ".xlsx"), (WORD_2003, ".docx"), (ONE_FILE, ".docx"), (OF_A_PROGRAM, "Excel or CSV")],
)
@pytest.mark.parametrize("name", ["plan.xml", "plan.xls"])
def test_what_is_saved_as_xml_is_told_how_to_save_it_anew(text: str, then: str, name: str) -> None:
    with pytest.raises(UnreadableDocument, match=f"saved? (?:it )?as .*{then}"):
        read_document(text.encode(), name)


def test_a_web_page_that_is_xml_is_read() -> None:
    row = "<tr><td>Mend the weir</td><td>Jo Marsh</td></tr>"
    page = f"<?xml version='1.0'?><html><body><table><tr><th>Action</th><th>Lead</th></tr>{row}</table></body></html>"
    assert "Mend the weir" in str(read_document(page.encode(), "plan.xml").blocks)
