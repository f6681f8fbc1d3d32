"""Pictures: nothing stands on anything else, at 10 nodes and at 300; lines and symbols say what is sure."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import matplotlib.image
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

import newsroom
from onrecord import graph as graphs
from onrecord.record import Factuality, Kind
from onrecord.views import lettering
from onrecord.views.catalogue import VIEWS
from onrecord.views.drawing import MOST, NAMED, draw
from onrecord.views.events import events
from onrecord.views.layout import packed
from onrecord.views.network import network
from onrecord.views.png import png
from onrecord.views.scene import Box, Outline, Scene, Words
from onrecord.views.svg import svg
from onrecord.views.timeline import axis, timeline

ROOT = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"
NAMES = (
    "Ana Ruiz",
    "Larch County Sheriff’s Office corrections division",
    "ICE",
    "Illegal Dumping Reform and River Responsibility Act of the State of Larch",
    "agreement signed on March 10",
    "Department of Public Instruction",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
)


def town(size: int) -> nx.MultiDiGraph:
    """A network in which a few have many ties and most have few, with all kinds of nodes and of certainty."""
    tree = nx.barabasi_albert_graph(size, 1, seed=7)
    town = nx.MultiDiGraph(name="actors", title=f"A town of {size}", articles=size)
    kinds = list(Kind)
    for node in tree:
        label = f"{NAMES[node % len(NAMES)]} {node}"
        town.add_node(f"n{node:03}", kind=kinds[node % len(kinds)].value, label=label, articles=1, mentions=1)
    sure = list(Factuality)
    pairs = [*tree.edges(), *((node, (node * 7 + 3) % size) for node in range(0, size, 4))]
    for number, (a, b) in enumerate(pairs):
        data = {"kind": "funds", "label": "funds", "article": "a", "quote": "x", "offsets": "0:1", "weight": 1}
        data["factuality"] = sure[number % 4 if number % 3 == 0 else 0].value
        if number % 5 == 0:
            data["claimant"] = "Poe"
        town.add_edge(f"n{a:03}", f"n{b:03}", key=str(number), **data)
    return town


def overlaps(scene: Scene) -> list[tuple[Box, Box]]:
    return [(a, b) for a, b in combinations(scene.labels, 2) if a.meets(b)]


def check(scene: Scene) -> None:
    """No name or word on another, none on a symbol, no symbol on another, nothing beyond the edge."""
    assert overlaps(scene) == []
    assert [(a, b) for a in scene.labels for b in scene.symbols if a.meets(b)] == []
    assert [(a, b) for a, b in combinations(scene.symbols, 2) if a.meets(b)] == []
    page = Box(0, 0, scene.width, scene.height)
    assert all(box.within(page) for box in (*scene.labels, *scene.symbols))
    for item in scene.items:
        if isinstance(item, Words):
            wide = lettering.width(item.words, item.size, bold=item.bold)
            left = item.x - wide * {"start": 0, "middle": 0.5, "end": 1}[item.anchor]
            assert Box(left, item.y - item.size, left + wide, item.y + item.size * 0.3).within(page), item.words
        else:
            points = [value for _, values in item.commands for value in values]
            assert min(points[::2]) >= 0 <= min(points[1::2])
            assert max(points[::2]) <= scene.width
            assert max(points[1::2]) <= scene.height


@pytest.mark.parametrize("size", [2, 10, 60, 61, 300])
def test_nothing_stands_on_anything_else(size: int) -> None:
    scene = draw(town(size))
    check(scene)
    assert len(scene.symbols) == size
    words = [item.words for item in scene.items if isinstance(item, Words)]
    if size <= NAMED:
        assert len(scene.labels) >= size
    else:
        assert len(scene.labels) >= NAMED
        assert any(f"Named are the {NAMED} best tied" in line for line in words)


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 40).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n - 1)] * 2)))))
def test_nor_in_any_other_network(drawn: tuple[int, list[tuple[int, int]]]) -> None:
    size, pairs = drawn
    graph = town(size)
    graph.remove_edges_from(list(graph.edges(keys=True)))
    data = {"kind": "funds", "label": "pays for", "article": "a", "quote": "x", "offsets": "0:1", "weight": 1}
    graph.add_edges_from((f"n{a:03}", f"n{b:03}", data | {"factuality": "Actual"}) for a, b in pairs)
    check(draw(graph))


def test_a_picture_of_more_than_can_be_drawn_says_what_it_leaves_out() -> None:
    scene = draw(town(400))
    check(scene)
    assert len(scene.symbols) <= MOST
    assert f"Drawn are {len(scene.symbols)} of 400" in scene.description


def test_small_parts_without_a_name_are_left_out_of_a_great_picture() -> None:
    graph = town(NAMED + 5)
    for number in range(3):
        for end in "ab":
            graph.add_node(f"pair{number}{end}", kind="Person", label="X", articles=1, mentions=1)
        data = {"kind": "funds", "label": "funds", "article": "a", "quote": "x", "offsets": "0:1", "weight": 1}
        graph.add_edge(f"pair{number}a", f"pair{number}b", **data, factuality="Actual")
    assert len(draw(graph).symbols) == NAMED + 5


@pytest.mark.parametrize("view", [name for name in VIEWS if name != "timeline"])
def test_the_views_of_an_article(view: str) -> None:
    shown = network([newsroom.record()], VIEWS[view], centre=newsroom.OFFICE)
    scene = draw(shown) if shown.number_of_edges() else None
    if scene is not None:
        check(scene)
        named = "".join(item.words for item in scene.items if isinstance(item, Words)).replace(" ", "")
        for _, data in shown.nodes(data=True):
            assert data["label"].replace(" ", "") in named


def drawn_lines(scene: Scene) -> dict[str, Outline]:
    """The lines of a scene by the words of their tip."""
    return {item.tip.partition(":")[0]: item for item in scene.items if isinstance(item, Outline) and "“" in item.tip}


def test_lines_say_how_sure_it_is() -> None:
    lines = drawn_lines(draw(network([newsroom.record()], VIEWS["around"], centre=newsroom.OFFICE)))
    fact, claim, denial = (
        lines["participates in"],
        lines["established by, says Officials"],
        lines["operates, says Ana Ruiz"],
    )
    assert fact.dash == ()
    assert claim.dash
    assert claim.dash[0] < 1
    assert denial.stroke not in (fact.stroke, claim.stroke)
    assert "joined the Safe Streets program" in fact.tip


def test_the_legend_explains_what_is_there_and_nothing_else() -> None:
    words = {
        item.words for item in draw(network([newsroom.record()], VIEWS["bodies"])).items if isinstance(item, Words)
    }
    assert {"agency", "person", "facility", "denied", "fact, as the article itself says"} <= words
    assert not {"law", "program", "place", "plan", "speaks about"} & words


def test_the_source_line_counts() -> None:
    scene = draw(network([newsroom.record()], VIEWS["actors"]))
    assert "Source: 1 article; 4 facts, 1 claim. Drawn by onrecord." in scene.description


# The timeline


def dated(*dates: str) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(name="timeline", title="When", articles=1)
    graph.add_node("a", kind="Agency", label="Larch County Council")
    graph.add_node("b", kind="Law", label="Creek Act")
    for number, date in enumerate(dates):
        data = {"kind": "enacted", "label": "enacted", "article": "x", "factuality": "Actual", "weight": 1}
        offsets = f"{number * 100}:{number * 100 + 30}"
        quote = f"it passed the Creek Act, number {number}, after a long debate"
        graph.add_edge("a", "b", **data, on_date=date, quote=quote, offsets=offsets)
    return graph


@pytest.mark.parametrize(
    "dates",
    [
        ("2026-03-10",),
        ("2026-03-10", "2026-03-10", "2026-03-11"),
        ("1787", "1996", "2020-05", "2026-03-10", "2026-03-12", "--02-29", "--07"),
        tuple(f"20{year:02}-0{month}-15" for year in range(0, 30, 3) for month in range(1, 6)),
    ],
)
def test_no_event_stands_on_another(dates: tuple[str, ...]) -> None:
    scene = timeline(dated(*dates))
    check(scene)
    assert len(scene.symbols) == len(dates)


def test_ties_of_one_sentence_and_one_date_are_one_event() -> None:
    graph = dated("2026-03-10")
    first = next(data for *_, data in graph.edges(data=True))
    graph.add_edge("b", "a", **(first | {"label": "signed", "offsets": "10:20", "quote": "Creek Act"}))
    graph.add_edge("b", "a", **(first | {"offsets": "500:520", "quote": "another sentence"}))
    assert [event.quote for event in events(graph)] == ["another sentence", first["quote"]]


def test_the_axis_is_to_scale_but_for_its_breaks() -> None:
    whole = axis([0, 100, 200, 300])
    assert len(whole.pieces) == 1
    assert whole.at(200) - whole.at(100) == pytest.approx(whole.at(300) - whole.at(200))
    broken = axis([0, 10_000, 10_100, 10_200, 10_300])
    assert [piece[:2] for piece in broken.pieces] == [(0, 0), (10_000, 10_300)]
    assert broken.at(0) < broken.at(10_000) < broken.at(10_300)


def test_a_plan_is_hollow_and_a_denial_crossed() -> None:
    graph = dated("2026", "2027", "2028")
    for number, (_, _, data) in enumerate(graph.edges(data=True)):
        data["factuality"] = ["Actual", "Planned", "Denied"][number]
    scene = timeline(graph)
    fills = {item.tip[:4]: item.fill for item in scene.items if isinstance(item, Outline) and item.tip}
    assert fills["2027"] == fills["2028"] == "#ffffff" != fills["2026"]
    assert any(isinstance(item, Words) and item.words == "2028, denied" for item in scene.items)


# Words and boxes


@pytest.mark.parametrize("words", ["Broome County Sheriff’s Office", "Ünïcode Čapek", "WAVE fi", "iiiiiiii"])
@pytest.mark.parametrize("bold", [False, True])
def test_words_take_no_more_room_than_was_measured_and_little_less(words: str, bold: bool) -> None:
    font = FontProperties(family=lettering.FAMILY, weight="bold" if bold else "normal")
    drawn = TextPath((0, 0), words, size=100, prop=font).get_extents().width
    assert drawn <= lettering.width(words, 100, bold=bold) <= drawn * 1.05 + 20


@given(st.text(min_size=1, max_size=200), st.integers(1, 4))
def test_a_block_keeps_its_bounds(words: str, most: int) -> None:
    block = lettering.block(words, 12, wanted=120, most=most)
    assert 1 <= len(block.lines) <= most
    assert block.width <= 181
    assert "".join(words.split()).startswith("".join(block.lines[0].rstrip("…").split())[:3])


@given(st.lists(st.tuples(st.floats(1, 400), st.floats(1, 300)), min_size=1, max_size=40))
def test_packed_boxes_lie_side_by_side(boxes: list[tuple[float, float]]) -> None:
    corners, width, height = packed(boxes, 5.0)
    placed = [Box(x, y, x + w, y + h) for (x, y), (w, h) in zip(corners, boxes, strict=True)]
    assert not any(a.meets(b, 4.9) for a, b in combinations(placed, 2))
    assert all(box.within(Box(-0.01, -0.01, width + 0.01, height + 0.01)) for box in placed)


# Files


def test_svg_is_xml_that_says_what_it_shows() -> None:
    root = ET.fromstring(svg(draw(network([newsroom.record()], VIEWS["actors"]))))  # noqa: S314
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == "actors"
    assert "4 facts" in (root.findtext(f"{SVG}desc") or "")
    texts = {text.text for text in root.iter(f"{SVG}text")}
    assert {"Norlund County", "Sheriff’s Office"} <= texts
    assert all(text.get("textLength") for text in root.iter(f"{SVG}text") if len(text.text or "") > 1)


def test_svg_has_no_date_and_no_machine_in_it() -> None:
    written = svg(draw(town(20))).decode()
    assert not re.search(r"<metadata|rdf:|20\d\d-\d\d-\d\d|file:", written)


def test_png_is_two_dots_a_point_and_shows_the_colours() -> None:
    scene = draw(town(10))
    data = png(scene)
    assert data == png(scene)
    pixels = matplotlib.image.imread(io.BytesIO(data), format="png")
    assert abs(pixels.shape[1] - 2 * scene.width) <= 2
    assert abs(pixels.shape[0] - 2 * scene.height) <= 2
    blue = (abs(pixels[:, :, :3] - (0, 0x72 / 255, 0xB2 / 255)) < 0.01).all(axis=2)
    assert blue.sum() > 200


def test_the_same_picture_whatever_strings_hash_to() -> None:
    code = (
        "import hashlib, sys; sys.path.insert(0, 'tests'); import test_views_pictures as t;"
        "print([hashlib.sha256(t.svg(t.draw(t.town(size)))).hexdigest() for size in (12, 65)])"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "4")
    }
    assert len(printed) == 1


def test_the_pictures_that_ship_are_those_of_the_graph_that_ships() -> None:
    folder = ROOT / "out"
    if not (folder / "graph.trig").is_file():
        pytest.skip("out/graph.trig is not built")
    records = graphs.load(folder)
    for name in ("actors", "statements", "bodies", "agreements", "timeline"):
        shown = network(records, VIEWS[name], base=graphs.base(folder))
        shown.graph["title"] = VIEWS[name].title
        scene = timeline(shown) if name == "timeline" else draw(shown)
        check(scene)
        assert (folder / "views" / f"{name}.svg").read_bytes() == svg(scene)
