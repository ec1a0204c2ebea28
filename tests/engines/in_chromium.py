"""The page that works offline, filled in by a program in a real browser."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.chromium import Chromium, Page, wait
from kano_xl import read
from kano_xl.choices import Settings
from kano_xl.languages import LANGUAGES, text
from kano_xl.questionnaire.asked import QuestionnaireChoices, Segment
from kano_xl.questionnaire.build import build
from kano_xl.questionnaire.listed import ListedFeature

FEATURES = ("Instant transfers", "PIN & <b>chip</b>", "Spending, by month; =1+1")
PEOPLE = 6
SIZES = {"phone": (360, 640), "desktop": (1280, 800)}
TAB, SPACE, DOWN = ("Tab", 9), (" ", 32), ("ArrowDown", 40)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    found = Chromium(tmp_path_factory.mktemp("chromium"))
    yield found
    found.close()


def written(folder: Path, language: str, **more: int) -> Path:
    segments = (Segment("Plan?", ("Free", "Pro")),)
    asked = QuestionnaireChoices(language, importance=True, segments=segments, **more)
    features = [ListedFeature(name, "It <i>helps</i>. </script> SURVEY") for name in FEATURES]
    path = folder / "page.html"
    path.write_bytes(build(features, asked, "html").content)
    return path


def fill(page: Page, drawn: random.Random) -> dict[str, int]:
    """Answer everything by mouse, up to the last page; each question with its answer's index."""
    found: dict[str, int] = {}
    while page.value("document.getElementById('line') === null"):
        assert page.value("document.documentElement.scrollWidth <= innerWidth")
        names = page.value("[...document.querySelectorAll('fieldset')].map(f => f.dataset.key)")
        for name in names:
            group = f"document.querySelectorAll('input[name={name}]')"
            chosen = drawn.randrange(page.value(f"{group}.length"))
            page.value(f"{group}[{chosen}].click()")
            words = f"document.querySelector('[data-key={name}] legend').textContent"
            found[page.value(words)] = chosen
        page.value("document.getElementById('next').click()")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_fill_in_the_page_and_a_folder_of_it_is_read(
    browser: Chromium, language: str, tmp_path: Path
) -> None:
    file = written(tmp_path, language)
    answers = tmp_path / "answers"
    answers.mkdir()
    browser("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(answers))
    browser.events.clear()
    given, orders = [], set()
    for person in range(PEOPLE):
        kind = "phone" if person % 2 else "desktop"
        page = browser.page(file, *SIZES[kind], phone=kind == "phone")
        given.append(fill(page, random.Random(f"{language}{person}")))
        orders.add(tuple(given[-1]))
        page.value("document.getElementById('save').click()")
        wait(lambda: len(list(answers.glob("*.csv"))) == len(given), "a saved file")
        line = page.value("document.getElementById('line').value")
        saved = [path.read_text(encoding="utf-8-sig") for path in answers.glob("*.csv")]
        assert line.replace("\r\n", "\n") in saved
        page.close()
    assert len(orders) > 1  # each their own
    nothing_else_happened(browser)
    survey = read(answers, Settings(language=language))
    assert survey.answers is not None
    assert sorted(each.name for each in survey.features) == sorted(FEATURES)
    for place, feature in enumerate(survey.features):
        sides = (survey.answers.functional[place], survey.answers.dysfunctional[place])
        asked = [
            text(language, f"template.features.question_{side}", **about(language, feature.name))
            for side in ("with", "without")
        ]
        pairs = Counter(tuple(each[words] + 1 for words in asked) for each in given)
        assert Counter(zip(*(side.tolist() for side in sides), strict=True)) == pairs


def about(language: str, feature: str) -> dict[str, str]:
    return {"feature": feature, "product": text(language, "questionnaire.product")}


def nothing_else_happened(browser: Chromium) -> None:
    """No request but for the file itself, no error, nothing against the page's own policy."""
    asked = [
        event["params"]["request"]["url"]
        for event in browser.events
        if event.get("method") == "Network.requestWillBeSent"
    ]
    assert asked
    assert not [url for url in asked if not url.startswith(("file:", "blob:", "about:"))]
    wrong = ("Runtime.exceptionThrown", "Log.entryAdded")
    assert not [event for event in browser.events if event.get("method") in wrong]


def test_an_unanswered_page_is_refused_and_the_keyboard_is_enough(
    browser: Chromium, tmp_path: Path
) -> None:
    page = browser.page(written(tmp_path, "en"), *SIZES["desktop"], phone=False)
    page.value("document.getElementById('next').click()")
    assert page.value("document.getElementById('alert').textContent").endswith("Still open: 1.")
    assert page.value("document.activeElement.name") == "s0"  # where it goes on
    page.press(*SPACE)
    assert page.value("document.querySelector('fieldset').className") == ""
    page.press(*TAB)
    page.press(*SPACE)
    for _ in FEATURES:
        assert page.value("document.activeElement.tagName") == "H1"
        for _ in range(3):
            page.press(*TAB)
            page.press(*SPACE)
            page.press(*DOWN)
        checked = "[...document.querySelectorAll('input:checked')].map(i => i.value).join()"
        assert page.value(checked) == "1,1,1"
        page.press(*TAB)  # back
        page.press(*TAB)
        page.press(*SPACE)
    assert page.value("document.getElementById('line').value").count("I must") == 0
    assert page.value("document.getElementById('line').value").count("It must be that way") == 6
    page.close()


def test_a_screen_reader_hears_the_question_with_its_answers(
    browser: Chromium, tmp_path: Path
) -> None:
    page = browser.page(written(tmp_path, "de"), *SIZES["phone"], phone=True)
    page.value("document.querySelector('input').click(); document.getElementById('next').click()")
    tree = page.ask("Accessibility.getFullAXTree")["nodes"]
    told = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in tree
        if not node["ignored"]
    ]
    groups = [name for role, name in told if role == "group"]
    assert len(groups) == 3
    assert all("„" in name for name in groups)
    radios = [name for role, name in told if role == "radio"]
    wanted = [text("de", f"template.answers.{code}") for code in range(1, 6)]
    assert radios == [*wanted, *wanted, *map(str, range(1, 10))]
    assert next(name for role, name in told if role == "heading") in FEATURES
    assert page.value("document.documentElement.lang") == "de"
    page.close()


def test_blocks_ask_each_person_about_a_part(browser: Chromium, tmp_path: Path) -> None:
    file = written(tmp_path, "en", blocks=2)
    seen: Counter[int] = Counter()
    for person in range(PEOPLE):
        page = browser.page(file, *SIZES["desktop"], phone=False)
        seen[len(fill(page, random.Random(person)))] += 1
        page.close()
    assert seen == {1 + 3 * 2: PEOPLE}
