"""The fixed parts of a docx: styles, settings and font table.

Layout after GB/T 9704-2012 as collected in document_conventions.md section 2: body 3号 (16 pt) 仿宋, 22 lines of 28
characters, title 2号 (22 pt) 小标宋 centred, headings 黑体 / 楷体 / 仿宋. The font names are those of Word and WPS in
Chinese offices; ``fontTable.xml`` names the stand-ins for machines that lack them.

28 characters of 16 pt need 448 pt, the text area has 442: characters are set 0.25 pt closer (15.75 pt is the true 3号).
"""

from __future__ import annotations

from hengji.records import dataclass
from hengji.writing.drawing import Style

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

LINE = 579
"""28.95 pt in twips: 22 lines fill the 225 mm of the text area."""
TABLE_LINE = 300
CHARACTER = 320
"""One character of 3号 in twips."""

FANGSONG, KAI, HEI, SONG, TITLE_SONG, LATIN = (
    "仿宋_GB2312",
    "楷体_GB2312",
    "黑体",
    "宋体",
    "方正小标宋简体",
    "Times New Roman",
)


@dataclass(frozen=True, slots=True)
class _ParagraphStyle:
    """One paragraph style; ``layout`` and ``type`` are the inner XML of pPr and rPr in schema order."""

    id: str
    name: str
    layout: str = ""
    type: str = ""
    based_on: str = "a"
    following: str = ""


STYLE_IDS = {
    Style.TITLE: "GwTitle",
    Style.PART: "GwPart",
    Style.HEADING1: "1",
    Style.HEADING2: "2",
    Style.HEADING3: "3",
    Style.BODY: "GwBody",
    Style.ATTACHMENT: "GwAttachment",
    Style.NOTE: "GwNote",
    Style.SIGNATURE: "GwSignature",
}


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{LATIN}" w:eastAsia="{name}" w:hAnsi="{LATIN}" w:cs="{LATIN}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


_CLOSER = '<w:spacing w:val="-5"/>'
_TWO_CHARACTERS = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'
_HEADING = "<w:keepNext/>"
_CELL = (
    '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
    f'<w:spacing w:line="{TABLE_LINE}" w:lineRule="exact"/>'
)


def _spacing(line: int, *, before: int = 0, after: int = 0) -> str:
    around = (f' w:before="{before}"' if before else "") + (f' w:after="{after}"' if after else "")
    return f'<w:spacing{around} w:line="{line}" w:lineRule="exact"/>'


_STYLES = (
    _ParagraphStyle("GwBody", "公文正文", _TWO_CHARACTERS, _CLOSER),
    _ParagraphStyle(
        "GwTitle",
        "公文标题",
        '<w:keepNext/><w:keepLines/><w:snapToGrid w:val="0"/>'
        + _spacing(640, after=LINE)
        + '<w:contextualSpacing/><w:jc w:val="center"/><w:outlineLvl w:val="9"/>',
        _font(TITLE_SONG) + _size(22),
        following="GwBody",
    ),
    _ParagraphStyle(
        "GwPart",
        "公文部分",
        '<w:keepNext/><w:pageBreakBefore/><w:snapToGrid w:val="0"/>'
        + _spacing(600, after=LINE)
        + '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
        _font(TITLE_SONG) + _size(18),
        following="GwBody",
    ),
    _ParagraphStyle(
        "1",
        "heading 1",
        _HEADING + _TWO_CHARACTERS + '<w:outlineLvl w:val="0"/>',
        _font(HEI) + _CLOSER,
        following="GwBody",
    ),
    _ParagraphStyle(
        "2",
        "heading 2",
        _HEADING + _TWO_CHARACTERS + '<w:outlineLvl w:val="1"/>',
        _font(KAI) + _CLOSER,
        following="GwBody",
    ),
    _ParagraphStyle(
        "3",
        "heading 3",
        _HEADING + _TWO_CHARACTERS + '<w:outlineLvl w:val="2"/>',
        "<w:b/><w:bCs/>" + _CLOSER,
        following="GwBody",
    ),
    _ParagraphStyle(
        "GwAttachment",
        "附件",
        "<w:keepNext/><w:pageBreakBefore/>"
        + _spacing(LINE, after=LINE)
        + '<w:jc w:val="left"/><w:outlineLvl w:val="0"/>',
        _font(HEI),
        following="GwTitle",
    ),
    _ParagraphStyle("GwSignature", "落款", '<w:jc w:val="right"/>', _CLOSER),
    _ParagraphStyle("GwTable", "表格文字", _CELL + '<w:jc w:val="left"/>', _font(SONG) + _size(10.5)),
    _ParagraphStyle("GwHead", "表头", '<w:jc w:val="center"/>', based_on="GwTable"),
    _ParagraphStyle("GwFigure", "表内数字", '<w:jc w:val="right"/>', based_on="GwTable"),
    _ParagraphStyle(
        "GwTableTitle",
        "表题",
        '<w:keepNext/><w:snapToGrid w:val="0"/>'
        + _spacing(LINE, before=120, after=120)
        + '<w:jc w:val="center"/><w:outlineLvl w:val="1"/>',
        _font(TITLE_SONG) + _size(18),
        following="GwBody",
    ),
    _ParagraphStyle("GwAbove", "表上", "<w:keepNext/>" + _spacing(360) + '<w:jc w:val="left"/>', based_on="GwTable"),
    _ParagraphStyle("GwNote", "表注", _spacing(320) + '<w:jc w:val="both"/>', based_on="GwTable"),
    _ParagraphStyle(
        "GwFormLine", "表下签名行", _spacing(400, before=120) + '<w:jc w:val="left"/>', _size(12), based_on="GwTable"
    ),
    _ParagraphStyle(
        "GwGap", "表后空", '<w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/>', _size(1)
    ),
    _ParagraphStyle(
        "a3",
        "footer",
        '<w:snapToGrid w:val="0"/><w:spacing w:line="340" w:lineRule="exact"/><w:jc w:val="left"/>',
        f'<w:rFonts w:ascii="{SONG}" w:eastAsia="{SONG}" w:hAnsi="{SONG}"/>' + _size(14),
    ),
)


def _style_xml(style: _ParagraphStyle) -> str:
    following = f'<w:next w:val="{style.following}"/>' if style.following else ""
    layout = f"<w:pPr>{style.layout}</w:pPr>" if style.layout else ""
    typeface = f"<w:rPr>{style.type}</w:rPr>" if style.type else ""
    custom = ' w:customStyle="1"' if style.id.startswith("Gw") else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/>{following}<w:qFormat/>{layout}{typeface}</w:style>'
    )


def styles_xml(language: str) -> str:
    """The part word/styles.xml; ``language`` is already escaped."""
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        f'<w:widowControl w:val="0"/>{_spacing(LINE)}<w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font(FANGSONG)}{_size(16)}"
        f'<w:lang w:val="en-US" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    body = "".join(map(_style_xml, _STYLES))
    return f'{DECLARATION}<w:styles xmlns:w="{WORD}">{defaults}{normal}{body}</w:styles>'


def settings_xml(language: str) -> str:
    """The part word/settings.xml: different odd and even footers, today's layout rules, no tracking, no people."""
    return (
        f'{DECLARATION}<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        "<w:doNotExpandShiftReturn/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="{language}"/></w:settings>'
    )


_FONT_TABLE = (
    (FANGSONG, "仿宋", "modern", "fixed"),
    (KAI, "楷体", "modern", "fixed"),
    (HEI, "SimHei", "modern", "fixed"),
    (SONG, "SimSun", "auto", "variable"),
    (TITLE_SONG, "方正小标宋_GBK", "auto", "variable"),
)


def font_table_xml() -> str:
    """The part word/fontTable.xml: which face stands in where one is not installed."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{stand_in}"/><w:charset w:val="86"/><w:family w:val="{family}"/>'
        f'<w:pitch w:val="{pitch}"/></w:font>'
        for name, stand_in, family, pitch in _FONT_TABLE
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    return f'{DECLARATION}<w:fonts xmlns:w="{WORD}">{fonts}{latin}</w:fonts>'
