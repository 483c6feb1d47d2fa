"""How charts leave Python: Altair is not needed until somebody asks for it."""

import subprocess
import sys

CODE = """
import sys
from qilab import labs, run_chart
labs.rule_detective()
print("altair" in sys.modules)
import altair as alt
print(alt.renderers.active, alt.data_transformers.active)
chart = alt.Chart({"values": [{"a": 1}]}).mark_point().encode(x="a:Q")
print(sorted(chart._repr_mimebundle_()[0]))
"""


def test_does_a_lab_wait_for_altair():
    """A lab starts without importing Altair; a learner's own Altair chart is shown our way all the same."""
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.split("\n")[:3] == [
        "False",
        "qilab qilab",
        "['application/vnd.vegalite.v5+json', 'text/markdown', 'text/plain']",
    ]
