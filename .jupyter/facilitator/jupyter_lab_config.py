# Settings for facilitators (`python start.py --facilitator`): what learners have, and nothing is hidden.
c = get_config()  # noqa: F821 - Jupyter provides it

load_subconfig("../jupyter_lab_config.py")  # noqa: F821 - Jupyter provides it
