"""Does a column hold names of people, or free text? Careful with wards, many of which bear somebody's name."""

from __future__ import annotations

import re

_COMMON = """
    aaron abdul abigail adam adrian ahmed aisha alan albert alex alexander alexandra ali alice alison amanda amelia amina amir amy
    andrea andrew angela anil anita ann anna anne annie anthony antonio arjun arthur barbara barry ben benjamin bernard beth betty
    brian bridget bruce callum carl carol caroline catherine charles charlie charlotte cheryl chloe chris christine christopher
    claire clare colin connor craig daisy dan daniel danielle darren david dawn dean deborah debra deepak denise dennis derek diana
    diane donald donna doreen dorothy douglas duncan edna edward eileen elaine eleanor elizabeth ella ellie emily emma eric erin
    ethan evelyn fatima fiona florence frances francis frank fred frederick gareth gary gavin gemma geoffrey george georgia gerald
    gillian gladys glen gordon grace graham grzegorz hannah harold harry hassan hazel heather helen henry hilda holly howard hugh
    ian imran ibrahim irene iris isaac isabella ivy jack jackie jacob jacqueline jake james jamie jan jane janet janice jasmine
    jason jean jennifer jeremy jessica jill jo joan joanna joanne joe john jonathan jordan joseph josephine josh joshua joyce
    judith julia julian julie june karen kate katherine kathleen katie keith kelly ken kenneth kerry kevin khalid kieran kim
    kirsty krzysztof laura lauren lee leon leonard lesley lewis liam lilian lily linda lisa liz louise lucy luke lynn lynne mabel
    malcolm mandy marc marcus margaret maria marian marie marion marjorie mark martin mary matthew maureen mavis megan melanie
    melissa mia michael michelle mike mohamed mohammad mohammed moira molly monica muhammad muriel naomi natalie natasha nathan
    neil nicholas nicola nigel noah norma norman olive oliver olivia olu omar oscar pamela patricia patrick paul paula pauline
    peggy penelope peter philip phillip phoebe phyllis piotr pooja poppy priya rachel raj rajesh ralph ravi raymond rebecca reginald
    rhys richard rita robert robin roger ronald rose rosemary ross roy ruby russell ruth ryan sally sam samantha samuel sandra
    sanjay sara sarah scott sean sebastian shannon sharon sheila shirley simon sophia sophie stacey stanley stella stephanie
    stephen steve steven stuart sunita susan suzanne sylvia tanya teresa terence terry thelma theresa thomas tim timothy tina toby
    tom tony tracey tracy trevor vera veronica victor victoria vijay vincent violet walter wayne wendy wilfred william winifred
    yasmin yusuf yvonne zainab zara zoe
"""
FORENAMES = frozenset(_COMMON.split())
_TITLE = re.compile(
    r"^(mr|mrs|miss|ms|mx|dr|prof|professor|sister|nurse|s/n|rev)\.?\s+[A-Z][\w'’-]+", re.IGNORECASE
)
_SURNAME_FIRST = re.compile(r"^[A-Z][A-Z'’-]{2,},\s*[A-Z][\w'’-]*(\s\w+)?$")
_TWO_WORDS = re.compile(
    r"^([A-Z][a-z'’-]+)\s+(?:[A-Z]\.?\s+)?([A-Z][\w'’-]+|[A-Z])$|^([A-Z][\w'’-]+),\s*([A-Z][a-z]+)$"
)
_PLACES = re.compile(
    r"\b(ward|unit|suite|hospital|house|centre|center|clinic|lodge|bay|theatre|st|saint|team|wing|home|court|building|practice|"
    r"surgery|department|dept|day|care|road|place|park|infirmary|level|floor|royal|queen|king|prince|princess|lord|lady)\b",
    re.IGNORECASE,
)
PLACE_HEADING = re.compile(
    r"\b(ward|unit|site|hospital|trust|location|place|department|dept|team|clinic|area|division|directorate|speciality|"
    r"specialty|service|practice|provider|organisation|icb|region|theatre|home)s?\b",
    re.IGNORECASE,
)


def looks_like_names(heading: str, values: list[str]) -> bool:
    """Do most of the values look like people's names?

    A column that is headed as wards or sites is taken for names only where titles or capital surnames show it.

    >>> looks_like_names("column B", ["Mary Jones", "Ahmed Khan", "John Smith"])
    True
    >>> looks_like_names("Ward", ["Florence Nightingale", "Mary Seacole", "Elizabeth Fry"])
    False
    """
    distinct = {value for value in values if len(value) <= 60}
    if not distinct:
        return False
    sure = sum(
        bool(_TITLE.match(value) or _SURNAME_FIRST.match(value)) and not _PLACES.search(value)
        for value in distinct
    )
    if sure >= 2 and sure >= len(distinct) / 2:
        return True
    if PLACE_HEADING.search(heading) or len(distinct) < 3:
        return False
    return sum(_is_person(value) for value in distinct) >= len(distinct) / 2


def _is_person(value: str) -> bool:
    match = _TWO_WORDS.match(value)
    if not match or _PLACES.search(value):
        return False
    return (match[1] or match[4]).lower() in FORENAMES


def looks_like_free_text(values: list[str], rows: int) -> bool:
    """Do many rows hold sentences? A remark now and then (“new falls team”) is a note on the chart, not free text.

    >>> looks_like_free_text(["Found on the floor beside her bed at night"] * 2 + ["Slipped in the bathroom, no harm done"], 3)
    True
    """
    sentences = [value for value in values if len(value.split()) >= 5]
    return (
        len(sentences) >= 3 and len(sentences) >= 0.3 * rows and len(set(sentences)) >= 0.5 * len(sentences)
    )
