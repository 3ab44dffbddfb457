"""The library: every pack found in a set of folders, each resolved along its parents, validated, and cached in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from hengji.expressions import Node as Formula
from hengji.packs import validation
from hengji.packs.check import Check, load_check
from hengji.packs.component import load_component
from hengji.packs.concept import Concept, load_codes, load_concept, load_source, load_unit
from hengji.packs.errors import Mark, Mistake, PackError, UnknownPackError, similar
from hengji.packs.form import load_form
from hengji.packs.formulas import parsed_check, parsed_derivation
from hengji.packs.layout import load_layout
from hengji.packs.meaning import Meaning, resolve
from hengji.packs.outline import load_outline
from hengji.packs.pack import Pack, PackInfo
from hengji.packs.rubric import load_rubric
from hengji.packs.sentence import load_sentence
from hengji.packs.source import Node, Reader, merge, parse_yaml

DeclarationT = TypeVar("DeclarationT")

# Kinds of declaration: folder or file name, key of the item's identity, what a mistake calls it. A kind whose items fill a file each
# has its identity at the top of the file; the others stand as lists under the name of the kind.
LISTS = ("concepts", "units", "sources", "components", "sentences", "checks")
FILES = {"forms": "form", "layouts": "layout", "codes": "codes", "rubrics": "rubric", "outlines": "outline"}
NAMES = {
    "concepts": "概念", "units": "计量单位", "sources": "依据文件", "components": "组成部分", "sentences": "句式", "checks": "核对关系",
    "forms": "表单", "layouts": "画法", "codes": "代码表", "rubrics": "评分办法",
    "outlines": "文稿提纲",
}  # fmt: skip


class Library:
    """All packs in some folders: pack folders (with a `pack.yaml`), or folders that hold such."""

    def __init__(self, roots: Iterable[Path]) -> None:
        self._raw: dict[str, dict[str, list[Node]]] = {}
        self._infos: dict[str, PackInfo] = {}
        self._bytes: dict[str, bytes] = {}
        self._packs: dict[str, Pack] = {}
        self._homes: dict[str, Path] = {}
        self.files: set[Path] = set()
        for root in roots:
            if (root / "pack.yaml").is_file():
                self._read_folder(root.parent, root)
            for file in sorted(root.glob("*/pack.yaml")):
                self._read_folder(root, file.parent)

    @classmethod
    def builtin(cls, extra: Iterable[Path] = ()) -> Library:
        """The packs delivered with Hengji, and those of further folders."""
        import hengji_packs  # noqa: PLC0415 - only when asked for

        return cls([Path(hengji_packs.__file__).parent, *extra])

    def ids(self) -> list[str]:
        """The ids of all packs, parents before children."""
        return sorted(self._infos, key=lambda name: (len(self._chain(name)), name))

    def home(self, pack: str) -> Path:
        """The folder a pack was read from."""
        return self._homes[pack]

    def info(self, pack: str) -> PackInfo:
        """What a pack's `pack.yaml` says."""
        if pack not in self._infos:
            raise UnknownPackError(pack, self._infos)
        return self._infos[pack]

    def get(self, pack: str) -> Pack:
        """The pack, resolved and validated; mistakes raise `PackError` with all of them."""
        if pack not in self._packs:
            self.info(pack)
            self._packs[pack] = self._resolve(pack)
        return self._packs[pack]

    def _chain(self, pack: str) -> list[str]:
        chain = [pack]
        while (parent := self._infos[chain[0]].extends) != "":
            if parent not in self._infos:
                raise UnknownPackError(parent, self._infos)
            if parent in chain:
                raise PackError([Mistake(Mark(f"{pack}/pack.yaml", 1), "pack.cycle", f"{pack} 的上级包绕了一圈：{parent}。")])
            chain.insert(0, parent)
        return chain

    def _read_folder(self, root: Path, folder: Path) -> None:
        info_node: Node | None = None
        raw: dict[str, list[Node]] = {}
        content = hashlib.sha256()
        for path in sorted(folder.rglob("*.yaml")):
            self.files.add(path)
            shown = path.relative_to(root).as_posix()
            content.update(shown.encode())
            content.update(path.read_bytes())
            node = parse_yaml(path, shown)
            if path.name == "pack.yaml":
                info_node = node
            else:
                kind, items = _items_of(path.relative_to(folder), node)
                raw.setdefault(kind, []).extend(items)
        if info_node is None:
            raise PackError([Mistake(Mark(folder.name, 1), "pack.missing", "文件夹里没有 pack.yaml。", "规则包文件夹要有一个 pack.yaml。")])
        info = _load_info(info_node)
        self._homes[info.id] = folder
        self._infos[info.id] = info
        self._raw[info.id] = raw
        self._bytes[info.id] = content.digest()

    def _resolve(self, pack: str) -> Pack:
        chain = self._chain(pack)
        mistakes: list[Mistake] = []
        nodes = {kind: self._merged(kind, chain) for kind in NAMES}
        digest = hashlib.sha256(b"".join(self._bytes[name] for name in chain)).hexdigest()
        concepts = _load(nodes, "concepts", load_concept, mistakes)
        forms = _load(nodes, "forms", load_form, mistakes)
        checks = _load(nodes, "checks", load_check, mistakes)
        meanings = {name: resolve(form, concepts, mistakes) for name, form in forms.items()}
        resolved = Pack(
            info=self._infos[pack],
            chain=tuple(chain),
            digest=digest,
            concepts=concepts,
            units=_load(nodes, "units", load_unit, mistakes),
            sources=_load(nodes, "sources", load_source, mistakes),
            codes=_load(nodes, "codes", load_codes, mistakes),
            components=_load(nodes, "components", load_component, mistakes),
            forms=forms,
            meanings=meanings,
            layouts=_load(nodes, "layouts", load_layout, mistakes),
            sentences=_load(nodes, "sentences", load_sentence, mistakes),
            checks=checks,
            rubrics=_load(nodes, "rubrics", load_rubric, mistakes),
            outlines=_load(nodes, "outlines", load_outline, mistakes),
            formulas=_formulas(checks, meanings, concepts, mistakes),
            origins={kind: {name: str(node.mark) for name, node in found.items()} for kind, found in nodes.items()},
        )
        mistakes.extend(validation.mistakes_of(resolved))
        if mistakes:
            raise PackError(sorted(mistakes, key=lambda mistake: (mistake.mark.file, mistake.mark.line)))
        return resolved

    def _merged(self, kind: str, chain: list[str]) -> dict[str, Node]:
        """The declarations of one kind along the chain, merged by identity."""
        found: dict[str, Node] = {}
        for name in chain:
            for node in self._raw[name].get(kind, []):
                identity = node.identity()
                if identity is None:
                    raise PackError([Mistake(node.mark, "pack.identity", f"这项{NAMES[kind]}没有编号。", "请写明 id。")])
                if node.map is not None and "delete" in node.map:
                    found.pop(identity, None)
                elif identity in found:
                    found[identity] = merge(found[identity], node)
                else:
                    found[identity] = _inherited(node, found, kind)
        return found


def _inherited(node: Node, found: Mapping[str, Node], kind: str) -> Node:
    """A declaration that starts from another (`like: ID`): the other's content under the new identity."""
    like = node.map.get("like") if node.map is not None else None
    if like is None or like.text is None or node.map is None:
        return node
    if like.text not in found:
        raise PackError([Mistake(like.mark, "pack.like", f"like 所指的{NAMES[kind]} {like.text} 不存在。", similar(like.text, found))])
    rest = Node(node.mark, map={key: value for key, value in node.map.items() if key != "like"}, key_marks=node.key_marks)
    return merge(found[like.text], rest)


def _items_of(relative: Path, node: Node) -> tuple[str, list[Node]]:
    """The kind of a file and the declarations it holds."""
    kind = relative.parts[0] if len(relative.parts) > 1 else relative.stem
    if kind in FILES:
        return kind, [node]
    if kind in LISTS:
        inner = (node.map or {}).get(kind)
        if inner is None or inner.items is None:
            raise PackError([Mistake(node.mark, "pack.schema", f"文件里应有 {kind}: 一列{NAMES[kind]}。")])
        return kind, inner.items
    known = [*LISTS, *FILES]
    raise PackError([Mistake(node.mark, "pack.orphan", f"不知道 {relative.as_posix()} 是哪一种声明。", similar(kind, known))])


def _load(
    nodes: Mapping[str, Mapping[str, Node]], kind: str, loader: Callable[[Reader], DeclarationT], mistakes: list[Mistake]
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
    checks: Mapping[str, Check], meanings: Mapping[str, Meaning], concepts: Mapping[str, Concept], mistakes: list[Mistake]
) -> dict[str, Formula]:
    """Every expression of the pack, parsed and typed."""
    found: dict[str, Formula] = {}
    for check in checks.values():
        for key, text in ((f"check:{check.id}", check.expr), (f"given:{check.id}", check.given)):
            tree = parsed_check(text, concepts, check.mark, mistakes) if text else None
            if tree is not None:
                found[key] = tree
    for name, meaning in meanings.items():
        for spec in meaning.cells.values():
            if spec.derive:
                tree = parsed_derivation(spec.derive, meaning, spec.band, spec.row, meaning.form.mark, mistakes)
                if tree is not None:
                    found[f"cell:{name}!{spec.address}"] = tree
    return found


def _load_info(node: Node) -> PackInfo:
    mistakes: list[Mistake] = []
    reader = Reader(node, mistakes, "pack.yaml ")
    years_node = reader.child("fiscal_years")
    years = Reader(years_node, mistakes, "fiscal_years ") if years_node is not None else None
    info = PackInfo(
        id=reader.text("pack"),
        label=reader.text("label"),
        division=reader.text("division"),
        version=reader.text("version"),
        extends=reader.text("extends", ""),
        years=(int((years.number("from", "1949") if years else None) or 1949), int((years.number("until", "9999") if years else None) or 9999)),
        names=reader.texts("names"),
    )
    reader.done()
    if mistakes:
        raise PackError(mistakes)
    return info
