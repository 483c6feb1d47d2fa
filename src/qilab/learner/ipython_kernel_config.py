# Installed as etc/ipython/ipython_kernel_config.py of the course's own environment: each of its kernels tells errors in
# plain words from the first cell on, before anything of the course is imported.
c = get_config()  # noqa: F821 - IPython provides it

c.InteractiveShellApp.extensions = ["qilab.learner.plain_errors"]
