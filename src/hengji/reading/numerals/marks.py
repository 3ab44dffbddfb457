"""Numerals that state no figure: dates, ordinals, document numbers, telephone numbers and the like.

Each kind is told by the characters directly around a run of digits, so most runs are done with after two look-ups.
"""

from __future__ import annotations

import re
from typing import Final

from hengji.reading.numerals.units import UnitTable

FIGURE: Final = "figure"
DATE: Final = "date"
YEAR: Final = "year"
ORDINAL: Final = "ordinal"
DOCUMENT_NUMBER: Final = "document-number"
LAW_ARTICLE: Final = "law-article"
ATTACHMENT: Final = "attachment"
FORM_NUMBER: Final = "form-number"
PHONE: Final = "phone"
CODE: Final = "code"
MARKUP: Final = "markup"
NAME_PART: Final = "name-part"
QUOTED: Final = "quoted"
RATIO_BASE: Final = "ratio-base"

Mark = tuple[int, int, str]

# ------------------------------------------------------------------------------- expressions found before their digits

_AHEAD_SIGNS = re.compile(
    r"\[bookmark|_Toc|_Ref|PAGEREF|HYPERLINK|&#|://|www\.|@|/(?:19|20)[0-9]{2}|ICP|公网安备|[“\"][0-9A-Za-z]"
)
_AHEAD = re.compile(
    r"(?P<markup>\[bookmark:[^\]]{0,200}\]|(?:PAGEREF|HYPERLINK)[^\u4e00-\u9fff]{0,200}|_(?:Toc|Ref)[0-9]+|& ?#[0-9]+;)"
    r"|(?P<code>(?:https?://|www\.)[!-~]+|[\w.+-]{1,64}@[\w.-]{1,255}"
    # the index and registration numbers of web sites
    r"|[0-9A-Za-z-]{4,30}[ \t]?/(?:19|20)[0-9]{2}(?:[0-9]{2}){0,2}-[0-9]{3,8}"
    r"|ICP备 ?[0-9]+ ?号?(?:-[0-9]+)?|公网安备 ?[0-9]+ ?号?)"
    r"|[“\"](?P<quoted>(?=[A-Za-z+×*/·.-]*[0-9])[0-9A-Za-z+×*/·.-]{1,16})[”\"“]",
    re.ASCII,
)


def marks_ahead(text: str) -> list[Mark]:
    """Word residue, addresses and quoted names that hold digits, in order."""
    if _AHEAD_SIGNS.search(text) is None:
        return []
    spans = [(*found.span(found.lastgroup or 0), found.lastgroup or "") for found in _AHEAD.finditer(text)]
    return [(start, end, kind) for start, end, kind in spans if _HAS_DIGIT.search(text, start, end)]


_HAS_DIGIT = re.compile(r"[0-9]")

# ------------------------------------------------------------------------------------------ expressions around a number

_OPEN = "〔[（(【［"
_DOCUMENT = re.compile(
    r"[〔\[（(【［] ?(?:19|20)[0-9]{2} ?[〕\]）)】］] ?(?:第 ?)?(?:[0-9]+ ?)?号|〔(?:19|20)[0-9]{2}[0-9]{1,4} ?号?"
)
_YEAR_IN_BRACKETS = re.compile(r"(?:199|20[0-4])[0-9][）)〕\]]")
_IN_BRACKETS = re.compile(r"[（(] ?[0-9]{1,2} ?[）)]")
_ARTICLE = re.compile(r"第 ?[0-9一二三四五六七八九十百]+ ?(?:条|款|项|章|节)")
_NUMBERED = re.compile(r"第 ?[0-9]+")
_ISSUE = re.compile(r"第? ?[0-9]+ ?号(?=文|令|公告|$|[^\w]|》)")
_QUARTER = re.compile(r"第? ?[1-4] ?季度末?")
_BEFORE = re.compile(
    r"(?P<attachment>附(?:件|表|录|图)? ?[:：]? ?)$"
    r"|(?P<phone>(?:电话|手机|传真|热线)(?:号码)? ?[:：]? *(?:[0-9]{3,4}[-—])?)$"
    r"|(?P<code>(?:代码|编码|编号|证号|账号|帐号|邮编|卡号|标识码|索引号) ?[:：|]? ?)$"
    r"|(?P<form_number>(?<![代发])[表图] ?)$"
    r"|(?P<ordinal>(?:指标|任务|目标|项目|机构|问题|措施|步骤|情形|类型|方案|阶段|案例|要点|条件|说明|之) ?)$"
)
_BEFORE_LAST = frozenset("件表录图附话机真线码号编标务目构题施骤形型案段例点明之:： -—")
_LOOK_BACK = 12
_SPACES = " \u3000\xa0\t"

_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_PART = r"(?:份|前|底|初|末|中旬|上旬|下旬)?"
_YEAR = r"(?:19|20)[0-9]{2}"
_DATE = re.compile(
    rf"{_YEAR} ?年 ?{_MONTH} ?(?:[-–—~～至到]|月[-–—~～至到]) ?{_MONTH} ?月{_PART}"
    rf"|{_YEAR} ?年 ?{_MONTH} ?月 ?(?:{_DAY} ?[日号]|{_PART})"
    rf"|{_YEAR} ?年(?:上半年|下半年|第?[1-4]季度|年?[初中底末]|春季|秋季)"
    rf"|{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}(?![0-9])"
    rf"|{_YEAR}-{_MONTH}(?![0-9-])"
    rf"|{_YEAR} ?年(?:——|[-–—~～至到、]) ?{_YEAR}(?: ?年度?)?|{_YEAR} ?(?:——|[-–—~～至到、]) ?{_YEAR} ?年度?"
    rf"|{_MONTH} ?月 ?{_DAY} ?[日号](?:[-–—~～至到] ?(?:{_MONTH} ?月 ?)?{_DAY} ?[日号])?"
    rf"|{_MONTH} ?月?[-–—~～至到、] ?{_MONTH} ?月{_PART}"
    rf"|{_MONTH} ?月(?!分){_PART}"
    rf"|{_DAY} ?日(?!内|以内|之内|均|常)"
    r"|(?:2[0-3]|[01]?[0-9])[:：][0-5][0-9](?::[0-5][0-9])?(?![0-9])(?=$|[^比])"
)
_COMPACT = re.compile(rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])")
_GLUED_DAY = re.compile(rf"{_YEAR}(?:[1-9](?:0[1-9]|[12][0-9]|3[01])|1[0-2][1-9])(?![0-9.])")
_DATED_BEFORE = re.compile(r"(?:日期|时间)[:：]? *$")
_YEAR_ALONE = re.compile(rf"{_YEAR} ?年?度|{_YEAR} ?年")
_BARE_YEAR = re.compile(r"(?:199|20[0-4])[0-9](?=[\u4e00-\u9fff“”《》])")
_DATE_NEXT = frozenset("年月日度-–—~～至到/.:：∶、 季")

_MULTI_LEVEL = re.compile(r"[0-9]+(?:\.[0-9]+){2,}")
_GLUED_YEAR = re.compile(rf"([0-9]{{1,2}})\.{_YEAR}(?= ?年|[-–—~～至][0-9]{{4}}年)")
_LIST_MARK = re.compile(r"[0-9]{1,2} ?(?:[.．](?![0-9])|、(?![0-9])|、(?=(?:19|20)[0-9]{2})|[）)])")
_LIST_MARK_LOOSE = re.compile(r"[0-9]{1,2}、 *(?=[\u4e00-\u9fff“《（])|[0-9]{1,2}[.．](?= ?[\u4e00-\u9fff“《（])")
_CLAUSE_ENDS = frozenset("。；;：:！？，,\n　 \t”》]】")
_SUBHEADING = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}(?= ?[\u4e00-\u9fff])")

_MOBILE = re.compile(r"1[3-9][0-9]{9}(?![0-9])")
_LANDLINE = re.compile(r"0[0-9]{2,3} ?[-—－] ?[0-9]{7,8}(?![0-9])|[（(]0[0-9]{2,3}[）)] ?[0-9]{7,8}(?![0-9])")
_ALPHANUMERIC = re.compile(r"[A-Za-z0-9_]*[0-9][A-Za-z0-9_]*(?:[-.][A-Za-z0-9]+)*", re.ASCII)
_LETTERS = re.compile(r"[A-Za-z_]", re.ASCII)
_SUM_NAME = re.compile(r"[0-9]+(?:\+[0-9]+)*\+[A-Za-zＮＸ](?![a-z])")
_CREDIT_CODE = re.compile(r"[0-9]{17}[0-9Xx](?![0-9A-Za-z])|[0-9][0-9A-Z]{17}(?![0-9A-Za-z])")
_CLASS_CODE = re.compile(r"[235][0-9]{2}(?:[0-9]{2}){0,2}(?= ?[\u4e00-\u9fff])")
_CLASS_STEP = re.compile(r"(?:[12356][0-9]{2} ?[（(]?(?=类)|[0-9]{2} ?[（(]?(?=[款项]))(?=(.))")
_CLASS_BEFORE = re.compile(r"[0-9]{2} ?[（(]?款[^。；，0-9]{0,16}$")
_RATIO = re.compile(r"[0-9]+(?=∶[0-9])|1(?=[:：][0-9])")
_HOTLINE = re.compile(r"1[0-9]{4}(?=热线|平台|电话)")
_NOTED_DAY = re.compile(r"[0-9]{1,2}[·•][0-9]{1,2}")
_FORM = re.compile(r"(?<![0-9.])0[0-9](?:-[0-9]+)?表|[0-9]{1,2}(?:-[0-9]+)?表(?=$|[^\u4e00-\u9fff])")
_LONGEST_FIGURE = 11
_NO_MEASURES = ("部门", "单位")
_LARGEST_ORDINAL = 20
_SHORTEST = {PHONE: 5, CODE: 3}
_MEASURES = frozenset(
    "个名人次件项期篇份支辆台套场条张块幅面本册部只头株棵亩吨米里盏根座栋间所处户家届轮批类种例起宗笔单组队班级年月日天时分秒岁倍"
    "成万亿千百元角度公平立毫厘寸尺斤两箱盒瓶袋包卷顶把双对副位点站口眼段道片枚卡课节余多来以至到及和"
)


def mark_at(text: str, start: int, end: int, done: int, units: UnitTable) -> Mark | None:
    """What the number at ``start`` belongs to if it is no figure; nothing before ``done`` may be touched."""
    first = text[start]
    if not first.isascii():
        return _article_or_circle(text, start, end)
    before = text[start - 1] if start > done else ""
    after = text[end] if end < len(text) else ""
    return (
        (_before(text, start, end, done, units) if before else None)
        or _whole(text, start, end, after, units)
        or (_dated(text, start, before, units) if after in _DATE_NEXT else None)
        or _listed(text, start, end, done, units)
    )


def _article_or_circle(text: str, start: int, end: int) -> Mark:
    if text[start] == "第":
        return start, end + 1, LAW_ARTICLE
    return start, end, ORDINAL


def _before(text: str, start: int, end: int, done: int, units: UnitTable) -> Mark | None:
    """Marks told by what stands before the number."""
    before = text[start - 1]
    if before in _OPEN:
        return _bracketed(text, start)
    if before == "第" or (before == " " and text[max(done, start - 2) : start] == "第 "):
        return _counted(text, text.rindex("第", done, start))
    if _LETTERS.match(before):
        whole = _ALPHANUMERIC.match(text, start)
        back = start
        while back > done and _LETTERS.match(text[back - 1]):
            back -= 1
        return back, whole.end() if whole else end, NAME_PART
    if before in _BEFORE_LAST:
        return _worded(text, start, end, done, units)
    return None


def _bracketed(text: str, start: int) -> Mark | None:
    """Marks in brackets; a number in brackets that ends a name (a weight, a count) is a figure."""
    for pattern, kind in ((_DOCUMENT, DOCUMENT_NUMBER), (_LANDLINE, PHONE)):
        found = pattern.match(text, start - 1)
        if found is not None:
            return *found.span(), kind
    found = _IN_BRACKETS.match(text, start - 1)
    if found is None or (start > 1 and _is_han(text[start - 2]) and found.end() == len(text)):
        return (start, start + 4, YEAR) if _YEAR_IN_BRACKETS.match(text, start) else None
    return *found.span(), ORDINAL


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _counted(text: str, start: int) -> Mark | None:
    """第 and a number: an article, an issue, a quarter, or just an ordinal."""
    kinds = ((_ARTICLE, LAW_ARTICLE), (_ISSUE, DOCUMENT_NUMBER), (_QUARTER, DATE), (_NUMBERED, ORDINAL))
    for pattern, kind in kinds:
        found = pattern.match(text, start)
        if found is not None:
            return *found.span(), kind
    return None


def _worded(text: str, start: int, end: int, done: int, units: UnitTable) -> Mark | None:
    """Marks told by a word before the number: 附件, 电话, 代码, 表, 指标."""
    back = max(done, start - _LOOK_BACK)
    found = _BEFORE.search(text[back:start])
    if found is None:
        return None
    kind = (found.lastgroup or "").replace("_", "-")
    if kind in (PHONE, CODE):
        longer = _ALPHANUMERIC.match(text, start) if kind == CODE else None
        return (start, longer.end() if longer else end, kind) if end - start >= _SHORTEST[kind] else None
    dated = _dated(text, start, "", units)
    if end - start > 2 or units.after(text, end)[0] or (dated and dated[2] == DATE):
        return None
    alone = kind == ATTACHMENT and found[0].strip() == "附" and end < len(text) and text[end].isalnum()
    if alone or (kind == ORDINAL and int(text[start:end]) > _LARGEST_ORDINAL):
        return None
    return (start if kind == ORDINAL else back + found.start()), end, kind


def _whole(text: str, start: int, end: int, after: str, units: UnitTable) -> Mark | None:
    """Marks told by the digits themselves, or by a letter or sign directly behind them."""
    step = _CLASS_STEP.match(text, start)
    if step is not None and (step[1] != "项" or text[start] == "0" or _CLASS_BEFORE.search(text, 0, start)):
        return start, end, CODE
    if end - start == 7 and _GLUED_DAY.match(text, start) and _DATED_BEFORE.search(text, 0, start):
        return start, end, DATE
    if end - start >= 8 or (text[start] == "0" and after in ("-", "—", "－")):
        return _long(text, start, end, after, units)
    for pattern, kind in _BEHIND.get(after, ()):
        found = pattern.match(text, start)
        if found is not None and (kind != ORDINAL or _DATE.match(text, start) is None):
            return *_with_series(text, *found.span(), kind), kind
    if after.isascii() and after.isalpha() and not units.after(text, end)[0]:
        name = _ALPHANUMERIC.match(text, start)
        return (start, name.end() if name else end, NAME_PART)
    return None


_BEHIND: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "+": ((_SUM_NAME, NAME_PART),),
    ".": ((_MULTI_LEVEL, ORDINAL),),
    "·": ((_NOTED_DAY, NAME_PART),),
    "•": ((_NOTED_DAY, NAME_PART),),
    "号": ((_ISSUE, DOCUMENT_NUMBER),),
    "表": ((_FORM, FORM_NUMBER),),
    "-": ((_FORM, FORM_NUMBER),),
    "热": ((_HOTLINE, NAME_PART),),
    "平": ((_HOTLINE, NAME_PART),),
    "电": ((_HOTLINE, NAME_PART),),
}


def _long(text: str, start: int, end: int, after: str, units: UnitTable) -> Mark | None:
    """Codes, telephone numbers and compact dates, told by their length."""
    if units.after(text, end)[0]:
        return None
    kinds = ((_CREDIT_CODE, CODE), (_MOBILE, PHONE), (_LANDLINE, PHONE), (_COMPACT, DATE))
    for pattern, kind in kinds:
        found = pattern.match(text, start)
        if found is not None and (kind != DATE or found.end() >= end):  # 19940501.00 is an amount
            return *found.span(), kind
    if end - start > _LONGEST_FIGURE and text[start:end].isdigit() and after != ".":
        return start, end, CODE
    return None


def _with_series(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """A form's number with the name of its series before it (two characters: 公开01表)."""
    if kind != FORM_NUMBER:
        return start, end
    back = start
    while back > 0 and start - back < 2 and _is_han(text[back - 1]):
        back -= 1
    return back, end


def _dated(text: str, start: int, before: str, units: UnitTable) -> Mark | None:
    """Dates, years, times, and the first member of a ratio."""
    if before in ("得", "计", "扣") and _YEAR_ALONE.match(text, start) is None:
        return None
    found = _DATE.match(text, start)
    if found is not None and not (":" in found[0] or "：" in found[0]):
        return *found.span(), DATE
    if found is not None and not units.after(text, found.end())[0]:
        return *found.span(), DATE
    found = _YEAR_ALONE.match(text, start) or _QUARTER.match(text, start)
    if found is not None:
        return *found.span(), DATE if found[0].endswith("季度") else YEAR
    found = _RATIO.match(text, start)
    if found is not None and not units.after(text, found.end())[0]:
        return *found.span(), RATIO_BASE
    return None


def _listed(text: str, start: int, end: int, done: int, units: UnitTable) -> Mark | None:
    """Numbers of list items, classification codes before their names, years that lost their character."""
    glued = _GLUED_YEAR.match(text, start)
    if glued is not None:
        return start, glued.end(1) + 1, ORDINAL
    before = _first_before(text, start, done)
    at_start = before in ("", "\n")
    if at_start or before in _CLAUSE_ENDS:
        pattern = _LIST_MARK if at_start else _LIST_MARK_LOOSE
        found = pattern.match(text, start)
        if found is not None:
            return start, len(found[0].rstrip()) + start, ORDINAL
    if units.after(text, end)[0]:
        return None
    if _BARE_YEAR.match(text, start) and end - start == 4 and not _measured(text, end):
        return start, end, YEAR
    return _named(text, start, end) if at_start else None


def _measured(text: str, end: int) -> bool:
    """Whether a measure word stands behind a number, one that the table of units need not know."""
    return end < len(text) and text[end] in _MEASURES and not text.startswith(_NO_MEASURES, end)


def _named(text: str, start: int, end: int) -> Mark | None:
    """A number glued to the name it stands for, at a line's start: 201某某支出, 1.2 某某, 1某某."""
    if _measured(text, end):
        return None
    for pattern, kind in ((_CLASS_CODE, CODE), (_SUBHEADING, ORDINAL)):
        found = pattern.match(text, start)
        if found is not None and found.end() == end:
            return start, end, kind
    glued = end < len(text) and _is_han(text[end]) and end - start <= 2 and text[start] != "0"
    return (start, end, ORDINAL) if glued else None


def _first_before(text: str, start: int, done: int) -> str:
    """The character before a number; "" where only blanks lie between it and the line's start or the last numeral."""
    back = start
    while back > 0 and text[back - 1] in _SPACES:
        back -= 1
    if back == 0:
        return ""
    if back < start and text[back - 1] != "\n":
        return " " if back >= done else ""
    return text[back - 1]
