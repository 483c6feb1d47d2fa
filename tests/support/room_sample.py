"""A small course for the room's screen: a number, a range, a choice, a vote, a plan of two steps and a page of three parts."""

SAMPLE = {
    "questions": [
        {"key": "Beads/play", "module": "M1", "lab": "Beads", "button": "Play", "label": "Your prediction", "fields": ["guess"], "unit": "beads", "least": -10, "most": 50, "step": 1},
        {"key": "Spin/spin", "module": "M9", "lab": "Spin", "button": "Spin", "label": "Prediction, from", "fields": ["low", "high"], "unit": "s", "least": 0, "most": 99, "step": 1},
        {"key": "Chart/check", "module": "M6", "lab": "Chart", "button": "Check", "label": "What do you say?", "fields": ["verdict"], "options": [["signal", "A signal"], ["none", "No signal"]]},
    ],
    "votes": [{"key": "m06.next", "ask": "What next?", "options": [["A", "wait"], ["B", "look"]], "right": "B", "meanings": {"A": "Too late.", "B": "Yes."}}],
    "plans": [{"key": "half_day", "title": "Half a day", "steps": [{"what": "Welcome", "minutes": 5, "do": [], "ask": ""}, {"what": "Beads", "minutes": 35, "do": ["Predict."], "ask": "Why?"}]}],
    "pages": {"course/m06.ipynb": {"label": "M6", "parts": ["One", "Two", "Three"]}},
}  # fmt: skip
