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
            "It can be checked, because it says how much, for whom or by when.",
        ),
    ),
    (
        "Measure",
        (
            "It fits the aim: if the aim is met, this number moves.",
            "It can be collected often enough to be plotted over time.",
            "It stands for something that matters to patients, or for a key step on the way there.",
        ),
    ),
    (
        "Change",
        (
            "It is linked to the aim, and a reader can see why it should work.",
            "It can be done with the people and the resources available.",
            "It is described in enough detail for another team to try a first test.",
        ),
    ),
)
MARKING = (
    "This is for a person to mark, with one point for each yes. No computer judges your words. The framework is QIKAT-R (Singh and others 2014), "
    "and the wording is ours. Two markers who compare notes are better than one."
)

ROUNDED = "Numbers are rounded for the page. If you work one out again, its last digit may differ a little."

OUTLINE: tuple[tuple[str, str], ...] = (
    ("Title", "Say that it is about improving care, where, and what was done."),
    ("Abstract", "Tell the whole story in a paragraph, for people who are searching."),
    ("Problem description", "What went wrong, for whom, and how often?"),
    ("Available knowledge", "What is already known? Who has tried this before?"),
    ("Rationale", "Why should this change lead to that result?"),
    ("Specific aims", "What did the project want to find out or achieve?"),
    ("Context", "What about this place made the change easy or hard?"),
    ("Interventions", "What was done, in enough detail to copy it? Who was in the team?"),
    (
        "Study of the interventions",
        "How would you know that it was the change that did it, and not something else?",
    ),
    ("Measures", "What was counted, by which definition, and how good are the data?"),
    ("Analysis", "Which chart, which rules, which baseline, and why?"),
    ("Ethical considerations", "Who looked at the risks to patients and to staff?"),
    ("Results", "What happened, month by month? What was changed on the way? What is missing?"),
    ("Summary", "Give the main finding in two sentences."),
    ("Interpretation", "How sure are you of the cause? What did the change cost, in time and in other ways?"),
    ("Limitations", "What could make the finding wrong, or untrue elsewhere?"),
    ("Conclusions", "Is it useful, will it last, and what comes next?"),
    ("Funding", "Who paid, and did they have a say?"),
)
OUTLINE_TOLD = (
    "This is for those who want to publish. The headings are those of the SQUIRE 2.0 guidelines, and the questions are ours. A real project also "
    "needs your trust’s agreement before anything is published."
)
