"""What cannot be analysed: exit 2, one line that helps, and nothing written or changed."""

from __future__ import annotations

import errno
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from command import kano

GOOD = """Chat [F],Chat [D],Alerts [F],Alerts [D]
I like it,I dislike it,I expect it,I dislike it
I like it,I am neutral,I expect it,I can tolerate it
I am neutral,I am neutral,I expect it,I dislike it
"""


def book(path: Path, rows: list[list[object]], sheet: str = "Answers") -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet(sheet)
        for index, row in enumerate(rows):
            worksheet.write_row(index, 0, row)
    return path


def good_book(path: Path) -> Path:
    return book(path, [line.split(",") for line in GOOD.splitlines()])


def text(content: str | bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "survey.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def folder_instead(folder: Path) -> Path:
    (folder / "survey.xlsx").mkdir()
    return folder / "survey.xlsx"


def truncated(folder: Path) -> Path:
    path = good_book(folder / "survey.xlsx")
    path.write_bytes(path.read_bytes()[:-900])
    return path


def renamed_csv(folder: Path) -> Path:
    path = folder / "survey.xlsx"
    path.write_text(GOOD, encoding="utf-8")
    return path


def renamed_book(folder: Path) -> Path:
    return good_book(folder / "survey.xlsx").rename(folder / "survey.csv")


def bomb(folder: Path) -> Path:
    """A workbook of a few MB whose worksheet unpacks to 1.6 GB of white space."""
    good = good_book(folder / "good.xlsx")
    path = folder / "survey.xlsx"
    with (
        zipfile.ZipFile(good) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as member:
                member.write(old.read(name))
                for _ in range(100 if name.endswith("sheet1.xml") else 0):
                    member.write(b" " * (1 << 24))
    good.unlink()
    return path


def far_apart(folder: Path) -> Path:
    path = folder / "survey.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet("Answers")
        worksheet.write("A1", "Chat [F]")
        worksheet.write("XFD1048576", "Chat [D]")
    return path


def wide(folder: Path) -> Path:
    return book(
        folder / "survey.xlsx", [[f"Question {index}" for index in range(16_384)], [1] * 16_384]
    )


def sheets(folder: Path) -> Path:
    path = folder / "survey.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name in ("North", "South"):
            worksheet = workbook.add_worksheet(name)
            for index, line in enumerate(GOOD.splitlines()):
                worksheet.write_row(index, 0, line.split(","))
    return path


def header(*names: str) -> str:
    return ",".join(names) + "\n"


PAIR = ("Chat [F]", "Chat [D]")

# Name of the case: how to make the file, words that the one line must have.
CASES: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "missing": (lambda folder: folder / "survey.xlsx", ("survey.xlsx",)),
    "a folder": (folder_instead, ("survey.xlsx", "folder")),
    "empty": (text(""), ("survey.csv", "empty")),
    "blanks": (text(" , \n , \n"), ("survey.csv",)),
    "truncated": (truncated, ("survey.xlsx",)),
    "csv called xlsx": (renamed_csv, ("survey.xlsx", ".csv")),
    "xlsx called csv": (renamed_book, ("survey.csv", ".xlsx")),
    "junk": (text(bytes(range(256)) * 40), ("survey.csv",)),
    "bomb": (bomb, ("survey.xlsx",)),
    "two cells, worlds apart": (far_apart, ("survey.xlsx", "Answers")),
    "16,384 columns": (wide, ("survey.xlsx", "Answers")),
    "two sheets": (sheets, ("North", "South", "--sheet")),
    "no pair": (text("Name,City\nAnn,Rome\nBob,Oslo\n"), ("survey.csv",)),
    "one side missing": (
        text(header("Chat [F]", "Chat [D]", "Alerts [F]") + "1,5,1\n1,4,2\n"),
        ("survey.csv", "C1", "Alerts", "mapping"),
    ),
    "numbers outside 1–5": (text(header(*PAIR) + "7,9\n8,9\n"), ("survey.csv", "A")),
    "numbers 0 to 4": (text(header(*PAIR) + "0,4\n1,3\n"), ("survey.csv", "A2", "--answer")),
    "numbers 1 to 7": (text(header(*PAIR) + "1,7\n6,4\n"), ("survey.csv", "B2", "--answer")),
    "agreement": (
        text(header(*PAIR) + "Agree,Disagree\nNeutral,Agree\nAgree,Neutral\n"),
        ("survey.csv", "A2", "--mapping"),
    ),
    "satisfaction scale": (
        text(header(*PAIR) + "非常满意,不满意\n满意,非常不满意\n"),
        ("survey.csv",),
    ),
    "unknown words": (text(header(*PAIR) + "blue,green\nred,blue\n"), ("survey.csv",)),
    "one name twice": (
        text(header("Chat [F]", "Chat [D]", "Chat [F]", "Chat [D]") + "1,5,1,5\n2,5,1,5\n"),
        ("survey.csv", "Chat"),
    ),
    "headers only": (text(header(*PAIR)), ("survey.csv",)),
    "answers all blank": (text(header(*PAIR) + ",\n,\n"), ("survey.csv",)),
}


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("case", CASES)
def test_bad_input(case: str, language: str, tmp_path: Path) -> None:
    make, words = CASES[case]
    path = make(tmp_path)
    report = tmp_path / "report.xlsx"
    report.write_bytes(b"an earlier report")
    before = listing(tmp_path)
    outcome = kano("analyse", path, "-o", report, "--overwrite", "--language", language)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    for word in words:
        if language == "en" or not word.islower() or not word.isalpha():
            assert word in outcome.err
    assert ("请" in outcome.err) == (language == "zh-Hans")
    assert listing(tmp_path) == before


def listing(folder: Path) -> dict[str, object]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
        if path.stat().st_size < 10_000_000
    }


def test_existing_report_is_kept(tmp_path: Path) -> None:
    path = good_book(tmp_path / "survey.xlsx")
    report = tmp_path / "survey-kano.xlsx"
    report.write_bytes(b"mine")
    outcome = kano("analyse", path)
    assert outcome.code == 2
    assert "--overwrite" in outcome.err
    assert report.read_bytes() == b"mine"


def test_survey_is_never_overwritten(tmp_path: Path) -> None:
    path = good_book(tmp_path / "survey.xlsx")
    before = path.read_bytes()
    for target in ("-o", "--json"):
        outcome = kano("analyse", path, target, path, "--overwrite")
        assert outcome.code == 2
        assert path.read_bytes() == before


@pytest.mark.parametrize("option", ["--table", "--mapping"])
def test_nor_is_any_other_file_of_the_user(option: str, tmp_path: Path) -> None:
    path, other = good_book(tmp_path / "survey.xlsx"), tmp_path / "mine.xlsx"
    other.write_bytes(b"mine")
    outcome = kano("analyse", path, option, other, "-o", other, "--overwrite")
    assert outcome.code == 2
    assert other.read_bytes() == b"mine"


def test_output_folder_missing(tmp_path: Path) -> None:
    path = good_book(tmp_path / "survey.xlsx")
    outcome = kano("analyse", path, "-o", tmp_path / "nowhere" / "report.xlsx")
    assert outcome.code == 2
    assert "nowhere" in outcome.err
    assert sorted(tmp_path.iterdir()) == [path]


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes the bytes into its cache and has no room for them when they are to stay."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = good_book(tmp_path / "survey.xlsx")
    report = tmp_path / "survey-kano.xlsx"
    report.write_bytes(b"an earlier report")
    monkeypatch.setattr("os.fsync", full)
    outcome = kano("analyse", path, "--overwrite", "--language", "en")
    assert outcome.code == 2
    assert "disk is full" in outcome.err
    assert report.read_bytes() == b"an earlier report"
    assert sorted(tmp_path.iterdir()) == [report, path]


def test_a_survey_under_another_name_is_never_overwritten(tmp_path: Path) -> None:
    path = good_book(tmp_path / "survey.xlsx")
    before = path.read_bytes()
    (tmp_path / "hard.xlsx").hardlink_to(path)
    (tmp_path / "soft.xlsx").symlink_to(path)
    for name in ("hard.xlsx", "soft.xlsx"):
        outcome = kano("analyse", path, "-o", tmp_path / name, "--overwrite", "--language", "en")
        assert outcome.code == 2
        assert "one of the files to be read" in outcome.err
        outcome = kano("analyse", path, tmp_path / name, "--language", "en")
        assert (outcome.code, "given twice" in outcome.err) == (2, True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", ["report", "json"])
def test_neither_result_is_written_if_one_cannot_be(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = good_book(tmp_path / "survey.xlsx")
    report, results = tmp_path / "report.xlsx", tmp_path / "results.json"
    report.write_bytes(b"an earlier report")
    broken = "new_workbook.workbook_bytes" if kind == "report" else "json_text.to_json"

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"kano_xl.writers.{broken}", full)
    outcome = kano("analyse", path, "-o", report, "--json", results, "--overwrite")
    assert outcome.code == 2
    assert report.read_bytes() == b"an earlier report"
    assert sorted(tmp_path.iterdir()) == [report, path]


@pytest.mark.parametrize("option", ["-o", "--json"])
def test_a_name_that_is_too_long(option: str, tmp_path: Path) -> None:
    path = good_book(tmp_path / "survey.xlsx")
    outcome = kano("analyse", path, option, tmp_path / ("a" * 300 + ".xlsx"), "--language", "en")
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert "too long" in outcome.err
    outcome = kano("analyse", tmp_path / ("a" * 300 + ".xlsx"), "--language", "en")
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    # The name of the report is longer than that of the survey.
    path = path.rename(tmp_path / ("a" * 248 + ".xlsx"))
    outcome = kano("analyse", path, "--language", "en")
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert kano("analyse", path, "-o", tmp_path / "a.xlsx", "--language", "en").code == 0


def test_names_cannot_steer_the_terminal(tmp_path: Path) -> None:
    name = "a\x1b[2J\u202e\n\u2028\x9b.csv"
    path = tmp_path / name
    path.write_text(GOOD, encoding="utf-8")
    for arguments in (["inspect", path], ["analyse", path], [path], ["analyse", path, f"--{name}"]):
        outcome = kano(*arguments, "--language", "en")
        told = outcome.out + outcome.err
        assert not any(sign in told for sign in "\x1b\x9b\u202e\u2028\r"), arguments
        assert "\\u202e" in told  # written out, so that the name can be told
        assert outcome.code == 0 or outcome.err.count("\n") == 1
    outcome = kano("analyse", path, "--json", "-", "--quiet")
    assert not any(sign in outcome.out for sign in "\x1b\x9b\u202e\u2028")
    assert json.loads(outcome.out)["source"]["files"] == [name]


def test_an_archive_of_very_many_files(tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}.csv", "")
    outcome = kano("inspect", path, "--language", "en")
    assert (outcome.code, "ZIP archive" in outcome.err) == (2, True)
