"""Could each comment have been made, by this person, there? And is it about what it is filed under?"""

import pytest

from qilab.trusts.generate import generate
from qilab.trusts.schema.comments import COMMENT_LINES


@pytest.fixture(scope="module", params=(1409, 11, 2024, 4821))
def voices(request):
    return generate("patient_voice", seed=request.param, trusts="NORM")["patient_voice"]


def remark(text):
    """The sentence of ours in a comment, the longest that fits."""
    fits = [(t, r) for t, lines in COMMENT_LINES.items() for r in lines if r.text in text]
    return max(fits, key=lambda one: len(one[1].text))


def test_is_each_comment_filed_under_its_theme_and_said_where_it_could_be(voices):
    """The sentence belongs to the theme; the speaker and the service are among those that fit it?"""
    for row in voices.itertuples():
        theme, found = remark(row.text)
        assert theme == row.true_theme, row.text
        assert row.said_by in found.by and row.service in found.at, row.text


def test_does_a_carer_speak_as_a_carer(voices):
    """ "As a carer", "my mother" and "Dad" are said by carers; "I was in for a week" by patients?"""
    for words, who in (("As a carer", "carer"), ("My mother", "carer"), ("my husband", "carer"), ("Dad ", "carer"),
                       ("I was in for a week", "patient"), ("my third visit", "patient")):  # fmt: skip
        said = voices[voices["text"].str.contains(words)]
        assert len(said) and (said["said_by"] == who).all(), words


def test_does_thanks_not_complain(voices):
    """Nobody is too polite to complain and then gives thanks, nor thanks us for being woken?"""
    for row in voices.itertuples():
        thanks = remark(row.text)[1].thanks
        assert not (thanks and ("I do not like to complain" in row.text or "Everything else" in row.text)), (
            row.text
        )
        assert thanks or "thank you" not in row.text, row.text


def test_does_nobody_talk_on_the_way_home_of_what_came_days_later(voices):
    """“The nurse rang two days later” is told by somebody who is at home already."""
    later = voices["text"].str.contains("two days later|after I got home")
    assert later.any() and not voices.loc[later, "text"].str.contains("all the way home").any()


def test_do_patients_speak_most_of_being_told(voices):
    """The lesson's question has one answer in every cohort, and it is clear."""
    counts = voices["true_theme"].value_counts()
    assert counts.index[0] == "Being told what is going on" and counts.iloc[0] - counts.iloc[1] >= 5
