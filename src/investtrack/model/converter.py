"""JSON and TOML ⇄ the model, through cattrs. The one module that imports it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache, lru_cache, partial
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
import cattrs.gen
from attrs import define, field
from cattrs import Converter, transform_error
from cattrs.cols import homogenous_tuple_structure_factory, is_mapping, mapping_structure_factory
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from investtrack.errors import AmountError, InvesttrackError, ProfileError
from investtrack.findings import FINDINGS
from investtrack.generated_code import adopt
from investtrack.input_limits import CELL_TEXT
from investtrack.json_object import JsonObject, key_text, laid_out
from investtrack.model.extensions import NO_EXTENSIONS, Extensions
from investtrack.model.ledger import Ledger
from investtrack.model.profile import DATED, Profile, mapping_to
from investtrack.model.series import Series, ascending
from investtrack.model.source import Origin, SheetRef
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period, parse_period
from investtrack.values.quantities import read_amount
from investtrack.values.rate import Points, Rate, exact_fraction


adopt(cattrs.gen)
Declared = TypeVar("Declared")
JSON_VERSION = 1
"""Version of the JSON of ledgers and reports; it rises where a key goes or changes, not where one is added."""


def make_converter() -> Converter:
    """Return a converter for every type of the model.

    Amounts are decimal strings in 万元, rates and points decimal strings or ``p/q``, months
    ``2022-03``, spans ``first/last``. Unknown keys are refused.
    """
    converter = Converter(
        forbid_extra_keys=True,
        detailed_validation=True,
        prefer_attrib_converters=True,
        omit_if_default=True,
    )
    converter.register_unstructure_hook(Amount, lambda amount: plain(amount.to(Unit.WAN)))
    converter.register_structure_hook(Amount, lambda value, _: _amount(value))
    converter.register_unstructure_hook(Rate, lambda rate: str(rate.fraction))
    converter.register_structure_hook(Rate, lambda text, _: Rate(_fraction(text)))
    converter.register_unstructure_hook(Points, lambda points: str(points.number))
    converter.register_structure_hook(Points, lambda text, _: Points(_fraction(text)))
    converter.register_unstructure_hook(Month, str)
    converter.register_structure_hook(Month, lambda text, _: _month(text))
    converter.register_unstructure_hook(Period, lambda period: period.code)
    converter.register_structure_hook(Period, lambda text, _: parse_period(text))
    converter.register_unstructure_hook(DateSpan, str)
    converter.register_structure_hook(DateSpan, lambda text, _: _span(text))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, _date)
    converter.register_structure_hook(str, _string)
    converter.register_structure_hook(int, _integer)
    converter.register_structure_hook(bool, _boolean)
    converter.register_structure_hook_func(_is_enum, _choice)
    converter.register_structure_hook_factory(_is_list, _list)
    converter.register_structure_hook_factory(is_mapping, _mapping)
    converter.register_structure_hook_factory(_is_optional, _optional)
    return converter


class _UnfitError(ValueError):
    """A value of another kind than is asked for, as cattrs and the messages take what is wrong with one."""


def _shown(value: object) -> str:
    """Return a value as a message quotes it: its beginning, where it is long."""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


_LONGEST_SHOWN = 60


def _text(value: object) -> str | int:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise _UnfitError(f'应为数字文本（如 "500"），不能是 {_shown(value)}')
    return value


_KEPT = 1 << 16
_known_month = lru_cache(maxsize=4096)(Month.parse)
_known_span = lru_cache(maxsize=1 << 14)(DateSpan.parse)
_known_amount = lru_cache(maxsize=_KEPT)(partial(read_amount, unit=Unit.WAN))


def _month(text: Any) -> Month:  # noqa: ANN401 - whatever stands there
    return _known_month(text) if type(text) is str else Month.parse(text)


def _span(text: Any) -> DateSpan:  # noqa: ANN401 - whatever stands there
    return _known_span(text) if type(text) is str else DateSpan.parse(text)


def _amount(value: object) -> Amount:
    """Return an amount written as a number of 万元, or with its unit: 0.5亿元."""
    try:
        if type(value) is str:
            return _known_amount(value)
        text = _text(value)
        return _known_amount(text) if isinstance(text, str) else Amount.of(text, Unit.WAN)
    except AmountError:
        raise ValueError(
            f'应为万元数（如 "500"）或带单位的数（如 "0.5亿元"），不能是 {_shown(value)}'
        ) from None


def _fraction(value: object) -> Fraction:
    try:
        return exact_fraction(_text(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError(f'应为数字文本（如 "10" 或 "1/3"），不能是 {_shown(value)}') from None


def _date(value: object, _: object) -> date:
    return value if type(value) is date else date.fromisoformat(str(value))


def _string(value: object, kind: type) -> str | Enum:
    if kind is not str and _is_enum(kind):  # a StrEnum is dispatched here as a str
        return _choice(value, kind)
    if not isinstance(value, str):
        raise _UnfitError(f"应为文本，不能是 {_shown(value)}")
    if len(value) > CELL_TEXT:
        raise _UnfitError(f"有{len(value):,}个字，超过{CELL_TEXT:,}个，不像人写的")
    return value


def _integer(value: object, _: object) -> int:
    if isinstance(value, str) and value.isdigit():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise _UnfitError(f"应为整数，不能是 {_shown(value)}")
    return value


def _boolean(value: object, _: object) -> bool:
    if not isinstance(value, bool):
        raise _UnfitError(f"应为 true 或 false，不能是 {_shown(value)}")
    return value


def _is_enum(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


@cache
def _members(kind: type[Enum]) -> Mapping[object, Enum]:
    return {member.value: member for member in kind}


def _choice(value: object, kind: type[Enum]) -> Enum:
    try:
        return _members(kind)[value]
    except (KeyError, TypeError):
        pass
    try:
        return kind(value)
    except ValueError:
        allowed = "、".join(str(member.value) for member in kind)
        raise ValueError(f"不能是 {_shown(value)}，可选：{allowed}") from None


def _is_list(kind: object) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[-1] is ...


_Structure = Callable[[Any, Any], Any]
"""What cattrs calls with a value and the type it is to be."""


def _list(kind: type, converter: Converter) -> _Structure:
    """Return what reads a list: a text has items too, and 张三 would be two leaders."""
    inner: _Structure = homogenous_tuple_structure_factory(kind, converter)

    def structure(value: object, kind: object) -> tuple[Any, ...]:
        if not isinstance(value, (list, tuple)):
            raise _UnfitError(f'应为一组值，写在方括号里（如 ["…"]），不能是 {_shown(value)}')
        return tuple(inner(value, kind))

    def series(value: object, kind: object) -> Series:
        if type(value) is list and {*map(type, value)} == {list}:
            try:
                return ascending(tuple([(_month(end), _amount(amount)) for end, amount in value]))
            except (ValueError, TypeError, InvesttrackError):
                pass  # said with its path
        return ascending(structure(value, kind))

    return series if kind == Series else structure


def _mapping(kind: type, converter: Converter) -> _Structure:
    inner: _Structure = mapping_structure_factory(kind, converter)

    def structure(value: object, kind: object) -> object:
        if not isinstance(value, Mapping):
            raise _UnfitError(f"应为一组“名称 = 值”，不能是 {_shown(value)}")
        return inner(value, kind)

    return structure


def _is_optional(kind: object) -> bool:
    return (get_origin(kind) is Union or type(kind).__name__ == "UnionType") and type(
        None
    ) in get_args(kind)


def _optional(kind: type, converter: Converter) -> _Structure:
    inner = next(arg for arg in get_args(kind) if arg is not type(None))
    read = cache(
        lambda: converter.get_structure_hook(inner)
    )  # when it is first needed: a type may hold itself
    return lambda value, _: None if value is None else read()(value, inner)


@define
class _Sheets:
    """The sheets of the ledger being written, in the order in which records name them."""

    listed: list[SheetRef] = field(factory=list)
    _numbers: dict[int, int] = field(factory=dict)

    def number(self, sheet: SheetRef) -> int:
        """Return the number that stands for *sheet*; ledgers share one ref a sheet, so identity tells."""
        found = self._numbers.get(id(sheet))
        if found is None:
            found = self._numbers[id(sheet)] = len(self.listed)
            self.listed.append(sheet)
        return found


# Making a converter takes longer than a small ledger. One serves all calls, and threads: what differs from call to
# call is the sheets that origins name by number.
_WRITTEN: ContextVar[_Sheets] = ContextVar("sheets of the ledger being written")
_READ: ContextVar[Sequence[SheetRef]] = ContextVar("sheets of the ledger being read")


@cache
def _shared() -> Converter:
    converter = make_converter()
    converter.register_unstructure_hook(Origin, _origin_out)
    converter.register_structure_hook(Origin, _origin_in)
    # What plugins add is no part of a profile as written.
    read = make_dict_structure_fn(
        Profile,
        converter,
        _cattrs_forbid_extra_keys=True,
        extensions=override(omit=True),
        before_dated=override(omit=True),
    )
    converter.register_structure_hook(Profile, read)
    converter.register_unstructure_hook_factory(
        lambda kind: kind is Profile, lambda _: _written_profile(converter)
    )
    return converter


def _written_profile(converter: Converter) -> Callable[[Profile], JsonObject]:
    """Return what writes a profile; made when one is written, and few runs write one."""
    return make_dict_unstructure_fn(
        Profile,
        converter,
        _cattrs_omit_if_default=True,
        extensions=override(omit=True),
        before_dated=override(omit=True),
    )


def _origin_out(origin: Origin) -> list[object]:
    out: list[object] = [_WRITTEN.get().number(origin.sheet), origin.row]
    if origin.texts or origin.moved or origin.elsewhere:
        out += [dict(origin.texts), dict(origin.moved)]
    if origin.elsewhere:
        out.append({key: _origin_out(there) for key, there in origin.elsewhere})
    return out


def _origin_in(value: object, _: object) -> Origin:
    sheets = _READ.get()
    if type(value) is list and [*map(type, value)] == [int, int]:
        number, row = value
        if 0 <= number < len(sheets) and row >= 0:
            return Origin(sheets[number], row)
    number, row, texts, moved, elsewhere = _origin_parts(value, len(sheets))
    there = tuple((key, _origin_in(origin, None)) for key, origin in elsewhere.items())
    return Origin(sheets[number], row, tuple(texts.items()), tuple(moved.items()), there)


def ledger_to_data(ledger: Ledger) -> JsonObject:
    """Return *ledger* as plain data; sheets are listed once and records name them by number."""
    sheets = _Sheets()
    token = _WRITTEN.set(sheets)
    try:
        data: JsonObject = _shared().unstructure(ledger)
    finally:
        _WRITTEN.reset(token)
    data["sheets"] = [attrs.asdict(sheet) for sheet in sheets.listed]
    data["schema"] = JSON_VERSION
    return data


class _Each(list[object]):
    """A list that is not empty and whose items are made when they are written."""

    def __init__(self, make: Callable[[], Iterator[object]]) -> None:
        super().__init__()
        self._make = make

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[object]:
        return self._make()


def ledger_as_it_goes(ledger: Ledger) -> JsonObject:
    """Return what :func:`ledger_to_data` does, for :func:`json_text` alone: records become data as they are written."""
    long = {
        field.name: value
        for field in attrs.fields(type(ledger))
        if isinstance(value := getattr(ledger, field.name), tuple)
        and value
        and attrs.has(type(value[0]))
    }
    sheets = _Sheets()

    def plain(records: Sequence[object]) -> Iterator[object]:
        converter = _shared()
        for record in records:
            token = _WRITTEN.set(sheets)
            try:
                data = converter.unstructure(record)
            finally:
                _WRITTEN.reset(token)
            yield data

    without: dict[str, Any] = dict.fromkeys(long, ())
    data = ledger_to_data(attrs.evolve(ledger, **without))
    data |= {name: _Each(partial(plain, records)) for name, records in long.items()}
    if long:
        data["sheets"] = _Each(lambda: map(attrs.asdict, sheets.listed))
    return data


def json_text(data: object) -> Iterator[str]:
    """Yield *data* as JSON text, as ``json.dumps`` lays it out with one item a line."""
    return _pieces(data, "")


def _pieces(data: object, indent: str) -> Iterator[str]:
    """Yield what is made as it is written item by item, everything else at once."""
    inner = f"{indent} "
    if isinstance(data, _Each):
        mark = "["
        for item in data:
            yield f"{mark}\n{inner}{laid_out(item, inner)}"
            mark = ","
        yield f"\n{indent}]" if mark == "," else "[]"
    elif isinstance(data, dict) and any(isinstance(item, (_Each, dict)) for item in data.values()):
        mark = "{"
        for key, item in data.items():
            yield f"{mark}\n{inner}{key_text(key)}: "
            yield from _pieces(item, inner)
            mark = ","
        yield f"\n{indent}}}"
    else:
        yield laid_out(data, indent)


_ABOUT = frozenset({"sheets", "schema"})


def ledger_from_data(data: Mapping[str, object], kind: type[Ledger] = Ledger) -> Ledger:
    """Return the ledger that :func:`ledger_to_data` wrote; *kind* is that of a run with plugins' columns.

    Raises:
        ProfileError: the data has faults; every one is named with its path.
    """
    if type(version := data.get("schema", JSON_VERSION)) is not int or version > JSON_VERSION:
        newer = f"它是第{version}版的 JSON，这里只认到第{JSON_VERSION}版，请升级 investtrack"
        raise ProfileError("ledger", [f"schema：{newer}"])
    token = _READ.set(())
    try:
        _READ.set(_shared().structure(data.get("sheets", ()), list[SheetRef]))
        return _shared().structure({k: v for k, v in data.items() if k not in _ABOUT}, kind)
    except Exception as error:
        raise ProfileError("ledger", _faults(error)) from error
    finally:
        _READ.reset(token)


class RecordReader:
    """Reads the records of one ledger one by one, so that their data need not be held at once.

    What cannot be read raises whatever it does; :func:`ledger_from_data` says it, with its path.

    Args:
        sheets: the sheets that origins name, as :func:`ledger_to_data` writes them.
        kind: the type of the ledger; that of a run with plugins' columns.
    """

    def __init__(self, sheets: object, kind: type[Ledger] = Ledger) -> None:
        self._kind = kind
        self._sheets = _shared().structure(sheets, list[SheetRef])
        self._records = {sheet.attribute: sheet.record for sheet in kind().sheets}

    def read(self, sheet: str, data: object) -> Any:  # noqa: ANN401 - a record of that sheet
        """Return the record of the sheet, such as ``projects``, that *data* states."""
        return self._read(data, self._records[sheet])

    def ledger(self, data: Mapping[str, object], records: Mapping[str, Sequence[object]]) -> Ledger:
        """Return the ledger of *records* by sheet; *data* is all the rest."""
        rest = {key: value for key, value in data.items() if key not in _ABOUT}
        ledger: Ledger = self._read(rest, self._kind)
        held: dict[str, Any] = {name: tuple(found) for name, found in records.items()}
        return attrs.evolve(ledger, **held)

    def _read(self, data: object, kind: type) -> Any:  # noqa: ANN401 - of that kind
        token = _READ.set(self._sheets)
        try:
            return _shared().structure(data, kind)
        finally:
            _READ.reset(token)


def _origin_parts(
    value: object, sheets: int
) -> tuple[int, int, Mapping[str, str], Mapping[str, int], Mapping[str, object]]:
    """Return the parts of a written origin: number of the sheet, row, unread texts, moved fields, those of other sheets."""
    if isinstance(value, list) and len(value) in {2, 4, 5}:
        number, row, texts, moved, elsewhere = (*value, {}, {}, {})[:5]
        if (
            type(number) is int
            and 0 <= number < sheets
            and type(row) is int
            and row >= 0
            and isinstance(texts, dict)
            and all(isinstance(text, str) for text in texts.values())
            and isinstance(moved, dict)
            and all(type(row) is int for row in moved.values())
            and isinstance(elsewhere, dict)
        ):
            return number, row, texts, moved, elsewhere
    raise ValueError(f"应为 [表的序号, 行号]，表的序号在 sheets 之内，不能是 {_shown(value)}")


def ledger_to_json(ledger: Ledger) -> str:
    """Return *ledger* as JSON text; :func:`ledger_from_json` is its inverse."""
    return json.dumps(ledger_to_data(ledger), ensure_ascii=False, indent=1)


_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def _is_text(data: object) -> bool:
    """Whether all that was read from JSON can be written: half of a surrogate pair is no character."""
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def ledger_from_json(text: str, extensions: Extensions = NO_EXTENSIONS) -> Ledger:
    """Return the ledger written as JSON *text*, alone or within a saved report.

    Columns and sheets that plugins add are read where *extensions* has them, such as ``load_plugins().extensions``.

    Raises:
        ProfileError: *text* is no ledger; every fault is named with its path.
    """
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise ProfileError("ledger", ["括号套了太多层，不是有效的 JSON"]) from error
    except ValueError as error:
        raise ProfileError("ledger", [f"不是有效的 JSON：{error}"]) from error
    if _HALF.search(text) and not _is_text(data):
        raise ProfileError(
            "ledger", ["不是有效的 JSON：有的字只有半个（\\ud800—\\udfff 没有成对）"]
        )
    del text  # of a large ledger a third of what is held from here on
    if isinstance(data, dict) and {"figures", "ledger"} <= data.keys():
        data = data["ledger"]
    if not isinstance(data, dict):
        raise ProfileError("ledger", [f"应为一个 JSON 对象，不能是 {type(data).__name__}"])
    return ledger_from_data(data, extensions.ledger)


def profile_from_toml(
    text: str,
    name: str = "profile.toml",
    *,
    codes: Collection[str] = (),
    extensions: Extensions = NO_EXTENSIONS,
) -> Profile:
    """Return the profile written as TOML *text*; what it leaves out takes the default.

    Args:
        text: the TOML.
        name: what errors call it.
        codes: codes of findings that plugins declare, such as ``load_plugins().findings``; those of the core are
            known.
        extensions: what plugins add, such as ``load_plugins().extensions``; the profile carries it.

    Raises:
        ProfileError: *text* has faults; every one is named with its path.
    """
    return profile_from_data(_toml(text, name), name, codes=codes, extensions=extensions)


def profile_from_data(
    data: JsonObject,
    name: str,
    *,
    codes: Collection[str] = (),
    extensions: Extensions = NO_EXTENSIONS,
) -> Profile:
    """Return the profile that plain *data* holds, as :func:`profile_to_data` gives it; arguments as for its TOML.

    Raises:
        ProfileError: *data* has faults; every one is named with its path.
    """
    faults = list(_unknown_codes(data.get("grades"), {*FINDINGS.codes, *codes}))
    faults += _unknown_rules(data.get("sources"))
    data = _carried_on(data)
    with mapping_to(extensions.sheets):
        found = _structured(data, Profile, name, faults)
    return attrs.evolve(found, extensions=extensions)


def _unknown_codes(grades: object, known: Collection[str]) -> Iterator[str]:
    for code in grades if isinstance(grades, Mapping) else ():
        if code not in known:
            meant = _nearest(code, known) or "；代码见 docs/reference/findings.md"
            yield f"grades.{code}：没有这个校核代码{meant}"


def _unknown_rules(sources: object) -> Iterator[str]:
    """Yield a fault for each path under ``sources`` that leads to no rule of a profile."""
    for path in sources if isinstance(sources, Mapping) else ():
        kind: Any = Profile
        for step in path.split("."):
            hints = get_type_hints(kind) if attrs.has(kind) else {}
            if step not in hints:
                yield f"sources.{path}：没有这一项{_nearest(step, hints)}"
                break
            kind = hints[step]


def _nearest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - few runs need it

    near = get_close_matches(name, list(known), 1)
    return f"，是不是 {near[0]}？" if near else ""


def _carried_on(data: JsonObject) -> JsonObject:
    """Return the data of a profile, each of its dated sections with what it leaves as it was the day before."""
    listed = data.get("dated")
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        return data
    now = {name: data[name] for name in DATED if name in data}
    carried = {}
    for place in sorted(range(len(listed)), key=lambda place: str(listed[place].get("valid_from"))):
        each = dict(listed[place])
        each.setdefault("changes", list(_paths({k: v for k, v in each.items() if k in DATED})))
        for name in DATED:
            if name in each:
                now[name] = each[name] = _over(now.get(name), each[name])
        carried[place] = each
    return {**data, "dated": [carried[place] for place in range(len(listed))]}


def _paths(data: Mapping[str, object], above: str = "") -> Iterator[str]:
    for name, value in data.items():
        if isinstance(value, Mapping) and above.count(".") < 1:
            yield from _paths(value, f"{above}{name}.")
        else:
            yield f"{above}{name}"


def _over(old: object, new: object) -> object:
    """Return *new* over *old*: tables are joined, everything else is replaced."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return new
    return {**old, **{name: _over(old.get(name), value) for name, value in new.items()}}


def declared_in_toml(text: str, kind: type[Declared], name: str) -> Declared:
    """Return the *kind* of attrs value that TOML *text* declares; plugins read their own files with it.

    Raises:
        ProfileError: *text* has faults; every one is named with its path.
    """
    return _structured(_toml(text, name), kind, name)


def _toml(text: str, name: str) -> JsonObject:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ProfileError(name, ["括号套了太多层，不是有效的 TOML"]) from error
    except ValueError as error:
        raise ProfileError(name, [f"不是有效的 TOML：{error}"]) from error


def _structured(
    data: object, kind: type[Declared], name: str, known_faults: Sequence[str] = ()
) -> Declared:
    try:
        found = _shared().structure(data, kind)
    except Exception as error:
        raise ProfileError(name, [*_faults(error), *known_faults]) from error
    if known_faults:
        raise ProfileError(name, list(known_faults))
    return found


def profile_to_data(profile: Profile) -> JsonObject:
    """Return *profile* as plain data, as its TOML would hold it."""
    return dict(_shared().unstructure(profile))


def _faults(error: Exception) -> list[str]:
    if isinstance(error, ExceptionGroup):
        found: list[str] = transform_error(error, format_exception=_said)
        return found
    return [_said(error, None)]


def _said(error: BaseException, _: object) -> str:
    if isinstance(error, KeyError):
        return f"缺少 {error.args[0]}"
    if type(error).__name__ == "ForbiddenExtraKeysError":
        known = [each.name for each in attrs.fields(getattr(error, "cl", Profile))]
        extra = sorted(getattr(error, "extra_fields", ()))
        return "；".join(f"不认识的项：{name}{_nearest(name, known)}" for name in extra)
    if isinstance(error, (InvesttrackError, ValueError)):
        return str(error)
    if isinstance(error, (AttributeError, TypeError)):  # a text where a table belongs, or the like
        return "值的种类不对：该写一组“名称 = 值”、一组值或一个文本的地方，写成了另一种"
    return f"{type(error).__name__}: {error}"
