"""The library: which packs there are, in which order, what each is made of, and what identifies it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.packs.made_packs import library_of, make_pack

from hengji.packs.errors import PackError, UnknownPackError
from hengji.packs.library import Library

CONCEPT = "concepts:\n- {id: t.one, label: 甲, kind: money}\n"
COVER = "layout: cn.cover\ntitle: 本县填报信息\n"


def test_parents_come_before_children(tmp_path: Path) -> None:
    county = make_pack(tmp_path, {}, name="a-county", extends="b-province")
    province = make_pack(tmp_path, {}, name="b-province")
    library = library_of(county, province)
    assert library.ids() == ["cn", "b-province", "a-county"]
    assert library.get("a-county").chain == ("cn", "b-province", "a-county")


def test_a_folder_of_packs_stands_for_each_of_them(tmp_path: Path) -> None:
    make_pack(tmp_path, {}, name="one", extends="")
    make_pack(tmp_path, {}, name="two", extends="one")
    assert Library([tmp_path]).ids() == ["one", "two"]


def test_packs_of_ones_own_stand_in_the_folders_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_pack(tmp_path, {}, name="cn-439999-test", extends="cn")
    assert "cn-439999-test" not in Library.builtin().ids()
    monkeypatch.setenv("HENGJI_PACKS", str(tmp_path))
    assert "cn-439999-test" in Library.builtin().ids()


def test_the_home_of_a_pack_is_the_folder_it_was_read_from(tmp_path: Path) -> None:
    folder = make_pack(tmp_path / "here", {}, name="t")
    assert library_of(folder).home("t") == folder


def test_of_two_packs_with_one_id_the_later_stands(tmp_path: Path) -> None:
    first = make_pack(tmp_path / "first", {"layouts/a.yaml": COVER})
    second = make_pack(tmp_path / "second", {})
    assert library_of(first, second).home("t") == second
    assert library_of(first, second).get("t").layouts["cn.cover"].title == "填报信息"


def test_an_unknown_pack_is_refused_with_a_proposal(tmp_path: Path) -> None:
    library = library_of(make_pack(tmp_path, {}, name="cn-439999-test"))
    for ask in (library.get, library.info):
        with pytest.raises(UnknownPackError) as caught:
            ask("cn-439999-tset")
        assert caught.value.code == "pack.unknown"
        assert str(caught.value) == "没有编号为 cn-439999-tset 的规则包。是否想写：cn-439999-test？"


def test_a_broken_pack_hides_no_other(tmp_path: Path) -> None:
    broken = make_pack(tmp_path, {"concepts.yaml": "concepts: [\n"}, name="aaa", extends="")
    library = library_of(broken, make_pack(tmp_path, {}))
    assert library.ids() == ["cn", "t", "aaa"]
    assert library.get("t").id == "t"
    with pytest.raises(PackError):
        library.get("aaa")


def test_a_broken_parent_is_told_to_whoever_asks_for_the_child(tmp_path: Path) -> None:
    parent = make_pack(tmp_path, {"concepts.yaml": "concepts: [{id: a, label: 甲}]\n"}, name="p")
    library = library_of(parent, make_pack(tmp_path, {}, name="c", extends="p"))
    with pytest.raises(PackError) as caught:
        library.get("c")
    assert [str(mistake) for mistake in caught.value.mistakes] == ["p/concepts.yaml:1: 概念 a 缺少 kind。"]


def test_three_packs_in_a_circle_are_told(tmp_path: Path) -> None:
    folders = [make_pack(tmp_path, {}, name=name, extends=parent) for name, parent in ("ab", "bc", "ca")]
    library = Library(folders)
    assert library.ids() == ["a", "b", "c"]
    with pytest.raises(PackError) as caught:
        library.get("a")
    assert [(str(one.mark), one.code, one.message) for one in caught.value.mistakes] == [
        ("c/pack.yaml:6", "pack.cycle", "上级包绕了一圈：a → b → c → a。")
    ]


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_a_folder_that_is_no_pack_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(PackError) as caught:
        library_of(tmp_path / name).get(name)
    assert [(str(one.mark), one.code) for one in caught.value.mistakes] == [(f"{name}/pack.yaml:1", "pack.missing")]


def test_beside_good_packs_a_folder_without_its_head_is_told(tmp_path: Path) -> None:
    make_pack(tmp_path, {})
    make_pack(tmp_path, {"pack.yaml": "", "concepts.yaml": CONCEPT}, name="u")
    library = library_of(tmp_path)
    assert library.get("t").id == "t"
    with pytest.raises(PackError) as caught:
        library.get("u")
    assert [one.code for one in caught.value.mistakes] == ["pack.missing"]


# ------------------------------------------------------------------------------------------------ what it is made of
def test_origins_are_the_file_and_line_that_declared_it_last(tmp_path: Path) -> None:
    province = make_pack(tmp_path, {"concepts.yaml": CONCEPT, "layouts/a.yaml": f"# 省\n{COVER}"}, name="p")
    county = make_pack(
        tmp_path, {"concepts.yaml": "# 县\nconcepts:\n\n- {id: t.one, label: 乙}\n"}, name="c", extends="p"
    )
    origins = library_of(province, county).get("c").origins
    assert origins["concepts"]["t.one"] == "c/concepts.yaml:4"
    assert origins["layouts"]["cn.cover"] == "p/layouts/a.yaml:2"
    assert origins["forms"]["cn.cover"].startswith("cn/forms/cover.yaml:")


def test_a_county_holds_only_what_differs(tmp_path: Path) -> None:
    nation = library_of().get("cn")
    county = library_of(make_pack(tmp_path, {"layouts/a.yaml": COVER})).get("t")
    assert county.layouts["cn.cover"].title == "本县填报信息"
    assert county.layouts["cn.cover"].widths == nation.layouts["cn.cover"].widths
    assert county.forms == nation.forms
    assert list(county.checks) == list(nation.checks)


def test_a_declaration_may_be_taken_away(tmp_path: Path) -> None:
    files = {"checks.yaml": "checks:\n- {id: cn.money.basic-split, delete: true}\n"}
    nation, county = library_of().get("cn"), library_of(make_pack(tmp_path, files)).get("t")
    assert set(nation.checks) - set(county.checks) == {"cn.money.basic-split"}
    assert "check:cn.money.basic-split" in set(nation.formulas) - set(county.formulas)


def test_like_starts_from_another_and_leaves_it_as_it_is(tmp_path: Path) -> None:
    text = "layout: {name}\nlike: cn.cover\ntitle: {title}\n"
    files = {
        "layouts/a.yaml": text.format(name="t.first", title="甲").replace("like: cn.cover", "like: t.own"),
        "layouts/b.yaml": 'layout: t.own\nform: cn.cover\ntitle: 乙\nwidths: ["1", "9"]\n',
        "layouts/c.yaml": text.format(name="t.second", title="丙"),
    }
    layouts = library_of(make_pack(tmp_path, files)).get("t").layouts
    assert {name: (layouts[name].title, len(layouts[name].blocks)) for name in ("t.first", "t.second", "cn.cover")} == {
        "t.first": ("甲", 0),
        "t.second": ("丙", 1),
        "cn.cover": ("填报信息", 1),
    }


def test_a_line_is_taken_away_with_nothing_and_a_code_added_by_its_number(tmp_path: Path) -> None:
    files = {
        "layouts/a.yaml": "layout: cn.fa.totals\ndraw:\n- id: main\n  lines: {head_numbers: ~}\n",
        "codes/a.yaml": 'codes: cn.economic\nentries:\n- {code: "39998", name: 本县专项, parent: "399"}\n',
    }
    nation, county = library_of().get("cn"), library_of(make_pack(tmp_path, files)).get("t")
    before, after = (pack.layouts["cn.fa.totals"].blocks[0].lines for pack in (nation, county))
    assert [line.id for line in before if line not in after] == ["head_numbers"]
    added = set(county.codes["cn.economic"].codes) - set(nation.codes["cn.economic"].codes)
    assert [code.name for code in added] == ["本县专项"]
    assert [code.name for code in county.codes["cn.economic"].path("39998")][-1] == "本县专项"


# ------------------------------------------------------------------------------------------------------- identity
def test_the_digest_is_that_of_the_bytes_wherever_they_lie(tmp_path: Path) -> None:
    files = {"concepts.yaml": CONCEPT, "layouts/a.yaml": COVER}
    here, there = (make_pack(tmp_path / name, files) for name in ("here", "there"))
    renamed = there.rename(there.parent / "another-name")
    assert library_of(here).get("t").digest == library_of(renamed).get("t").digest
    (here / "README.md").write_text("说明", encoding="utf-8")
    assert library_of(here).get("t").digest == library_of(renamed).get("t").digest


@pytest.mark.parametrize(
    ("pack", "file", "text"),
    [
        ("p", "concepts.yaml", f"{CONCEPT}# 注\n"),
        ("c", "layouts/a.yaml", f"{COVER} "),
        ("c", "layouts/b.yaml", "layout: t.b\nlike: cn.cover\n"),
        ("p", "pack.yaml", 'pack: p\nlabel: 省\ndivision: "43"\nversion: "2"\nextends: cn\n'),
    ],
)
def test_the_digest_changes_with_any_byte_of_the_chain(pack: str, file: str, text: str, tmp_path: Path) -> None:
    folders = {
        "p": make_pack(tmp_path, {"concepts.yaml": CONCEPT}, name="p"),
        "c": make_pack(tmp_path, {"layouts/a.yaml": COVER}, name="c", extends="p"),
        "other": make_pack(tmp_path, {}, name="other"),
    }
    before = {name: library_of(*folders.values()).get(name).digest for name in ("cn", "p", "c", "other")}
    (folders[pack] / file).write_text(text, encoding="utf-8")
    after = {name: library_of(*folders.values()).get(name).digest for name in ("cn", "p", "c", "other")}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == ({"p", "c"} if pack == "p" else {"c"})


def test_a_file_cut_in_two_is_not_the_same_pack(tmp_path: Path) -> None:
    """Strung together, names and contents of these two packs are the same bytes."""
    one = {"concepts.yaml": "concepts: []\n#layouts/z.yamllayout: cn.cover"}
    two = {"concepts.yaml": "concepts: []\n#", "layouts/z.yaml": "layout: cn.cover"}
    packs = [library_of(make_pack(tmp_path / str(len(files)), files)).get("t") for files in (one, two)]
    assert packs[0].digest != packs[1].digest


def test_packs_are_kept_once_made(tmp_path: Path) -> None:
    library = library_of(make_pack(tmp_path, {}))
    assert library.get("t") is library.get("t")
