"""Names cut out of questions, and the sides that headers tell."""

from __future__ import annotations

import pytest

from kano_xl.survey.tables.headings import heading, side_by_words
from kano_xl.survey.tables.naming import key, short, subject_of, unique_names, width, without_stem


@pytest.mark.parametrize(
    ("functional", "dysfunctional", "name"),
    [
        (
            "How would you feel if our new mobile banking app offered exclusive events?",
            "How would you feel if our new mobile banking app didn’t offer exclusive events?",
            "Exclusive events",
        ),
        (
            "1. How do you feel if transfers are done within seconds?",
            "2. How do you feel if transfers are not done within seconds?",
            "Transfers are done within seconds",
        ),
        (
            "How would you feel if you could freeze your card?",
            "How would you feel if you were unable to freeze your card?",
            "Freeze your card",
        ),
        (
            "What would you think if the card came with free travel insurance?",
            "What would you think if the card didn't come with free travel insurance?",
            "Free travel insurance",
        ),
        (
            'How would you feel if the app had "Pay by face"?',
            'How would you feel if the app did not have "Pay by face"?',
            "Pay by face",
        ),
        (
            "How do you feel if our product has this: Instant transfers?",
            "How do you feel if our product does not have this: Instant transfers?",
            "Instant transfers",
        ),
        (
            "Was empfinden Sie, wenn die App „Anmeldung ohne Passwort“ hat?",
            "Was empfinden Sie, wenn die App „Anmeldung ohne Passwort“ nicht hat?",
            "Anmeldung ohne Passwort",
        ),
        (
            "Was empfinden Sie, wenn die App »Karte sperren« hat?",
            "Was empfinden Sie, wenn die App »Karte sperren« nicht hat?",
            "Karte sperren",
        ),
        ("1、实时转账—如果有该功能", "1、实时转账—如果没有该功能", "实时转账"),
        (
            "1、实时转账(如果手机银行具备“实时转账”，您的感受是？)",
            "1、实时转账(如果手机银行不具备“实时转账”，您的感受是？)",
            "实时转账",
        ),
        ("第1题(指纹登录)【具备】", "第1题(指纹登录)【不具备】", "指纹登录"),
        (
            "Q7. How do you feel about having a chat?",
            "Q8. How do you feel about not having a chat?",
            "Chat",
        ),
        (
            "当手机银行具备账户安全功能时，您的感受是？",
            "当手机银行不具备账户安全功能时，您的感受是？",
            "账户安全",
        ),
        (
            "如果我们的App提供“指纹登录”功能，您的感受是（）",
            "如果我们的App不提供“指纹登录”功能，您的感受是（）",
            "指纹登录",
        ),
        (
            "当App的投资功能具备智能推荐时，您的感受是：",
            "当App的投资功能没有智能推荐时，您的感受是：",
            "智能推荐",
        ),
        (
            "如果银行APP能够提供实时到账服务，您会感觉如何？",
            "如果银行APP不能提供实时到账服务，您会感觉如何？",
            "实时到账服务",
        ),
        (
            "您觉得手机银行有指纹登录怎么样？",
            "您觉得手机银行没有指纹登录怎么样？",
            "指纹登录",
        ),
        (
            "当银行为您提供生日礼遇时，您的感受是",
            "当银行没有为您提供生日礼遇时，您的感受是",
            "生日礼遇",
        ),
        (
            "With 24/7 support, I feel:",
            "Without 24/7 support, I feel:",
            "24/7 support",
        ),
        (
            "若本行App有專屬理財顧問，您覺得如何？",
            "若本行App沒有專屬理財顧問，您覺得如何？",
            "專屬理財顧問",
        ),
        (
            "如果手机银行支持无卡取款，您的感受如何？",
            "如果手机银行不支持无卡取款，您的感受如何？",
            "无卡取款",
        ),
        (
            "Wie würden Sie sich fühlen, wenn es einen Chat gäbe?",
            "Wie würden Sie sich fühlen, wenn es keinen Chat gäbe?",
            "Chat",
        ),
        (
            "Wie würden Sie sich fühlen, wenn die App Untertitel hätte?",
            "Wie würden Sie sich fühlen, wenn die App keine Untertitel hätte?",
            "Untertitel",
        ),
        (
            "Was würden Sie denken, wenn es Live-Chats gäbe?",
            "Was würden Sie denken, wenn es keine Live-Chats gäbe?",
            "Live-Chats",
        ),
        (
            "Wenn das Produkt PDF-Exporte bietet, wie fühlen Sie sich?",
            "Wenn das Produkt keine PDF-Exporte bietet, wie fühlen Sie sich?",
            "PDF-Exporte",
        ),
        (
            "Wie fühlen Sie sich, wenn unser Angebot Steckdosen am Platz enthält?",
            "Wie fühlen Sie sich, wenn unser Angebot keine Steckdosen am Platz enthält?",
            "Steckdosen am Platz",
        ),
        (
            "Wie fänden Sie es, wenn Ihnen Ruhezonen zur Verfügung stünden?",
            "Wie fänden Sie es, wenn Ihnen Ruhezonen nicht zur Verfügung stünden?",
            "Ruhezonen",
        ),
        (
            "Wie fänden Sie es, wenn unser neues Hotel über Ladesäulen verfügte?",
            "Wie fänden Sie es, wenn unser neues Hotel nicht über Ladesäulen verfügte?",
            "Ladesäulen",
        ),
        (
            "¿Qué opinaría de un producto con copias de seguridad?",
            "¿Qué opinaría de un producto sin copias de seguridad?",
            "Copias de seguridad",
        ),
        (
            "¿Qué le parecería una tarjeta de crédito con seguro de viaje?",
            "¿Qué le parecería una tarjeta de crédito sin seguro de viaje?",
            "Seguro de viaje",
        ),
        (
            "¿Cómo se sentiría si la aplicación permitiera pagos inmediatos?",
            "¿Cómo se sentiría si la aplicación no permitiera pagos inmediatos?",
            "Pagos inmediatos",
        ),
    ],
)
def test_questions(functional: str, dysfunctional: str, name: str) -> None:
    first, second = heading(functional), heading(dysfunctional)
    assert (first.side, second.side) == ("functional", "dysfunctional")
    subjects = [subject_of(one.subject)[0] for one in (first, second)]
    assert short(subjects[0]) == name
    assert key(subjects[0]) == key(subjects[1])


@pytest.mark.parametrize(
    ("header", "subject", "side"),
    [
        ("Clean buses [F]", "Clean buses", "functional"),
        ("[D] Clean buses", "Clean buses", "dysfunctional"),
        ("F12_importance", "F12", "importance"),
        ("d3", "3", "dysfunctional"),
        ("Q4f", "Q4", "functional"),
        ("X (+)", "X", "functional"),
        ("Functional: instant transfers", "instant transfers", "functional"),
        ("账户安全_不具备", "账户安全", "dysfunctional"),
        ("Q2反向：账户安全", "账户安全", "dysfunctional"),
        ("反向题 账户安全", "账户安全", "dysfunctional"),
        ("账户安全（重要性）", "账户安全", "importance"),
        ("24小时客服（无）", "24小时客服", "dysfunctional"),
        ("2.5% cashback [F]", "2.5% cashback", "functional"),
        ("Sign-in", "Sign-in", None),
        ("Wi-Fi", "Wi-Fi", None),
        ("无卡取款（有）", "无卡取款", "functional"),
    ],
)
def test_marks(header: str, subject: str, side: str | None) -> None:
    found = heading(header)
    assert (found.subject, found.side) == (subject, side)


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("How would you feel if it had X?", "functional"),
        ("How would you feel if it hadn't X?", "dysfunctional"),
        ("How would you feel without X?", "dysfunctional"),
        ("How important is X to you?", "importance"),
        ("当App无法做X时", "dysfunctional"),
        ("您认为X的重要程度", "importance"),
        ("Buses on diesel", None),
        ("¿Cómo se siente si no hay X?", "dysfunctional"),
        ("Wenn es kein X gäbe", "dysfunctional"),
    ],
)
def test_words(question: str, side: str | None) -> None:
    assert side_by_words(question) == side


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        ("当日送达 [F]", "当日送达"),
        ("當日送達（有）", "當日送達"),
        ("当日送达", "当日送达"),
        ("您觉得当日送达怎么样？", "当日送达"),
        ("当日送达，您的感受是？", "当日送达"),
        ("如果APP提供当日送达，您的感受是？", "当日送达"),
        ("当APP提供当日送达时，您的感受是？", "当日送达"),
        ("當本行App沒有專屬理財顧問時，您覺得如何？", "專屬理財顧問"),
        ("当手机银行具备账户安全功能，您的感受是？", "账户安全"),
        ("当手机银行具备账户安全功能时", "账户安全"),
        ("如果我们的产品支持间歇计时，您会觉得如何？", "间歇计时"),
        ("您觉得产品有机场接送怎么样？", "机场接送"),
        ("您觉得产品没有机场接送怎么样？", "机场接送"),
        ("您觉得产品有限时折扣怎么样？", "限时折扣"),
        ("您觉得产品提供有机食品怎么样？", "有机食品"),
        ("您觉得有机食品怎么样？", "有机食品"),
        ("如果我们的产品不支持间歇计时，您会觉得如何？", "间歇计时"),
        ("当APP提供间歇计时时，您的感受是？", "间歇计时"),
        ("当APP提供支出统计时，您的感受是？", "支出统计"),
        ("如果APP提供指纹登录时，您的感受是？", "指纹登录"),
        ("如果产品具备间歇计时功能时，您的感受是？", "间歇计时"),
        ("您对限时折扣和间歇计时的感受", "限时折扣和间歇计时"),
    ],
)
def test_a_name_keeps_characters_that_may_ask(header: str, subject: str) -> None:
    assert subject_of(heading(header).subject)[0] == subject


def test_long_names_are_cut_at_words() -> None:
    cut = short("a statement of every account with all of its fees explained in plain words")
    assert cut == "A statement of every account with all…"
    chinese = short("每个月自动生成包含全部费用明细并且可以下载打印的账户对账单")
    assert chinese.endswith("…")
    assert width(chinese) <= 42
    assert short("x" * 90) == "X" + "x" * 19 + "…"


def test_names_stay_unique() -> None:
    assert unique_names(["Alarm", "alarm", "B"]) == ["Alarm", "Alarm (2)", "B"]


def test_an_unknown_form_of_question_loses_what_all_share() -> None:
    shared = "Et avec {} dans notre banque ?"
    asked = ["un conseiller", "des alertes", "un chat"]
    assert without_stem([shared.format(one) for one in asked], 2) == asked
    assert without_stem(["fast bus", "fast car"], 1) == ["fast bus", "fast car"]
    assert without_stem(["bus", "bus stop", "bus lane"], 1) == ["bus", "bus stop", "bus lane"]


def test_a_letter_that_is_only_like_one_of_a_mark_makes_no_mark() -> None:
    assert heading("Chat [posıtive]").side is None  # a dotless i
    assert heading("Chat [positive]").side == "functional"
