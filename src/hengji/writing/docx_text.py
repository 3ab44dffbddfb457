"""Text as WordprocessingML: escaping, line breaks, and the hint that keeps Chinese quotation marks Chinese."""

from __future__ import annotations

from hengji.writing.characters import clean

_AMBIGUOUS = frozenset("“”‘’—…·×÷±§°～")
"""Characters Word takes from the Latin font unless the run says otherwise; half-width “ ” would come out."""
_HINT = '<w:rFonts w:hint="eastAsia"/>'


def escaped(text: str) -> str:
    """The text for element content or a quoted attribute, checked and escaped."""
    text = clean(text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def run(text: str, properties: str = "") -> str:
    r"""A run; ``\n`` becomes a line break and ``\t`` a tab. ``properties`` is the inner XML of rPr without rFonts."""
    if not text:
        return ""
    content = f'<w:t xml:space="preserve">{escaped(text)}</w:t>'
    if "\n" in content:
        content = content.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    if "\t" in content:
        content = content.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    if not text.isascii() and not _AMBIGUOUS.isdisjoint(text):
        properties = _HINT + properties
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>" if properties else f"<w:r>{content}</w:r>"


def paragraph(style: str, content: str, layout: str = "") -> str:
    """A paragraph of runs; ``layout`` is the inner XML of pPr after the style, in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{content}</w:p>'
