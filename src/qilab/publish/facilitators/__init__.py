"""The facilitators' pages as pages of a browser: the front page, plans, modules, marking, and the room view.

pages.py renders them for the pack, the still twin and the server alike; front.py fills the front page; room_view.py is the
page to project. server.py shows them in Jupyter (`python start.py --facilitator`), where making.py makes what is not there yet.
"""
