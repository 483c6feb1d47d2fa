"""The sentences of the table patient_voice, by theme. All were written for this course; no patient said them."""

from __future__ import annotations

from dataclasses import dataclass

WARD, EMERGENCY, CLINIC, DAY = "Ward", "Accident and emergency", "Outpatients", "Day surgery"
ANYWHERE = (WARD, EMERGENCY, CLINIC, DAY)
PATIENT, CARER = "patient", "carer"
ANYONE = (PATIENT, CARER)


@dataclass(frozen=True)
class Remark:
    """One sentence. by: who could say it. at: the services of which it could be said. thanks: it is praise.

    about: the person meant, where it names one ("Dad"); such a sentence takes no opener about somebody else.
    home: it tells of days at home, or of the way there; two such sentences would contradict each other.
    """

    text: str
    by: tuple[str, ...] = ANYONE
    at: tuple[str, ...] = (WARD,)
    thanks: bool = False
    about: str = ""
    home: bool = False


_P, _C = (PATIENT,), (CARER,)

COMMENT_LINES: dict[str, tuple[Remark, ...]] = {
    "Waiting": (
        Remark("We sat for four hours and nobody told us where we were in the queue.", at=(EMERGENCY,)),
        Remark("My appointment was at ten and I was called at ten past twelve.", _P, (CLINIC,)),
        Remark("Waiting is all right if somebody says how long.", at=(EMERGENCY, CLINIC, DAY)),
        Remark("The board said ninety minutes all evening, whatever the time was.", at=(EMERGENCY,)),
        Remark("I took a day off work for five minutes with the doctor.", at=(CLINIC,)),
        Remark("There were not enough chairs for those of us who were waiting.", at=(EMERGENCY, CLINIC)),
        Remark("I was told to come at seven and went to theatre at three.", _P, (DAY,)),
        Remark("It was supper time before a doctor came."),
    ),
    "Being told what is going on": (
        Remark("Three people explained three different plans to me."),
        Remark("Nobody said what the tablets were for until the last day."),
        Remark("The doctor drew a picture, and for the first time I understood.", _P, ANYWHERE, thanks=True),
        Remark("I heard about my scan from the lady in the next bed.", _P),
        Remark("They talked over me as if I were not in the room.", _P, ANYWHERE),
        Remark("When I rang the ward nobody could say how he was.", _C, about="he"),
        Remark("Words like sats and obs mean nothing to us.", at=(WARD, EMERGENCY)),
        Remark("I signed the form, but I could not have told you what for.", _P, (DAY,)),
    ),
    "Going home": (
        Remark("I was told at nine that I could go, and my medicines came at five.", _P),
        Remark("Nobody asked whether there was anyone at home.", at=(WARD, EMERGENCY, DAY)),
        Remark("The letter reached my own doctor two weeks after I got home.", _P, (WARD, DAY)),
        Remark("Home at eleven at night in a taxi, in slippers.", _P, (WARD, EMERGENCY)),
        Remark("The nurse rang two days later to see how I was, which was lovely.", _P, (WARD, DAY), thanks=True, home=True),
        Remark("We were given a bag of tablets and no list."),
        Remark("I was discharged from the clinic and had no idea whom to ring.", _P, (CLINIC,)),
    ),
    "Kindness": (
        Remark("The healthcare assistant held my hand through all of it.", _P, (WARD, EMERGENCY, DAY), thanks=True),
        Remark("Nothing was too much trouble for the night staff.", thanks=True),
        Remark("She remembered that I take two sugars.", _P, thanks=True),
        Remark("A porter sang to my husband, and he smiled for the first time in days.", _C, thanks=True, about="husband"),
        Remark("Some smiled and some did not look up.", at=ANYWHERE),
        Remark("I was treated as a person and not as a hip.", _P, thanks=True),
        Remark("The lady at the desk saw that I was frightened, and came to sit with me.", at=(EMERGENCY, CLINIC, DAY), thanks=True),
    ),
    "Noise and sleep": (
        Remark("The bins banged all night long.", _P),
        Remark("I was moved at two in the morning.", _P),
        Remark("The lights went on at half past five for no reason that I could see.", _P),
        Remark("Ear plugs on the trolley would help everybody."),
        Remark("Alarms rang and nobody came to turn them off.", at=(WARD, EMERGENCY)),
    ),
    "Food and drink": (
        Remark("Supper was at five and then there was nothing until eight."),
        Remark("My jug was out of reach on the window sill.", _P),
        Remark("Dad cannot open the little pots.", _C, about="Dad"),
        Remark("The soup was hot and very good.", _P, thanks=True),
        Remark("Three days in a row there was nothing on the menu that I could eat.", _P),
        Remark("Twelve hours in the corridor, and one biscuit.", at=(EMERGENCY,)),
        Remark("The tea and toast afterwards was the best I ever had.", _P, (DAY,), thanks=True),
    ),
    "Pain": (
        Remark("I asked twice for something for the pain and it came after an hour.", _P, (WARD, EMERGENCY, DAY)),
        Remark("They asked about my pain each time, and acted on it.", _P, (WARD, EMERGENCY, DAY), thanks=True),
        Remark("At night you ring and ring before anybody brings a painkiller.", _P),
        Remark("Nobody believed how much it hurt.", _P, (WARD, EMERGENCY)),
        Remark("She was in pain and could not say so. We had to say it for her.", _C, (WARD, EMERGENCY), about="she"),
    ),
    "Help to the toilet": (
        Remark("I rang, nobody came, so I went by myself and nearly fell.", _P),
        Remark("Somebody asked whether I needed the toilet before I had to ring.", _P, thanks=True),
        Remark("The commode was left next to my dinner.", _P),
        Remark("It is a long way to the bathroom with a frame."),
        Remark("Mum was told to wait, and she could not.", _C, (WARD, EMERGENCY), about="Mum"),
    ),
    "Getting here": (
        Remark("Two buses and a hill, at eighty-one.", _P, (CLINIC, DAY)),
        Remark("Parking cost more than my lunch.", at=ANYWHERE),
        Remark("The signs send you to a door that is locked.", at=ANYWHERE),
        Remark("The letter had the old address of the clinic.", at=(CLINIC,)),
    ),
}  # fmt: skip

_UNASKED = (Remark(""),) * 4
# What may come before a sentence, and after it: for whom, where, and whether it goes with thanks, a complaint or both.
BEFORE_THANKS = (*_UNASKED, Remark("First of all, thank you. ", at=ANYWHERE))
BEFORE_COMPLAINT = (*_UNASKED, Remark("I do not like to complain. ", at=ANYWHERE))
BEFORE_ANY = (
    Remark("This was my third visit. ", _P, (EMERGENCY, CLINIC, DAY)),
    Remark("I was in for a week. ", _P),
    Remark("My mother was with you for a week. ", _C, about="mother"),
    Remark("As a carer I see a lot. ", _C, ANYWHERE),
)
AFTER_ANY = (*_UNASKED, Remark(" I hope this helps."), Remark(" Please pass this on."))
AFTER_COMPLAINT = (
    Remark(" It would not take much to put right."),
    Remark(" Everything else was fine."),
    Remark(" I know you are busy."),
)
AFTER_THANKS = (Remark(" We talked about it all the way home.", home=True),)
