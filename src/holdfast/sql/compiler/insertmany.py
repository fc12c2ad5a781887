"""One INSERT for many rows: the VALUES group of a compiled INSERT repeated as often as there are sets of values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .binds import MARK

# Stand as parameters would around the one group of VALUES that is repeated; taken out of the text that people see.
ROW_START = "\x02("
ROW_END = "\x02)"


class Batch:
    """One statement of an insert of many rows: text, parameters, and how many rows it carries."""

    __slots__ = ("number", "parameters", "rows", "statement", "total")

    def __init__(self, statement: str, parameters: Any, rows: int, number: int, total: int) -> None:
        self.statement = statement
        self.parameters = parameters
        self.rows = rows
        self.number = number
        self.total = total


class ManyValues:
    """The parts of the text of an INSERT: before the group, the group, behind it.

    A batch size's text is written once. Parameters outside the group are the same for all rows. numbered: each group
    ends in its number, from 0 in each statement. by_row: one statement for each row, in the text of the compiled one.
    """

    __slots__ = ("_texts", "by_row", "compiler", "group", "head", "numbered", "tail")

    def __init__(self, compiler: Any, head: list[str], group: list[str], tail: list[str]) -> None:
        self.compiler = compiler
        self.head = head
        self.group = group
        self.tail = tail
        self._texts: dict[int, str] = {}
        sentinel = compiler.insert.sentinel
        self.numbered: bool = sentinel is not None and sentinel.counted and _ends_in_counter(tail)
        self.by_row: bool = sentinel is not None and sentinel.by_row

    def page_size(self, wanted: int) -> int:
        """How many rows fit into one statement."""
        if self.by_row:
            return 1
        names = len(self.group) // 2
        outside = (len(self.head) + len(self.tail)) // 2
        if not names:
            return wanted
        return max(1, min(wanted, (self.compiler.dialect.insertmanyvalues_max_parameters - outside) // names))  # type: ignore[no-any-return]

    def batches(self, sets: Sequence[Any], page_size: int) -> Iterator[Batch]:
        """Statements that insert all rows; `sets` are final parameters (tuples, or dicts of a named style)."""
        size = self.page_size(page_size)
        total = -(-len(sets) // size)
        for number in range(total):
            chunk = sets[number * size : (number + 1) * size]
            if self.by_row:
                yield Batch(self.compiler.string, chunk[0], 1, number + 1, total)
            else:
                yield Batch(self.text(len(chunk)), self.parameters(chunk), len(chunk), number + 1, total)

    def text(self, rows: int) -> str:
        """The statement with `rows` groups."""
        found = self._texts.get(rows)
        if found is None:
            found = self._texts[rows] = self._write(rows)
            if len(self._texts) > 64:
                self._texts.pop(next(iter(self._texts)))
        return found

    def _write(self, rows: int) -> str:
        compiler = self.compiler
        if compiler.positional and compiler.paramstyle not in {"numeric", "numeric_dollar"}:
            group = compiler._write(self.group)
            groups = [self._numbered(group, row) for row in range(rows)] if self.numbered else [group] * rows
            return "".join([compiler._write(self.head), ", ".join(groups), compiler._write(self.tail)])
        groups = []
        number = len(self.head) // 2
        written = _fill(compiler, self.head, "", 0)
        for row in range(rows):
            group = _fill(compiler, self.group, f"__{row}", number)
            groups.append(self._numbered(group, row) if self.numbered else group)
            number += len(self.group) // 2
        return written + ", ".join(groups) + _fill(compiler, self.tail, "", number)

    def _numbered(self, group: str, row: int) -> str:
        return f"{group[:-1]}, {row})"

    def parameters(self, chunk: Sequence[Any]) -> Any:
        """The parameters of one batch, put together from those of its rows."""
        if self.compiler.positional:
            first = len(self.head) // 2
            behind = len(self.tail) // 2
            if not first and not behind:
                return tuple([value for row in chunk for value in row])
            last = len(chunk[0]) - behind
            inner = [value for row in chunk for value in row[first:last]]
            return (*chunk[0][:first], *inner, *chunk[0][last:])
        names = {self.compiler.written_name(name) for name in self.group[1::2]}
        merged = {name: value for name, value in chunk[0].items() if name not in names}
        for number, row in enumerate(chunk):
            for name in names:
                merged[f"{name}__{number}"] = row[name]
        return merged


def _ends_in_counter(tail: list[str]) -> bool:
    return tail[0].startswith(") AS imp_sen(")


def _fill(compiler: Any, pieces: list[str], suffix: str, number: int) -> str:
    written = pieces.copy()
    for position in range(1, len(pieces), 2):
        number += 1
        written[position] = compiler.placeholder(compiler.written_name(pieces[position]) + suffix, number)
    return "".join(written)


def marked_row(row: str) -> str:
    """A group of VALUES that can be repeated."""
    return f"{MARK}{ROW_START}{MARK}{row}{MARK}{ROW_END}{MARK}"


def without_marks(compiler: Any, pieces: list[str]) -> tuple[list[str], ManyValues | None]:
    """The pieces of a compiled INSERT as one text, and its parts if a group of it is marked."""
    if ROW_START not in pieces:
        return pieces, None
    start, end = pieces.index(ROW_START), pieces.index(ROW_END)
    head, group, tail = pieces[:start], pieces[start + 1 : end], pieces[end + 1 :]
    whole = joined_pieces(joined_pieces(head, group), tail)
    return whole, ManyValues(compiler, head, group, tail)


def joined_pieces(left: list[str], right: list[str]) -> list[str]:
    return [*left[:-1], left[-1] + right[0], *right[1:]]
