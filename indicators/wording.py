"""Numbers and statuses inside the German sentences of reports and findings; screen and paper have `atlas.numbers`."""

from typing import Final

from indicators.model import Status

STATUS: Final = {
    Status.ok: "Zahl",
    Status.zero: "null",
    Status.rounded_zero: "gerundet null",
    Status.secret: "geheim",
    Status.not_applicable: "nicht anwendbar",
    Status.missing: "fehlend",
    Status.later: "folgt später",
    Status.uncertain: "eingeschränkt aussagefähig",
}


def figure(value: float) -> str:
    """A number as a sentence prints it.

    >>> figure(12345.5), figure(3.0), figure(1 / 3), figure(-0.5)
    ('12.345,5', '3', '0,333333', '-0,5')
    """
    rounded = round(float(value), 6)
    whole, _, rest = f"{rounded:,.6f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def exact(value: float) -> str:
    """A number as it was delivered, with all its digits.

    >>> exact(12345.5), exact(1323.0), exact(-0.125), exact(1e20)
    ('12.345,5', '1.323', '-0,125', '1e+20')
    """
    digits = f"{value:.15g}"
    if "e" in digits:
        return digits.replace(".", ",")
    whole, _, rest = digits.partition(".")
    grouped = f"{int(whole.lstrip('-')):,}".replace(",", ".")
    return ("-" if digits.startswith("-") else "") + grouped + (f",{rest}" if rest else "")


def thousands(n: int) -> str:
    """A whole number.

    >>> thousands(1234)
    '1.234'
    """
    return f"{n:,}".replace(",", ".")


def counted(n: int, one: str, many: str) -> str:
    """How many of what.

    >>> counted(1, "Wert", "Werte"), counted(1200, "Wert", "Werte")
    ('1 Wert', '1.200 Werte')
    """
    return f"{thousands(n)} {one if n == 1 else many}"
