"""What the reader does not tell of old and open workbooks: error cells, hidden rows, cells repeated without end."""

import base64
import zipfile
import zlib

import pytest

from investtrack import SourceError
from investtrack.model.profile import Profile
from investtrack_excel.files.biff_scan import scan_biff
from investtrack_excel.files.ods_scan import scan_ods
from investtrack_excel.importer import ExcelImporter


# Written by LibreOffice: 基本信息, and 项目台账 of three projects 甲乙丙: D2 =1/0, D4 a VLOOKUP without a hit, E4 the
# text #REF!, row 3 hidden.
XLS = zlib.decompress(
    base64.b85decode(
        b"c-rk)TWnNC82;z%?QCzmy&zDaT|i1{x3JwRRsmaBKml!mRzX2*w`|u+Zz;vlM062(QJSd4$ODNXL0>dpVxkXf*!o0_MqfzOXi`Wd8jM+u#$crDH~*Qld"
        b"%D@iZc!7Zv-#%o&&-*BX1@QQnf?5;;_)+YmtUleu!d|jk#v*OA`?KKS@05RN;Z*9CQWg2HvFf;HI>Rev}6AqfZTHzpaX8TzxgVi4gasOlLqh`CLe90ex"
        b"yS*Lb-&Sz!>ZIrqgF)n(d|=X2+lT_|kt%KW+o2vVZCGrTrHGg+LMDF^&K#21<ZZpbVJ9oFJMD%md~F<-h`9A+QLj04f0=uozeZECp@`mH}13a-bSm0n`"
        b"AsfFGz+`ma){L=gD~RlXJJ>RDek?cmn2i%ti<U-*gKa^CxkV8mPYG3Lc3U@r|yZiG5}yL|sv*uXk;3aLXJBwZ)$;HpNafg*a7<sWdoj`@esOuk0N>D^j"
        b"0Yd^~I5{`=y3wn?He8rM_F!5{V`EzUrf?Og*ozzP`6ox14L5p%aFD>jzZXxYMtmhip>iTK}lg5TMi5B+61F(xWwCSgV$c1PtZDUD@D(nSxR$As=k^aa~"
        b"XYV*$+*$fH>9bgO+$ZJoqb&brdU7pCIo)vbvsk-q>s)KJPh`qhOd<DAA+MQ2?#?QAnEL2x`AH2{8l$94y)hf7#W5$RB{4gvr7;($WidyxgKgnB{P<<*_"
        b"Q@`O-{p^9Y#r#3vPRvIjhy=Nu|!+d=n0Y*C}>RR08#s>pewKwoCJvnSp#Q+*GD%_6OGa@1YyZHP<}#M>^U^l>8QX7qsK)v;%2J&$!nZ3I?fs$XNdkA4C"
        b"4<f6=mw2fd(U|5Ut$~YYyzXqYcTnzH@Ch60d}}wpT`Va%&WXbp`Po-bXE6dtTkgGr^i+1~uXEfo~&~Q5<T)KrmPrXs8PY?8MV7Y)_21NUZ62F}!h9Pr6"
        b"z{JKVSxi&foK?U5ZP_mz^{ZuxdSmH8S-kDht9Wao)J-mtZoIiiCX#DQ}%YuCT(hM5Kr38?|12U-x#Z$aJCotri<PU2uLfs-^2<}Q5>kf!Gxm1^?zHoUx"
        b"dl9w;Qj_k+oNv~MUyW_=>b)kh<F0C$adYI+0G`(n<WEc6xQPhmtYq&=($4_xv^YlN)vZpz&LjP#D440dhTk_SZ?|#>`!jeA&U+sogywCW8U--qm0_U-@"
        b"j`1cl6?7kJbUMP*Ch?5!Q8O(fQnwg`ZMx=FdB5R-g@<J#i%iQRvt`Jxsn@Tuv_?swBveUoot7%eI-4qKTxU;}1XkXmN;a-@rb@C-ZqpC6UG7ifZewo}y"
        b"0Reo84uYK0ltUX6V)ttC%jqidK%>=bk#?Wcc)fD?>dd+l4vcjwY-&iSPOFigec4}s#`xK%=_hy$tZ_~QI0H(a%5qYDf3wv<;cn?eG;SGsgj0LUaDln>g"
        b"K0Pc9aSxaZldPpU@2Md1y(CStq|z#JjWzB^&RNi(d}LL|s%N<h9&sG_aFefcQ{zs=<D$I8U}Tmpy7MgUcU1WHQ?v>q9svjmLUHNS=Po8mIa0Rs9XVhx<"
        b"(Sr**AE$<VdNqU&6mE9metW@=o-D>SM2279;aE_E-?Fdm=Pc=Q<<k8Uv@x_;xC^q<;9(w1ku;k>$Lth!OPS-zR>?dcjCI5^Nf?Avs>E7I$`{kFRH&Tyo"
        b"+H^L^jp{KjM@p|5l!f=%{4iiaYer5SCjURvc=c}!ccwc*7r`qN3d?}awapfyyeWQ9`Hmha1N4+z5tGDKU_1+v*{`~uE#@kWm1FD}HGV`(XU#top`9@gt"
        b"x#-X5!G%vRoL;%Wd-5gd@4x!SMrpknvc2k^Yu<9a7G1ZicQvWEt~qB->1f`H<eb+J4&EObI@mMNKY6Z_MD@Xy0R;Ld!r%G-56?e?!`b@CHHjA*`CS-&h"
        b"z{T$DfKvzv;HOQaSR`w%;A5PL-{68Lm0OY9BYLRkIra(o8>>4>GW9%Y)RQkD_(<<8SkI;xVirS6Hx!v7$;d99m4$k@ZywvzXdGl<~@;;VZ2rcAelN;tM"
        b"MH<tbaZ5dTRWQ7@>=Gh%f_l)2DF;^S{M1{*C_s-=7{kStt"
    )
)

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (("office", "office"), ("table", "table"), ("text", "text"))
)


def cell(text="", repeated=1, **attributes):
    given = "".join(
        f' {name.replace("_", ":", 1).replace("_", "-")}="{v}"' for name, v in attributes.items()
    )
    words = f"<text:p>{text}</text:p>" if text else ""
    kind = ' office:value-type="string"' if text and "table_formula" not in attributes else ""
    return f'<table:table-cell table:number-columns-repeated="{repeated}"{kind}{given}>{words}</table:table-cell>'


def row(*cells, repeated=1, visibility="visible"):
    return (
        f'<table:table-row table:number-rows-repeated="{repeated}" table:visibility="{visibility}">'
        f"{''.join(cells)}</table:table-row>"
    )


def ods(path, *rows, name="项目台账"):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {_NAMES} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:'
            f'xmlns:calcext:1.0"><office:body><office:spreadsheet><table:table table:name="{name}">'
            f"{''.join(rows)}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return path


HEAD = row(cell("项目名称"), cell("总投资（万元）"), cell("年度计划投资（万元）"))


def extract(path):
    return ExcelImporter().extract(path, Profile())


def told(path):
    return {
        (finding.code, finding.place.cell, finding.found)
        for finding in extract(path).findings
        if finding.code in {"cell-error", "formula-uncomputed", "row-hidden"}
    }


@pytest.mark.parametrize("suffix", ["xls", "et"])
def test_error_cells_and_hidden_rows_of_old_workbooks_are_findings(tmp_path, suffix):
    path = tmp_path / f"台账.{suffix}"
    path.write_bytes(XLS)
    assert told(path) == {
        ("cell-error", "D2", "#DIV/0!"),
        ("cell-error", "D4", "#N/A"),
        ("cell-error", "E4", "#REF!"),
        ("row-hidden", "第3行", "隐藏行"),
    }
    assert [project.name for project in extract(path).ledger.projects] == ["甲", "乙", "丙"]


def test_a_damaged_old_workbook_is_left_to_the_reader():
    for end in (0, 8, 600, len(XLS) // 2):
        scan_biff(XLS[:end].ljust(600, b"\0"))


def test_error_cells_missing_results_and_hidden_rows_of_ods_are_findings(tmp_path):
    path = ods(
        tmp_path / "台账.ods",
        HEAD,
        row(
            cell("甲"),
            cell("#DIV/0!", table_formula="of:=1/0", calcext_value_type="error"),
            cell("100"),
        ),
        row(
            cell("乙"), cell("600"), cell(table_formula="of:=SUM([.B2:.B3])"), visibility="collapse"
        ),
        row(cell("丙"), cell("#N/A", table_formula="of:=NA()"), cell("7"), visibility="filter"),
        row(cell(repeated=16384), repeated=1048572),
    )
    assert told(path) == {
        ("cell-error", "B2", "#DIV/0!"),
        ("formula-uncomputed", "C3", "没有结果的公式"),
        ("cell-error", "B4", "#N/A"),
        ("row-hidden", "第3行", "隐藏行"),
    }


def test_rows_behind_repeated_ones_keep_their_numbers(tmp_path):
    with zipfile.ZipFile(ods(
        tmp_path / "a.ods", HEAD, row(cell(), repeated=5),
        row(cell(repeated=2), cell("#REF!", calcext_value_type="error")),
    )) as archive:  # fmt: skip
        assert scan_ods(archive)["项目台账"].errors == {"C7": "#REF!"}


@pytest.mark.parametrize(
    "rows",
    [
        (row(cell("甲", repeated=16_000), repeated=1_000_000),),
        (row(cell("甲", repeated=4_000_000_000), repeated=4_000_000_000),),
        (row(cell("甲"), cell("500"), repeated=1_048_000),),
        (row(cell("甲", repeated=16_000)), row(cell(), repeated=1_000_000), row(cell("乙"))),
    ],
)
def test_an_ods_that_repeats_cells_without_end_is_refused_before_it_is_laid_out(tmp_path, rows):
    path = ods(tmp_path / "台账.ods", HEAD, *rows)
    before = path.read_bytes()
    with pytest.raises(SourceError, match=r"“项目台账”表一直延伸到 .*大得无法读取"):
        extract(path)
    assert path.read_bytes() == before


def test_repeated_empty_rows_and_cells_cost_nothing(tmp_path):
    empty = row(cell(repeated=16384), repeated=1_048_000)
    path = ods(
        tmp_path / "台账.ods", HEAD, row(cell("甲"), cell("500"), cell(repeated=16382)), empty
    )
    (project,) = extract(path).ledger.projects
    assert project.name == "甲"


def test_a_file_named_as_another_kind_of_workbook_is_read_as_what_it_is(tmp_path):
    path = ods(tmp_path / "台账.ods", HEAD, row(cell("甲"), cell("500"), cell()))
    assert "file-mislabelled" not in {finding.code for finding in extract(path).findings}
    renamed = path.rename(path.with_suffix(".xlsx"))
    (finding,) = [f for f in extract(renamed).findings if f.code == "file-mislabelled"]
    assert "实际是 ods 格式" in finding.message
    assert [project.name for project in extract(renamed).ledger.projects] == ["甲"]
