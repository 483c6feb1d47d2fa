"""What is kept of each package: what a learner's page imports, and not what a workstation would.

Nobody meets what is cut: tests, headers, types, other file formats, terminals. Our own stubs (folder `stubs`) stand for what the
kernel asks for and cannot use here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Cut everywhere: tests, and what only compilers, type checkers and installers read.
EVERYWHERE = r"(^|/)tests?/|(^|/)(conftest\b|_pyinstaller/)|\.(pyi|pxd|pyx|h|hpp|c|typed|map|toml|in|txt|md|rst|a|so\.\w+)$|^[^/]+\.(data|dist-info)/"
# Kept of each: what it may be used for, and the name and version by which others know it.
PAPERS = r"^[^/]+\.dist-info/(METADATA$|licenses/|LICEN[CS]E)"


@dataclass(frozen=True)
class Cut:
    """What of a wheel goes into the bundle: paths that match `drop` do not, nor those that do not match `keep`."""

    drop: str = "$^"
    keep: str = ""

    def keeps(self, path: str) -> bool:
        """Is this path of the wheel kept?"""
        if re.search(PAPERS, path):
            return True
        dropped = re.search(EVERYWHERE, path) or re.search(self.drop, path)
        return not dropped and re.search(self.keep, path) is not None


LIBRARIES = {
    "numpy": Cut(
        r"^numpy/(f2py|distutils|doc|testing/tests)/|_(operand_flag|rational|struct_ufunc|umath)_tests\.|^numpy/random/lib/"
    ),
    "pandas": Cut(r"^pandas/(io/sas/(?!__init__|sasreader)|plotting/_matplotlib/)|^pandas/_libs/sas\."),
    # Special functions alone, which do without the rest: `stubs/scipy` has the two packages' first files.
    "scipy": Cut(
        keep=r"^scipy/special/(_ufuncs|_ufuncs_cxx|_special_ufuncs)\.cpython|^scipy/special/_sf_error\.py$"
    ),
    "python-dateutil": Cut(r"^dateutil/zoneinfo/"),
    "six": Cut(),
    # Pandas wants it installed and asks it for a zone only where somebody names one.
    "tzdata": Cut(
        keep=r"^tzdata/(__init__\.py|zoneinfo/(__init__\.py|UTC|GMT|GB|Europe/(__init__\.py|London)))$"
    ),
}

KERNEL = {
    "ipython": Cut(
        r"^IPython/(terminal/(?!__init__|pt_inputhooks/__init__)|sphinxext/|extensions/(?!__init__|storemagic)|testing/(?!__init__|skipdoctest)|external/qt)"
    ),
    "traitlets": Cut(),
    "decorator": Cut(),
    "matplotlib-inline": Cut(),
    "pygments": Cut(
        r"^pygments/(lexers/(?!__init__|_mapping|python|special|_python_builtins|_builtins|html|markup)|styles/(?!__init__|_mapping|default|arduino)"
        r"|formatters/(?!__init__|_mapping|html|terminal|other)|sphinxext)"
    ),
    "stack-data": Cut(),
    "executing": Cut(),
    "asttokens": Cut(),
    "pure-eval": Cut(),
    "typing-extensions": Cut(),
    "comm": Cut(),
    "ipywidgets": Cut(),
    "anywidget": Cut(r"^anywidget/(nbextension|labextension)/"),
    "psygnal": Cut(),
}

# What a page asks for when somebody first draws with Altair, styles a table, or reads or writes a workbook.
LATER = {
    "altair": Cut(r"^altair/vegalite/v5/"),
    "narwhals": Cut(r"^narwhals/(_(arrow|dask|duckdb|ibis|polars|spark_like|sql)|testing)/"),
    "jsonschema": Cut(r"benchmarks/"),
    "pyrsistent": Cut(),
    "attrs": Cut(),
    "jinja2": Cut(),
    "markupsafe": Cut(r"_speedups"),
    "packaging": Cut(),
    "openpyxl": Cut(),
    "et-xmlfile": Cut(),
    # One module of three hundred: NHS numbers and what it imports.
    "python-stdnum": Cut(keep=r"^stdnum/(__init__|exceptions|util)\.py$|^stdnum/gb/(__init__|nhs)\.py$"),
}

# JupyterLite's own wheels lie in the wheel of its kernel.
INNER = re.compile(r"/pypi/(ipykernel|pyodide_kernel|widgetsnbextension-4)[^/]*\.whl$")
# Completion rests on jedi there, which is as large as IPython; without it names are completed from what is known to the page.
EDITS = {
    "pyodide_kernel/interpreter.py": (
        b"self.Completer.use_jedi = True",
        b"self.Completer.use_jedi = False",
    )
}
