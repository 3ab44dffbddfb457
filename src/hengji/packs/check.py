"""Checks as declared: what must hold, in words and as an expression, since when and by which source."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hengji.packs.errors import Mark
from hengji.packs.pick import (
    Direction,
    ItemsPick,
    PhrasePick,
    RowPick,
    checked_phrases,
    read_direction,
    read_items,
    read_phrases,
    read_rows,
    read_words,
)
from hengji.packs.source import Reader
from hengji.records import dataclass

SEVERITIES = ("error", "warning", "note")
KINDS = (
    "arithmetic", "cross-table", "text-vs-table", "text-vs-text", "ratio", "change", "count", "carry-over", "score",
    "score-sum", "weight-sum", "rule", "year", "entity", "missing", "residue", "numbering", "format", "shifted", "unit",
    "privacy", "ledger",
)  # fmt: skip
SCOPES = ("table", "component", "filing")
PASSES = (
    "closure",
    "derived",
    "restated",
    "required",
    "signature",
    "signer",
    "share",
    "completion",
    "change",
    "share_total",
    "zero_base",
    "rounding",
    "numbering",
    "copied",
    "unchanged",
    "same-figures",
    "printed-sum",
    "indicator-bound",
    "indicator-unit",
    "unit",
    "brackets",
    "component-year",
    "code-name",
    "shifted",
    "empty-section",
    "contents",
    "empty-table",
    "rate-fraction",
    "rate-limit",
    "rate-far",
    "copied-item",
    "rows",
    "words",
    "listed",
    "direction",
    "listed-items",
    "told-items",
    "unlisted-items",
    "item-sum",
    "comparison",
    "negative",
    "undrawn",
    "total-row",
    "excerpt",
    "attachment",
    "evidence-absent",
    "evidence-zero",
    "evidence-rate",
    "score-rule",
    "score-reduced",
    "score-total",
    "score-accuracy",
    "ledger-figure",
    "ledger-rule",
    "ledger-unread",
    "ledger-relation",
    "ledger-unit",
    "ledger-code",
)


@dataclass(frozen=True, slots=True)
class Version:
    """A span of fiscal years in which a declaration holds, with its source."""

    since: int
    until: int
    document: str
    article: str
    verified_on: str


@dataclass(frozen=True, slots=True)
class Check:
    """A declared check.

    ``within`` says how far its operands may lie apart; ``over`` names dimensions it runs through one value at a time
    (`group?` where a figure may lack it);
    ``tolerance`` is how far an equation may miss (in the unit of its figures), where a rule allows it.
    ``where`` narrows the values of those dimensions by phrases; ``outside`` names concepts that stand outside them.
    ``text``: phrases one of which must stand in the filing's running text (their places are shown); ``without``:
    phrases that must not; ``together``: all contexts in which it fails make one finding; ``drawn``: only figures of
    tables count. ``rows``, ``words``, ``direction`` and ``items`` are what the passes of these names look for.
    ``runs`` names a pass of the engine instead of an expression; its ``says`` and ``advice`` then have {places} for the
    words of a case.
    """

    id: str
    says: str
    advice: str
    expr: str
    given: str
    tolerance: Decimal | None
    runs: str
    kind: str
    severity: str
    proof: str
    within: str
    over: tuple[str, ...]
    scenarios: tuple[str, ...]
    components: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]]
    outside: tuple[str, ...]
    text: tuple[str, ...]
    without: tuple[str, ...]
    together: bool
    drawn: bool
    rows: RowPick | None
    words: PhrasePick | None
    direction: Direction | None
    items: ItemsPick | None
    versions: tuple[Version, ...]
    mark: Mark

    def version(self, year: int) -> Version | None:
        """The version in force in a fiscal year; None when the check does not apply."""
        return next((version for version in self.versions if version.since <= year <= version.until), None)


def load_check(reader: Reader) -> Check:
    """A check as declared."""
    check = Check(
        id=reader.text("id"),
        says=reader.text("says"),
        advice=reader.text("advice", ""),
        expr=reader.text("expr", "") if reader.has("runs") else reader.text("expr"),
        given=reader.text("given", ""),
        tolerance=reader.number("tolerance"),
        runs=reader.choice("runs", ("", *PASSES), ""),
        kind=reader.choice("kind", KINDS, "arithmetic"),
        severity=reader.choice("severity", SEVERITIES, "error"),
        proof=reader.choice("proof", ("proved", "likely", "judgement"), "proved"),
        within=reader.choice("within", SCOPES, "component"),
        over=reader.texts("over"),
        scenarios=reader.texts("scenarios"),
        components=reader.texts("components"),
        where=read_phrases(reader, "where"),
        outside=reader.texts("outside"),
        text=checked_phrases(reader, "text"),
        without=checked_phrases(reader, "without"),
        together=reader.flag("together"),
        drawn=reader.flag("drawn"),
        rows=read_rows(reader),
        words=read_words(reader),
        direction=read_direction(reader),
        items=read_items(reader),
        versions=read_versions(reader),
        mark=reader.node.mark,
    )
    reader.done()
    return check


def read_versions(reader: Reader) -> tuple[Version, ...]:
    """The dated versions of a declaration; at least one, each with its source."""
    versions: list[Version] = []
    for item in reader.readers("versions", "时段"):
        source = item.child("source")
        if source is None:
            item.fail(
                "这个时段缺少 source。", hint="每个时段都要写明依据：source: {document: 文件编号, article: 条款}。"
            )
            continue
        inner = Reader(source, item.mistakes, "依据")
        versions.append(
            Version(
                since=int(item.number("from", "1949") or 1949),
                until=int(item.number("until", "9999") or 9999),
                document=inner.text("document"),
                article=inner.text("article", ""),
                verified_on=item.text("verified_on", ""),
            )
        )
        inner.done()
        item.done()
    if not reader.nodes("versions"):
        reader.fail(
            f"{reader.what}没有写 versions。", hint="至少写一个时段：versions: [{from: 年份, source: {document: …}}]。"
        )
    return tuple(versions)
