"""The printed words of a figure as a formula of its number: what ``investtrack.wording`` says, in a spreadsheet's words.

They round half up, as the profile does unless it says GB/T 8170; then, and for lists, the words are written as text.
"""

from __future__ import annotations

from investtrack.metrics.figure import Figure, Kind
from investtrack.model.profile import DisplayProfile
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points, Rate
from investtrack.values.rounding import RoundingPolicy
from investtrack.wording import below_zero_word, signed_text


# Most parts whose words are strung together in one cell.
MOST_PARTS = 30


def parts_below(number: int) -> str:
    """Return what stands for the words of a figure of many parts: they follow in rows of their own."""
    return f"共{number}项，见以下各行"


def is_live(display: DisplayProfile) -> bool:
    """Whether a spreadsheet's ROUND says the same as the profile's rounding."""
    return display.rounding is RoundingPolicy.HALF_UP


def text_of(value: Amount | Rate | Points | int, figure: Figure, display: DisplayProfile) -> str:
    """Return the printed words of a number of *figure*."""
    if isinstance(value, int):
        before, after = _counters(figure)
        return f"{before}{value}{after}"
    return signed_text(figure, value, display)


def formula_of(
    value: Amount | Rate | Points | int, cell: str, figure: Figure, display: DisplayProfile
) -> str:
    """Return the formula that gives :func:`text_of` from *cell*."""
    if word := below_zero_word(figure):
        return f'IF({cell}="","",IF({cell}<0,"{word}","")&{_size(value, f"ABS({cell})", figure, display)})'
    return f'IF({cell}="","",{_size(value, cell, figure, display)})'


def _size(
    value: Amount | Rate | Points | int, cell: str, figure: Figure, display: DisplayProfile
) -> str:
    if isinstance(value, Amount):
        words = _amount(cell, figure.display_unit, display.money_places)
    elif isinstance(value, Rate):
        words = _rate(cell, display)
    elif isinstance(value, Points):
        words = f'IF({cell}<0,"-","")&{_said(f"ABS({cell})", display.rate_places, "个百分点")}'
    else:
        before, after = _counters(figure)
        words = (f'"{before}"&' if before else "") + f'{cell}&"{after}"'
    return words


def _counters(figure: Figure) -> tuple[str, str]:
    """Return what stands before and after a whole number: 个, 次, 天; of a rank 第 and 位."""
    if figure.kind is Kind.DAYS:
        return "", "天"
    return ("第" if figure.counted_in == "位" else ""), figure.counted_in


def _amount(cell: str, unit: Unit, places: int) -> str:
    """Return the words of an amount in 万元; one too small for its unit is said in the next smaller one."""
    yuan = _said(f"{cell}*10000", 2, "元")
    wan = f"IF(AND(ROUND({cell},2)=0,{cell}<>0),{yuan},{_said(cell, 2, '万元')})"
    if unit is not Unit.YI:
        return wan
    small = f"AND(ROUND({cell}/10000,{places})=0,{cell}<>0)"
    return f"IF({small},{wan},{_said(f'{cell}/10000', places, '亿元')})"


def _rate(cell: str, display: DisplayProfile) -> str:
    """Return the words of a rate; 100％ only where it is exactly one."""
    places = display.rate_places
    shown = f"ROUND({cell}*100,{places})"
    step = f"1/10^{places}"
    near = f"IF({cell}<1,100-{step},100+{step})"
    return _said(f"IF(AND({shown}=100,{cell}<>1),{near},{shown})", places, display.percent_sign)


def _said(number: str, places: int, unit: str) -> str:
    """Return *number* to *places* with its unit, as text: by a format, since Gnumeric writes 4.37&"" as 4.3699999999999999999.

    The format leaves a point after a whole number, which is taken away again.
    """
    shown = f"ROUND({number},{places})"
    if not places:
        return f'{shown}&"{unit}"'
    return f'SUBSTITUTE(TEXT({shown},"0.{"#" * places}")&"{unit}",".{unit}","{unit}")'
