"""What a page does in the browser's Python: charts, checks, labs, tests, workbooks, and sentences for what is not there."""

import pytest

from qilab.modules import bank
from support import pyodide
from support.seeds import nightly

SCRIPT = r"""
import json, os, sys
from types import SimpleNamespace
os.makedirs("/page/course"), os.makedirs("/page/datasets"), os.chdir("/page/course")
import pyodide_kernel
shell, shown = pyodide_kernel.kernel_instance.interpreter, []
shell.send_comm = lambda *_: None
keep = lambda data, *_: shown.append(data)
shell.display_pub.display_data_callback = shell.display_pub.update_display_data_callback = keep
shell.displayhook.publish_execution_result = lambda count, data, metadata: keep(data)
from qilab.learner import preload, progress
from qilab.learner.error_advice import advice
preload.now()

def cell(source):
    shown.clear()
    done = shell.run_cell(source, store_history=True)
    return [sorted(data) for data in shown] if done.success else advice(done.error_in_exec, {})

def words(problem, what):
    try:
        return what()
    except problem as said:
        return str(said)

def half():
    import qilab_page
    whole = qilab_page.readLater
    sent, said = whole().to_bytes(), []
    for arrived in (sent[:-9], sent[:-9] + b"x" + sent[-8:], None):
        qilab_page.readLater = lambda: SimpleNamespace(to_bytes=lambda: arrived or 1 / 0)
        said.append(words(ImportError, lambda: __import__("altair")))
    qilab_page.readLater = whole
    return said

open("/page/deep.json", "w").write("[" * 100_000)
fetched_later = lambda: not any(type(finder).__name__ == "_Later" for finder in sys.meta_path)
found = {
    "chart": cell("from qilab import load, run_chart, check, knowledge_test, labs\nfalls = load('ward_month', ward='E4')\nrun_chart(falls, x='month', y='falls')"),
    "check": cell("check('m06.runs', 12)"),
    "labs": [cell("labs.rule_detective()"), cell("labs.data_clinic()")],
    "test": cell("knowledge_test('before', 'leader')"),
    "names": pyodide_kernel.kernel_instance.complete("fall", 4)["matches"],
    "more of scipy": [cell("from scipy import stats"), cell("import scipy.linalg")],
    "deep": words(ValueError, lambda: progress.bring_back("/page/deep.json")),
    "fetched": [fetched_later()],
    "half": half(),
    "altair": cell("import altair as alt\nalt.Chart(falls).mark_line().encode(x='month:T', y='falls:Q')"),
    "workbook": cell("import io, pandas as pd\nfile = io.BytesIO()\nfalls.to_excel(file)\npd.read_excel(file)"),
    "style": cell("falls.head(2).style"),
}
found["fetched"].append(fetched_later())
from qilab.own_data.page import edition
found["not made"] = edition.cannot_make()
json.dumps(found)
"""

NOTEBOOKS = r"""
import json, os
from pathlib import Path
os.makedirs("/page/course"), os.makedirs("/page/datasets"), os.chdir("/page/course")
import pyodide_kernel
shell, shown = pyodide_kernel.kernel_instance.interpreter, []
shell.send_comm = lambda *_: None
shell.display_pub.display_data_callback = lambda data, *_: shown.append(str(data.get("text/plain")))
found = {}
for path in [*Path("/beside/2/course").glob("*.ipynb"), *Path("/beside/2/solutions").glob("*/*.ipynb")]:
    shell.reset()
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            shown.clear()
            done = shell.run_cell(source, store_history=True)
            checked = source.startswith("check(") and path.parent.name != "course"
            fine = done.success and (not checked or any(words.startswith("✓") for words in shown))
            found.setdefault(f"{path.parent.name}/{path.name}", []).append(None if fine else [source, repr(done.error_in_exec), *shown])
json.dumps(found)
"""

CHART = ["application/vnd.vegalite.v5+json", "text/plain"]
WIDGET = ["application/vnd.jupyter.widget-view+json", "text/plain"]

if nightly(1, usual=0):

    @pytest.mark.slow
    def test_does_a_page_do_there_what_it_does_here(tmp_path, tmp_path_factory):
        found = pyodide.run(pyodide.shipped(tmp_path_factory), SCRIPT, tmp_path)
        assert found["chart"] == found["altair"] == [CHART]
        assert found["check"] and found["names"] == ["falls"]
        assert [lab[0] for lab in found["labs"]] == [WIDGET, WIDGET]
        assert found["test"][0] == WIDGET
        assert found["workbook"] == found["style"] == [["text/html", "text/plain"]]
        # What few pages need is fetched when it is first imported, and not before.
        assert found["fetched"] == [False, True]
        # One that is cut short, one that is changed on the way, and none: nothing of it is used, and all is well the next time.
        cut, changed, none = found["half"]
        assert cut == changed and "did not arrive whole" in cut and "could not be fetched" in none
        assert all("scipy.special" in said and "browser edition" in said for said in found["more of scipy"])
        assert "not a progress file" in found["deep"]
        assert len(found["not made"]) == 3 and all("browser edition" in said for said in found["not made"])

    @pytest.mark.slow
    def test_does_every_cell_of_the_course_run_there_and_every_solution_get_its_tick(
        tmp_path, tmp_path_factory
    ):
        found = pyodide.run(pyodide.shipped(tmp_path_factory), NOTEBOOKS, tmp_path)
        assert len(found) >= 2 * len(bank.MODULES)
        assert {name: bad for name, cells in found.items() if (bad := [c for c in cells if c])} == {}
