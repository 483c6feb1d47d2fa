"""The room: thirty people on one laptop. `python start.py room` opens it; learners need a browser and nothing else.

`command.py` sets a room up and `supervise.py` keeps its processes: the proxy, the hub (`hub/`), the warm Python that
learners' servers and kernels are forked off (`warm/`), and the room's screen (`screen/`).
"""
