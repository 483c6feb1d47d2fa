"""What learners import: quick, and free of what a browser cannot run."""

import os
import subprocess
import sys


def test_does_a_learners_import_bring_nbgrader_or_jupyterlab(tmp_path):
    """Everything a notebook uses, imported: none of the desk's libraries comes with it."""
    code = (
        "import sys; from qilab import answer, ask, check, data_for, load, run_chart, labs, progress;"
        "check('m06.centre_line', 1); run_chart(data_for('E6.2'), y='falls').describe();"
        "print([m for m in ('nbgrader', 'jupyterlab', 'jupytext', 'nbconvert', 'scipy.stats') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "QILAB_PROGRESS": str(tmp_path / "p.json")},
    )
    assert done.stdout.strip().endswith("[]"), done.stdout + done.stderr


def test_is_a_name_that_does_not_exist_told():
    """from qilab import chek: the names there are."""
    import pytest

    import qilab

    with pytest.raises(AttributeError, match="check"):
        _ = qilab.chek
