"""Bodies: by key or by any name they ever had, whether they were there on a day, and what stands under them."""

from __future__ import annotations

from hengji.ledgers.history import NONE, History
from hengji.ledgers.values import Value


class Organisations:
    """The register of organisations, asked by name; empty where a book declares none."""

    def __init__(self, history: History | None) -> None:
        self._history = history
        self._keys: dict[str, set[str]] = {}
        if history is None:
            return
        names = history.values[history.register.name]
        for case, name in zip(history.case, names, strict=True):
            self._keys.setdefault(case, set()).add(case)
            if name is not None:
                self._keys.setdefault(str(name), set()).add(case)

    @property
    def declared(self) -> bool:
        """Whether there is such a register with anything in it; if not, names stand for themselves."""
        return self._history is not None and len(self._history) > 0

    def words(self) -> list[str]:
        """Every key and name known."""
        return list(self._keys)

    def keys(self, word: str) -> set[str]:
        """The bodies a key or a name (of any day) stands for."""
        return self._keys.get(word, set())

    def name(self, key: Value | None, day: int | None = None) -> str:
        """The name of a body on a day (its last one, without a day); the key itself where it has none."""
        if self._history is None or key is None:
            return "" if key is None else str(key)
        place = self._history.last.get(str(key), NONE) if day is None else self._history.at(str(key), day)
        if place is None or place == NONE:
            return str(key)
        found = self._history.values[self._history.register.name][place]
        return str(key) if found is None else str(found)

    def founded(self, key: str) -> int | None:
        """The day a body began."""
        if self._history is None:
            return None
        place = self._history.last.get(key, NONE)
        while place != NONE and self._history.before[place] != NONE:
            place = self._history.before[place]
        return None if place == NONE else self._history.start[place]

    def ended(self, key: str, day: int) -> int | None:
        """The day from which a body was over, if it was so on ``day``."""
        if self._history is None:
            return None
        place = self._history.at(key, day)
        if place is None or self._history.state[place] in self._history.register.live():
            return None
        return self._history.start[place]

    def under(self, key: str, day: int) -> frozenset[str]:
        """A body with everything that stands under it on a day, at any depth."""
        found = {key}
        if self._history is None or not self._history.register.parent:
            return frozenset(found)
        parents = self._history.values[self._history.register.parent]
        live = self._history.register.live()
        edges: dict[str, list[str]] = {}
        for place in self._history.alive(day):
            if parents[place] is not None and self._history.state[place] in live:
                edges.setdefault(str(parents[place]), []).append(self._history.case[place])
        queue = [key]
        while queue:
            fresh = [one for one in edges.get(queue.pop(), ()) if one not in found]
            found.update(fresh)
            queue.extend(fresh)
        return frozenset(found)
