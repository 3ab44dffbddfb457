"""What a sample cannot tell: questions with an assumption each, answered now, later, or never."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hengji.errors import HengjiError


class AnswerError(HengjiError):
    """An answer that is none of those offered, or to a question nobody asked."""

    code = "draft.answer"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its id (stable for the same sample), the words, what may be answered, what is assumed till then.

    ``options`` are (answer, what it means); none stands for free text.
    """

    id: str
    words: str
    options: tuple[tuple[str, str], ...]
    assumed: str

    def meaning(self, answer: str) -> str:
        """What an answer means, in words."""
        return dict(self.options).get(answer, answer)


@dataclass(slots=True)
class Questions:
    """The questions of a draft; those among ``answers`` are answered, the others stand with what was assumed."""

    answers: Mapping[str, str] = field(default_factory=dict)
    asked: dict[str, Question] = field(default_factory=dict)

    def ask(self, name: str, words: str, options: Mapping[str, str], assumed: str) -> str:
        """The answer to a question, or what is assumed."""
        self.asked[name] = Question(name, words, tuple(options.items()), assumed)
        answer = self.answers.get(name, assumed)
        if options and answer not in options:
            offered = "、".join(f"{one}（{meaning}）" for one, meaning in options.items())
            raise AnswerError(f"“{name}”的答案写成了“{answer}”。", hint=f"只能是：{offered}。")
        return answer

    @property
    def open(self) -> list[Question]:
        """The questions nobody has answered."""
        return [one for name, one in self.asked.items() if name not in self.answers]

    def refuse_strangers(self) -> None:
        """An answer to a question that was not asked is a mistake: most likely its name is misspelt."""
        unknown = [name for name in self.answers if name not in self.asked]
        if unknown:
            known = "、".join(self.asked) or "没有要答的"
            raise AnswerError(f"没有问过“{'”“'.join(unknown)}”。", hint=f"问的是：{known}。")
