"""Is this Python in a browser (the edition that `qilab publish site` makes), where there is no folder to look into and no program to start?"""

from __future__ import annotations

import sys

IN_BROWSER = sys.platform == "emscripten"
