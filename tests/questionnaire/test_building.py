"""What a questionnaire says, what of it is refused and what is warned of."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from command import kano
from kano_xl.errors import SettingsError
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.sample_size import half_width
from kano_xl.questionnaire.asked import MOST_OPTIONS, QuestionnaireChoices, Segment, segment
from kano_xl.questionnaire.build import Built, build
from kano_xl.questionnaire.listed import ListedFeature
from kano_xl.questionnaire.targets import TARGETS
from kano_xl.survey.wordings.meanings import meanings
from questionnaire.imported import paragraphs

MESSAGES = {
    "Payment without fees": "negative",
    "Login via API": "how",
    "Instant transfers": "",
}


def built(target: str, *names: str, language: str = "en", **more: object) -> Built:
    asked = QuestionnaireChoices(language, **more)  # type: ignore[arg-type]
    return build([ListedFeature(name) for name in names], asked, target)


def refusal(target: str, *names: str, **more: object) -> str:
    with pytest.raises(SettingsError) as caught:
        built(target, *names, **more)
    for language in LANGUAGES:
        assert caught.value.message(language)
    return caught.value.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_five_answers_are_known_with_the_expectation_too(language: str) -> None:
    for expects in (False, True):
        form = built("text", "Card lock", language=language, expects=expects).form
        codes = meanings(form.answers).codes
        assert [codes[answer] for answer in form.answers] == [1, 2, 3, 4, 5]
        assert form.answers[1] in form.hint
        negated = form.pages[0].questions[1].words
        assert text(language, "questionnaire.negation") in negated


def test_the_same_features_give_the_same_bytes() -> None:
    for target in TARGETS:
        first, second = (built(target, "Card lock", "PIN & chip").content for _ in range(2))
        assert first == second


def test_names_are_escaped_for_each_target() -> None:
    name = "PIN & <b>chip</b> =1+1"
    assert b"PIN &amp; &lt;b&gt;chip&lt;/b&gt; =1+1" in built("qualtrics", name).content
    assert b"PIN &amp; &lt;b&gt;chip&lt;/b&gt; =1+1" in built("limesurvey", name).content
    page = built("html", name, "</script><script>alert(1)//").content.decode()
    assert page.count("<script>") == page.count("</script>") == 1
    assert "PIN & \\u003cb>chip" in page
    script = built("google-forms", "Back\\slash \u2028 \t '); x(").content.decode()
    assert "“Back\\\\slash '); x(”" in script


def test_the_page_allows_its_own_script_and_style_alone() -> None:
    page = built("html", "Card lock", "SCRIPT_HASH TITLE").content.decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; ")
    for tag in ("script", "style"):
        inside = page.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert "://" not in page
    assert "SCRIPT_HASH TITLE" in page


def test_what_a_tool_would_take_for_its_own_is_refused() -> None:
    assert refusal("wjx", "Chat [beta]") == "questionnaire_sign"
    assert refusal("tencent", "Chat 【多选题】") == "questionnaire_sign"
    assert refusal("qualtrics", "Chat [[PageBreak]]") == "questionnaire_sign"
    assert refusal("qualtrics", "Chat ${e://Field/x}") == "questionnaire_sign"
    assert refusal("limesurvey", "Chat {TOKEN}") == "questionnaire_sign"
    assert refusal("wjx", "Chat", segments=(Segment("Plan?", ("[a]", "b")),)) == (
        "questionnaire_sign"
    )
    assert built("google-forms", "Chat [beta] {x}").advice == ()


def test_names_that_could_not_be_told_again_are_refused() -> None:
    assert refusal("text", "It’s “nice”") == "questionnaire_not_read"
    assert refusal("text", "A name " + "that goes on and on " * 4) == "questionnaire_not_read"


def test_microsoft_forms_takes_200_questions() -> None:
    names = [f"Thing number {n}" for n in range(101)]
    assert refusal("microsoft-forms", *names) == "questionnaire_limit"
    form = built("microsoft-forms", *names[:100]).form
    assert len(list(form.questions())) == 200


def test_only_the_page_asks_about_a_part_of_the_list() -> None:
    assert refusal("word", "Card lock", blocks=2) == "questionnaire_blocks_target"
    names = [f"Thing number {n}" for n in range(25)]
    assert built("html", *names, blocks=2).form.asked == 13
    codes = [each.key for each in built("html", *names, blocks=2).advice]
    assert "many" not in codes
    codes = [each.key for each in built("html", *names).advice]
    assert codes == ["many"]


def test_doubtful_features_are_warned_of() -> None:
    for name, code in MESSAGES.items():
        codes = [each.key for each in built("text", name).advice]
        assert codes == ([code] if code else []), name
    negatives = {"de": "Ohne Gebühren", "zh-Hans": "不收手续费", "zh-Hant": "沒有廣告"}
    for language, name in negatives.items():
        (advice,) = built("text", name, language=language).advice
        assert advice.key == "negative"
        assert name in advice.message(language)


def test_what_has_no_place_for_a_purpose_says_so() -> None:
    features = [ListedFeature("Card lock", "Feel safe")]
    for name, target in TARGETS.items():
        found = build(features, QuestionnaireChoices("en"), name)
        codes = [each.key for each in found.advice]
        assert codes == ([] if target.explains else ["purpose"])
        if target.suffix != ".docx":
            assert (b"Feel safe" in found.content) is target.explains


@pytest.mark.parametrize("target", ["word", "microsoft-forms"])
def test_word_files_are_valid(
    target: str, tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    segments = (Segment("您使用哪个版本？", ("免费版", "专业版")),)
    names = ("实时转账", "PIN & <b>chip</b>")
    found = built(target, *names, language="zh-Hans", importance=True, segments=segments)
    path = tmp_path / found.name
    path.write_bytes(found.content)
    assert ooxml_errors(path) == []
    told = paragraphs(path)
    for question in found.form.questions():
        assert any(question.with_scale in line for line in told)
        if target == "word" and not question.scale:
            assert told.count("☐") == 2 * 2 * 5


def test_segments() -> None:
    assert segment("套餐：免费版；专业版") == Segment("套餐", ("免费版", "专业版"))
    assert segment("At 8:00?=a; b;").options == ("00?=a", "b")  # the first sign counts
    many = ";".join(f"o{n}" for n in range(MOST_OPTIONS + 1))
    for wrong in ("", "Plan", "Plan=", "Plan=a", "=a;b", "Plan=a;A", f"Plan={many}"):
        with pytest.raises(SettingsError):
            segment(wrong)


def test_nothing_is_overwritten_and_the_file_fits_the_target(tmp_path: Path) -> None:
    names, out = tmp_path / "list.txt", tmp_path / "out.html"
    names.write_text("Card lock\n")
    assert kano("questionnaire", names, "-o", out).code == 0
    before = out.read_bytes()
    assert b"Card lock" in before
    again = kano("questionnaire", names, "-o", out, "--importance")
    assert (again.code, out.read_bytes()) == (2, before)
    assert kano("questionnaire", names, "-o", out, "--importance", "--overwrite").code == 0
    assert out.read_bytes() != before
    for wrong in (
        ("-o", tmp_path / "out.txt"),
        ("-o", tmp_path / "out.html", "--target", "wjx"),
        ("-o", tmp_path / "new.html", "--to", "typeform"),
        ("-o", names, "--target", "text", "--overwrite"),
        ("-o", tmp_path / "new.html", "--blocks", "0"),
    ):
        told = kano("questionnaire", names, *wrong)
        assert told.code == 2, wrong
        assert told.err.count("\n") == 1
    assert names.read_text() == "Card lock\n"
    assert not (tmp_path / "new.html").exists()
    assert kano("questionnaire").code == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_many_people_to_ask(language: str) -> None:
    told = kano("questionnaire", "--sample-size", "--language", language).out
    row = re.search(r"^ *100 +100 +99\s?% +71\s?% +0[.,]10 *$", told, re.MULTILINE)
    assert row is not None, told
    assert f"{half_width(100):.2f}" == "0.10"
    call = ("--segment", "Plan?=Free;Pro;Team", "--blocks", "2", "--language", language)
    told = kano("questionnaire", "--sample-size", *call).out
    assert re.search(r"^ *200 +600 ", told, re.MULTILINE)
    assert "600" in told.split("\n\n")[-1]


def test_no_block_is_empty(tmp_path: Path) -> None:
    assert refusal("html", "Card lock", "PIN", blocks=3) == "questionnaire_blocks_few"
    assert built("html", "Card lock", "PIN", blocks=2).form.asked == 1
    names = tmp_path / "list.txt"
    names.write_text("Card lock\nPIN\n")
    call = ("-o", tmp_path / "out.html", "--sample-size", "--blocks", "10")
    told = kano("questionnaire", names, *call)
    assert (told.code, told.out) == (2, "")


def test_a_name_that_is_written_differently_in_the_results_is_told() -> None:
    (advice,) = built("text", "fast", "it's", "PIN").advice
    assert advice.key == "renamed"
    for language in LANGUAGES:
        message = advice.message(language)
        assert "Fast" in message
        assert "It's" in message
        assert "PIN" not in message


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_segment_is_no_question_about_a_feature(language: str) -> None:
    answers = built("text", "PIN", language=language).form.answers
    plan = Segment("Plan?", ("Free", "Pro"))
    first, second = (Segment(name, answers) for name in ("First?", "Second?"))
    for segments in ((plan, first), (first, second)):
        with pytest.raises(SettingsError) as caught:
            built("text", "PIN", language=language, segments=segments)
        assert caught.value.code == "questionnaire_segment_answers"
        assert "First?" in caught.value.message(language)
    twice = (plan, Segment("plan?", ("a", "b")))
    assert refusal("text", "PIN", segments=twice) == "questionnaire_segment_twice"


@pytest.mark.parametrize("target", ["wjx", "tencent"])
def test_two_paragraphs_in_one_stand_apart(target: str) -> None:
    for language, between in (("en", " "), ("de", " "), ("zh-Hans", ""), ("zh-Hant", "")):
        found = built(target, "PIN", language=language)
        joined = found.form.intro + between + found.form.hint
        assert joined in found.content.decode().splitlines()
