"""BitString: a value of BIT and BIT VARYING, a string of 0 and 1 with bitwise operators."""

from __future__ import annotations

from typing import Any, SupportsIndex, cast

_DIGITS = frozenset("01")


class BitString(str):
    """A string of the digits 0 and 1: `BitString("0110") & "0101"`. The first digit is bit 0."""

    __slots__ = ()

    def __new__(cls, _value: str, _check: bool = True) -> BitString:
        if isinstance(_value, BitString):
            return _value
        if _check and not _DIGITS.issuperset(_value):
            raise ValueError("BitString must only contain '0' and '1' chars")
        return super().__new__(cls, _value)

    @classmethod
    def from_int(cls, value: int, length: int) -> BitString:
        """The bits of a number, with zeros in front up to `length`."""
        if value < 0:
            raise ValueError("value must be non-negative")
        if length < 0:
            raise ValueError("length must be non-negative")
        digits = f"{value:b}".rjust(length, "0") if length or value else ""
        if len(digits) > length:
            raise ValueError(f"Cannot encode {value} as a BitString of length {length}")
        return cls(digits, False)

    @classmethod
    def from_bytes(cls, value: bytes, length: int = -1) -> BitString:
        """The bits of bytes; with a `length`, zeros are put in front or taken from there."""
        digits = "".join([f"{byte:08b}" for byte in value])
        if length >= 0:
            surplus = len(digits) - length
            if surplus > 0:
                if "1" in digits[:surplus]:
                    raise ValueError(f"Cannot encode {value!r} as a BitString of length {length}")
                digits = digits[surplus:]
            digits = digits.rjust(length, "0")
        return cls(digits, False)

    def get_bit(self, index: int) -> str:
        """The digit at a position."""
        return str.__getitem__(self, index)

    @property
    def bit_length(self) -> int:
        return len(self)

    @property
    def octet_length(self) -> int:
        return (len(self) + 7) // 8

    def has_bit(self, index: int) -> bool:
        """Whether the digit at a position is 1."""
        return self.get_bit(index) == "1"

    def set_bit(self, index: int, value: Any) -> BitString:
        """A copy with another digit at a position."""
        digit = value if isinstance(value, str) else ("1" if value else "0")
        if digit not in _DIGITS:
            raise ValueError("value must be '0', '1', a boolean or a number")
        if index < 0 or index >= len(self):
            raise IndexError("BitString index out of range")
        return self._made(
            str.__getitem__(self, slice(0, index)) + digit + str.__getitem__(self, slice(index + 1, None))
        )

    def lstrip(self, char: str | None = None) -> BitString:
        return self._made(super().lstrip(char or "0"))

    def rstrip(self, char: str | None = "0") -> BitString:
        return self._made(super().rstrip(char or "0"))

    def strip(self, char: str | None = "0") -> BitString:
        return self._made(super().strip(char or "0"))

    def removeprefix(self, prefix: str, /) -> BitString:
        return self._made(super().removeprefix(prefix))

    def removesuffix(self, suffix: str, /) -> BitString:
        return self._made(super().removesuffix(suffix))

    def replace(self, old: str, new: str, count: SupportsIndex = -1) -> BitString:
        return BitString(super().replace(old, new, count))

    def split(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        return [self._made(part) for part in super().split(sep, maxsplit)]

    def zfill(self, width: SupportsIndex) -> BitString:
        return self._made(super().zfill(width))

    def to_bytes(self, length: int = -1) -> bytes:
        """The bits as a number in bytes; as many as it takes unless `length` is given."""
        return int(self).to_bytes(length if length >= 0 else self.octet_length, "big")

    def _made(self, digits: str) -> BitString:
        return BitString(digits, False)

    def _same_length(self, other: str) -> BitString:
        found = BitString(other)
        if len(found) != len(self):
            raise ValueError("Operands must be the same length")
        return found

    def _from_int(self, value: int) -> BitString:
        return BitString.from_int(value & ((1 << len(self)) - 1), len(self))

    def __repr__(self) -> str:
        return f'BitString("{str.__str__(self)}")'

    def __int__(self) -> int:
        return int(str.__str__(self), 2) if len(self) else 0

    def __bytes__(self) -> bytes:
        return self.to_bytes()

    def __getitem__(self, key: Any) -> BitString:
        return self._made(super().__getitem__(key))

    def __add__(self, other: str) -> BitString:
        return self._made(super().__add__(BitString(other)))

    def __radd__(self, other: str) -> BitString:
        return self._made(str.__add__(BitString(other), self))

    def __lshift__(self, amount: int) -> BitString:
        """Moved to the left, as PostgreSQL does: the length stays."""
        return self._from_int(int(self) << amount) if amount >= 0 else self >> -amount

    def __rshift__(self, amount: int) -> BitString:
        return self._from_int(int(self) >> amount) if amount >= 0 else self << -amount

    def __invert__(self) -> BitString:
        return self._from_int(~int(self))

    def __and__(self, other: str) -> BitString:
        return self._from_int(int(self) & int(self._same_length(other)))

    def __or__(self, other: str) -> BitString:
        return self._from_int(int(self) | int(self._same_length(other)))

    def __xor__(self, other: str) -> BitString:
        return self._from_int(int(self) ^ int(self._same_length(other)))

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


def read_bits(value: Any) -> BitString | None:
    """A driver's text of bits."""
    return None if value is None else BitString(cast("str", value), False)


__all__ = ["BitString", "read_bits"]
