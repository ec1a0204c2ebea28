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
