"""Headers in other languages: the side they tell, and the feature they ask about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from re import _constants as constants
from re import _parser as parser
from typing import Any

import pytest

from kano_xl.survey.tables.category_names import names_of
from kano_xl.survey.tables.headings import heading, side_by_words, undotted
from kano_xl.survey.tables.naming import key, subject_of
from kano_xl.survey.tables.vocabulary import Pattern, is_eastern, pattern, vocabulary
from sample_surveys import names, survey

QUESTIONS = [
    # French
    "Que diriez-vous si l'appli avait une sauvegarde ?"
    "|Que diriez-vous si l'appli n'avait PAS de sauvegarde ?|sauvegarde",
    "Que ressentez-vous si l’appli a un mode nuit ?"
    "|Que ressentez-vous si l’appli n’a pas de mode nuit ?|mode nuit",
    "Si votre vélo était livré avec un dispositif d'alerte par vibrations, que diriez-vous ?"
    "|Si votre vélo N'était PAS livré avec un dispositif d'alerte par vibrations, que diriez-vous ?"
    "|dispositif d'alerte par vibrations",
    "Comment vous sentiriez-vous si l'application proposait le paiement mobile ?"
    "|Comment vous sentiriez-vous si l'application ne proposait pas le paiement mobile ?"
    "|paiement mobile",
    "Que ressentez-vous s'il y a un chat en direct ?"
    "|Que ressentez-vous s'il n'y a pas de chat en direct ?|chat en direct",
    "Et si notre banque proposait des alertes, comment réagiriez-vous ?"
    "|Et si notre banque ne proposait pas d'alertes, comment réagiriez-vous ?|alertes",
    "Avec un support 24h/24, que ressentez-vous ?|Sans support 24h/24, que ressentez-vous ?"
    "|support 24h/24",
    "Imaginez que notre outil propose l'export PDF. Qu'en penseriez-vous ?"
    "|Imaginez que notre outil ne propose pas l'export PDF. Qu'en penseriez-vous ?|export PDF",
    "Quel serait votre sentiment si la banque offrait le paiement sans contact ?"
    "|Quel serait votre sentiment si la banque n'offrait pas le paiement sans contact ?"
    "|paiement sans contact",
    # Portuguese
    "Como você se sentiria se o aplicativo tivesse modo noturno?"
    "|Como você se sentiria se o aplicativo não tivesse modo noturno?|modo noturno",
    "Como se sentiria se a aplicação oferecesse pagamentos imediatos?"
    "|Como se sentiria se a aplicação não oferecesse pagamentos imediatos?|pagamentos imediatos",
    "O que você acharia se houvesse um chat ao vivo?"
    "|O que você acharia se não houvesse um chat ao vivo?|chat ao vivo",
    "Se o app tiver uma cópia de segurança, como você se sente?"
    "|Se o app não tiver uma cópia de segurança, como você se sente?|cópia de segurança",
    "Com suporte 24 horas, como se sente?|Sem suporte 24 horas, como se sente?|suporte 24 horas",
    "Imagine que a nossa ferramenta tivesse exportação em PDF. O que diria?"
    "|Imagine que a nossa ferramenta não tivesse exportação em PDF. O que diria?"
    "|exportação em PDF",
    # Italian
    "Come si sentirebbe se l'app avesse la modalità notturna?"
    "|Come si sentirebbe se l'app non avesse la modalità notturna?|modalità notturna",
    "Come ti sentiresti se ci fosse una chat dal vivo?"
    "|Come ti sentiresti se non ci fosse una chat dal vivo?|chat dal vivo",
    "Cosa ne penseresti se l’app offrisse i pagamenti immediati?"
    "|Cosa ne penseresti se l’app non offrisse i pagamenti immediati?|pagamenti immediati",
    "Se il prodotto avesse un backup, come si sentirebbe?"
    "|Se il prodotto non avesse un backup, come si sentirebbe?|backup",
    "Con assistenza 24 ore su 24, come si sente?|Senza assistenza 24 ore su 24, come si sente?"
    "|assistenza 24 ore su 24",
    # Japanese
    "アプリに夜間モードがあったら、どう感じますか？"
    "|アプリに夜間モードがなかったら、どう感じますか？|夜間モード",
    "もしこのアプリにバックアップがあれば、どう思いますか？"
    "|もしこのアプリにバックアップがなければ、どう思いますか？|バックアップ",
    "夜間モードがある場合、どう感じますか|夜間モードがない場合、どう感じますか|夜間モード",
    "写真をオフラインで保存できたら、どう感じますか？"
    "|写真をオフラインで保存できなかったら、どう感じますか？|写真をオフラインで保存",
    "自動ブレーキが搭載されていたら、あなたはどのように感じますか？"
    "|自動ブレーキが搭載されていなかったら、あなたはどのように感じますか？|自動ブレーキ",
    "「夜間モード」があったらどう思いますか？|「夜間モード」がなかったらどう思いますか？|夜間モード",
    # Korean
    "앱에 야간 모드가 있다면 어떻게 느끼십니까?|앱에 야간 모드가 없다면 어떻게 느끼십니까?"
    "|야간 모드",
    "만약 이 앱에 백업 기능이 있다면 어떤 느낌이 드십니까?"
    "|만약 이 앱에 백업 기능이 없다면 어떤 느낌이 드십니까?|백업",
    "실시간 채팅이 제공된다면 어떻게 생각하십니까?"
    "|실시간 채팅이 제공되지 않는다면 어떻게 생각하십니까?|실시간 채팅",
    "야간 모드가 있을 경우, 귀하는 어떻게 느끼십니까?"
    "|야간 모드가 없을 경우, 귀하는 어떻게 느끼십니까?|야간 모드",
    "오프라인 지도를 사용할 수 있다면 어떨까요?"
    "|오프라인 지도를 사용할 수 없다면 어떨까요?|오프라인 지도",
    # English
    "Imagine our tool came with Dark mode. What would you say?"
    "|Now imagine our tool came without Dark mode. What would you say?|Dark mode",
    "Imagine our tool came with Single sign-on (SSO). What would you say?"
    "|Now imagine our tool came without Single sign-on (SSO). What would you say?"
    "|Single sign-on (SSO)",
    "Suppose the app had a backup. How would you feel?"
    "|Suppose the app did not have a backup. How would you feel?|backup",
    "How do you feel if you get two transfers a month?"
    "|How do you feel if you do not get two transfers a month?|you get two transfers a month",
    # R's dots
    "Please.say.how.you.feel.about.each.of.these..If.the.pot.had.a.water.gauge."
    "|Please.say.how.you.feel.about.each.of.these..If.the.pot.did.not.have.a.water.gauge."
    "|water gauge",
    "How.would.you.feel.if.the.app.had.a.chat."
    "|How.would.you.feel.if.the.app.didn.t.have.a.chat.|chat",
    "Que.diriez.vous.si.l.appli.avait.une.sauvegarde.."
    "|Que.diriez.vous.si.l.appli.n.avait.PAS.de.sauvegarde..|sauvegarde",
    # Spanish
    "Imagine que nuestra herramienta tuviera exportación en PDF. ¿Qué diría?"
    "|Ahora imagine que nuestra herramienta no tuviera exportación en PDF. ¿Qué diría?"
    "|exportación en PDF",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_sides_and_the_feature(question: str) -> None:
    functional, dysfunctional, name = question.split("|")
    first, second = heading(functional), heading(dysfunctional)
    assert (first.side, second.side) == ("functional", "dysfunctional")
    subjects = [subject_of(one.subject)[0] for one in (first, second)]
    assert subjects[0] == name
    assert key(subjects[0]) == key(subjects[1])


@pytest.mark.parametrize(
    ("functional", "dysfunctional"),
    [
        (
            "Si les virements sont faits en quelques secondes, qu'en pensez-vous ?",
            "Si les virements ne sont pas faits en quelques secondes, qu'en pensez-vous ?",
        ),
        (
            "Como você se sentiria se as transferências fossem feitas em segundos?",
            "Como você se sentiria se as transferências não fossem feitas em segundos?",
        ),
        (
            "Come si sentirebbe se il prodotto fosse dotato di GPS?",
            "Come si sentirebbe se il prodotto non fosse dotato di GPS?",
        ),
    ],
)
def test_a_negation_within_the_feature_does_not_part_the_sides(
    functional: str, dysfunctional: str
) -> None:
    keys = [key(subject_of(heading(one).subject)[0]) for one in (functional, dysfunctional)]
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("Le paiement sans contact", None),
        ("Que diriez-vous si l'appli avait le paiement sans contact ?", "functional"),
        ("Que diriez-vous sans sauvegarde ?", "dysfunctional"),
        ("Quelle importance accordez-vous à la sauvegarde ?", "importance"),
        ("À quel point est-il important pour vous d'avoir une sauvegarde ?", "importance"),
        ("Qual a importância do modo noturno?", "importance"),
        ("Quão importante é o modo noturno para você?", "importance"),
        ("Quanto è importante per lei la modalità notturna?", "importance"),
        ("夜間モードはどの程度重要ですか？", "importance"),
        ("야간 모드는 얼마나 중요합니까?", "importance"),
        ("手数料が少ない場合、どう感じますか", "functional"),
        ("¿Cómo se enteró de nosotros?", None),
        ("Buses run on diesel", None),
        ("Que boa ideia", None),
    ],
)
def test_words(question: str, side: str | None) -> None:
    assert side_by_words(question) == side


@pytest.mark.parametrize(
    ("header", "subject", "side"),
    [
        ("Sauvegarde (avec)", "Sauvegarde", "functional"),
        ("Sauvegarde - sans", "Sauvegarde", "dysfunctional"),
        ("Question dysfonctionnelle : sauvegarde", "sauvegarde", "dysfunctional"),
        ("Modo noturno [sem]", "Modo noturno", "dysfunctional"),
        ("Pergunta funcional: modo noturno", "modo noturno", "functional"),
        ("Modalità notturna (senza)", "Modalità notturna", "dysfunctional"),
        ("Domanda positiva: chat", "chat", "functional"),
        ("夜間モード（あり）", "夜間モード", "functional"),
        ("夜間モード（なし）", "夜間モード", "dysfunctional"),
        ("不充足質問：夜間モード", "夜間モード", "dysfunctional"),
        ("야간 모드 (있음)", "야간 모드", "functional"),
        ("야간 모드_없음", "야간 모드", "dysfunctional"),
        ("야간 모드 (중요도)", "야간 모드", "importance"),
        ("부정 사용 감지", "부정 사용 감지", None),
        ("X_func", "X", "functional"),
        ("X_dysfunc", "X", "dysfunctional"),
    ],
)
def test_marks(header: str, subject: str, side: str | None) -> None:
    found = heading(header)
    assert (found.subject, found.side) == (subject, side)


@pytest.mark.parametrize(
    ("header", "side", "subject"),
    [
        ("1、水壶采用食品级钢材—如果有这个功能您的评价是：", "functional", "水壶采用食品级钢材"),
        (
            "2、水壶采用木质手柄——如果没有这个功能，您的感受是？",
            "dysfunctional",
            "水壶采用木质手柄",
        ),
        ("3、无线充电—如果不具备该功能，您的评价是：", "dysfunctional", "无线充电"),
        ("如果App有夜间模式功能您的评价是：", "functional", "夜间模式"),
    ],
)
def test_dash_of_wjx(header: str, side: str, subject: str) -> None:
    found = heading(header)
    assert (found.side, subject_of(found.subject)[0]) == (side, subject)


def test_the_other_half_of_wjx_tells_its_side() -> None:
    assert heading("1、如果没有这个功能您的评价是：").side == "dysfunctional"
    assert heading("1、如果有这个功能您的评价是：").side == "functional"


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ("If.the.app.had.X", "If the app had X"),
        ("X12..If.the.app.had.a.chat.", "12: If the app had a chat"),
        ("If.the.app.doesn.t.have.a.chat..1", "If the app doesn't have a chat.1"),
        ("F1.func", "F1.func"),
        ("Clean.buses", "Clean.buses"),
        ("v1.2.3.4", "v1.2.3.4"),
        ("If the app had www.example.co.uk", "If the app had www.example.co.uk"),
    ],
)
def test_dots_of_r(header: str, plain: str) -> None:
    assert undotted(header) == plain


BACKGROUND = (
    "Horodateur|Adresse e-mail|Âge|Quel est votre âge ?|Sexe|Langue"
    "|Carimbo de data/hora|Endereço de e-mail|Idade|Qual é a sua idade?|Faixa etária"
    "|Informazioni cronologiche|Indirizzo e-mail|Età|Fascia d'età"
    "|タイムスタンプ|メールアドレス|年齢|性別を教えてください|お住まいの地域|回答者ID"
    "|타임스탬프|이메일 주소|나이|성별|귀하의 연령대는 무엇입니까?|응답자 번호"
    "|Which plan are you on?"
)


@pytest.mark.parametrize("header", BACKGROUND.split("|"))
def test_columns_about_the_person_or_the_form_are_no_questions(header: str) -> None:
    answers = ["I like it that way", "I dislike it that way"]
    found = survey(["Chat [F]", "Chat [D]", header], [*answers, "3"], [*answers, "4"])
    assert names(found) == ["Chat"]


@pytest.mark.parametrize(
    "header",
    "weight|Weights|weighting|sample_weight|wt|权重|加权系数|權重|Gewicht|Gewichtungsfaktor|peso"
    "|ponderación|poids|Pondération|fator de ponderação|ウェイト|가중치".split("|"),
)
def test_columns_of_weights(header: str) -> None:
    assert pattern("background", "weights").fullmatch(header)


@pytest.mark.parametrize("header", ["weight of the bag", "lightweight", "体重", "Gewichtsanzeige"])
def test_a_weight_is_a_whole_header(header: str) -> None:
    assert not pattern("background", "weights").fullmatch(header)


TOTALS = [
    "A|O|M|I|R|Q",
    "Attractive|Performance|Must-have|Indifferent|Reverse|Questionable",
    "Delighters|One-dimensional|Must-be|Indifferent|Reverse|Questionable",
    "Begeisterung|Leistung|Basis|Unerheblich|Rückweisung|Fraglich",
    "Begeisterungsmerkmal|Leistungsmerkmal|Basismerkmal|Unerhebliches Merkmal"
    "|Rückweisungsmerkmal|Fragliches Ergebnis",
    "魅力属性A|期望属性O|必备属性M|无差异属性I|反向属性R|可疑结果Q",
    "魅力属性（A）|期望属性（O）|必备属性（M）|无差异属性（I）|反向属性（R）|可疑结果（Q）",
    "魅力屬性|期望屬性|必備屬性|無差異屬性|反向屬性|可疑結果",
    "Attractif|Proportionnel|Obligatoire|Indifférent|Inverse|Douteux",
    "Atractivo|Unidimensional|Obligatorio|Indiferente|Inverso|Cuestionable",
    "Atrativo|Unidimensional|Obrigatório|Indiferente|Reverso|Questionável",
    "Attrattivo|Unidimensionale|Obbligatorio|Indifferente|Inverso|Dubbio",
    "魅力的品質|一元的品質|当たり前品質|無関心品質|逆品質|懐疑的",
    "매력적 품질|일원적 품질|당연적 품질|무관심 품질|역품질|회의적 품질",
]


@pytest.mark.parametrize("headers", TOTALS)
def test_names_of_categories_as_columns(headers: str) -> None:
    found = survey(
        ["Feature", *headers.split("|")],
        ["Backup", 5, 10, 20, 4, 1, 0],
        ["Night mode", 24, 4, 2, 9, 1, 2],
    )
    assert names(found) == ["Backup", "Night mode"]
    for place, column in enumerate(headers.split("|")):
        fits = [letter for letter in "AOMIRQ" if names_of(letter).fullmatch(column)]
        assert fits == ["AOMIRQ"[place]]


def always_eastern(parsed: Iterable[tuple[object, Any]]) -> bool:
    """Whether nothing matches a pattern that has no letter of Chinese, Japanese or Korean."""
    return any(EASTERN_ONLY.get(kind, lambda _: False)(part) for kind, part in parsed)


def is_eastern_part(kind: object, part: Any) -> bool:
    if kind is constants.RANGE:
        return all(is_eastern(chr(end)) for end in part)
    return kind is constants.LITERAL and is_eastern(chr(part))


EASTERN_ONLY: dict[object, Callable[[Any], bool]] = {
    constants.LITERAL: lambda part: is_eastern_part(constants.LITERAL, part),
    constants.IN: lambda part: all(is_eastern_part(*each) for each in part),
    constants.BRANCH: lambda part: all(map(always_eastern, part[1])),
    constants.SUBPATTERN: lambda part: always_eastern(part[3]),
    constants.ASSERT: lambda part: always_eastern(part[1]),
    constants.MAX_REPEAT: lambda part: part[0] > 0 and always_eastern(part[2]),
    constants.MIN_REPEAT: lambda part: part[0] > 0 and always_eastern(part[2]),
}


@pytest.mark.parametrize("tag", [tag for tag, words in vocabulary().items() if "eastern" in words])
def test_what_texts_without_eastern_letters_are_spared_could_not_be_found_there(tag: str) -> None:
    for group, lists in vocabulary()[tag].items():
        if group not in ("eastern", "marks"):
            for name, patterns in lists.items():
                for each in patterns.splitlines():
                    assert always_eastern(parser.parse(each, re.IGNORECASE)), (group, name, each)


def test_every_language_has_the_groups_and_names_that_english_has_or_that_are_looked_up() -> None:
    known = {
        group: set(lists) for group, lists in vocabulary()["en"].items() if isinstance(lists, dict)
    }
    known["frames"] |= {"verb"}  # which German puts last
    known["words"] |= {"weak"}  # which Chinese puts into words
    known["marks"] |= {"unspaced"}
    for tag, words in vocabulary().items():
        for group, lists in words.items():
            assert group == "eastern" or set(lists) <= known[group], (tag, group)


def test_patterns_of_eastern_letters_are_told_from_others() -> None:
    for each in ("功能", "[是否]a", "(?:如果|もし)x", "a(?=功)"):
        assert always_eastern(parser.parse(each, re.IGNORECASE)), each
    for each in ("[?？是]", "功?", "(?:如果|if)", "(?!功)", "[^功]", "a"):
        assert not always_eastern(parser.parse(each, re.IGNORECASE)), each


def test_patterns_of_eastern_letters_are_made_for_texts_that_have_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []
    compiled = re.compile

    def compile_noted(text: str, flags: re.RegexFlag) -> re.Pattern[str]:
        made.append(text)
        return compiled(text, flags)

    pattern.cache_clear()
    monkeypatch.setattr(re, "compile", compile_noted)
    for question in ("If it had no lamp", "Wenn es kein Licht hätte"):
        assert pattern("words", "dysfunctional").search(question)
    assert len(made) == 1
    assert not is_eastern(made[0])
    assert pattern("words", "dysfunctional").search("如果没有灯")
    assert len(made) == 2


def forms(group: str, eastern: bool) -> list[str]:
    return [
        form
        for words in vocabulary().values()
        if words.get("eastern", False) is eastern
        for form in words.get("frames", {}).get(group, "").splitlines()
    ]


def test_of_the_forms_of_a_question_none_behind_the_right_one_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []
    compiled = re.compile

    def compile_noted(text: str, flags: re.RegexFlag) -> re.Pattern[str]:
        made.append(text)
        return compiled(text, flags)

    opening = Pattern("frames", "opening", "")
    monkeypatch.setattr(re, "compile", compile_noted)
    listed = forms("opening", eastern=False)
    english, german = "How would you feel if it rang?", "Wie wäre es, wenn es klingelt?"
    first, second = (
        next(at for at, each in enumerate(listed) if re.match(each, question, re.IGNORECASE))
        for question in (english, german)
    )
    for _ in range(2):
        assert opening.match(english)
        assert len(made) == first + 1
    assert opening.match(german)
    assert len(made) == second + 1 > first + 1


@pytest.mark.parametrize("group", ["opening", "owner", "articles"])
def test_the_first_form_that_fits_is_taken_as_if_all_were_one_pattern(group: str) -> None:
    every = [*forms(group, eastern=False), *forms(group, eastern=True)]
    whole = re.compile("|".join(f"(?:{one})" for one in every), re.IGNORECASE)
    found = 0
    for line in QUESTIONS:
        for question in line.split("|"):
            one, other = pattern("frames", group).match(question), whole.match(question)
            assert (one and one.span()) == (other and other.span()), question
            found += one is not None
    assert found
