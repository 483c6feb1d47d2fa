"""The sentences of the table patient_voice, by theme. All were written for this course; no patient said them."""

from __future__ import annotations

COMMENT_LINES: dict[str, tuple[str, ...]] = {
    "Waiting": (
        "We sat four hours and nobody told us where we were in the queue.",
        "My appointment was at ten and I was called at ten past twelve.",
        "Waiting is all right if someone says how long.",
        "The board said ninety minutes all evening, whatever the time was.",
        "I took a day off work for five minutes with the doctor.",
        "There were not enough chairs for those of us who waited.",
    ),
    "Being told what is going on": (
        "Three people explained three different plans to me.",
        "Nobody said what the tablets were for until the last day.",
        "The doctor drew a picture and for the first time I understood.",
        "I heard about my scan from the lady in the next bed.",
        "They talked over me as if I was not in the room.",
        "When I rang the ward nobody could say how he was.",
        "Words like sats and obs mean nothing to us.",
    ),
    "Going home": (
        "I was told I could go at nine and my medicines came at five.",
        "Nobody asked if there was anyone at home.",
        "The letter for my own doctor came two weeks after me.",
        "Home at eleven at night in a taxi, in slippers.",
        "The nurse rang two days later to see how I was, which was lovely.",
        "We were given a bag of tablets and no list.",
    ),
    "Kindness": (
        "The healthcare assistant held my hand through all of it.",
        "Nothing was too much trouble for the night staff.",
        "She remembered that I take two sugars.",
        "A porter sang to my husband and he smiled for the first time in days.",
        "Some smiled and some did not look up.",
        "I was treated as a person and not as a hip.",
    ),
    "Noise and sleep": (
        "The bins banged all night long.",
        "I was moved at two in the morning.",
        "The lights went on at half past five for no reason I could see.",
        "Ear plugs on the trolley would help everybody.",
        "Alarms rang and nobody came to turn them off.",
    ),
    "Food and drink": (
        "Supper was at five and then nothing until eight.",
        "My jug was out of reach on the window sill.",
        "Dad cannot open the little pots.",
        "The soup was hot and very good.",
        "There was nothing I could eat on the menu, three days in a row.",
    ),
    "Pain": (
        "I asked twice for something for the pain and it came after an hour.",
        "They asked about my pain each time and acted on it.",
        "At night you have to ring and ring.",
        "Nobody believed how much it hurt.",
    ),
    "Help to the toilet": (
        "I rang, nobody came, so I went by myself and nearly fell.",
        "Since they come round every hour I have not had to ring for the toilet.",
        "The commode was left beside my dinner.",
        "It is a long way to the bathroom with a frame.",
    ),
    "Getting here": (
        "Two buses and a hill, at eighty-one.",
        "Parking cost more than my lunch.",
        "The signs send you to a door that is locked.",
        "The letter had the old address of the clinic.",
    ),
}  # fmt: skip
