// JupyterLite asks for the address of Python. Python is in the worker already when it does (worker.js).
