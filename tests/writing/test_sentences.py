"""Writing declared sentences; the laws stand in test_sentences_laws.py."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.packs.sentence_packs import sentence_of, sentence_pack

from hengji.facts.fact import FactKey, Kind, State, Statement, dimensions_of
from hengji.packs.sentence import Sentence
from hengji.packs.sentence_context import SentenceContext
from hengji.writing.sentences import Lookup, compose, write

PACK = sentence_pack("cn-430203-lusong")
CONTEXT = SentenceContext(2023, units=PACK.units)


def lookup(values: dict[tuple[str, str], str], **dimensions: str) -> Lookup:
    """Facts by concept and scenario (of these dimensions), amounts as text."""

    def find(key: FactKey) -> Decimal | None:
        found = values.get((key.concept, key.scenario))
        return Decimal(found) if found is not None and key.dimensions == dimensions_of(dimensions) else None

    return find


def declared(text: str, folder: Path) -> Sentence:
    sentence, mistakes = sentence_of(f"id: a\nsays: 说明\nsource: {{document: d}}\n{text}", folder)
    assert mistakes == []
    return sentence


def test_a_missing_value_leaves_the_sentence_unwritten() -> None:
    project = PACK.sentences["hn.se.total"]
    assert write(project, lookup({("expenditure", "budget"): "99.97"}), CONTEXT) is None
    both = lookup({("expenditure", "budget"): "99.97", ("expenditure", "actual"): "110.25"})
    assert write(project, both, CONTEXT) == "本部门2023年度年初收支预算99.97万元，全年实际支出110.25万元。"


def test_the_five_elements_of_a_project() -> None:
    values = {
        ("expenditure.project", "budget"): "7.5",
        ("project.opening", "actual"): "5.36",
        ("project.adjustment", "actual"): "0",
        ("expenditure.project", "actual"): "12.79",
        ("project.closing", "actual"): "0.07",
    }
    context = SentenceContext(2023, subject={"project": "机构改革"}, units=PACK.units)
    assert write(PACK.sentences["hn.se.project"], lookup(values, project="机构改革"), context) == (
        "机构改革项目年初预算7.50万元，上年结转5.36万元，年中调整0.00万元，实际支出12.79万元，结余结转0.07万元。"
    )


def test_a_list_is_numbered_and_skips_what_has_no_value() -> None:
    spent = {"甲": Decimal(1), "丙": Decimal(3)}
    context = SentenceContext(2023, instances={"project": ["甲类", "乙类", "丙类"]}, units=PACK.units)
    text = write(PACK.sentences["hn.se.projects"], lambda key: spent.get((key.dimension("project") or "")[:1]), context)
    assert text == "1.甲类项目支出1.00万元；2.丙类项目支出3.00万元。"


def test_the_nil_form_stands_when_all_is_zero() -> None:
    sentence = PACK.sentences["cn.fa.government-fund"]
    assert write(sentence, lambda _: Decimal(0), CONTEXT) == "2023年度本单位无政府性基金收支。"
    assert write(sentence, lambda _: None, CONTEXT) is None
    text = write(sentence, lambda key: Decimal(2 if key.concept == "expenditure" else 3), CONTEXT)
    assert text == "2023年度政府性基金预算财政拨款收入3.00万元；支出2.00万元。"


def test_a_change_is_written_with_its_word(tmp_path: Path) -> None:
    sentence = declared(
        "write: '合计{total}[，与{last}相比({change}，{rate}|{change:持平})]。'\n"
        "slots:\n"
        "  total: {concept: revenue}\n"
        "  change: {concept: change.amount, signed: true, dimensions: {of: 本年收入合计}}\n"
        "  rate: {kind: percent, concept: change.rate, signed: true, dimensions: {of: 本年收入合计}}\n",
        tmp_path,
    )

    def given(change: str, rate: str) -> str | None:
        plain = {"revenue": Decimal(9), "change.amount": Decimal(change), "change.rate": Decimal(rate)}
        signed = ("change.amount", "change.rate")
        return write(
            sentence,
            lambda k: plain[k.concept] if k.dimension("direction") is None or k.concept not in signed else None,
            CONTEXT,
        )

    assert given("-1", "-10") == "合计9.00万元，与2022年相比减少1.00万元，下降10.00%。"
    assert given("1", "12.5") == "合计9.00万元，与2022年相比增加1.00万元，增长12.50%。"
    assert given("0", "0") == "合计9.00万元，与2022年相比持平。"


def test_a_statement_in_another_unit_is_converted_and_rounded(tmp_path: Path) -> None:
    sentence = declared("write: '合计{total}。'\nslots: {total: {concept: revenue}}", tmp_path)
    key = FactKey("revenue", "2023", "actual")
    yuan = Statement("1", key, State.REPORTED, Kind.MONEY, value=Decimal("1234567.5"), unit="元")
    written = compose(sentence, lambda _: yuan, CONTEXT)
    assert written is not None
    assert written.text == "合计123.46万元。"
    assert [(s.key, s.unit, written.text[s.start : s.end]) for s in written.slots] == [(key, "万元", "123.46")]
    blank = Statement("1", key, State.BLANK, Kind.MONEY, unit="元")
    assert write(sentence, lambda _: blank, CONTEXT) is None


def test_comparison_is_computed_from_the_figures(tmp_path: Path) -> None:
    sentence = declared(
        "write: '预算{budget}，决算{actual}，决算数{compare}预算数。'\n"
        "slots:\n"
        "  budget: {concept: revenue, scenario: budget}\n"
        "  actual: {concept: revenue}\n"
        "  compare: {kind: comparison, concept: comparison, of: [actual, budget]}\n",
        tmp_path,
    )

    def given(actual: str) -> str | None:
        return write(sentence, lookup({("revenue", "budget"): "5", ("revenue", "actual"): actual}), CONTEXT)

    assert [given(actual) for actual in ("4", "5", "6")] == [
        "预算5.00万元，决算4.00万元，决算数小于预算数。",
        "预算5.00万元，决算5.00万元，决算数等于预算数。",
        "预算5.00万元，决算6.00万元，决算数大于预算数。",
    ]


CHANGED = """write: "支出{now}。[与{last}相比，{change}，{rate}[，主要原因是{reason}]。]"
slots:
  now: {concept: a}
  before: {concept: a, period: -1}
  change: {concept: c, signed: true, of: [now, before]}
  rate: {kind: percent, concept: r, signed: true, of: [now, before]}
  reason: {kind: prose, concept: n, of: [rate]}
"""


def changed(folder: Path, now: str, before: str, beyond: str = "0", reason: str = "") -> str | None:
    """The sentence of a figure of this year and last."""
    values = {"2023": Decimal(now), "2022": Decimal(before)}

    def find(key: FactKey) -> Decimal | str | None:
        return values.get(key.period) if key.concept == "a" else reason or None if key.concept == "n" else None

    context = SentenceContext(2023, units=PACK.units, reason_beyond=Decimal(beyond))
    return write(declared(CHANGED, folder), find, context)


def test_a_change_nobody_stated_follows_from_both_years(tmp_path: Path) -> None:
    said = changed(tmp_path, "205.83", "245.72", reason="人员减少")
    assert said == "支出205.83万元。与2022年相比，减少39.89万元，下降16.23%，主要原因是人员减少。"


def test_a_change_beyond_the_limit_without_reason_leaves_a_gap(tmp_path: Path) -> None:
    assert changed(tmp_path, "112", "100", "10") == (
        "支出112.00万元。与2022年相比，增加12.00万元，增长12.00%，主要原因是【请说明原因】。"
    )


def test_a_change_within_the_limit_needs_no_reason(tmp_path: Path) -> None:
    assert changed(tmp_path, "110", "100", "10") == "支出110.00万元。与2022年相比，增加10.00万元，增长10.00%。"


def test_nothing_is_compared_with_a_year_of_zero(tmp_path: Path) -> None:
    assert changed(tmp_path, "10", "0") == "支出10.00万元。"


def test_a_share_follows_from_a_figure_of_the_sentence_around_it(tmp_path: Path) -> None:
    sentence = declared(
        """write: "合计{total}，其中：{*parts}。"
slots: {total: {concept: all}}
lists:
  parts:
    item: "{label}{amount}[，占{share}]"
    members: [{concept: one, label: 甲}, {concept: other, label: 乙}]
    slots:
      amount: {concept: "{concept}"}
      share: {kind: percent, concept: s, of: [amount, total]}
""",
        tmp_path,
    )
    values = {"all": Decimal(3), "one": Decimal(1), "other": Decimal(2)}
    assert write(sentence, lambda key: values.get(key.concept), CONTEXT) == (
        "合计3.00万元，其中：甲1.00万元，占33.33%；乙2.00万元，占66.67%。"
    )
