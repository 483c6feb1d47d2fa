"""The browser edition's Python: Pyodide and all that learners import, made small, as files for any web server.

`lock` says which files of others it is made of, `fetch` brings them here by hash, `slim` says what is kept of each,
`compiled` turns sources into bytecode of Pyodide's Python, and `bundles` writes the folder that a page loads from.
"""
