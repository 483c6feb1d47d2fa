"""The hub for a region: do its values fit the chart, and are its sizes and costs those of our own figures?"""

import importlib.util
import math
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def script(name):
    """A script of the folder, as a module."""
    spec = importlib.util.spec_from_file_location(name, DEPLOY / f"{name}.py")
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


costs, morning = script("costs"), script("morning")


def values(*names):
    """As helm merges them: the chart's own, then each file on top; lists take each other's place."""

    def merged(below, above):
        if not isinstance(below, dict) or not isinstance(above, dict):
            return above
        return {**below, **{key: merged(below.get(key), value) for key, value in above.items()}}

    found = yaml.safe_load((DEPLOY / "chart/values.yaml").read_text("utf-8"))
    for name in names:
        found = merged(found, yaml.safe_load((DEPLOY / name).read_text("utf-8")))
    return found


@pytest.fixture(scope="module")
def chart():
    return Draft7Validator(yaml.safe_load((DEPLOY / "chart/values.schema.yaml").read_text("utf-8")))


@pytest.mark.parametrize(
    "names", [("values.yaml",), ("values.yaml", "lti.yaml"), ("values.yaml", "lti.yaml", "large.yaml")]
)
def test_do_the_values_fit_the_chart(chart, names):
    assert [f"{list(fault.path)}: {fault.message}" for fault in chart.iter_errors(values(*names))] == []


def test_is_a_misspelt_setting_found(chart):
    wrong = values("values.yaml")
    wrong["singleuser"]["memory"]["garantee"] = "1G"
    wrong["cull"]["timeout"] = "soon"
    found = {tuple(fault.path) for fault in chart.iter_errors(wrong)}
    assert found == {("singleuser", "memory"), ("cull", "timeout")}


def test_are_memory_and_placeholders_those_that_are_worked_out_and_the_tables_too():
    inputs, ours, large = costs.read(), values("values.yaml"), values("values.yaml", "large.yaml")
    assert ours["singleuser"]["memory"]["guarantee"] == f"{costs.guarantee_mb(inputs)}M"
    assert ours["singleuser"]["cpu"]["guarantee"] == costs.GUARANTEED_CORES
    at_once = {number: costs.estimate(number, inputs).at_once for number in costs.USUAL}
    start = inputs["measured"]["server_seconds"]
    readme = (DEPLOY / "README.md").read_text("utf-8")
    assert costs.table(inputs) in readme and costs.beside(inputs) in readme
    assert morning.table(costs.places(inputs), start, at_once) in readme
    for number, hub in ((1_000, ours), (10_000, large)):
        row = next(
            line for line in readme.splitlines() if line.startswith(f"| {number:,} | {at_once[number]:,} |")
        )
        kept, limit = row.split("|")[4:6]
        assert hub["scheduling"]["userPlaceholder"]["replicas"] == int(kept)
        assert hub["hub"]["concurrentSpawnLimit"] == int(limit)


def test_has_each_track_a_profile_that_opens_start_here_on_it_and_the_rest_jupyterlab():
    profiles = values("values.yaml")["singleuser"]["profileList"]
    *tracks, lab = profiles
    wanted = tomllib.loads((ROOT / "src/qilab/modules/tracks.toml").read_text("utf-8"))
    assert {each["slug"]: (each["display_name"], each["description"]) for each in tracks} == {
        name: (track["title"], track["who"]) for name, track in wanted.items()
    }
    for each in tracks:
        page, _, asked = each["kubespawner_override"]["default_url"].partition("?")
        assert (page, asked) == ("/notebooks/course/00_start_here.ipynb", f"track={each['slug']}")
    assert lab["kubespawner_override"]["default_url"] == "/lab/tree/course/00_start_here.ipynb"
    # What the chart's schema leaves open: what KubeSpawner knows, one profile that is there from the start, memory that it can read.
    assert [each["slug"] for each in profiles if each.get("default")] == ["front-line"]
    for each in profiles:
        assert set(each) <= {"display_name", "description", "slug", "default", "kubespawner_override"}
        assert re.fullmatch(r"[a-z][a-z-]{1,40}", each["slug"]), each
        change = each["kubespawner_override"]
        assert set(change) <= {"default_url", "mem_guarantee", "mem_limit", "cpu_guarantee", "cpu_limit"}
        assert all(re.fullmatch(r"\d+[MG]", change[name]) for name in change if name.startswith("mem_"))


def test_are_a_room_and_a_pod_for_each_compared_as_worked_out_by_hand():
    """14,400 seconds of a core for an hour's ten pages are four cores each: one learner on a node of 4.5, half of one kept."""
    inputs = costs.read()
    inputs["measured"]["cpu_seconds_a_page"], inputs["learners"]["pages_an_hour"] = 1440, 10
    inputs["node"] |= {"cores": 4.5, "kept_cores": 0.5}
    assert costs.cores_each(inputs) == 4 and costs.places(inputs) == 1
    inputs["room"] |= {"memory_mb": 100, "more_page_mb": 20, "cpu_seconds_a_page": 1}
    room = costs.as_room(inputs)
    assert costs.guarantee_mb(room) == 120 and costs.places(room) == min(80, inputs["node"]["most_pods"])


# Two places on a node, one node, a boot of 100 s and a start of 10 s. The third who comes has no place; the node ordered for
# them is there at 100 and starts two at once, so they wait 110 s, and whoever comes 5 s later 105 s.
TWO = {"places": 2, "nodes": 1, "boot": 100, "start": 10}


@pytest.mark.parametrize(
    ("arrivals", "more", "waits", "nodes"),
    [
        ([0, 0], {}, (10, 10), 1),
        ([0, 0, 0, 5], {}, (10, 10, 110, 105), 2),
        # The hub does one start at a time: each waits for those before.
        ([0, 0, 4], {"nodes": 2, "at_once": 1}, (10, 20, 26), 2),
        # A placeholder has the second place. The second learner gets it at once, and a node is ordered at 0 for the placeholder:
        # whoever comes at 50 waits 50 s for it and 10 s for the start. The learner who comes at 200 takes the place that the
        # placeholder found there, and a third node is ordered for it.
        ([0, 0, 50, 200], {"placeholders": 1}, (10, 10, 60, 10), 3),
        # Three without a place need two nodes; ordering one for each would leave one empty.
        ([0, 0, 0, 0, 0], {}, (10, 10, 110, 110, 110), 3),
    ],
)
def test_does_the_morning_go_as_worked_out_by_hand(arrivals, more, waits, nodes):
    found = morning.simulate(arrivals, morning.Cluster(**{**TWO, **more}))
    assert (found.waits, found.nodes) == (waits, nodes)


def test_is_a_morning_refused_in_which_somebody_would_wait_for_ever():
    with pytest.raises(ValueError, match="more learners than places"):
        morning.simulate([0] * 5, morning.Cluster(**TWO, most=2))
    with pytest.raises(ValueError, match="placeholder"):
        morning.simulate([0], morning.Cluster(**TWO, placeholders=3))


def test_are_the_fewest_placeholders_enough_and_a_node_less_too_few():
    arrivals = morning.crowd(60, 5)
    cluster = morning.Cluster(places=10, nodes=1, boot=240, start=10)
    kept, there = morning.fewest_placeholders(arrivals, cluster)
    assert kept % 10 == 0 and there.within(0.95) <= morning.BEARABLE
    fewer = morning.Cluster(places=10, nodes=kept // 10, boot=240, start=10, placeholders=kept - 10)
    assert morning.simulate(arrivals, fewer).within(0.95) > morning.BEARABLE


def test_do_the_costs_come_out_as_worked_out_by_hand():
    """1,000 learners with 500 MB each on nodes of 10,500 MB, 500 of them kept: 20 on a node."""
    inputs = {
        "measured": {"memory_mb": 300, "more_page_mb": 200, "cpu_seconds_a_page": 3.6, "answers_mb": 20, "marked_a_minute_a_core": 100, "marked_a_minute_most": 2000},
        "learners": {"at_once": 0.1, "pages_open": 2, "hours_each": 10, "months": 2, "pages_marked": 6, "fill": 0.5, "pages_an_hour": 10},
        "node": {"memory_mb": 10_500, "kept_mb": 500, "cores": 4, "kept_cores": 0, "most_pods": 100},
        "prices": {"node_hour": 1.0, "gigabyte_month": 0.5, "load_balancer_month": 10, "control_plane_month": 40},
    }  # fmt: skip
    found = costs.estimate(1_000, inputs)
    assert costs.guarantee_mb(inputs) == 500 and costs.places(inputs) == 20
    assert (found.at_once, found.nodes, found.storage_gb) == (100, 5, 20)
    # 6,000 notebooks at 400 a minute are 15 minutes; 10,000 hours of learners at ten on a node are 1,000 node hours.
    assert found.marking_minutes == 15
    assert math.isclose(found.node_hours, 2 * 730 + 1_000 + 0.25)
    assert math.isclose(found.money, 2_460.25 + 2 * (10 + 10 + 40))
    assert math.isclose(found.each, 2.58025)


def test_does_the_image_hold_what_it_needs_from_a_lock_with_hashes_and_no_answers():
    dockerfile = (DEPLOY / "Dockerfile").read_text("utf-8")
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    kept = [line[1:] for line in ignored if line.startswith("!")]
    assert all((ROOT / name).exists() for name in kept), kept
    assert ignored[1] == "*" and not {"solutions", "tests", "facilitators"} & set(kept)
    left_out = [line for line in ignored if line and line[0] not in "#!*"]
    assert all((ROOT / name).exists() for name in left_out), left_out
    assert {"datasets/sealed", "course/facilitator", "src/qilab/grading"} <= set(left_out)
    assert dockerfile.count("--require-hashes") == 2 and dockerfile.count("--only-binary :all:") == 2
    lock = (DEPLOY / "requirements-hub.lock").read_text("utf-8")
    asked = (DEPLOY / "requirements-hub.in").read_text("utf-8").strip()
    assert f"{asked} \\" in lock and "--hash=sha256:" in lock and "http" not in lock


def test_do_both_locks_of_the_image_ask_for_the_same_versions():
    def pins(path):
        lines = path.read_text("utf-8").splitlines()
        return dict(
            line.split(" ")[0].split("==") for line in lines if "==" in line and not line.startswith(" ")
        )

    ours, hub = pins(ROOT / "requirements.lock"), pins(DEPLOY / "requirements-hub.lock")
    assert {name: version for name, version in hub.items() if ours.get(name, version) != version} == {}


def test_can_the_markers_objects_be_read():
    objects = list(yaml.safe_load_all((DEPLOY / "dask/workers.yaml").read_text("utf-8")))
    assert [each["kind"] for each in objects] == ["Service", "Deployment", "Deployment"]
