"""`python -P -m qilab.room.warm`: fork learners off this Python until it is told to end."""

from qilab.room.settings import of_this_process

from .forking import serve

if __name__ == "__main__":
    serve(of_this_process())
