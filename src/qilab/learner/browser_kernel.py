"""The Python of a page in a browser, taught what a page asks of it: what it lacks is what JupyterLite's kernel leaves out.

JupyterLite's kernel does not say what `user_expressions` are worth, does not know which cell it runs, keeps silent questions
in its history, and looks at each cell for packages to fetch. The reading view asks for the first, answers need the second,
and nothing is ever fetched here.
"""

from __future__ import annotations

from typing import Any


def attend(kernel: Any) -> None:
    """Let this kernel (pyodide_kernel's `kernel_instance`) run cells as a page's kernel elsewhere does."""

    async def run(code: str) -> dict[str, Any]:
        asked = kernel._parent_header or {}
        return await run_cell(
            kernel.interpreter, code, asked.get("content") or {}, asked.get("metadata") or {}
        )

    kernel.run = run


async def run_cell(
    shell: Any, code: str, content: dict[str, Any], metadata: dict[str, Any]
) -> dict[str, Any]:
    """Run one cell in an IPython shell; returns the content of its reply.

    content, metadata: of the request, as Jupyter's protocol has them.
    """
    silent = bool(content.get("silent"))
    shell._last_traceback = None
    cell, problem = code, None
    try:
        cell = shell.transform_cell(code)
    except Exception:  # the shell tells it as it tells any other error of the cell
        import sys

        problem = sys.exc_info()
    result = None
    try:
        result = await shell.run_cell_async(
            code,
            store_history=not silent and bool(content.get("store_history", True)),
            silent=silent,
            transformed_cell=cell,
            preprocessing_exc_tuple=problem,
            cell_id=metadata.get("cellId"),
        )
    finally:
        shell.events.trigger("post_execute")
        if not silent:
            shell.events.trigger("post_run_cell", result)
    reply: dict[str, Any] = {"status": "ok", "payload": shell.payload_manager.read_payload()}
    shell.payload_manager.clear_payload()
    failed = shell._last_traceback
    if failed is not None:
        return reply | {"status": "error", **{k: failed[k] for k in ("ename", "evalue", "traceback")}}
    return reply | {"user_expressions": shell.user_expressions(content.get("user_expressions") or {})}
