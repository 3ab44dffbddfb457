"""Elements replaced in the bytes of a part: all others keep theirs."""

from __future__ import annotations

import pytest
from lxml import etree

from hengji.writing.errors import UnwritablePartError
from hengji.writing.xml_part import XmlPart, as_utf8

SOURCE = (
    "<?xml version='1.0' encoding=\"UTF-8\"?>\r\n<!-- 说明 <b> --><a x='1>2' y = \"&quot;\"><b/><c >文\r\n字</c>"
    "<b  z='甲'></b><![CDATA[<b/>]]><d><b/></d></a>\n"
).encode()


def part(source: bytes = SOURCE) -> XmlPart:
    return XmlPart(source, etree.fromstring(source))


def find(xml: XmlPart, path: str, number: int = 0) -> etree._Element:
    return xml.root.findall(path)[number]


def test_nothing_replaced_is_the_same_bytes() -> None:
    assert part().result() == SOURCE
    assert not part().changed


def test_an_element_is_found_as_it_is_written() -> None:
    xml = part()
    written = [xml.source(one).decode() for one in xml.root]
    assert written == ["<b/>", "<c >文\r\n字</c>", "<b  z='甲'></b>", "<d><b/></d>"]


@pytest.mark.parametrize(
    ("how", "path", "number", "becomes"),
    [
        ("replace", "c", 0, (b"<c >\xe6\x96\x87\r\n\xe5\xad\x97</c>", b"<n/>")),
        ("replace_content", "b", 0, (b"<b/><c", b"<b><n/></b><c")),
        ("replace_content", "d", 0, (b"<d><b/></d>", b"<d><n/></d>")),
        ("append", "d", 0, (b"<d><b/></d>", b"<d><b/><n/></d>")),
        ("append", "b", 1, ("<b  z='甲'></b>".encode(), "<b  z='甲'><n/></b>".encode())),
        ("prepend", "d", 0, (b"<d><b/></d>", b"<d><n/><b/></d>")),
        ("prepend", "d/b", 0, (b"<d><b/></d>", b"<d><b><n/></b></d>")),
        ("before", "d", 0, (b"<d>", b"<n/><d>")),
        ("after", "d", 0, (b"</d>", b"</d><n/>")),
    ],
)
def test_only_what_is_replaced_changes(how: str, path: str, number: int, becomes: tuple[bytes, bytes]) -> None:
    xml = part()
    getattr(xml, how)(find(xml, path, number), b"<n/>")
    assert xml.result() == SOURCE.replace(*becomes, 1)


def test_replacing_an_element_and_one_in_it_is_refused() -> None:
    xml = part()
    xml.replace(find(xml, "d"), b"")
    xml.replace(find(xml, "d/b"), b"")
    with pytest.raises(ValueError, match="overlap"):
        xml.result()


def test_a_part_in_utf_16_is_recoded_first() -> None:
    source = "<?xml version='1.0' encoding='UTF-16'?><a><b>甲</b></a>".encode("utf-16")
    xml = part(as_utf8(source))
    xml.replace(find(xml, "b"), "<b>乙</b>".encode())
    assert etree.fromstring(xml.result()).findtext("b") == "乙"


def test_an_encoding_in_which_places_cannot_be_told_is_refused() -> None:
    source = "<?xml version='1.0' encoding='GB18030'?><a>甲</a>".encode("gb18030")
    with pytest.raises(UnwritablePartError, match="另存一份"):
        part(source)
