"""Figures as intervals: what a written number leaves open (19.4万件 is 193,500 to 194,499)."""

from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.claim import Claim
from extractor.fold import fold
from extractor.quantities import parse_quantity

_NUMBER = regex.compile(r"\d+(?:,\d{3})*(?:\.(?P<decimals>\d+))?")
_COUNTED = frozenset({"count", "occasion"})
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included; None is no limit."""

    low: Decimal | None
    high: Decimal | None

    def meets(self, other: "Interval") -> bool:
        """Whether some number lies in both."""
        return not (self.above(other) or other.above(self))

    def above(self, other: "Interval") -> bool:
        """Whether every number here is larger than every number there."""
        return self.low is not None and other.high is not None and self.low > other.high

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
        )

    def over(self, other: "Interval") -> "Interval":
        """The quotients of positive numbers of both."""
        return Interval(
            None if self.low is None or not other.high else self.low / other.high,
            None if self.high is None or not other.low else self.high / other.low,
        )

    def times(self, factor: Decimal) -> "Interval":
        """The interval times a positive number."""
        return Interval(
            None if self.low is None else self.low * factor, None if self.high is None else self.high * factor
        )


def value_interval(claim: Claim) -> Interval | None:
    """What the claim's figure leaves open, or None where it has no value.

    >>> interval = value_interval(Claim("a", "quantity", 0, 6, "19.4万件", value=Decimal(194000), unit="件",
    ...                                 bound="exact", unit_kind="count"))
    >>> f"{interval.low:f} {interval.high:f}"
    '193500 194499'
    >>> value_interval(Claim("a", "quantity", 0, 6, "261万余册", value=Decimal(2610000), bound="over"))
    Interval(low=Decimal('2610000'), high=None)

    A figure stands for all numbers that round to it, half a unit of its last written place to both
    sides: things counted are whole numbers, so 738件 is just 738 and the upper end of 19.4万件 is
    excluded. 余, 超 and 以上 are open upwards, 近, 不足 and 以内 downwards (not below 0 for a positive
    number); 约 and 左右 leave a whole unit of the last place that is not 0 to both sides.
    """
    if claim.value is None:
        return None
    value, step = claim.value, _step(claim, claim.value)
    if claim.bound in ("over", "at_least"):
        return Interval(value, None)
    if claim.bound in ("under", "at_most"):
        return Interval(Decimal(0) if value >= 0 else None, value)
    if claim.bound == "approx":
        slack = max(step, Decimal(1).scaleb(_last_place(value)))
        return Interval(value - slack, value + slack)
    if claim.value_max is not None:
        return Interval(value, claim.value_max)
    return _rounded(value, step, counted=_is_counted(claim))


def growth_interval(claim: Claim) -> Interval | None:
    """What the claim's growth leaves open: 5.0% is 4.95 to 5.05. None without growth.

    >>> growth_interval(Claim("a", "growth", 0, 4, "5.0%", growth=Decimal("5.0"), growth_unit="%"))
    Interval(low=Decimal('4.95'), high=Decimal('5.05'))
    >>> growth_interval(Claim("a", "growth", 0, 4, "超三成", growth=Decimal(-30), growth_unit="%"))
    Interval(low=None, high=Decimal('-30'))

    Growth has no column for its bound (annotation guide 2.5): a row of growth says it in its anchor.
    """
    if claim.growth is None:
        return None
    told = parse_quantity(claim.text) if claim.kind == "growth" else None
    if told is not None and told.bound in ("over", "at_least"):
        return Interval(claim.growth, None) if claim.growth >= 0 else Interval(None, claim.growth)
    if told is not None and told.bound in ("under", "at_most"):
        return Interval(min(claim.growth, Decimal(0)), max(claim.growth, Decimal(0)))
    if told is not None and told.bound == "approx":
        slack = Decimal(1).scaleb(_last_place(claim.growth))
        return Interval(claim.growth - slack, claim.growth + slack)
    exponent = claim.growth.as_tuple().exponent
    step = Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)
    return _rounded(claim.growth, step, counted=False)


def implied_base(claim: Claim) -> Interval | None:
    """The level before the growth, `value / (1 + growth)`, as the interval that both figures leave open.

    >>> interval = implied_base(Claim("a", "quantity", 0, 4, "121件", value=Decimal(121), bound="exact",
    ...                               unit="件", growth=Decimal("10"), growth_unit="%", unit_kind="count"))
    >>> f"{interval.low:.1f} {interval.high:.1f}"
    '109.5 110.5'

    None where growth is no percentage above -100, or the row has no value.
    """
    growth, value = growth_interval(claim), value_interval(claim)
    if growth is None or value is None or claim.growth_unit != "%" or claim.kind != "quantity":
        return None
    assert growth.low is not None and growth.high is not None
    if growth.low <= -100:
        return None
    return value.over(Interval(1 + growth.low / 100, 1 + growth.high / 100))


def _step(claim: Claim, value: Decimal) -> Decimal:
    """One unit of the last place written: 1000 for 19.4万, 0 where it cannot be told."""
    written = _NUMBER.search(fold(claim.text))
    if written is None:
        # 三成 is a round figure, 三分之一 and 三家 are not.
        return Decimal(10) if "成" in claim.text else Decimal(0)
    number = Decimal(written.group().replace(",", ""))
    scale = value / number if number else Decimal(1)
    if scale <= 0 or scale.normalize().as_tuple().digits != (1,):
        return Decimal(0)  # 5小时30分 is told in two units
    return scale.scaleb(-len(written["decimals"] or ""))


def _rounded(value: Decimal, step: Decimal, *, counted: bool) -> Interval:
    if counted and step <= 1 and value == value.to_integral_value():
        return Interval(value, value)
    half = step * _HALF
    return Interval(_plain(value - half), _plain(value + half - (1 if counted and step > 1 else 0)))


def _plain(number: Decimal) -> Decimal:
    """The number without zeros that say nothing."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _is_counted(claim: Claim) -> bool:
    kind = claim.unit_kind
    if not kind and (quantity := parse_quantity(claim.text)):
        kind = quantity.unit_kind
    return kind in _COUNTED


def _last_place(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
