"""The library: every pack found in a set of folders, each resolved along its parents, validated, and cached."""

from __future__ import annotations

import atexit
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from hengji.expressions import Node as Formula
from hengji.packs import validation
from hengji.packs.cache import PackCache
from hengji.packs.chart import load_chart
from hengji.packs.check import Check, load_check
from hengji.packs.component import load_component
from hengji.packs.concept import (
    ALWAYS,
    Concept,
    load_codes,
    load_concept,
    load_scenario,
    load_source,
    load_unit,
)
from hengji.packs.errors import Mark, Mistake, PackError, UnknownPackError, similar
from hengji.packs.evidence import EvidenceRule, load_evidence
from hengji.packs.export import load_export
from hengji.packs.form import load_form
from hengji.packs.formulas import parsed_check, parsed_derivation, parsed_evidence
from hengji.packs.framework import load_framework
from hengji.packs.headword import load_headword
from hengji.packs.layout import load_layout
from hengji.packs.meaning import Meaning, resolve
from hengji.packs.outline import load_outline
from hengji.packs.pack import Pack, PackInfo
from hengji.packs.rollup import load_rollup
from hengji.packs.rubric import load_rubric
from hengji.packs.sentence import load_sentence
from hengji.packs.source import Node, Reader, deletes, merge, parse_yaml
from hengji.packs.wording import load_wording
from hengji.packs.words import load_words
from hengji.records import dataclass

if TYPE_CHECKING:
    from hengji.packs.ledger.book import LedgerBook

DeclarationT = TypeVar("DeclarationT")
PACK_FILE = "pack.yaml"
HEADS = "heads"
BOOK = "-ledgers"
LEDGERS = (
    "registers",
    "roles",
    "measures",
    "bindings",
    "testimonies",
    "norms",
    "listings",
    "extracts",
    "comparisons",
    "draws",
    "outlooks",
    "persons",
)
"""Kinds that make the ledger book; the pack itself does without them."""

# Kinds of declaration: folder or file name, and what a mistake calls it. Items of LISTS stand as lists under the name
# of the kind; an item of FILES fills a file, its identity under the key named here at the top.
LISTS = {
    "concepts": "概念",
    "units": "计量单位",
    "scenarios": "口径",
    "sources": "依据文件",
    "components": "组成部分",
    "heads": "表头用语",
    "sentences": "句式",
    "words": "用词",
    "checks": "核对关系",
    "texts": "用语核对",
    "evidence": "指标依据",
    "charts": "图表",
    "roles": "角色",
    "measures": "台账指标",
    "bindings": "台账对应",
    "testimonies": "台账对证",
    "norms": "测算标准",
    "comparisons": "比对",
    "draws": "双随机",
    "outlooks": "预测",
    "persons": "人员栏目",
}
FILES = {
    "forms": "form",
    "layouts": "layout",
    "codes": "codes",
    "listings": "codes",
    "frameworks": "framework",
    "rubrics": "rubric",
    "outlines": "outline",
    "exports": "export",
    "rollups": "rollup",
    "registers": "register",
    "extracts": "extract",
}
NAMES = {
    **LISTS,
    "forms": "表单",
    "layouts": "画法",
    "codes": "代码表",
    "listings": "名录",
    "frameworks": "共性指标体系",
    "rubrics": "评分办法",
    "outlines": "文稿提纲",
    "exports": "导出对应",
    "rollups": "汇总办法",
    "registers": "台账",
    "extracts": "名册",
}


class Library:
    """All packs in some folders: pack folders (with a `pack.yaml`), or folders that hold such.

    Of two packs with one id the later stands. Making a library never fails for a mistake in a file: asking for a pack
    raises `PackError` with all mistakes of its chain. With ``cached`` what was resolved before is taken from the
    user's cache as long as no file has changed.
    """

    def __init__(self, roots: Iterable[Path], *, cached: bool = False) -> None:
        self._folders = [folder for root in roots for folder in _pack_folders(root)]
        self._packs: dict[str, Pack] = {}
        self._books: dict[str, LedgerBook] = {}
        self.files: set[Path] = {path for folder in self._folders for path in _paths_of(folder)}
        self._cache = PackCache.over(self._folders, self.files) if cached else None
        if self._cache is not None:
            self._cache.learn_patterns()
            atexit.register(self._cache.keep_patterns)
        self._heads: dict[str, _Head] = self._known_heads() or {
            name: _Head(found.folder, found.info, found.partial) for name, found in self._files.items()
        }
        if self._cache is not None and "_files" in self.__dict__:
            self._cache.keep(HEADS, self._heads)

    def _known_heads(self) -> dict[str, _Head]:
        """The heads of all packs as the cache has them; empty where it has none."""
        kept = self._cache.load(HEADS) if self._cache is not None else None
        return kept if isinstance(kept, dict) else {}

    @cached_property
    def _files(self) -> dict[str, _Files]:
        """Every pack's files, read."""
        found = (_read_folder(folder) for folder in self._folders)
        return {one.info.id: one for one in found}

    @classmethod
    def builtin(cls, extra: Iterable[Path] = ()) -> Library:
        """The packs delivered with Hengji, those of the folders in HENGJI_PACKS, and those of further folders."""
        import hengji_packs  # noqa: PLC0415 - only when asked for

        own = [Path(folder) for folder in os.environ.get("HENGJI_PACKS", "").split(os.pathsep) if folder]
        return cls([Path(hengji_packs.__file__).parent, *own, *extra], cached=True)

    def ids(self) -> list[str]:
        """The ids of all packs, parents before children, those with files that cannot be read last."""
        return sorted(self._heads, key=lambda name: (self._heads[name].partial, len(self._chain(name)), name))

    def home(self, pack: str) -> Path:
        """The folder a pack was read from."""
        return self._heads[pack].folder

    def info(self, pack: str) -> PackInfo:
        """What a pack's `pack.yaml` says."""
        if pack not in self._heads:
            raise UnknownPackError(pack, self._heads)
        return self._heads[pack].info

    def get(self, pack: str) -> Pack:
        """The pack, resolved and validated; mistakes raise `PackError` with all of them."""
        if pack not in self._packs:
            self.info(pack)
            kept = self._cache.load(pack) if self._cache is not None else None
            self._packs[pack] = kept if isinstance(kept, Pack) else self._resolve(pack)
            if self._cache is not None and kept is None:
                self._cache.keep(pack, self._packs[pack])
        return self._packs[pack]

    def book(self, pack: str) -> LedgerBook:
        """What the pack declares of ledgers; mistakes raise `PackError` with all of them."""
        from hengji.packs.ledger.book import LedgerBook  # noqa: PLC0415 - a filing is checked without it

        if pack not in self._books:
            whole = self.get(pack)
            kept = self._cache.load(f"{pack}{BOOK}") if self._cache is not None else None
            self._books[pack] = kept if isinstance(kept, LedgerBook) else self._bound(pack, whole)
            if self._cache is not None and kept is None:
                self._cache.keep(f"{pack}{BOOK}", self._books[pack])
        return self._books[pack]

    def _bound(self, pack: str, resolved: Pack) -> LedgerBook:
        """The ledger book of a resolved pack."""
        from hengji.packs.ledger.loading import load_book  # noqa: PLC0415 - a filing is checked without it

        mistakes: list[Mistake] = []
        nodes = {kind: _merged(kind, [self._files[name] for name in self._chain(pack)], mistakes) for kind in LEDGERS}
        book = load_book(resolved, lambda kind, loader: _load(nodes, kind, loader, mistakes), mistakes)
        if mistakes:
            raise PackError(sorted(dict.fromkeys(mistakes), key=lambda mistake: (mistake.mark.file, mistake.mark.line)))
        return book

    def declared(self, pack: str, kind: str) -> Mapping[str, Node]:
        """The declarations of one kind as a pack holds them, merged along its chain, before they are resolved."""
        self.get(pack)
        return _merged(kind, [self._files[name] for name in self._chain(pack)], [])

    def beside(self, folder: Path) -> Library:
        """A library of all these packs and one more; what was resolved before is kept."""
        other = Library([folder])
        other.__dict__["_files"] = {**self._files, **other._files}
        other._heads = {**self._heads, **other._heads}
        other._packs = dict(self._packs)
        return other

    def _chain(self, pack: str) -> list[str]:
        """The pack with its ancestors before it, as far as they are known."""
        chain = [pack]
        while (parent := self._heads[chain[0]].info.extends) in self._heads and parent not in chain:
            chain.insert(0, parent)
        return chain

    def _lineage_mistakes(self, chain: list[str]) -> Iterator[Mistake]:
        """Why a chain ends where it should go on."""
        top = self._files[chain[0]]
        parent = top.info.extends
        if parent in chain:
            says = f"上级包绕了一圈：{' → '.join([*reversed(chain[: chain.index(parent) + 1]), parent])}。"
            yield Mistake(top.extends_mark, "pack.cycle", says, "请改正其中一个包的 extends；最上一级不写 extends。")
        elif parent:
            yield Mistake(
                top.extends_mark, "pack.unknown-parent", f"没有编号为 {parent} 的上级包。", similar(parent, self._files)
            )

    def _resolve(self, pack: str) -> Pack:
        chain = self._chain(pack)
        files = [self._files[name] for name in chain]
        mistakes = [*self._lineage_mistakes(chain), *(mistake for one in files for mistake in one.mistakes)]
        whole = not any(one.partial for one in files) and not any(self._lineage_mistakes(chain))
        nodes = {kind: _merged(kind, files, mistakes) for kind in NAMES if kind not in LEDGERS}
        resolved = _resolved(nodes, files, mistakes, whole=whole)
        if whole:
            mistakes.extend(validation.mistakes_of(resolved))
        if mistakes:
            raise PackError(sorted(dict.fromkeys(mistakes), key=lambda mistake: (mistake.mark.file, mistake.mark.line)))
        return resolved


@dataclass(frozen=True, slots=True)
class _Head:
    """What is known of a pack without resolving it."""

    folder: Path
    info: PackInfo
    partial: bool


@dataclass(slots=True)
class _Files:
    """One pack's files, read. ``partial``: some could not be, so what refers to their content cannot be judged."""

    folder: Path
    info: PackInfo
    extends_mark: Mark
    raw: dict[str, list[Node]]
    digest: bytes
    mistakes: list[Mistake]
    partial: bool


def _pack_folders(root: Path) -> list[Path]:
    """The pack folders a root stands for; a folder of declarations without `pack.yaml` is one too: that is told."""
    if (root / PACK_FILE).is_file() or not root.is_dir():
        return [root]
    inner = [folder for folder in sorted(root.iterdir()) if folder.is_dir() and any(folder.rglob("*.yaml"))]
    return inner if any((folder / PACK_FILE).is_file() for folder in inner) else [root]


def _paths_of(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml")}


def _read_folder(folder: Path) -> _Files:
    """The files of one pack, each mistake recorded; file names are told relative to the folder the packs live in."""
    mistakes: list[Mistake] = []
    raw: dict[str, list[Node]] = {}
    head: Node | None = None
    partial = False
    content = hashlib.sha256()
    paths = _paths_of(folder)
    for path in sorted(paths):
        relative = path.relative_to(folder)
        for piece in (relative.as_posix().encode(), path.read_bytes()):
            content.update(len(piece).to_bytes(8, "big") + piece)
        try:
            node = parse_yaml(path, f"{folder.name}/{relative.as_posix()}", mistakes)
            if relative.as_posix() == PACK_FILE:
                head = node
            else:
                kind, items = _items_of(relative, node)
                raw.setdefault(kind, []).extend(items)
        except PackError as error:
            mistakes.extend(error.mistakes)
            partial = True
    if PACK_FILE not in {path.relative_to(folder).as_posix() for path in paths}:
        hint = "请在文件夹里放一个 pack.yaml，写明 pack、label、division、version、extends、fiscal_years。"
        mistakes.append(
            Mistake(Mark(f"{folder.name}/{PACK_FILE}", 1), "pack.missing", f"{folder} 里没有 pack.yaml。", hint)
        )
    info = _load_info(head, folder.name, mistakes)
    extends = head.key_marks.get("extends", head.mark) if head is not None else Mark(f"{folder.name}/{PACK_FILE}", 1)
    return _Files(folder, info, extends, raw, content.digest(), mistakes, partial or head is None)


def _items_of(relative: Path, node: Node) -> tuple[str, list[Node]]:
    """The kind of a file and the declarations it holds."""
    kind = relative.parts[0] if len(relative.parts) > 1 else relative.stem
    known = [*LISTS, *FILES]
    if relative.suffix != ".yaml":
        raise PackError([Mistake(node.mark, "pack.orphan", f"{relative.name} 的扩展名应为 .yaml。", "请改名。")])
    if kind not in known:
        hint = similar(kind, known) or f"文件夹或文件名只能是：{'、'.join(known)}。"
        raise PackError([Mistake(node.mark, "pack.orphan", f"不知道 {relative.as_posix()} 是哪一种声明。", hint)])
    if kind in FILES:
        return kind, [node]
    inner = (node.map or {}).get(kind)
    if inner is None or inner.items is None:
        raise PackError([Mistake(node.mark, "pack.schema", f"文件里应有 {kind}: 一列{NAMES[kind]}。")])
    for key in set(node.map or {}) - {kind}:
        raise PackError([Mistake(node.key_marks[key], "pack.unknown-key", f"文件里只能有 {kind}，没有 {key} 这一项。")])
    return kind, inner.items


def _merged(kind: str, files: list[_Files], mistakes: list[Mistake]) -> dict[str, Node]:
    """The declarations of one kind along the chain, merged by identity; those `like` another come after it."""
    found: dict[str, Node] = {}
    for pack in files:
        own: dict[str, Node] = {}
        for node in sorted(pack.raw.get(kind, []), key=lambda node: "like" in (node.map or {})):
            identity = node.identity()
            if identity is None:
                hint = f"请写明 {FILES.get(kind, 'id')}。"
                mistakes.append(Mistake(node.mark, "pack.identity", f"这项{NAMES[kind]}没有编号。", hint))
                continue
            if identity in own:
                says = f"{NAMES[kind]} {identity} 在本包里写了两次，另一处在 {own[identity].mark}。"
                mistakes.append(Mistake(node.mark, "pack.duplicate", says, "请合成一处，或另起编号。"))
            own[identity] = node
            if deletes(node, mistakes):
                if found.pop(identity, None) is None:
                    says = f"要删除的{NAMES[kind]} {identity} 在上级包中不存在。"
                    mistakes.append(Mistake(node.mark, "pack.delete", says, similar(identity, found)))
            elif identity in found:
                found[identity] = merge(found[identity], node, mistakes)
            else:
                found[identity] = _inherited(node, found, kind, mistakes)
    return found


def _inherited(node: Node, found: Mapping[str, Node], kind: str, mistakes: list[Mistake]) -> Node:
    """A declaration that starts from another (`like: ID`): the other's content under the new identity."""
    like = node.map.get("like") if node.map is not None else None
    if like is None or node.map is None:
        return node
    start = found.get(like.text or "")
    rest = Node(
        node.mark, map={key: value for key, value in node.map.items() if key != "like"}, key_marks=node.key_marks
    )
    if start is None:
        says = f"like 所指的{NAMES[kind]} {like.text} 不存在。"
        mistakes.append(Mistake(like.mark, "pack.like", says, similar(like.text or "", found)))
        return rest
    return merge(start, rest, mistakes)


def _resolved(
    nodes: Mapping[str, Mapping[str, Node]], files: list[_Files], mistakes: list[Mistake], *, whole: bool
) -> Pack:
    """The pack its merged declarations make; what they mean together is judged only if none is missing."""
    concepts = _load(nodes, "concepts", load_concept, mistakes)
    forms = _load(nodes, "forms", load_form, mistakes)
    checks = _load(nodes, "checks", load_check, mistakes)
    evidence = _load(nodes, "evidence", load_evidence, mistakes)
    meanings = {name: resolve(form, concepts, mistakes) for name, form in forms.items()} if whole else {}
    return Pack(
        info=files[-1].info,
        chain=tuple(one.info.id for one in files),
        digest=hashlib.sha256(b"".join(one.digest for one in files)).hexdigest(),
        concepts=concepts,
        units=_load(nodes, "units", load_unit, mistakes),
        scenarios=_load(nodes, "scenarios", load_scenario, mistakes),
        sources=_load(nodes, "sources", load_source, mistakes),
        codes=_load(nodes, "codes", load_codes, mistakes),
        components=_load(nodes, "components", load_component, mistakes),
        heads=_load(nodes, "heads", load_headword, mistakes),
        forms=forms,
        meanings=meanings,
        layouts=_load(nodes, "layouts", load_layout, mistakes),
        sentences=_load(nodes, "sentences", load_sentence, mistakes),
        checks=checks,
        evidence=evidence,
        frameworks=_load(nodes, "frameworks", load_framework, mistakes),
        rubrics=_load(nodes, "rubrics", load_rubric, mistakes),
        outlines=_load(nodes, "outlines", load_outline, mistakes),
        exports=_load(nodes, "exports", load_export, mistakes),
        rollups=_load(nodes, "rollups", load_rollup, mistakes),
        words=_load(nodes, "words", load_words, mistakes),
        texts=_load(nodes, "texts", load_wording, mistakes),
        charts=_load(nodes, "charts", load_chart, mistakes),
        formulas={
            **_formulas(checks, nodes["checks"], meanings, concepts, mistakes),
            **_evidence_formulas(evidence, concepts, mistakes),
        }
        if whole
        else {},
        origins={kind: {name: str(node.mark) for name, node in found.items()} for kind, found in nodes.items()},
    )


def _load(
    nodes: Mapping[str, Mapping[str, Node]],
    kind: str,
    loader: Callable[[Reader], DeclarationT],
    mistakes: list[Mistake],
) -> dict[str, DeclarationT]:
    loaded: dict[str, DeclarationT] = {}
    for name, node in nodes[kind].items():
        before = len(mistakes)
        reader = Reader(node, mistakes, f"{NAMES[kind]} {name} ")
        try:
            declaration = loader(reader)
        except (ValueError, ArithmeticError) as error:
            if len(mistakes) == before:
                reader.fail(f"{NAMES[kind]} {name} 的写法读不懂：{error}。")
            continue
        loaded[name] = declaration
    return loaded


def _formulas(
    checks: Mapping[str, Check],
    nodes: Mapping[str, Node],
    meanings: Mapping[str, Meaning],
    concepts: Mapping[str, Concept],
    mistakes: list[Mistake],
) -> dict[str, Formula]:
    """Every expression of the pack, parsed and typed."""
    found: dict[str, Formula] = {}
    for check in checks.values():
        for kind, key, text in (("check", "expr", check.expr), ("given", "given", check.given)):
            mark = nodes[check.id].key_marks.get(key, check.mark)
            tree = parsed_check(text, concepts, mark, mistakes) if text else None
            if tree is not None:
                found[f"{kind}:{check.id}"] = tree
    for name, meaning in meanings.items():
        for spec in meaning.cells.values():
            if spec.derive:
                tree = parsed_derivation(spec.derive, meaning, spec.band, spec.row, spec.derive_mark, mistakes)
                if tree is not None:
                    found[f"cell:{name}!{spec.address}"] = tree
    return found


def _evidence_formulas(
    rules: Mapping[str, EvidenceRule], concepts: Mapping[str, Concept], mistakes: list[Mistake]
) -> dict[str, Formula]:
    """The formulas of every indicator: `evidence:ID:N` (what its rate must equal), `base:ID:N` (its divisor is 0)."""
    found: dict[str, Formula] = {}
    for rule in rules.values():
        for number, way in enumerate(rule.ways):
            for kind, tree in parsed_evidence(rule, way, concepts, mistakes).items():
                found[f"{kind}:{rule.id}:{number}"] = tree
    return found


def _load_info(node: Node | None, folder: str, mistakes: list[Mistake]) -> PackInfo:
    """What `pack.yaml` says; a pack without id goes by the name of its folder."""
    if node is None:
        return PackInfo(folder, "", "", "", "", ALWAYS, ())
    reader = Reader(node, mistakes, "pack.yaml ")
    years = ALWAYS
    written = reader.child("fiscal_years")
    if written is not None:
        span = Reader(written, mistakes, "fiscal_years ")
        years = (int(span.number("from", "1949") or ALWAYS[0]), int(span.number("until", "9999") or ALWAYS[1]))
        span.done()
    info = PackInfo(
        id=reader.text("pack") or folder,
        label=reader.text("label"),
        division=reader.text("division"),
        version=reader.text("version"),
        extends=reader.text("extends", ""),
        years=years,
        names=reader.texts("names"),
    )
    reader.done()
    return info
