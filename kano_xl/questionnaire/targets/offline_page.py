"""A questionnaire as one web page that needs no server and no network, and sends nothing.

Each person gets the features in an order of their own, and saves the answers as a small file or
copies them as text. A folder of such files is one survey. The page's policy allows its own script
and style alone, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from importlib import resources
from typing import Any

from kano_xl.languages import file, text, traits_of
from kano_xl.questionnaire.form import STEPS, AskedQuestion, Questionnaire
from kano_xl.questionnaire.targets.target import Target


def _write(form: Questionnaire) -> bytes:
    page = (resources.files(__package__) / "offline_page.html").read_text(encoding="utf-8")
    traits = traits_of(form.language)
    families = [each for each in (traits.font, traits.east_asian_font) if each]
    named = "".join(f'"{family}", ' for family in families)
    page = page.replace("FONTS", f"system-ui, {named}sans-serif")
    # In a script nothing may look like the end of it.
    survey = json.dumps(_survey(form), ensure_ascii=False).replace("<", "\\u003c")
    parts = {
        "LANGUAGE": form.language,
        "TITLE": escape(form.title),
        "NO_SCRIPT": escape(text(form.language, "questionnaire.page.no_script")),
        "SCRIPT_HASH": _hash(_inside(page, "script").replace("SURVEY", survey)),
        "STYLE_HASH": _hash(_inside(page, "style")),
        "SURVEY": survey,
    }
    # At once, for what is put in may hold such a word.
    names = r"\b(?:" + "|".join(parts) + r")\b"
    return re.sub(names, lambda found: parts[found[0]], page).encode()


def _inside(page: str, tag: str) -> str:
    """What stands in the only element of a kind."""
    return page.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]


def _hash(words: str) -> str:
    digest = hashlib.sha256(words.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _survey(form: Questionnaire) -> dict[str, Any]:
    """What the script of the page knows."""
    return {
        "title": form.title,
        "intro": form.intro,
        "hint": form.hint,
        "negation": text(form.language, "questionnaire.negation"),
        "asked": form.asked,
        "words": file(form.language, "questionnaire")["page"],
        "segments": [_question(form.language, each) for each in form.segments],
        "pages": [
            {
                "name": page.feature.name,
                "purpose": page.feature.purpose,
                "questions": [_question(form.language, each) for each in page.questions],
            }
            for page in form.pages
        ],
    }


def _question(language: str, question: AskedQuestion) -> dict[str, Any]:
    scale = ""
    if question.scale:
        low, high = question.scale
        ends = {"low": low, "high": high, "high_number": STEPS}
        scale = text(language, "questionnaire.scale.sentence", **ends)
    return {
        "kind": question.kind,
        "words": question.words,
        "options": question.options,
        "scale": scale,
    }


OFFLINE_PAGE = Target("html", ".html", _write, splits=True)
