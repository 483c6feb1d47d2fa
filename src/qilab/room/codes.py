"""Codes that people read off a wall and type: a word that cannot be misread, and digits."""

from __future__ import annotations

import hmac
import re
import secrets

# Short, everyday, spelt as they sound, none like another.
WORDS = [
    "amber",
    "apple",
    "arrow",
    "beach",
    "birch",
    "bread",
    "brick",
    "brook",
    "cabin",
    "cedar",
    "chalk",
    "cloud",
    "clover",
    "coral",
    "daisy",
    "drum",
    "eagle",
    "ember",
    "fern",
    "field",
    "flint",
    "forest",
    "garden",
    "ginger",
    "grape",
    "harbour",
    "hazel",
    "honey",
    "island",
    "ivory",
    "jasmine",
    "kettle",
    "kite",
    "ladder",
    "lemon",
    "lily",
    "linen",
    "lion",
    "lunar",
    "mango",
    "maple",
    "marble",
    "meadow",
    "melon",
    "mint",
    "moss",
    "north",
    "oak",
    "ocean",
    "olive",
    "onion",
    "orange",
    "orchid",
    "otter",
    "paper",
    "pearl",
    "pepper",
    "piano",
    "pilot",
    "plum",
    "pocket",
    "pony",
    "poppy",
    "quartz",
    "rabbit",
    "raven",
    "ribbon",
    "river",
    "robin",
    "rocket",
    "rose",
    "ruby",
    "saffron",
    "salmon",
    "silver",
    "sparrow",
    "spruce",
    "stone",
    "sugar",
    "summer",
    "sunny",
    "tea",
    "thistle",
    "tiger",
    "timber",
    "toast",
    "tulip",
    "velvet",
    "violet",
    "wagon",
    "walnut",
    "water",
    "willow",
    "window",
    "winter",
    "yellow",
    "zebra",
]


def room_code() -> str:
    """What learners type: a word and five digits, one of nine million. Wrong ones are slowed down as well."""
    return f"{secrets.choice(WORDS)}-{secrets.randbelow(90_000) + 10_000}"


def facilitator_code() -> str:
    """What the facilitator types on the room's screen: two words and six digits. It is never projected."""
    return f"{secrets.choice(WORDS)}-{secrets.choice(WORDS)}-{secrets.randbelow(900_000) + 100_000}"


def same_code(typed: str, code: str) -> bool:
    """Is this the code, however it was typed: capitals, blanks, a dash forgotten?

    >>> same_code(" Maple 39415", "maple-39415"), same_code("maple-39414", "maple-39415")
    (True, False)
    """
    plain, right = (re.sub(r"[\W_]+", "", text.casefold()) for text in (str(typed)[:100], code))
    return hmac.compare_digest(plain.encode("utf-8", "replace"), right.encode())
