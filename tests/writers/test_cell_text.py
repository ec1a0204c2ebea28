from __future__ import annotations

from xml.etree import ElementTree
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from kano_xl.writers.cell_text import cell_text

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=50)


@given(ANY)
def test_any_text_becomes_one_that_xml_can_hold(text: str) -> None:
    xml = f"<t>{escape(cell_text(text))}</t>".encode()
    assert ElementTree.fromstring(xml).text or not text


@given(st.text(max_size=60), st.integers(2, 40))
def test_the_length_is_counted_as_excel_does(text: str, longest: int) -> None:
    cut = cell_text(text, longest)
    assert len(cut.encode("utf-16-le")) // 2 <= longest
    assert cell_text(text).startswith(cut)


def test_ordinary_text_stays_as_it_is() -> None:
    assert cell_text("=1+1\t“账户安全”\n\U0001f600") == "=1+1\t“账户安全”\n\U0001f600"
