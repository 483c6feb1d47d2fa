"""The sentences of Beds and queues. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

from qilab.charts.words import listed, number

from . import contest, drawing, model, pathway


def ward_finding(seen: model.Seen, ward: model.Ward) -> str:
    """The live sentence over the fortnight."""
    full = int((seen.occupied >= ward.all_beds).sum())
    overfull = ward.load >= ward.all_beds
    end = (
        " The beds cannot keep up with the patients who come, so the queue has no end."
        if overfull
        else f" In these two weeks every bed is taken in {full} of {len(seen.occupied)} hours."
    )
    return (
        f"Over a year, {number(seen.occupancy, 0)}% of the {ward.all_beds} beds are taken on average, and {number(seen.mean_waiting)} people "
        f"are waiting for one at any one time.{end}"
    )


def ward_picture(seen: model.Seen, ward: model.Ward) -> str:
    """The fortnight in words."""
    least, most = int(seen.occupied.min()), int(seen.occupied.max())
    in_bed = (
        f"Between {least} and {most} patients are in bed"
        if least < most
        else f"There are {most} patients in bed all the time"
    )
    place = "A made-up ward of" if ward.wards == 1 else f"{ward.wards} made-up wards that share"
    return (
        f"{place} {ward.all_beds} beds, hour by hour for two weeks. {in_bed}, "
        f"and {_up_to(int(seen.waiting.max()))}. {ward_finding(seen, ward)}"
    )


def _up_to(most: int) -> str:
    if most == 1:
        return "at most one waits for a bed"
    return f"up to {most} wait for a bed" if most else "nobody waits for a bed"


def week_picture(seen: model.Seen) -> str:
    """The week in words: its fullest and its emptiest morning."""
    both = seen.at_8 + seen.waiting_at_8
    most, least = int(both.argmax()), int(both.argmin())
    return (
        f"At 08:00 the number of patients is highest on {_DAY[most]}, with {number(seen.at_8[most])} in bed and {number(seen.waiting_at_8[most])} waiting, and lowest on "
        f"{_DAY[least]}, with {number(seen.at_8[least])} in bed and {number(seen.waiting_at_8[least])} waiting."
    )


_DAY = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def question(ward: model.Ward) -> str:
    """What is to be predicted."""
    place, runs = ("this ward", "ward runs") if ward.wards == 1 else ("these wards", "wards run")
    return f"Of 100 patients who come to {place}, how many will find every bed taken and have to wait? (The {runs} for {model.years_of(ward)} years.)"


def run_result(share: model.Share, guess: float) -> str:
    """Compare: what came, with its error, and the prediction."""
    near = (
        "Well predicted."
        if abs(share.waited - guess) <= max(5.0, share.error)
        else (
            "More people wait than you expected."
            if share.waited > guess
            else "Fewer people wait than you expected."
        )
    )
    wait = f"{number(share.hours)} hours" if share.hours < 48 else f"{number(share.hours / 24)} days"
    return (
        f"Of 100 patients, {number(share.waited)} had to wait, give or take {number(share.error)} (two standard errors of {share.years} simulated years). "
        f"The mean wait of all patients was {wait}. You said {guess:g}. {near}"
    )


def run_why(ward: model.Ward, share: model.Share) -> str:
    """Explain: Erlang where all is flat, or else what is not flat, and what to try."""
    exact = ward.exact()
    if ward.load >= ward.all_beds:
        return "Why? On average the patients who come need every bed, or more than there are. Changing the hours or the days cannot help then: it takes shorter stays, fewer arrivals or more beds."
    if exact is not None:
        inside = abs(share.waited - exact) <= max(
            1.5 * share.error, 0.1
        )  # where nobody waits at all, a run has no error
        agrees = (
            "The run agrees with it."
            if inside
            else "The run is further off than luck usually explains. Try another seed."
        )
        return f"Why? No hour or day is busier than another here, and the spread of stays is 1, so Erlang’s formula holds: {number(exact)} in 100. {agrees} The share rises steeply as the last beds fill."
    flat = model.Ward(ward.beds, ward.arrivals, ward.stay, wards=ward.wards)
    told = (
        f"Why? With the same beds, patients and mean stay, a spread of 1, and no hour or day busier than another, Erlang’s formula gives {number(flat.exact() or 0)} in 100. Apart "
        f"from luck, the difference comes from {_not_flat(ward)}. In this run {number(share.occupancy, 0)}% of the beds were taken"
    )
    if ward.leave == model.AT_ONCE and ward.weekend == 100:
        return f"{told}."
    return f"{told}, and it would be {number(100 * ward.load / ward.all_beds, 0)}% if everybody left when they were ready."


def _not_flat(ward: model.Ward) -> str:
    parts = []
    if ward.waves:
        parts.append("busy hours and busy days")
    if ward.planned:
        parts.append("patients who come by appointment")
    if ward.spread != 1:
        parts.append("stays that vary " + ("more" if ward.spread > 1 else "less"))
    if ward.leave != model.AT_ONCE:
        parts.append("the hour at which people leave")
    if ward.weekend < 100:
        parts.append("those who stay in over the weekend")
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


# ------------------------------------------------------------ contest


def contest_cost(plan: contest.Plan) -> str:
    """What the plan costs so far, and its code."""
    return f"Your plan costs {contest.cost(plan)} points. Its code is {contest.code_of(plan)}"


def contest_told(code: str, score: contest.Score, guess: float | None) -> str:
    """Compare: what became of a plan, against the goal and the prediction."""
    met = (
        f"The goal is met, for {score.cost} points."
        if score.met
        else f"The goal of fewer than {contest.GOAL:g} is not met. The plan costs {score.cost} points."
    )
    said = "" if guess is None else f" You said {guess:g}."
    return f"{code}: of 100 patients, {number(score.waited)} wait, give or take {number(score.error)} (two standard errors of {contest.YEARS} simulated years).{said} {met}"


def contest_best(best: contest.Score | None) -> str:
    """Explain: where the best plan so far stands."""
    if best is None:
        return f"No plan has met the goal yet. More beds alone will do it for {contest.BEDS_ALONE} or {contest.BEDS_ALONE + 10} points, depending on luck, but there are cheaper ways."
    if best.cost > contest.BEST_KNOWN + 2:
        return f"Your best plan so far costs {best.cost} points. There are plans that meet the goal for {contest.BEST_KNOWN} or a little more. Look for two changes that help each other, and ask what each of them gains."
    return f"Your best plan so far costs {best.cost} points, about the least that we know of. Explain to a neighbour why it works, and who would have to do what."


def contest_picture(plans: int, best: contest.Score | None) -> str:
    """The plans in words."""
    if not plans:
        return "Cost against waits, a mark for each plan. No plan has been tried yet."
    best_words = (
        f"The cheapest that met the goal cost {best.cost} points." if best else "None has met the goal yet."
    )
    tried = f"each of {plans} plans" if plans > 1 else "the one plan"
    return f"Cost against waits, a mark for {tried} tried. {best_words}"


# ------------------------------------------------------------ beyond the walls


def way_finding(flow: pathway.Flow) -> str:
    """The live sentence over the way."""
    held = {name: flow.mean[stage] for stage, name in _HELD.items()}
    most = max(held, key=lambda name: held[name])
    ambulance, hospital, community = (number(people) for people in held.values())
    told = (
        f"At any one time, on average over a year, {ambulance} people are waiting in an ambulance, {hospital} are waiting to leave the hospital, and {community} are "
        "waiting to leave a community bed."
    )
    return (
        f"{told} Most of those who are waiting are {most}."
        if held[most] > max(0.05, sum(held.values()) / 2)
        else told
    )


_HELD = {
    "ambulance": "in an ambulance",
    "ready": "in the hospital",
    "ready_community": "in a community bed",
}


def way_picture(flow: pathway.Flow, places: pathway.Places) -> str:
    """The way in words."""
    each = "; ".join(f"{name}: {number(flow.mean[stage])}" for stage, name in drawing.STAGES.items())
    return (
        f"A pathway from the ambulance to care at home, with {places.beds} hospital beds, {places.community} community beds and {places.home} places for care at home. "
        f"People on average: {each}."
    )


def added(places: pathway.Places) -> str:
    """How many places were added, and where."""
    more = {
        "the hospital": places.beds - pathway.BEDS,
        "the community": places.community - pathway.COMMUNITY,
        "care at home": places.home - pathway.HOME,
    }
    told = listed(
        [
            f"{n} in {name}" if name != "care at home" else f"{n} for care at home"
            for name, n in more.items()
            if n
        ]
    )
    return f"places added: {told}" if told else "no places added"


def way_result(flow: pathway.Flow, before: pathway.Flow, places: pathway.Places, guess: float) -> str:
    """Compare: late ambulances with these places, without them, and the prediction."""
    near = (
        "Well predicted."
        if abs(flow.late - guess) <= 5
        else ("More than you expected." if flow.late > guess else "Fewer than you expected.")
    )
    told = added(places)
    base = "" if told.startswith("no") else f" With none added it was {number(before.late)}."
    return (
        f"{told[0].upper()}{told[1:]}. Of 100 ambulances, {number(flow.late)} wait an hour or more, give or take {number(flow.error)} (two standard errors of ten simulated years).{base} "
        f"You said {guess:g}. {near}"
    )


def way_why(flow: pathway.Flow, places: pathway.Places) -> str:
    """Explain: which step holds up the others."""
    blocked = flow.mean["ready"]
    if blocked < 1:
        return "Why? On average fewer than one person in the hospital is waiting to leave, so a queue at the door is mostly the hospital’s own. It comes from the number of beds, and from chance, which makes some days busier than others."
    return (
        f"Why? On average {number(blocked)} of {places.beds} hospital beds are taken by people who are ready to leave and are waiting for a place outside. Each place outside lets several people a month move on, "
        "and so frees a bed again and again. (Nobody is sent elsewhere in this model, so its waits may be longer than in real life.)"
    )
