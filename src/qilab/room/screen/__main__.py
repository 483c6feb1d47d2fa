"""`python -m qilab.room.screen`: run the room's screen."""

import sys

from .server import main

sys.exit(main())
