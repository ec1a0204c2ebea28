"""Features in, the file of a target out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kano_xl.errors import SettingsError
from kano_xl.questionnaire.advice import Advice, listed
from kano_xl.questionnaire.asked import QuestionnaireChoices
from kano_xl.questionnaire.form import Questionnaire, questionnaire_of
from kano_xl.questionnaire.listed import ListedFeature
from kano_xl.questionnaire.loop import check_loop
from kano_xl.questionnaire.remarks import remarks
from kano_xl.questionnaire.targets import TARGETS, Target
from kano_xl.survey.quoting import folded, quoted


class Built(NamedTuple):
    """A questionnaire for a target.

    Attributes:
        name: a name for its file.
        content: the file's bytes.
        form: what is asked.
        advice: what should be thought over before people are asked.
    """

    name: str
    content: bytes
    form: Questionnaire
    advice: tuple[Advice, ...]


def build(features: Sequence[ListedFeature], asked: QuestionnaireChoices, target: str) -> Built:
    """The questionnaire about some features for a target.

    Args:
        features: of different names, at least one.
        asked: what else is asked, and how.
        target: one of `kano_xl.questionnaire.targets.TARGETS`.

    Raises:
        SettingsError: ``questionnaire_target``: there is no such target;
            ``questionnaire_blocks_target``, ``questionnaire_sign`` or ``questionnaire_limit``: the
            target cannot do it; ``questionnaire_blocks_few``: a block would have no feature;
            ``questionnaire_segment_twice``; or as of `kano_xl.questionnaire.loop.check_loop`.
    """
    if target not in TARGETS:
        raise SettingsError("questionnaire_target", given=quoted(target), known=", ".join(TARGETS))
    chosen, form = TARGETS[target], questionnaire_of(features, asked)
    _check_segments(form)
    _check(form, chosen)
    read = check_loop(form)
    found = remarks(features, asked.language, form.asked)
    asked_as = [page.feature.name for page in form.pages]
    changed = [there for name, there in zip(asked_as, read, strict=False) if there != name]
    if changed:
        found.append(Advice("renamed", {"names": listed(changed)}))
    explained = [each.name for each in features if each.purpose]
    if explained and not chosen.explains:
        values = {"target": target, "names": listed(explained)}
        found.append(Advice("purpose", values))
    name = f"kano-questionnaire{chosen.suffix}"
    return Built(name, chosen.write(form), form, tuple(found))


def _check_segments(form: Questionnaire) -> None:
    """Refuse a question about the person that stands twice."""
    seen: set[str] = set()
    for each in form.segments:
        if folded(each.words) in seen:
            raise SettingsError("questionnaire_segment_twice", question=quoted(each.words))
        seen.add(folded(each.words))


def _check(form: Questionnaire, target: Target) -> None:
    """Refuse what nobody can answer, and what a target cannot do."""
    if form.blocks > 1 and not target.splits:
        able = ", ".join(each.name for each in TARGETS.values() if each.splits)
        raise SettingsError("questionnaire_blocks_target", target=target.name, able=able)
    if form.blocks > len(form.pages):
        raise SettingsError("questionnaire_blocks_few", blocks=form.blocks, n=len(form.pages))
    asked = list(form.questions())
    if target.most_questions is not None and len(asked) > target.most_questions:
        raise SettingsError(
            "questionnaire_limit", target=target.name, n=len(asked), most=target.most_questions
        )
    texts = [part for page in form.pages for part in page.feature] + [form.title]
    texts += [part for each in form.segments for part in (each.words, *each.options)]
    for words in texts:
        sign = next((each for each in target.forbidden if each in words), None)
        if sign is not None:
            raise SettingsError(
                "questionnaire_sign", target=target.name, sign=sign, text=quoted(words)
            )
