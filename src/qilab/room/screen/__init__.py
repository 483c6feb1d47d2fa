"""The room's screen: what a workshop sees on the wall while it predicts, votes and asks for a hand.

A small server (Tornado, server-sent events) that keeps everything in memory and nothing on disk. `course.py` is what it knows
of the course, `state.py` what the room has said, `access.py` who may see and who may steer, `server.py` and `handlers.py` how it
is reached. `python -m qilab.room.screen` runs it, below JupyterHub or by itself.
"""
