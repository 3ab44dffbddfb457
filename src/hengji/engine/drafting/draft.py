"""A pack proposed from a sample: every table with the edition it is nearest to, what differs, what must be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import cast

from hengji.documents.document import Document, Paragraph, Text
from hengji.engine.drafting.adapting import Adapting
from hengji.engine.drafting.files import About, Files
from hengji.engine.drafting.fresh import SOURCE, draft_table
from hengji.engine.drafting.naming import Naming
from hengji.engine.drafting.nearest import Nearest, nearest
from hengji.engine.drafting.proof import Proof, prove
from hengji.engine.drafting.questions import Question, Questions
from hengji.engine.drafting.sample import Sample, samples_of
from hengji.engine.drafting.weights import rubric_beyond
from hengji.engine.drafting.work import Mapped, Work
from hengji.errors import HengjiError
from hengji.packs.difference import Tree, tree_of
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.tables.heads import vocabulary


class DraftError(HengjiError):
    """A table no sound declaration could be made for."""

    code = "draft.failed"


class NoTableError(HengjiError):
    """A sample without any table."""

    code = "draft.no-table"


@dataclass(frozen=True, slots=True)
class DraftedForm:
    """One table of the sample: its title, the edition it is nearest to (empty: a new form), and the differences."""

    title: str
    form: str
    nearest: str
    said: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """A proposed pack: its files by path, what each table became, and the questions with what was assumed."""

    about: About
    files: dict[str, str] = field(default_factory=dict)
    forms: list[DraftedForm] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    open: list[Question] = field(default_factory=list)
    proof: Proof = field(default_factory=Proof)


def draft_pack(document: Document, library: Library, about: About, answers: Mapping[str, str] | None = None) -> Draft:
    """The pack a sample calls for, laid upon its parent.

    A table is drafted after the edition it is nearest to; where that would not load or leave figures of the sample
    unread, as a form of its own, if that does better.

    Raises:
        NoTableError: there is no table in the sample.
        AnswerError: an answer is none of those offered, or to a question that was not asked.
    """
    samples = samples_of(document)
    if not samples:
        hint = "请给出县里下发的样表（空表或填好的都行）；表是图片的，请换成 Word 或 Excel 的原件。"
        raise NoTableError(f"{document.name} 里没有表格。", hint=hint)
    questions = Questions(dict(answers or {}))
    maker = _Maker(document, library, library.get(about.parent), about, questions)
    for number, sample in enumerate(samples, 1):
        maker.table(sample, number)
    return maker.finish(samples)


@dataclass(slots=True)
class _State:
    """What a draft consists of so far; a copy of it is where another attempt begins."""

    naming: Naming
    questions: Questions
    files: Files
    forms: dict[str, str] = field(default_factory=dict)
    components: dict[str, str] = field(default_factory=dict)
    drafted: list[DraftedForm] = field(default_factory=list)

    def copy(self) -> _State:
        """A copy that another attempt may change."""
        files = Files(
            self.files.about, self.files.library, self.files.above, dict(self.files.texts), set(self.files.used)
        )
        naming = Naming(self.naming.above, self.naming.prefix, dict(self.naming.coined))
        questions = Questions(self.questions.answers, dict(self.questions.asked))
        return _State(naming, questions, files, dict(self.forms), dict(self.components), list(self.drafted))


class _Maker:
    """Drafts the tables of one sample, one after the other."""

    def __init__(self, document: Document, library: Library, above: Pack, about: About, questions: Questions) -> None:
        self.document = document
        self.library = library
        self.above = above
        self.about = about
        self.state = _State(Naming(above, about.prefix), questions, Files(about, library, above))
        self.passed_over: list[str] = []

    def table(self, sample: Sample, number: int) -> None:
        """Draft one table; of two that are the same form the first counts."""
        near = nearest(sample, self.library, self.above)
        title = next(iter(reversed(sample.captions[:2])), f"第 {number} 张表").strip()
        if near is not None and near.edition.form.id in self.state.forms:
            first = self.state.forms[near.edition.form.id]
            self.passed_over.append(f"“{title}”与“{first}”是同一种表，只照前一张起草。")
            return
        best: tuple[Proof, _State] | None = None
        for attempt in [near, None] if near is not None else [None]:
            state = self.state.copy()
            self._attempt(state, sample, attempt, title, near)
            proof = self._proof(state, sample)
            if best is None or proof.rank > best[0].rank:
                best = (proof, state)
            if proof.sound:
                break
        if best is not None and not best[0].mistakes:
            self.state = best[1]
        elif best is not None:
            raise DraftError(
                f"“{title}”起草不成：{best[0].mistakes[0]}", hint="请把这张表单独存成一个文件再试，或照《规则包》手写。"
            )

    def _attempt(self, state: _State, sample: Sample, near: Nearest | None, title: str, known: Nearest | None) -> None:
        work = self._fresh(state, sample) if near is None else self._adapted(state, sample, near)
        if near is None and known is not None:
            work.say(f"与{known.edition.name}有些像，但照它改读不全，所以另立")
        state.forms[work.form_id] = title
        name = near.edition.name if near is not None else ""
        state.files.form(work, name, layout_first=near is None or self._drawn_first(near))
        self._published(state, work)
        state.drafted.append(DraftedForm(shown_title(work), work.form_id, name, tuple(work.said)))

    def _proof(self, state: _State, sample: Sample) -> Proof:
        """The draft so far, tried on the table just drafted."""
        trial = state.copy()
        self._whole(trial, [sample])
        blocks = tuple(paragraph_of(line, sample) for line in sample.above)
        alone = replace(self.document, blocks=(*blocks, sample.table), files=())
        return prove(alone, trial.files.texts, self.about.id, self.library)

    def _drawn_first(self, near: Nearest) -> bool:
        drawn = self.above.layouts_of(near.edition.form.id)
        return not drawn or drawn[0].id == near.edition.layout.id or near.edition.layout.id not in self.above.layouts

    def _adapted(self, state: _State, sample: Sample, near: Nearest) -> Work:
        edition = near.edition
        form = cast("Mapped", deepcopy(tree_of(self.library.declared(edition.pack.id, "forms")[edition.form.id])))
        layout = cast("Mapped", deepcopy(tree_of(self.library.declared(edition.pack.id, "layouts")[edition.layout.id])))
        work = Work(sample, state.naming, state.questions, vocabulary(self.above), form, layout)
        Adapting(work, near).run()
        return work

    def _fresh(self, state: _State, sample: Sample) -> Work:
        own = sum(1 for form in state.forms if form.startswith(f"{self.about.prefix}."))
        name = f"{self.about.prefix}.t{own + 1}"
        form: Mapped = {"form": name}
        work = Work(sample, state.naming, state.questions, vocabulary(self.above), form, {"layout": name, "form": name})
        draft_table(work, name)
        return work

    def _published(self, state: _State, work: Work) -> None:
        """A form no outline of the pack above annexes gets one of its own, and a new one its own component."""
        name = work.form_id
        if any(name in outline.forms for outline in self.above.outlines.values()):
            return
        component = str(work.form["component"])
        short = name.rpartition(".")[2]
        outline: Mapped = {"outline": f"{self.about.prefix}.{short}", "component": component}
        outline.update(title=str(work.layout["title"]), forms=[name])
        state.files.declare(f"outlines/{short}.yaml", outline, ["上级包没有把这张表放进哪一份材料，单独成文。"])
        if component not in self.above.components:
            state.components[component] = str(work.form["label"])

    def _whole(self, state: _State, samples: Sequence[Sample]) -> None:
        """What belongs to the pack as a whole: components, the source, concepts, `pack.yaml`."""
        files = state.files
        if state.components:
            declared: list[Tree] = [{"id": name, "label": label} for name, label in state.components.items()]
            files.declare("components.yaml", {"components": declared}, [])
        if SOURCE in files.used:
            title = self.about.source or f"样表“{self.about.sample}”"
            files.declare("sources.yaml", {"sources": [{"id": SOURCE, "title": title}]}, [])
        self._concepts(state)
        years = [sample.year for sample in samples if sample.year is not None]
        since = max(min(years), self.above.info.years[0]) if years else self.above.info.years[0]
        files.pack(since, state.questions.open)
        files.answers(list(state.questions.asked.values()), state.questions.answers)

    def finish(self, samples: Sequence[Sample]) -> Draft:
        """The draft as a whole."""
        state = self.state
        state.questions.refuse_strangers()
        self._weights(state, samples)
        self._whole(state, samples)
        proof = prove(self.document, state.files.texts, self.about.id, self.library)
        asked = list(state.questions.asked.values())
        return Draft(self.about, state.files.texts, state.drafted, self.passed_over, asked, state.questions.open, proof)

    def _weights(self, state: _State, samples: Sequence[Sample]) -> None:
        """The rubrics of the forms drafted, with the points the sample prints; one that would not hold is only told."""
        facts = self._tried(state, samples).facts
        for rubric in self.above.rubrics.values():
            forms = [one for one in state.drafted if one.nearest and self._component(one.form) in rubric.components]
            tree, told = rubric_beyond(rubric, facts) if forms else ({}, [])
            if not told:
                continue
            if tree:
                trial = state.copy()
                trial.files.declare(f"rubrics/{rubric.id.rpartition('.')[2]}.yaml", tree, ["不同之处：", *told])
                kept = not self._tried(trial, samples).mistakes
                state.files = trial.files if kept else state.files
                told = told if kept else [*told, "按样表改的分值与评分办法的其他部分对不上，没有改，请核对"]
            for form in forms:
                state.drafted[state.drafted.index(form)] = replace(form, said=(*form.said, *told))

    def _tried(self, state: _State, samples: Sequence[Sample]) -> Proof:
        """The draft so far, tried on the whole sample."""
        trial = state.copy()
        self._whole(trial, samples)
        return prove(self.document, trial.files.texts, self.about.id, self.library)

    def _component(self, form: str) -> str:
        known = self.above.forms.get(form)
        return known.component if known is not None else ""

    def _concepts(self, state: _State) -> None:
        """New concepts, and those of the pack a nearest edition is from that the pack above does not have."""
        files = state.files
        declared: list[Tree] = [dict(one) for one in state.naming.declarations(files.used)]
        for name in self.library.ids():
            other = self.library.declared(name, "concepts")
            declared += [
                tree_of(other[concept]) for concept in sorted(files.used & other.keys() - self.above.concepts.keys())
            ]
        unique = {str(cast("Mapped", one)["id"]): one for one in declared}
        if unique:
            head = ["样表里的叫法没有对得上的概念，新立如下；对得上已有概念的，请改用已有的编号，并删去这里的一条。"]
            files.declare("concepts.yaml", {"concepts": list(unique.values())}, head)


def shown_title(work: Work) -> str:
    """The title of a form for people: no places for years in it."""
    return str(work.layout["title"]).replace("{year}", "××××").replace("{prior}", "××××")


def paragraph_of(line: str, sample: Sample) -> Paragraph:
    """A line above a table as a paragraph standing where the table stands."""
    return Paragraph(Text(line, ((0, sample.table.place),)))
