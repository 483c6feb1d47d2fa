# Settings for JupyterLab in this folder: it asks nothing of the internet. A hospital's firewall would let
# such requests hang, and nobody agreed to them. `python start.py` and Binder read this file.
c = get_config()  # noqa: F821 - Jupyter provides it

c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
