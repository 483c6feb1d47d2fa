"""The warm Python: it has imported the course and Jupyter's server once, and each learner's processes are forked off it.

A learner's tree is `nursery` (no thread, no loop; it starts and ends the others), the server, and a kernel for each open
page. All of it lies in one session with limits of its own and, where the system allows it, in a view of its own on files
and processes. Whatever ends the nursery ends them all.
"""
