"""The files of targets, read as the tools read them: what a person is asked, with which answers.

Each reader knows the documented grammar of its tool and nothing of how our files are written.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

HERE = Path(__file__).parent
NODE = Path(sys.prefix, "Scripts" if sys.platform == "win32" else "bin", "node")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Item(NamedTuple):
    """A question of one answer in a tool, with a code for it and the codes of its answers."""

    words: str
    options: tuple[str, ...]
    code: str = ""


def node(script: Path, *arguments: str) -> str:
    done = subprocess.run(
        [str(NODE), str(script), *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def google(path: Path) -> list[Item]:
    """By the methods that developers.google.com/apps-script/reference/forms documents."""
    made = json.loads(node(HERE / "google_stand_in.js", str(path), "makeKanoForm"))
    items = []
    for each in made:
        if each["kind"] == "MultipleChoiceItem":
            items.append(Item(each["title"], tuple(each["choices"])))
        elif each["kind"] == "ScaleItem":
            low, high = each["bounds"]
            items.append(Item(each["title"], tuple(map(str, range(low, high + 1)))))
        assert each["kind"] == "PageBreakItem" or each["required"]
    return items


def bracketed(path: Path) -> list[Item]:
    """The kind in brackets: 问卷星 (www.wjx.cn/help, 文本导入), 腾讯问卷 (wj.qq.com, 文本编辑)."""
    items = []
    for part in path.read_text(encoding="utf-8-sig").split("\n\n"):
        first, *lines = part.split("\n")
        found = re.fullmatch(r"\d+\. (.+)\[(单选题|量表题)\]", first)
        if found is None:
            continue
        lines = [line for line in lines if line]
        if len(lines) == 1 and (ends := re.fullmatch(r"(\d)~(\d)", lines[0])):
            lines = [str(number) for number in range(int(ends[1]), int(ends[2]) + 1)]
        items.append(Item(found[1], tuple(lines)))
    return items


def plain(path: Path) -> list[Item]:
    """As somebody types it: a number, the question, boxes or numbers below."""
    items: list[Item] = []
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if found := re.fullmatch(r"\d+\. (.+)", line):
            items.append(Item(found[1], ()))
        elif option := re.fullmatch(r" +\( \) (.+)", line):
            items[-1] = items[-1]._replace(options=(*items[-1].options, option[1]))
        elif re.fullmatch(r" +1( +\d)+", line):
            items[-1] = items[-1]._replace(options=tuple(line.split()))
    return items


def word(path: Path) -> list[Item]:
    """Microsoft Forms' import (support.microsoft.com, "Convert a Word or PDF form or quiz"):
    numbered questions, lettered answers."""
    items: list[Item] = []
    for line in paragraphs(path):
        if found := re.fullmatch(r"\d+\. (.+)", line):
            items.append(Item(found[1], ()))
        elif option := re.fullmatch(r"[A-Z]\. (.+)", line):
            items[-1] = items[-1]._replace(options=(*items[-1].options, option[1]))
    return items


def paragraphs(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as file:
        tree = ElementTree.fromstring(file.read("word/document.xml"))
    return ["".join(part.text or "" for part in p.iter(f"{WORD}t")) for p in tree.iter(f"{WORD}p")]


def qualtrics(path: Path) -> list[Item]:
    """The advanced format of qualtrics.com/support, "Preparing a simple / advanced TXT file"."""
    content = path.read_text(encoding="utf-8")
    assert content.startswith("[[AdvancedFormat]]\n")
    items = []
    for part in content.split("[[AskedQuestion:")[1:]:
        kind, _, rest = part.partition("]]\n")
        if not kind.startswith("MC:SingleAnswer"):
            continue
        key, _, rest = rest.removeprefix("[[ID:").partition("]]\n")
        words, _, choices = rest.partition("\n[[AdvancedChoices]]\n")
        found = re.findall(r"\[\[Choice:(\d+)\]\]\n(.+)", choices)
        assert [number for number, _ in found] == [str(n + 1) for n in range(len(found))]
        items.append(Item(html.unescape(words), tuple(html.unescape(w) for _, w in found), key))
    return items


def limesurvey(path: Path) -> list[Item]:
    """The columns of manual.limesurvey.org, "Tab Separated Value survey structure"."""
    content = path.read_text(encoding="utf-8-sig")
    items: list[Item] = []
    for row in csv.DictReader(io.StringIO(content, newline=""), delimiter="\t"):
        if row["class"] == "Q":
            assert row["type/scale"] == "L"
            assert row["mandatory"] == "Y"
            items.append(Item(html.unescape(row["text"]), (), row["name"]))
        elif row["class"] == "A":
            options = (*items[-1].options, html.unescape(row["text"]))
            assert row["name"] == str(len(options))
            items[-1] = items[-1]._replace(options=options)
    return items


READERS: dict[str, Callable[[Path], list[Item]]] = {
    "google-forms": google,
    "microsoft-forms": word,
    "wjx": bracketed,
    "tencent": bracketed,
    "qualtrics": qualtrics,
    "limesurvey": limesurvey,
    "text": plain,
}
"""How the file of a target is read. The page and paper are filled in as they are."""
