"""Answers in every language the lists know, and scales that are not Kano's."""

from __future__ import annotations

import pytest

from kano_xl.languages.folders import contents, tags_with
from kano_xl.model.answers import MISSING
from kano_xl.survey.wordings.known import known_wordings
from kano_xl.survey.wordings.meanings import UNREADABLE, meanings
from kano_xl.survey.wordings.normalising import normalise
from sample_surveys import names, pairs, survey

# Questionnaires as published and as seen in use: like, must-be, neutral, live-with, dislike.
QUESTIONNAIRES = [
    "I'd love that|I'd expect that|I don't care either way|I could put up with that|I'd hate that",
    "Very happy|As expected|Neutral|Tolerable|Unhappy",
    "Like|Expect|Don't care|Accept|Dislike",
    "like_it|expect_it|neutral|tolerate_it|dislike_it",
    "like|must_be|neutral|live_with|dislike",
    "Like it very much|It should be so|It doesn't matter|Reluctantly accept it|Do not like it",
    "I like it very much|I take it for granted|I have no feeling about it|I barely accept it"
    "|I don't like it",
    "非常喜欢|符合预期|无所谓|勉强接受|很不喜欢",
    "喜歡|符合預期|沒差|可以忍耐|討厭",
    "Das wuerde mich sehr freuen|Das setze ich voraus|Das ist mir egal"
    "|Das koennte ich eventuell in Kauf nehmen|Das wuerde mich sehr stoeren",
    "me_gusta|lo_espero|me_da_igual|lo_tolero|no_me_gusta",
    "Me gusta de esa forma|Debe ser de esa forma|Neutral|Tolerable|Me disgusta de esa forma",
    "J'aime beaucoup|C'est bien normal|Ça m'est indifférent|Je m'en accommode"
    "|Je n'aime pas du tout",
    "Cela me ferait plaisir|Je m'y attends, c'est normal|Cela m'est égal, neutre"
    "|Je l'accepte, je peux m'en contenter|Cela me dérangerait, me déplaît",
    "Cela me plaît|Ça doit être comme cela|Je suis indifférent|Je m'en contente|Cela me déplaît",
    "Ça me plaît|C'est normal|Ça m'est égal|Je fais avec|Ça me dérange",
    "Eu gosto disso.|Eu espero que seja assim.|Sou neutro.|Posso viver com isso."
    "|Eu não gosto disso.",
    "Gosto|Espero|Não ligo|Sobrevivo|Não gosto",
    "Agrada-me|Tem de ser assim|É-me indiferente|Posso tolerar isso|Desagrada-me",
    "Mi piace|Me lo aspetto|Mi è indifferente|Posso tollerarlo|Non mi piace",
    "Mi piacerebbe|Deve essere così|Sono neutrale|Posso conviverci|Non mi piacerebbe",
    "気に入る|当然である|何とも感じない|仕方ない|気に入らない",
    "嬉しい|当然|どちらでもない|我慢できる|不満",
    "とてもうれしい|当然だろう|特に何とも思わない|別にそれでも構わない|それは困る",
    "마음에 든다|당연하다|아무 느낌 없다|하는 수 없다|마음에 들지 않는다",
    "마음에든다|당연하다|아무런 느낌이 없다|어쩔수없다|마음에 안든다",
    "Dat vind ik leuk|Dat verwacht ik|Neutraal|Daar kan ik mee leven|Dat vind ik niet leuk",
]

TWO_CODES: dict[str, set[int]] = {}
"""Wordings that mean different answers in different lists; there is none so far."""


@pytest.mark.parametrize("questionnaire", QUESTIONNAIRES)
def test_questionnaires(questionnaire: str) -> None:
    answers = questionnaire.split("|")
    assert list(meanings(answers).codes.values()) == [0, 1, 2, 3, 4, 5]
    for form in (
        "{0} - {1}",
        "{0}) {1}",
        "({0}) {1}.",
        "😀 {1}",
        "{1} 👍🏽",
        "{0}\ufe0f\u20e3 {1}",
    ):
        written = [form.format(place, answer) for place, answer in enumerate(answers, 1)]
        assert list(meanings(written).codes.values()) == [0, 1, 2, 3, 4, 5], form


def test_every_wording_is_found_with_its_code_and_stands_once() -> None:
    lists = known_wordings()
    by_wording: dict[str, set[int]] = {}
    for wordings in lists.lists.values():
        assert set(wordings.values()) == {1, 2, 3, 4, 5}
        for wording, code in wordings.items():
            assert normalise(wording) == wording
            assert code in lists.codes(wording)
            by_wording.setdefault(wording, set()).add(code)
    assert {w: codes for w, codes in by_wording.items() if len(codes) > 1} == TWO_CODES


@pytest.mark.parametrize("tag", tags_with("answers"))
def test_no_wording_in_two_positions_of_one_list(tag: str) -> None:
    # A wording given twice in one list would silently have its last code.
    data = contents(tag, "answers")
    keys = {
        "list": ("like", "must-be", "neutral", "live-with", "dislike"),
        "importance": ("1", "2", "3", "4", "5"),
        "satisfied": ("1", "2", "3", "4", "5"),
    }
    assert data.keys() <= keys.keys() | {"satisfaction", "agreement", "blank"}
    for kind, positions in keys.items():
        for entry in data.get(kind, ()):
            places: dict[str, set[str]] = {}
            for position in positions:
                for words in entry[position].splitlines():
                    places.setdefault(normalise(words), set()).add(position)
            twice = {words for words, found in places.items() if len(found) > 1}
            assert not twice, entry["name"]
        assert len({entry["name"] for entry in data.get(kind, ())}) == len(data.get(kind, ()))


def test_the_scales_do_not_overlap_where_they_must_not() -> None:
    known = known_wordings()
    answers = {wording for entries in known.lists.values() for wording in entries}
    steps = {wording for scale in known.importances.values() for wording in scale}
    assert not known.blank & (answers | steps | known.satisfaction | known.agreement)
    assert not answers & (known.satisfaction | known.agreement)


@pytest.mark.parametrize(
    "unsure",
    [
        "I don't mind",
        "I wouldn't mind",
        "May",
        "No me importa",
        "Ça ne me dérange pas",
        "Je peux m'en passer",
        "Não me importo",
        "構わない",
        "普通",
        "아무렇지도 않다",
        "期待",
        "keine Meinung",
        "sans opinion",
    ],
)
def test_what_could_be_two_answers_stays_unknown(unsure: str) -> None:
    known = [answer for one in QUESTIONNAIRES for answer in one.split("|")]
    found = meanings([*known, unsure])
    assert found.codes[unsure] == UNREADABLE
    assert unsure not in found.slips


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("must_be", "must-be"),
        ("Must be", "must_be"),
        ("no_me_gusta", "No me gusta"),
        ("live_with", "Live-with"),
        ("4_live_with", "live with"),
        ("😡 I dislike it", "I dislike it"),
        ("☑ Like", "like"),
        ("I\u00a0like\u200b it", "i like it"),
        ("I don´t like it", "I don't like it"),
        ("«J’aime beaucoup»", "J'aime beaucoup"),
        ("마음에 든다", "마음에든다"),
    ],
)
def test_slugs_pictures_and_spaces(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_a_picture_alone_is_an_answer_that_the_user_can_explain() -> None:
    assert meanings(["😀", "😡", "Like"]).codes["😀"] == UNREADABLE
    found = meanings(["😀", "😡"], own={normalise("😀"): 1, normalise("😡"): 5})
    assert (found.codes["😀"], found.codes["😡"]) == (1, 5)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("Je m'en acommode", "je m'en accommode"),
        ("J'aime pas beaucoup", None),
        ("Eu nao gosto disso", None),
        ("Non mi piace molto", None),
    ],
)
def test_a_slip_loses_no_negation(slip: str, meant: str | None) -> None:
    known = [answer for one in QUESTIONNAIRES for answer in one.split("|")]
    assert meanings([*known, slip]).slips.get(slip) == meant


@pytest.mark.parametrize(
    "nothing",
    [
        *("N/A", "n.a.", "Don't know", "Not sure", "no idea", "Not applicable"),
        *("Prefer not to say", "Can't say", "k. A.", "keine Angabe", "weiß nicht"),
        *("不清楚", "不知道", "未填", "不适用", "不適用", "no sé", "no aplica"),
        *("ne sait pas", "sans réponse", "não sei", "não se aplica", "non so"),
        *("わからない", "無回答", "모르겠다", "무응답", "잘 모르겠다", "weet niet"),
    ],
)
def test_words_for_no_answer(nothing: str) -> None:
    assert known_wordings().is_blank(nothing)
    assert meanings([nothing, "Like"]).codes[nothing] == MISSING


def test_an_answer_is_no_blank() -> None:
    known = known_wordings()
    for wordings in known.lists.values():
        assert not any(map(known.is_blank, wordings))
    # "k. A." and "n. a." once lost their first letter as if it numbered them.
    assert not any(map(known.is_blank, ["A", "a", "No", "no opinion", "#N/A", "不确定"]))


@pytest.mark.parametrize(
    "scale",
    [
        "Very satisfied|Satisfied|Neither satisfied nor dissatisfied|Very dissatisfied",
        "Très satisfait(e)|Satisfaite|Insatisfait|Pas du tout satisfait",
        "Muito satisfeito|Satisfeita|Nem satisfeito nem insatisfeito|Muito insatisfeito",
        "Molto soddisfatto|Soddisfatta|Né soddisfatto né insoddisfatto|Insoddisfatto",
        "非常に満足|やや満足|普通|やや不満|非常に不満",
        "매우 만족|만족한다|보통이다|불만족|매우 불만족",
        "非常滿意|普通|不滿意",
    ],
)
def test_satisfaction(scale: str) -> None:
    known = known_wordings()
    assert all(map(known.is_satisfaction, scale.split("|")))
    assert not any(map(known.is_agreement, scale.split("|")))


@pytest.mark.parametrize(
    "scale",
    [
        "Strongly agree|Agree|Neither agree nor disagree|Disagree|Strongly disagree",
        "非常同意|同意|不同意|非常不同意|不太符合",
        "強烈同意|有點同意|不認同",
        "Stimme voll und ganz zu|Stimme eher zu|Trifft nicht zu|Stimme überhaupt nicht zu",
        "Totalmente de acuerdo|De acuerdo|Ni de acuerdo ni en desacuerdo|Muy en desacuerdo",
        "Tout à fait d'accord|D’accord|Ni d'accord ni pas d'accord|Pas du tout d'accord",
        "Concordo totalmente|Concordo|Não concordo nem discordo|Discordo totalmente",
        "Completamente d'accordo|D'accordo|In disaccordo|Per niente d'accordo",
        "そう思う|どちらかといえばそう思わない|全くそう思わない|やや当てはまる",
        "매우 동의한다|동의하지 않는다|전혀 그렇지 않다|그렇다",
    ],
)
def test_agreement(scale: str) -> None:
    known = known_wordings()
    assert all(map(known.is_agreement, scale.split("|")))
    assert not any(map(known.codes, scale.split("|")))
    assert not any(map(known.is_agreement, ["Neutral", "Like", "I like it that way", "喜欢"]))


@pytest.mark.parametrize(
    "scale",
    [
        "Not at all important|Slightly important|Moderately important|Very important"
        "|Extremely important",
        "Not important|Of little importance|Moderately important|Important|Very important",
        "Not important|Somewhat important|Important|Very important|Extremely important",
        "Very unimportant|Unimportant|Neutral|Important|Very important",
        "非常不重要|不重要|一般|重要|非常重要",
        "不重要|不太重要|一般|重要|非常重要",
        "完全不重要|稍微重要|中等重要|非常重要|极其重要",
        "非常不重要|不重要|普通|重要|非常重要",
        "完全不重要|稍微重要|普通重要|非常重要|極其重要",
        "Überhaupt nicht wichtig|Eher unwichtig|Teils/teils|Eher wichtig|Sehr wichtig",
        "Überhaupt nicht wichtig|Etwas wichtig|Mäßig wichtig|Sehr wichtig|Äußerst wichtig",
        "Sehr unwichtig|Unwichtig|Neutral|Wichtig|Sehr wichtig",
        "Nada importante|Poco importante|Moderadamente importante|Importante|Muy importante",
        "Nada importante|Ligeramente importante|Moderadamente importante|Muy importante"
        "|Extremadamente importante",
        "Pas du tout important|Peu important|Moyennement important|Important|Très important",
        "Pas du tout important|Peu important|Moyennement important|Très important"
        "|Extrêmement important",
        "Nada importante|Pouco importante|Moderadamente importante|Importante|Muito importante",
        "Nada importante|Pouco importante|Moderadamente importante|Muito importante"
        "|Extremamente importante",
        "Per niente importante|Poco importante|Abbastanza importante|Importante|Molto importante",
        "Per niente importante|Poco importante|Moderatamente importante|Molto importante"
        "|Estremamente importante",
        "全く重要でない|あまり重要でない|どちらともいえない|やや重要|非常に重要",
        "重要でない|あまり重要でない|どちらともいえない|やや重要|重要",
        "전혀 중요하지 않다|중요하지 않다|보통이다|중요하다|매우 중요하다",
        "전혀 중요하지 않음|약간 중요함|어느 정도 중요함|매우 중요함|극히 중요함",
    ],
)
def test_importance_in_words(scale: str) -> None:
    steps, known = scale.split("|"), known_wordings()
    assert [known.importance(step, steps) for step in steps] == [1, 2, 3, 4, 5]
    numbered = [f"{place}. {step}" for place, step in enumerate(steps, 1)]
    assert [known.importance(step, numbered) for step in numbered] == [1, 2, 3, 4, 5]


def test_importance_is_not_guessed() -> None:
    known = known_wordings()
    assert known.importance("Extremely unimportant") == 1
    assert known.importance("Moderately important") == 3
    assert known.importance("Very important") is None
    assert known.importance("Very important", ["Very important"]) is None
    assert known.importance("Very important", ["Moderately important", "Extremely important"]) == 4
    assert known.importance("Very important", ["Unimportant", "Important"]) == 5
    # Two steps of what one list takes for one: the scale is another.
    assert known.importance("Eher wichtig", ["Eher wichtig", "Wichtig"]) is None
    assert known.importance("I like it", ["I like it"]) is None


def test_a_survey_in_french() -> None:
    found = survey(
        [
            "Horodateur",
            "Que diriez-vous si l'appli avait une sauvegarde ?",
            "Que diriez-vous si l'appli n'avait PAS de sauvegarde ?",
            "Que diriez-vous si l'appli avait un mode nuit ?",
            "Que diriez-vous si l'appli n'avait PAS de mode nuit ?",
        ],
        [
            "12/10/2026 18:00:09",
            "J'aime beaucoup",
            "Ça m'est indifférent",
            "Je m'en accommode",
            "Ça m'est égal",
        ],
        [
            "12/10/2026 18:01:09",
            "C'est bien normal",
            "Je n'aime pas du tout",
            "J'aime beaucoup",
            "NSP",
        ],
    )
    assert names(found) == ["Sauvegarde", "Mode nuit"]
    assert pairs(found) == [[(1, 3), (2, 5)], [(4, 3), (1, 0)]]
