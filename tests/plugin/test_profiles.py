"""Which profile belongs to a workbook: that beside it, that of its folder, that of its importer."""

import pytest

from investtrack.errors import ProfileError, UnknownFormatError
from investtrack.model.profile import Profile
from investtrack.plugin import Importer
from investtrack.plugin.installed import Plugins
from investtrack.plugin.profile_file import ProfileFile
from investtrack.plugin.sources import profiles
from investtrack.plugin.sources.profiles import (
    find_profile,
    profile_beside,
    profile_of_importer,
    profile_of_region,
    read_profile,
)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "甲县.csv"
    path.write_text("项目名称\n", encoding="utf-8")
    return path


@pytest.fixture
def offered(tmp_path, monkeypatch):
    """What offers a file in a package that is found by the search path, and the file."""
    folder = tmp_path / "county_of_a_test"
    folder.mkdir()
    path = folder / "own.toml"
    path.write_text('name = "own"\nlabel = "甲县"\nregions = ["甲县"]\n', encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return ProfileFile("own", "甲县", "county_of_a_test:own.toml", ("甲县",)), path


def test_a_profile_in_a_file_is_found_for_its_region_and_read_only_then(offered):
    file, path = offered
    plugins = Plugins(profiles={"own": file})
    text = path.read_text(encoding="utf-8")
    path.write_text("nothing", encoding="utf-8")
    assert profile_of_region("乙县", plugins) is None
    path.write_text(text, encoding="utf-8")
    assert profile_of_region("甲县", plugins).regions == ("甲县",)
    assert find_profile(plugins, "own").label == "甲县"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": "other"}, "name 写的是 'own'，插件说的是 'other'"),
        ({"regions": ("乙县",)}, "regions 写的是"),
        ({"home": "county_of_a_test:none.toml"}, "读不了插件里的这份配置"),
        ({"home": "no_such_package:own.toml"}, "读不了插件里的这份配置"),
    ],
)
def test_a_profile_in_a_file_is_what_was_offered_or_refused(offered, changed, why):
    with pytest.raises(ProfileError, match=why):
        offered[0]._replace(**changed).load()
    with pytest.raises(ProfileError, match=why):
        Plugins(profiles={"own": offered[0]._replace(**changed)}).profile("own")


def test_the_file_of_the_same_name_goes_before_that_of_the_folder(book):
    assert profile_beside([book]) is None
    of_folder = book.with_name("profile.toml")
    of_folder.write_text("", encoding="utf-8")
    assert profile_beside([book]) == of_folder
    assert profile_beside([book.parent]) == of_folder
    own = book.with_suffix(".toml")
    own.write_text("", encoding="utf-8")
    assert profile_beside([book]) == own


def test_several_workbooks_have_one_only_where_it_is_the_same(book):
    other = book.with_name("乙县.csv")
    book.with_suffix(".toml").write_text("", encoding="utf-8")
    assert profile_beside([book, other]) is None
    assert profile_beside([book, book]) == book.with_suffix(".toml")
    assert profile_beside([]) is None


def test_templates_lie_beside_the_profile(book):
    path = book.with_suffix(".toml")
    path.write_text(
        '[report]\ntemplate = "a.docx"\ntemplates = { "全年" = "b/c.docx" }\n', encoding="utf-8"
    )
    layout = read_profile(path).report
    assert layout.template_for("月度") == str(book.parent / "a.docx")
    assert layout.template_for("全年") == str(book.parent / "b" / "c.docx")
    assert read_profile(path).report.drop == ()


@pytest.mark.parametrize("data", [b"\xff\xfe", None])
def test_a_profile_that_cannot_be_read_says_so(book, data):
    path = book.with_suffix(".toml")
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ProfileError, match=r"甲县\.toml"):
        read_profile(path)


def _importer(name, profile):
    def identify(_, path):
        return path.name.startswith(name)

    does = {
        "name": name,
        "suffixes": (".csv",),
        "identify": identify,
        "extract": None,
        "profile": profile,
    }
    return type(name, (Importer,), does)()


def test_the_importer_names_the_profile_of_its_files(book, monkeypatch):
    offered = Plugins(profiles={"qinghe": Profile(name="qinghe")})
    monkeypatch.setattr(profiles, "load_plugins", lambda _: offered)
    own, other = _importer("甲", "qinghe"), _importer("乙", "")
    plugins = Plugins(importers={"甲": own, "乙": other})
    assert profile_of_importer(plugins, [book]).name == "qinghe"
    beside = book.with_name("乙县.csv")
    beside.write_text("项目名称\n", encoding="utf-8")
    assert profile_of_importer(plugins, [beside]) is None
    assert (
        profile_of_importer(plugins, [book, beside]) is None
    )  # of two layouts none is everybody's
    with pytest.raises(UnknownFormatError, match="beihe"):
        profile_of_importer(Plugins(importers={"甲": _importer("甲", "beihe")}), [book])
