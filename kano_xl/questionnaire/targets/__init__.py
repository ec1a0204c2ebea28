"""The targets, one module each. A new one joins by its line among `TARGETS`."""

from __future__ import annotations

from kano_xl.questionnaire.targets.google_forms import GOOGLE_FORMS
from kano_xl.questionnaire.targets.limesurvey import LIMESURVEY
from kano_xl.questionnaire.targets.microsoft_forms import MICROSOFT_FORMS
from kano_xl.questionnaire.targets.offline_page import OFFLINE_PAGE
from kano_xl.questionnaire.targets.paper import PAPER
from kano_xl.questionnaire.targets.plain_text import PLAIN_TEXT
from kano_xl.questionnaire.targets.qualtrics import QUALTRICS
from kano_xl.questionnaire.targets.target import Target as Target
from kano_xl.questionnaire.targets.tencent import TENCENT
from kano_xl.questionnaire.targets.wjx import WJX

TARGETS = {
    each.name: each
    for each in (
        OFFLINE_PAGE,
        GOOGLE_FORMS,
        MICROSOFT_FORMS,
        WJX,
        TENCENT,
        QUALTRICS,
        LIMESURVEY,
        PAPER,
        PLAIN_TEXT,
    )
}
"""Every target by its name on the command line, the usual one first."""
