"""Which encoding a text file is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano_xl.survey.files.encoding import decode

GERMAN = (
    "Frage;Antwort\r\nWie fühlen Sie sich?;Das würde mich sehr stören\r\nGröße;Überhaupt nicht\r\n"
)
SPANISH = "¿Cómo se siente?,Me gustaría mucho\n¿Qué opina?,Así debe ser, según el diseño\n"
CURLY = "It’s fine,“must be”,I don’t like it – at all…\n"
CHINESE = "您的性别,如果有转账功能\r\n男,我很喜欢\r\n女,理所当然\r\n"
TRADITIONAL = "如果有轉帳功能,您的感受\n我喜歡這樣,無所謂\n理應如此,勉強接受\n"
WESTERN_WORDS = [
    "Größe",
    "für",
    "süß",
    "naïve",
    "Überfällig",
    "señor",
    "größte Müll",
    "Straße,Füße",
]
CHINESE_WORDS = ["男", "喜欢", "男,女,男", "无所谓", "我能忍受", "1,很喜欢,5", "銀行", "歡迎"]


@pytest.mark.parametrize("text", [GERMAN, SPANISH, CURLY, CHINESE, TRADITIONAL, "plain,1\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode(text, encoding):
    assert decode(text.encode(encoding)) == text


def test_utf16_with_a_big_endian_mark():
    assert decode(b"\xfe\xff" + CHINESE.encode("utf-16-be")) == CHINESE


@pytest.mark.parametrize("text", [GERMAN, SPANISH, CURLY, *WESTERN_WORDS])
def test_windows_1252(text):
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("text", [CHINESE, TRADITIONAL, *CHINESE_WORDS])
def test_gb18030(text):
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize("text", [TRADITIONAL, "時間,喜歡\n上午,不喜歡\n", "銀行", "歡迎"])
def test_big5(text):
    assert decode(text.encode("cp950")) == text


HEADERS = {
    "gb18030": "性别;有转账功能;没有转账功能 李祎;备注：①很喜欢",
    "cp950": "性別;有轉帳功能;沒有轉帳功能;我覺得無所謂",
    "cp932": "性別;指紋認証がある場合;当然である;アプリ",
    "cp949": "지역;지문인증 기능이 있다면;당연하다;마음에 들지 않는다",
    "cp1252": "¿Cómo se siente si hay Búsqueda?;Größe – süß;Ça m’est égal;Não, à opção",
}
# Two syllables of Korean may be two usual characters of Chinese just as well, and are taken so.
CELLS = [
    (encoding, cell)
    for encoding, line in HEADERS.items()
    for cell in line.split(";")
    if encoding != "cp949" or len(cell) > 2
]


@pytest.mark.parametrize(("encoding", "line"), HEADERS.items(), ids=HEADERS)
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("respondents", [1, 5000])
def test_a_header_beyond_ascii_above_numbers(encoding, line, mark, respondents):
    text = f"Timestamp{mark}{line.replace(';', mark)}\r\n" + "2024/1/1,4,5,1,3\r\n" * respondents
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(("encoding", "cell"), CELLS)
def test_one_cell_beyond_ascii(encoding, cell):
    text = f"Q1 [F],Q1 [D],Comment\nI like it,I dislike it,{cell}\n" + "5,1,\n" * 99
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("sign", ["25 °C", "it’s", "£ 10", "5 €", "Zoë", "DÉÇU, très déçu", "Sí"])
def test_a_lone_sign_in_english_is_no_chinese(sign):
    text = f"Gender,Comment\nfemale,{sign}\nmale,I expect it\n"
    assert decode(text.encode("cp1252")) == text


def test_a_spanish_header_that_once_was_read_as_chinese():
    text = (
        "Marca temporal;¿Cómo se siente si las transferencias son rápidas? [F];"
        "¿Cómo se siente si las transferencias no son rápidas? [D];Búsqueda [F];Búsqueda [D]\n"
        "2024/1/1;2;5;1;3\n"
    )
    assert decode(text.encode("cp1252")) == text


def test_bytes_that_fit_no_encoding_beyond_the_sample_harm_themselves_alone():
    comments = "".join(f"我觉得转账功能很好{number},5\n" for number in range(5000))
    text = str(decode(comments.encode("gb18030") + b"\xff,1\n"))
    assert text.startswith(comments)
    assert "\ufffd" in text


@pytest.mark.parametrize("text", ["a" * (1 << 20), "é" * (1 << 20), "a b," * (1 << 18)])
def test_a_long_line_is_read(text):
    assert decode(f"{text}é".encode("cp1252")) == f"{text}é"


def test_a_broken_byte_does_not_turn_utf8_into_another_encoding():
    data = (CHINESE * 3).encode()[:-3] + b"\xe5\n"
    assert decode(data) is not None
    assert "理所当然" in str(decode(data))


@pytest.mark.parametrize("data", [b"\0\1\2\3", b"a\0b\0\1\0", bytes(range(256)), b"abc\x07"])
def test_junk_is_no_text(data):
    assert decode(data) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_none(data):
    text = decode(data)
    assert text is None or "\0" not in text
