"""The files of a drafted pack: only what differs from the pack above, with where it comes from written beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hengji.engine.drafting.questions import Question
from hengji.engine.drafting.work import Mapped, Work, mentions
from hengji.packs.difference import Tree, difference, tree_of
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.packs.yaml_text import yaml_text

ANSWERS_FILE = "待定.txt"


@dataclass(frozen=True, slots=True)
class About:
    """Whose pack is drafted, after which pack, from which file, where that is from, and on which day ("2026-11-21")."""

    id: str
    label: str
    parent: str
    sample: str
    source: str
    day: str
    names: tuple[str, ...] = ()

    @property
    def division(self) -> str:
        """The division code within the id."""
        return self.id.split("-")[1] if self.id.count("-") > 1 else "000000"

    @property
    def prefix(self) -> str:
        """What ids of the draft's own begin with."""
        return f"x{self.division}"

    @property
    def origin(self) -> str:
        """Where it all comes from, in one line."""
        source = f"，来源：{self.source}" if self.source else "（来源没有写明）"
        return f"照样表“{self.sample}”起草{source}；起草日期 {self.day}。"


@dataclass(slots=True)
class Files:
    """Writes the declarations of a draft as files, by their path in the pack's folder."""

    about: About
    library: Library
    above: Pack
    texts: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    _trees: dict[str, Mapping[str, Tree]] = field(default_factory=dict)

    def form(self, work: Work, nearest: str, *, layout_first: bool) -> None:
        """The form and the drawing of one table, as far as they differ."""
        head = [self.about.origin, *([f"最近的样式：{nearest}。"] if nearest else ["没有相近的已知样式，是新立的表。"])]
        differences = ["不同之处："] * bool(work.said) + [f"- {text}" for text in work.said]
        short = str(work.form["form"]).rpartition(".")[2]
        form = self._beyond("forms", "form", work.form)
        if form is not None:
            self._put(f"forms/{short}.yaml", form, [*head, *differences], work.form_remarks)
            differences = []
        layout = self._layout(work, first=layout_first)
        if layout is not None:
            self._put(f"layouts/{short}.yaml", layout, [*head, *differences], work.layout_remarks)

    def _layout(self, work: Work, *, first: bool) -> Mapped | None:
        """The drawing: laid upon the one of its id; a new one `like` it where another would be drawn first."""
        if first:
            return self._beyond("layouts", "layout", work.layout)
        base = str(work.layout["layout"])
        laid = self._beyond("layouts", "layout", work.layout) or {}
        rest = {key: value for key, value in laid.items() if key != "layout"}
        return {"layout": f"{self.about.prefix}.{str(work.form['form']).rpartition('.')[2]}", "like": base, **rest}

    def _beyond(self, kind: str, key: str, tree: Mapped) -> Mapped | None:
        """What a declaration holds beyond that of the pack above; None where that is nothing."""
        known = self.library.declared(self.above.id, kind).get(str(tree[key]))
        if known is None:
            return tree
        changed = difference(tree_of(known), tree)
        return {key: tree[key], **changed} if isinstance(changed, dict) and changed else None

    def declare(self, path: str, tree: Mapping[str, Tree], head: Sequence[str]) -> None:
        """A file of the draft's own."""
        self._put(path, tree, [self.about.origin, *head], {})

    def _put(self, path: str, tree: Mapping[str, Tree], head: Iterable[str], remarks: Mapping[str, str]) -> None:
        name = path
        number = 2
        while name in self.texts:
            name, number = path.replace(".yaml", f"_{number}.yaml"), number + 1
        self.texts[name] = yaml_text(tree, head, remarks)
        self.used.update(mentions(dict(tree)))

    def pack(self, years: int, open_questions: Sequence[Question]) -> None:
        """`pack.yaml`, with every question nobody has answered."""
        about = self.about
        head = [about.origin]
        if open_questions:
            how = f"答案写在 {ANSWERS_FILE} 里，用 --answers 再起草一遍："
            head.append(f"还有 {len(open_questions)} 处看样表定不下来，先按“暂按”一栏写；{how}")
            head += [f"- {one.words}暂按：{one.meaning(one.assumed)}。" for one in open_questions]
        tree: dict[str, Tree] = {
            "pack": about.id,
            "label": about.label,
            "division": about.division,
            "version": "0.1.0",
            "extends": about.parent,
            "fiscal_years": {"from": str(years)},
        }
        if about.names:
            tree["names"] = list(about.names)
        self.texts = {"pack.yaml": yaml_text(tree, head), **self.texts}

    def answers(self, questions: Sequence[Question], given: Mapping[str, str]) -> None:
        """The questions as a form to answer: the assumed answers stand as comments."""
        lines = [f"# {self.about.origin}", "# 去掉行首的 # 就是答案；改好后：hengji pack draft … --answers 本文件"]
        for one in questions:
            lines.append(f"\n# {one.words}")
            lines.extend(f"#   {answer}：{meaning}" for answer, meaning in one.options)
            written = yaml_text({one.id: given.get(one.id, one.assumed)}).rstrip("\n")
            lines.append(written if one.id in given else f"# {written}")
        if questions:
            self.texts[ANSWERS_FILE] = "\n".join(lines) + "\n"
