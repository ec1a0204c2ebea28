"""Every language says everything, with the same values, and the code asks for nothing else."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kano_xl
from kano_xl.languages import LANGUAGES, catalogue

PACKAGE = Path(kano_xl.__file__).parent
FIRST, *OTHERS = LANGUAGES
FOUND = ("problems", "check.found")
ERRORS = ("InputError", "SettingsError", "OutputError", "SetupError", "Problem")


def texts(language: str) -> dict[str, str]:
    """All texts of a language by dotted key."""

    def walk(key: str, node: Any) -> Iterator[tuple[str, str]]:
        if isinstance(node, dict):
            for name, child in node.items():
                yield from walk(f"{key}.{name}" if key else name, child)
        else:
            yield key, node

    return dict(walk("", catalogue(language)))


IN_EXCEL = {
    "zh-Hans": {
        "审阅", "保护工作簿", "插入", "表格", "公式", "名称管理器", "开始", "合并后居中", "确定",
        "启用", "全部解压缩",
    },
    "zh-Hant": {
        "校閱", "保護活頁簿", "插入", "表格", "公式", "名稱管理員", "常用", "跨欄置中", "確定",
        "啟用", "解壓縮全部",
    },
}  # fmt: skip
"""What Excel and Windows themselves call the commands that texts name."""

CLICKS = {
    "zh-Hans": r"点击[^“”。]{0,6}“([^”]+)”(?:中的“([^”]+)”)?",
    "zh-Hant": r"按一下[^「」。]{0,6}「([^」]+)」(?:中的「([^」]+)」)?",
}

OF_THE_MAINLAND = re.compile(
    "單元格|工作簿|選項卡|載入項|函式|宏|模板|置信|檢驗|概率|信息|文件|文本|默認|打開|保存|粘貼"
    "|撤銷|用戶|軟件|服務器|日誌|點擊|雙擊|響應|缺失"
)
"""What Taiwan calls otherwise."""


@pytest.mark.parametrize("language", CLICKS)
def test_chinese_texts_name_buttons_as_the_ribbon_does(language: str) -> None:
    found = texts(language)
    labels = {words for key, words in found.items() if re.fullmatch(r"ribbon\..*\.label", key)}
    named = 0
    for key, words in found.items():
        for names in re.findall(CLICKS[language], words):
            for name in filter(None, names):
                assert "{" in name or name in labels | IN_EXCEL[language], (key, name)
                named += 1
    assert named > 50


def test_traditional_chinese_is_that_of_taiwan() -> None:
    found = texts("zh-Hant")
    # What is clicked in tools of the mainland is called as they call it.
    theirs = ("questionnaire.next.wjx.", "questionnaire.next.tencent.")
    ours = {key: words for key, words in found.items() if not key.startswith(theirs)}
    assert not {key: words for key, words in ours.items() if OF_THE_MAINLAND.search(words)}
    # A row is 行 on the mainland and 列 in Taiwan; 列 is a column on the mainland, which is 欄.
    counted = re.compile(r"\{(row|first|second|column|functional|dysfunctional)\} ([行列])")
    numbered = {key: counted.findall(words) for key, words in texts("zh-Hans").items()}
    assert sum(map(len, numbered.values())) > 15
    for key, pairs in numbered.items():
        for name, unit in pairs:
            assert f"{{{name}}} {'列' if unit == '行' else '欄'}" in found[key], key


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the package, with ``file:line``."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


def literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def strings_in_code() -> list[re.Pattern[str]]:
    """A pattern for each string in the package; what an f-string puts in may be anything."""
    patterns = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            words = [literal(part) for part in parts if isinstance(part, ast.expr)]
            if any(word and re.search(r"\w{3}", word) for word in words):
                patterns.add("".join(r"\w+" if word is None else re.escape(word) for word in words))
    return [re.compile(pattern) for pattern in patterns]


@pytest.mark.parametrize("language", OTHERS)
def test_languages_have_the_same_keys(language: str) -> None:
    assert set(texts(language)) == set(texts(FIRST))


@pytest.mark.parametrize("language", OTHERS)
def test_languages_have_the_same_placeholders(language: str) -> None:
    ours, first = texts(language), texts(FIRST)
    # A single thing may be said in words: "one answer" needs no {n}.
    differing = {
        key: (ours[key], first[key])
        for key in ours.keys() & first.keys()
        if placeholders(ours[key]) - {"n"} != placeholders(first[key]) - {"n"}
    }
    assert not differing


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_texts_with_named_placeholders_only(language: str) -> None:
    for key, text in texts(language).items():
        assert isinstance(text, str), key
        assert all(name.isidentifier() for name in placeholders(text)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_problems_are_told_on_one_line(language: str) -> None:
    long = [key for key, text in texts(language).items() if key[:9] == "problems." and "\n" in text]
    assert not long


@pytest.mark.parametrize("language", CLICKS)
def test_chinese_has_full_width_punctuation(language: str) -> None:
    half_width = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")
    wrong = {key: text for key, text in texts(language).items() if half_width.search(text)}
    assert not wrong


def test_every_code_in_the_package_has_its_text_and_values() -> None:
    known = texts(FIRST)
    wrong = []
    for where, call in calls():
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        code = literal(call.args[0]) if call.args else None
        if code is None or name not in ERRORS:
            continue
        keys = [f"{folder}.{code}{n}" for folder in FOUND for n in ("", ".other")]
        text = next((known[key] for key in keys if key in known), None)
        if text is None:
            wrong.append(f"{where}: no text for {code}")
        elif name != "Problem" and all(keyword.arg for keyword in call.keywords):
            given = {keyword.arg for keyword in call.keywords}
            if missing := placeholders(text) - given:
                wrong.append(f"{where}: {code} needs {missing}")
    assert not wrong


def test_every_problem_in_the_catalogue_is_used() -> None:
    codes = {key.split(".")[1] for key in texts(FIRST) if key.startswith("problems.")}
    strings = strings_in_code()
    unused = {code for code in codes if not any(each.fullmatch(code) for each in strings)}
    assert not unused


def test_every_literal_key_exists() -> None:
    keys = set(texts(FIRST))
    keys |= {key.rpartition(".")[0] for key in keys if key.endswith((".one", ".other"))}
    asked = {
        key: where
        for where, call in calls()
        if isinstance(call.func, ast.Name) and call.func.id == "text" and len(call.args) == 2
        if (key := literal(call.args[1])) is not None
    }
    assert not {key: where for key, where in asked.items() if key not in keys}
