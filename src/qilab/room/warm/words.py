"""What a room says of how its learners are kept apart, and where they cannot be forked off. It imports nothing of Linux."""

from __future__ import annotations

SHARED = (
    "All learners share your account on this computer: somebody who can program could read the others' files, and yours. "
    "So open the room from an account of its own if you can."
)
LOCKED = (
    "All learners share your account on this computer, but a learner's programs can open only their own files: not the others', "
    "and not yours."
)
WORDS = {
    "accounts": "Each learner has an account of their own on this computer, and sees only their own files.",
    "views": "Each learner sees only their own files and programs.",
    "shared": SHARED,
}
COLD = (
    "This is not Linux, so each learner's Python starts afresh: allow half a minute and 270 MB for each, which is 8 GB for "
    "thirty. We have not measured a room on a Mac."
)


def too_much(size: int, most: int) -> str:
    """What a learner is told whose files take up more of the disk than they may. In bytes.

    >>> too_much(612_000_000, 500_000_000)
    'Your files in this room take up 612 MB, and 500 MB are allowed. Please ask the facilitator to delete the large ones.'
    """
    return (
        f"Your files in this room take up {size // 1_000_000} MB, and {most // 1_000_000} MB are allowed. Please ask the facilitator "
        "to delete the large ones."
    )
