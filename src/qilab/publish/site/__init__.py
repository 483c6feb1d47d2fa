"""`qilab publish site`: the course as one folder of static files, which runs in a browser from any web server.

    index.html              leads to Start here
    course/, exercises/     one page each: its words and pictures as plain HTML, over which JupyterLite is laid once Python is there
    jupyter/                JupyterLite (its notebook page), its extensions, and the course's notebooks
    pyodide/                Python and the libraries (qilab.publish.browser makes it)
    qilab/                  our scripts: what a page starts with, the worker that Python runs in, what is kept where

`shell.py` lays JupyterLite down, `notebooks.py` the course's notebooks, `pages.py` the pages; `front/` holds the scripts.
Nothing asks another host for anything; docs/maintainers/browser.md says how it works.
"""
