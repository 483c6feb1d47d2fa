"""Does a sentence name a person? Some signs are plain; where only the owner can know, we ask."""

from __future__ import annotations

import re

from .names import FORENAMES

NAMES = "names of people"

# Common surnames in the United Kingdom that are neither ordinary words nor plants, points of the compass or forenames.
_COMMON = """
    adams adebayo adeyemi agarwal ahmad akhtar anderson andrews armstrong ashworth atkinson bailey barker barnes begum bennett
    bhatt booth bradley brooks burton butler campbell chapman chaudhry choudhury clarke collins cooper cunningham davidson
    davies davis dawson desai dixon doyle edwards evans ferguson fernandes fletcher gallagher garcia gibson gill graham
    griffiths gupta hargreaves harris harrison harvey hashmi hopkins hughes hussain hussein hutchinson iqbal islam jackson
    jenkins johnson johnston johnstone jones joshi kamara kapoor kaur kennedy khan khatun knowles kowalski kumar lawson lewis
    lloyd macdonald mahmood malik marshall mbeki mcdonald mckenzie mehta mensah miah mills mitchell moore morgan morris
    mukherjee murphy murray mwangi nguyen novak nowak obi ogunleye okafor okeke okonkwo osei owusu palmer parkinson parmar patel
    patterson pearson perkins phillips pickles powell qureshi rahman rao reddy reid reynolds richards richardson roberts
    robertson robinson rodriguez rogers saunders shah shaikh sharma shaw siddiqui simmons simpson singh smith spencer stevens
    stevenson stewart sullivan taylor thompson thomson tomlinson turner uddin walker walsh watkins watson watts webb whittaker
    wilkinson williams williamson willis wilson wright yadav zhang
"""
_SURNAMES = frozenset(_COMMON.split())
# Words that begin with a capital in notes on a chart, and name nobody.
_ORDINARY = """
    a about above act acute admission admissions after alarm alarms alert all amber an and apr april assessment assessments
    audit audits aug august autumn bank bay bed beds before began begin beginning begins bell black blue board boarding bristol
    british building bundle bundles call campaign candour care case cases centre cerner champion champions chart charts
    checklist christmas clean cleaning clinic clinical closed closes closure cohort collaborative community confirmed consultant
    consultants contract control coronation council count counts covid covid-19 cqc critical cycle daily data datix dawn day
    days dec december dementia department director discharge discharges division doctor doctors dressed drug duty early east
    easter eastern education elderly emergency end ended ends england english epic epr equipment escalation excel fall falls
    family feb february filled first floor floors flu following footwear form forms foster foundation four frailty frank friday
    from general get goals good grace great green group guidance guideline guidelines hand hand-over handover health heart
    heatwave hello high hip holiday holidays home hope hospital hospitals hour hours huddle huddles imaging improvement in
    incident incidents increased induction infection infections initial inpatient inspection intentional introduced introduction
    ipc is it jan january jubilee jul july jun june junior key king kings late launch launched lead leads lean led level line
    list local lockdown low major management manager managers mar march mark matron matrons may medical medication medicine
    medicines meeting mental microsoft midwife midwives miss monday month monthly more moved moving my name national near new
    news news2 nhs nice night no non norovirus north northern not nov november nurse nurses nursing observation observations oct
    october of off on one only open opened opening opens orange orthopaedic outbreak outpatient outpatients over pain paper
    paralysis parkinson pathway pathways patient patients pause paused pdsa period pharmacist pharmacists pharmacy phase physio
    physiotherapist physiotherapists pilot place plan policies policy poster posters practice practitioner practitioners
    pressure prince princess process programme project protocol qi quality queen queens rail rails rapid red reduced
    refurbishment registrar relaunch relocated reporting restarted resuscitation review reviews revised risk roll rollout rota
    round rounding rounds royal rule safe safety saturday scale scan scanner scanners screening second senior sensor sensors sep
    sepsis sept september service services session sessions shift shifts sigma sister sisters site six slipper slippers social
    socks south southern specialist spring staff staffing standard start started starts stop stopped strike strikes stroke
    summer sunday supervision support surge surgery surgical system systems systmone teaching team teams test testing the
    theatre theatres third three thursday time to tool toolkit training tray triage trial trust tuesday two uk unit up update
    updated vacancies vacancy visit visiting visitors volunteer volunteers ward wards wave wednesday week weekly welsh west
    western when white will winter with work workshop world year years yellow zone
"""
_KNOWN = frozenset(_ORDINARY.split())
# First names that are plants, stones, times of day or patrons as well, as wards are called.
_AS_WARDS = """
    albert alexandra april charlotte daisy dawn edward elizabeth florence george glen grace hazel heather holly iris ivy jack
    jasmine june lily mary olive poppy robin rose rosemary ruby violet victoria
"""
_OF_WARDS = frozenset(_AS_WARDS.split())
_PLACES = re.compile(
    r"(ward|wards|unit|suite|hospital|house|centre|center|clinic|lodge|bay|theatre|wing|building|infirmary|court|ward['’]s)$",
    re.IGNORECASE,
)
_SAINTLY = re.compile(r"\b(st|saint|royal|king|queen|prince|princess|lord|lady)\.?\s+$", re.IGNORECASE)
# Diseases, bacteria and firms that are written as an initial and a name.
_NO_INITIALS = re.compile(
    r"[A-Z]\.?\s*(coli|diff\w*|aureus|pneumoniae|aeruginosa|auris|difficile|pyogenes|braun|rhesus)\b",
    re.IGNORECASE,
)

_CAPITAL = r"[A-Z][\w'’-]{0,40}\w"  # bounded, so that no cell takes long to search
_TITLED = re.compile(
    rf"\b(?P<title>Mrs?|MRS?|mrs?|Miss|MISS|Ms|MS|Mx|MX|Drs?|DR|dr|Prof(?:essor)?|PROF|Rev|S/N|Sister|SISTER|Nurse|NURSE|Matron|MATRON"
    rf"|Midwife|Sr)\b\.?\s+(?:[A-Z]\.?\s+)*(?P<name>{_CAPITAL}|(?<=mr )\w\w+|(?<=mrs )\w\w+|(?<=Mr )\w\w+|(?<=Mrs )\w\w+)"
)
_INITIAL = re.compile(r"(?<![\w.&/-])(?:[A-Z]\.\s?){1,3}(?P<name>[A-Z][a-z][\w'’-]*\w)")
_BARE_INITIAL = re.compile(rf"(?<![\w.&/'’-])(?:[A-Z]\s){{1,2}}(?P<name>{_CAPITAL})")
_LAST_INITIAL = re.compile(rf"\b(?P<name>{_CAPITAL}),?\s+(?:[A-Z]\.?\s?){{1,2}}(?!\w)")
_TWO = re.compile(rf"\b(?P<first>{_CAPITAL})\s+(?:[A-Z]\.?\s+)?(?P<name>{_CAPITAL})")
_WORD = re.compile(_CAPITAL)
_NAME_HEADING = re.compile(r"(full )?names?|who|staff|persons?|people|employees?", re.IGNORECASE)


def names_somebody(text: str) -> bool:
    """Is somebody named by a title, an initial or a common forename before a surname?

    >>> [names_somebody(note) for note in ("Mrs Okafor (bed 4)", "J. Hargreaves fell twice", "Fall: Derek Pickles, hip")]
    [True, True, True]
    >>> [names_somebody(note) for note in ("St Mary Ward opened", "Sister Ward rounds", "E. Coli outbreak", "MS Teams")]
    [False, False, False, False]
    """
    if names_with_title(text) or any(
        _bare(found["name"]) in _SURNAMES and not _is_place(text, found)
        for found in _BARE_INITIAL.finditer(text)
    ):
        return True
    return any(
        found["first"].lower() in FORENAMES
        and not (_is_known(found["first"]) or _is_known(found["name"]))
        and not _is_place(text, found)
        for found in _pairs(text)
    )


def names_with_title(text: str) -> bool:
    """Is somebody named by a title or an initial? Such as a ward seldom is.

    >>> names_with_title("Dr Patel"), names_with_title("Mary Seacole")
    (True, False)
    """
    return any(
        not _is_known(found["name"]) and not _is_place(text, found) and not _NO_INITIALS.match(found.group())
        for pattern in (_TITLED, _INITIAL)
        for found in pattern.finditer(text)
    )


def may_name_somebody(text: str) -> bool:
    """Could a person be named: by two words with capitals that we do not know, or by a common name alone?

    >>> [may_name_somebody(note) for note in ("Olamide Bakare", "Okafor off sick", "Derek moved")]
    [True, True, True]
    >>> [may_name_somebody(note) for note in ("Falls team began", "New Year", "Ward 4 opened", "Ash Ward")]
    [False, False, False, False]
    """
    if names_somebody(text):
        return True
    if any(
        not (_is_known(found["first"]) or _is_known(found["name"])) and not _is_place(text, found)
        for found in _pairs(text)
    ):
        return True
    return any(
        _bare(found.group()) in FORENAMES | _SURNAMES
        and not _is_known(found.group())
        and not _is_place(text, found)
        for found in _WORD.finditer(text)
    )


def are_named(heading: str, values: list[str]) -> bool:
    """Do two or more values under “Name” or “Who”, and half of them, look like people's names, however rare?

    >>> are_named("Name", ["Zebedee Quillfeather", "Wren Abara"]), are_named("Name", ["Patient Falls", "Drug Errors"])
    (True, False)
    """
    distinct = {value for value in values if len(value) <= 60}
    named = sum(may_name_somebody(value) for value in distinct)
    return bool(_NAME_HEADING.fullmatch(heading.strip())) and named >= 2 and named >= len(distinct) / 2


def bears_a_name(text: str) -> bool:
    """Could the name of a file or a sheet be somebody's? By a title, an initial, or a common forename or surname.

    >>> bears_a_name("Derek_Pickles_falls.csv"), bears_a_name("Falls Ward 4.xlsx"), bears_a_name("Wilson Ward")
    (True, False, False)
    """
    text = re.sub(r"[_.+-]+", " ", text)
    return names_somebody(text) or any(
        _bare(found.group()) in _SURNAMES and not _is_place(text, found) for found in _WORD.finditer(text)
    )


def may_be_people(labels: list[str]) -> bool:
    """Could these headings, or these names of places, be people? One with a title or an initial, or two common names.

    >>> may_be_people(["Hargreaves", "Okafor", "Singh"]), may_be_people(["Sarah", "Tom"]), may_be_people(["Patel A"])
    (True, True, True)
    >>> may_be_people(["Ash", "Birch", "Cedar"]), may_be_people(["Rose", "Poppy", "Victoria"])
    (False, False)
    """
    if any(names_somebody(label) for label in labels):
        return True
    if any(_bare(found["name"]) in _SURNAMES for label in labels for found in _LAST_INITIAL.finditer(label)):
        return True
    common = _SURNAMES | (FORENAMES - _OF_WARDS)
    return len({label for label in labels if label[:1].isupper() and _bare(label) in common}) >= 2


def _pairs(text: str) -> list[re.Match[str]]:
    """Two words with capitals side by side; of three each two, for the first may begin the sentence."""
    found, at = [], 0
    while match := _TWO.search(text, at):
        found.append(match)
        at = match.start("name")
    return found


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word).lower()


def _is_known(word: str) -> bool:
    """An ordinary word, or an abbreviation such as ICU."""
    bare = _bare(word)
    if bare in _KNOWN or _PLACES.match(bare):
        return True
    parts = bare.split("-")
    return len(parts) > 1 and all(part in _KNOWN for part in parts)


def _is_place(text: str, found: re.Match[str]) -> bool:
    """Does “Ward” or the like follow the name, or “St” come before it?"""
    rest = re.match(r"\s+([\w'’]+)(?:\s+([A-Z][\w'’]*))?", text[found.end() : found.end() + 80])
    after = bool(rest) and any(word and _PLACES.match(word) for word in rest.groups())  # type: ignore[union-attr]
    return after or bool(_SAINTLY.search(text[max(0, found.start() - 20) : found.start()]))
