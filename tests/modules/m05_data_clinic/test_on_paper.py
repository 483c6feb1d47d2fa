"""Data clinic's cards for a room without a computer: do their backs follow the agreed rule, and does luck do what the sheet says?"""

from datetime import datetime, timedelta

from qilab.modules.m05_data_clinic.data_clinic import cards


def _when(line):
    day = "03/04/2023" if line.day == "45019" else line.day
    for form in ("%d/%m/%Y %H:%M", "%d %b %y %H:%M"):
        try:
            return datetime.strptime(f"{day} {line.time}", form)
        except ValueError:
            pass
    return None


def test_do_the_backs_follow_the_rule_of_the_falls_group():
    """Same patient, same ward, 30 minutes or less is one fall, of which the fullest line stays; totals and tests go."""
    stays = []
    for n, line in enumerate(cards.EXPORT, start=1):
        if line.patient == "Total" or line.patient.upper().startswith("ZZTEST"):
            continue
        for group in stays:
            _, first = group[0]
            alike = (first.patient, first.ward) == (line.patient, line.ward)
            if alike and abs(_when(first) - _when(line)) <= timedelta(minutes=30):
                group.append((n, line))
                break
        else:
            stays.append([(n, line)])
    full = {max(group, key=lambda each: (sum(map(bool, each[1].sent)), -each[0]))[0] for group in stays}
    assert full == {n for n, line in enumerate(cards.EXPORT, start=1) if not line.goes}
    assert len(full) == cards.falls_left() == 14


def test_is_the_right_number_reached_by_luck_with_the_wrong_lines():
    """Two totals, two tests and both of three pairs: ten lines go, of which three should have stayed, and three stay that should go."""
    assert len(cards.lucky()) == 10 == len(cards.EXPORT) - cards.falls_left()
    assert cards.score(cards.lucky()) == (0.7, 0.7)
