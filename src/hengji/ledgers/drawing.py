"""The double-random draw (双随机): which objects are inspected, and by whom, in a way anyone can repeat.

Nothing random is asked of a machine. Each object is given the SHA-256 of the seed, the hash of the list of objects and
its own id; the smallest are drawn. For each object drawn the inspectors are ranked in the same way. The seed is told
in public when the lists are closed (a number drawn from a box, a published lottery), so nobody can choose the outcome.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import TypeVar

from hengji.errors import HengjiError
from hengji.ledgers.drawing_record import (
    HOW_TO_REPEAT,
    Candidate,
    Drawn,
    DrawRecord,
    Excluded,
    Inspector,
    Lists,
    Terms,
)

LEAST_INSPECTORS = 2
SEPARATOR = "|"
EntryT = TypeVar("EntryT", bound=Candidate | Inspector)


class DrawError(HengjiError):
    """A draw that cannot be made from these lists on these terms."""

    code = "ledger.draw"


def draw(lists: Lists, terms: Terms) -> DrawRecord:
    """The draw: the same lists in any order, with the same terms, always give the same record.

    Objects drawn before this year leave the base; inspectors without a certificate valid on the day leave the list,
    and those of the object's own unit or sponsor are recused for it.

    Raises:
        DrawError: ids or texts that cannot stand on a list, terms that contradict each other or the regulation, an
            empty base, or too few inspectors.
    """
    _refuse_lists(lists)
    _refuse_terms(terms)
    base = sorted((one for one in lists.objects if not one.drawn), key=lambda one: one.id)
    count, working = _count(len(base), len(lists.objects), terms)
    fit = [one for one in lists.inspectors if not _unfit(one, terms.on)]
    if len(fit) < terms.per_object:
        says = f"持证且证件在 {terms.on} 有效的检查人员只有 {len(fit)} 名，每家至少要 {terms.per_object} 名，不能抽取。"
        raise DrawError(says, hint="请补充检查人员，或先办好证件再抽。")
    objects_hash, inspectors_hash = list_hash(lists.objects), list_hash(lists.inspectors)
    ranked = sorted(((_digest(terms.seed, objects_hash, one.id), one) for one in base), key=lambda pair: pair[0])
    return DrawRecord(
        terms=terms,
        objects_hash=objects_hash,
        inspectors_hash=inspectors_hash,
        base=tuple(one.id for one in base),
        excluded=tuple(Excluded(one.id, "本年度已抽查过，不进基数") for one in _sorted(lists.objects) if one.drawn),
        unfit=tuple(Excluded(one.id, why) for one in _sorted(lists.inspectors) if (why := _unfit(one, terms.on))),
        working=working,
        drawn=tuple(_assigned(one, rank, fit, inspectors_hash, terms) for rank, one in ranked[:count]),
        how=HOW_TO_REPEAT.format(objects_hash=objects_hash, inspectors_hash=inspectors_hash, **_told(terms, count)),
    )


def verify(record: DrawRecord, lists: Lists) -> tuple[str, ...]:
    """What in a record differs from the draw these lists give on its terms, in Chinese; nothing for a true record."""
    try:
        again = draw(lists, record.terms)
    except DrawError as error:
        return (f"照记录的条件抽不出结果：{error}",)
    names = {
        "objects_hash": "抽查对象名录的校验值（名录被改过）",
        "inspectors_hash": "检查人员名录的校验值（名录被改过）",
        "base": "基数",
        "excluded": "不进基数的对象",
        "unfit": "不能参加的检查人员",
        "working": "抽取数的算式",
        "how": "复核办法",
    }
    found = [
        f"{name}与重抽的不同。" for field, name in names.items() if getattr(record, field) != getattr(again, field)
    ]
    told, true = {one.id: one for one in record.drawn}, {one.id: one for one in again.drawn}
    found += [f"记录抽中了 {name}，重抽没有抽中。" for name in told if name not in true]
    found += [f"重抽应抽中 {name}，记录里没有。" for name in true if name not in told]
    found += [f"{name} 的检查人员或排序值与重抽的不同。" for name in told if name in true and told[name] != true[name]]
    same = set(told) == set(true)
    if same and [one.id for one in record.drawn] != [one.id for one in again.drawn]:
        found.append("抽中对象的次序与重抽的不同。")
    return tuple(found)


def list_hash(entries: Iterable[Candidate | Inspector]) -> str:
    """SHA-256 of a list: its lines sorted by id, parted by line feeds, in UTF-8; the order of entry does not matter."""
    text = "\n".join(one.line() for one in _sorted(entries))
    return hashlib.sha256(text.encode()).hexdigest()


def _sorted(entries: Iterable[EntryT]) -> list[EntryT]:
    return sorted(entries, key=lambda one: one.id)


def _digest(*parts: str) -> str:
    return hashlib.sha256(SEPARATOR.join(parts).encode()).hexdigest()


def _told(terms: Terms, count: int) -> dict[str, object]:
    return {"seed": terms.seed, "on": terms.on.isoformat(), "per_object": terms.per_object, "count": count}


def _refuse_lists(lists: Lists) -> None:
    """Entries that no list can hold: no id, one id twice, characters that part the fields."""
    for what, entries in (("抽查对象名录", lists.objects), ("检查人员名录", lists.inspectors)):
        seen: set[str] = set()
        for one in entries:
            if not one.id:
                raise DrawError(f"{what}里有一行没有编号。", hint="请给每一行一个编号。")
            if one.id in seen:
                raise DrawError(f"{what}里编号 {one.id} 出现两次。", hint="请去掉重复的一行，或改正编号。")
            seen.add(one.id)
            if any(SEPARATOR in text or not text.isprintable() for text in one.texts()):
                raise DrawError(f"{what}里 {one.id} 一行有“|”、换行等分隔用的字符。", hint="请换成别的写法。")


def _refuse_terms(terms: Terms) -> None:
    """Terms that leave open or contradict what is to be drawn."""
    if not terms.seed.strip() or SEPARATOR in terms.seed or not terms.seed.isprintable():
        hint = "请写一段公开产生、事先不能知道的文字，例如当天公布的开奖号码；不能有“|”和换行。"
        raise DrawError("没有可用的随机种子，不能抽取。", hint=hint)
    if terms.per_object < LEAST_INSPECTORS:
        says = f"每家的检查人员不得少于 {LEAST_INSPECTORS} 名，现定 {terms.per_object} 名。"
        raise DrawError(says, hint="请改为两名以上。")
    if (terms.share is None) == (terms.number is None):
        raise DrawError("抽取比例和抽取家数应写一样，也只能写一样。", hint="请留下其中一样。")
    if terms.share is not None:
        _refuse_share(terms.share, terms.between)


def _refuse_share(share: Decimal, between: tuple[Decimal, Decimal] | None) -> None:
    if not 0 < share <= 1:
        raise DrawError(f"抽取比例 {_percent(share)} 不在 0 到 100% 之间。", hint="1% 请写 0.01。")
    if between is not None and not between[0] <= share <= between[1]:
        says = f"抽取比例 {_percent(share)} 不在规定的 {_percent(between[0])} 至 {_percent(between[1])} 之间。"
        raise DrawError(says, hint="请改比例；确需多抽的，写明家数，并在方案里说明理由。")


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


def _count(base: int, listed: int, terms: Terms) -> tuple[int, str]:
    """How many are drawn, and how that was found."""
    if not base:
        says = f"名录 {listed} 家，去掉本年度已抽查的，没有可抽的对象。" if listed else "抽查对象名录是空的，不能抽取。"
        raise DrawError(says, hint="请核对名录和“本年已抽”一栏。")
    left = f"名录 {listed} 家，去掉本年已抽的 {listed - base} 家，基数 {base} 家"
    if terms.number is not None:
        if not 1 <= terms.number <= base:
            raise DrawError(f"要抽 {terms.number} 家，基数是 {base} 家，抽不了。", hint="请核对家数。")
        return terms.number, f"{left}；按方案抽 {terms.number} 家。"
    exact = base * (terms.share or Decimal(0))
    count = int(exact.to_integral_value(ROUND_CEILING))
    up = "" if count == exact else "，向上取整"
    return count, f"{left}；{base} × {_percent(terms.share or Decimal(0))} = {exact.normalize():f}{up}，抽 {count} 家。"


def _unfit(inspector: Inspector, on: date) -> str:
    """Why a person cannot inspect on a day; empty for one who can. A certificate without end holds."""
    if not inspector.certified:
        return "没有执法（检查）证件"
    if inspector.valid_until is not None and inspector.valid_until < on:
        return f"证件已于 {inspector.valid_until} 到期"
    return ""


def _recusal(inspector: Inspector, drawn: Candidate) -> str:
    """Why a person must keep away from an object; empty for one who need not."""
    if inspector.unit and inspector.unit in {drawn.id, drawn.label}:
        return "检查人员就在被抽查单位，应回避"
    if drawn.sponsor and drawn.sponsor in {inspector.unit, inspector.sponsor}:
        return "检查人员与被抽查单位同属一个举办单位，应回避"
    return ""


def _assigned(drawn: Candidate, rank: str, fit: Sequence[Inspector], inspectors_hash: str, terms: Terms) -> Drawn:
    """An object drawn, with its inspectors."""
    recused = tuple(Excluded(one.id, why) for one in _sorted(fit) if (why := _recusal(one, drawn)))
    free = [one for one in fit if not _recusal(one, drawn)]
    if len(free) < terms.per_object:
        says = (
            f"抽中的 {drawn.label}（{drawn.id}）要 {terms.per_object} 名检查人员，"
            f"有效持证 {len(fit)} 名，回避 {len(recused)} 名，只剩 {len(free)} 名。"
        )
        raise DrawError(says, hint="请从别的单位补充检查人员，再用新的种子重抽，并把这次的情况一并记录。")
    ranked = sorted(free, key=lambda one: _digest(terms.seed, inspectors_hash, drawn.id, one.id))
    return Drawn(drawn.id, drawn.label, rank, tuple(one.id for one in ranked[: terms.per_object]), recused)
