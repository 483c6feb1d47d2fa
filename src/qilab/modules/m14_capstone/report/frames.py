"""The two frames that go with the report: nine lines for a person to mark, and an outline for those who publish.

The nine lines follow QIKAT-R (Singh and others 2014, Academic Medicine 89): aim, measure and change, three each, yes or
no. The headings of the outline are those of SQUIRE 2.0. All other words are ours.
"""

from __future__ import annotations

NINE_LINES: tuple[tuple[str, tuple[str, str, str]], ...] = (
    (
        "Aim",
        (
            "It is about how the service works, not about a person.",
            "It says which way the number is meant to go.",
            "It can be checked: it says how much, for whom or by when.",
        ),
    ),
    (
        "Measure",
        (
            "It belongs to the aim: if the aim is met, this number moves.",
            "It can be collected often enough to be plotted over time.",
            "It stands for something that matters to patients, or for a key step on the way there.",
        ),
    ),
    (
        "Change",
        (
            "It leads to the aim, and a reader can see why it should work.",
            "It can be done with the people and the resources that are there.",
            "It is described in enough detail for another team to try a first test.",
        ),
    ),
)
MARKING = (
    "For a person to mark, one point for each yes. No computer judges your words. The frame is QIKAT-R (Singh and others 2014); "
    "the wording is ours. Two markers who compare notes are better than one."
)

ROUNDED = "Numbers are rounded for the page. If you work one out again, its last digit may differ a little."

OUTLINE: tuple[tuple[str, str], ...] = (
    ("Title", "Say that it is about improving care, where, and what was done."),
    ("Abstract", "The whole story in a paragraph, for people who search."),
    ("Problem description", "What went wrong, for whom, and how often?"),
    ("Available knowledge", "What do others know already? Who has tried it before?"),
    ("Rationale", "Why should this change lead to that result?"),
    ("Specific aims", "What did the project want to find out or to reach?"),
    ("Context", "What about this place made the change easy or hard?"),
    ("Interventions", "What was done, in enough detail to copy it? Who was in the team?"),
    ("Study of the interventions", "How would you know that the change did it, and not something else?"),
    ("Measures", "What was counted, by which definition, and how good are the data?"),
    ("Analysis", "Which chart, which rules, which baseline, and why?"),
    ("Ethical considerations", "Who looked at the risks to patients and to staff?"),
    ("Results", "What happened, month by month? What was changed on the way? What is missing?"),
    ("Summary", "The main finding in two sentences."),
    ("Interpretation", "How sure are you of the cause? What did it cost, in work and elsewhere?"),
    ("Limitations", "What could make the finding wrong, or wrong for others?"),
    ("Conclusions", "Is it useful, will it last, and what comes next?"),
    ("Funding", "Who paid, and did they have a say?"),
)
OUTLINE_TOLD = (
    "For those who want to publish. The headings are those of the SQUIRE 2.0 guidelines; the questions are ours. A real project also "
    "needs your trust’s agreement before anything is printed."
)
