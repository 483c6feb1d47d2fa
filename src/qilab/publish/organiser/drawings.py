"""The organiser's own drawings: where tables, people and paper go in a room."""

from __future__ import annotations

from qilab.charts.sketch import ACCENT, TINT, Sketch

CHAIR, WALL, PALE = "#ffffff", "#6b6b6b", "#f4f4f4"
YELLOW, BROWN = "#fff3d6", "#8a6100"


def room_of_thirty() -> Sketch:
    """Five tables of six, each seat with a view of the screen, and a way through for everybody."""
    drawn = Sketch(
        1100,
        720,
        "A room for thirty, seen from above. The screen and the facilitator are in the middle of the front wall. To the left of the screen "
        "hang the seed card and the safety line, to the right a flipchart. Five round tables with six seats each stand in two rows, three in front and two "
        "behind, with wide ways between them. A table with the packs stands beside the door at the back, and one table near the door is kept free "
        "of one chair, for a wheelchair.",
    )
    drawn.box(10, 10, 1080, 700, fill="#ffffff", edge=WALL, thick=5)
    drawn.box(370, 24, 360, 34, "screen", 22, TINT, ACCENT)
    drawn.box(96, 24, 216, 34, "seed, safety line", 20, YELLOW, BROWN)
    drawn.box(788, 24, 216, 34, "flipchart, questions", 20, YELLOW, BROWN)
    drawn.circle(550, 112, 15, fill=ACCENT, edge=ACCENT).text(574, 112, "facilitator", 20)
    for number, (x, y) in enumerate(((210, 260), (550, 260), (890, 260), (380, 505), (720, 505)), 1):
        _round_table(drawn, x, y, f"table {number}", free=number == 5)
    drawn.box(30, 618, 250, 60, "packs, handouts,\nattendance sheet", 19, PALE, WALL)
    drawn.box(936, 648, 130, 40, "door", 22, YELLOW, BROWN)
    drawn.line([(1001, 640), (1001, 390)], edge=BROWN, thick=3, dashed=True, arrow=True)
    return drawn.text(988, 440, "clear way\nto the door", 19, anchor="end")


def _round_table(drawn: Sketch, x: float, y: float, name: str, free: bool = False) -> None:
    for dx, dy in ((-86, -30), (86, -30), (-86, 34), (86, 34), (-34, 84), (34, 84)):
        if free and (dx, dy) == (86, 34):
            drawn.box(x + dx - 20, y + dy - 20, 62, 40, "free", 18, "#ffffff", BROWN)
        else:
            drawn.circle(x + dx, y + dy, 19, fill=CHAIR, edge=WALL)
    drawn.circle(x, y, 62, fill=TINT, edge=ACCENT).text(x, y, name, 21, True, "middle")


def board_room() -> Sketch:
    """A horseshoe for twelve, in pairs."""
    drawn = Sketch(
        1100,
        520,
        "A board room, seen from above. Twelve people sit in pairs along the outside of a horseshoe that is open towards the screen. One laptop or "
        "tablet, or one sheet of paper, lies between every two. The facilitator stands in the open end, and the seed card hangs beside the screen.",
    )
    drawn.box(10, 10, 1080, 500, fill="#ffffff", edge=WALL, thick=5)
    drawn.box(400, 24, 300, 34, "screen", 22, TINT, ACCENT).box(
        150, 24, 190, 34, "seed card", 20, YELLOW, BROWN
    )
    drawn.circle(550, 120, 15, fill=ACCENT, edge=ACCENT).text(574, 120, "facilitator", 20)
    drawn.box(240, 150, 90, 290).box(770, 150, 90, 290).box(240, 350, 620, 90)
    for y in (190, 250, 310, 370):
        drawn.circle(204, y, 19, fill=CHAIR, edge=WALL).circle(896, y, 19, fill=CHAIR, edge=WALL)
    for x in (400, 460, 640, 700):
        drawn.circle(x, 474, 17, fill=CHAIR, edge=WALL)
    for x, y in ((266, 206), (266, 326), (796, 206), (796, 326), (411, 385), (651, 385)):
        drawn.box(x, y, 38, 28, fill="#ffffff", edge=WALL)
    return drawn.text(550, 290, "one screen or one sheet\nbetween two", 20, anchor="middle")


def two_points_or_all() -> Sketch:
    """The two last months alone, and the same two at the end of two years. The numbers are made up."""
    months = (14, 17, 12, 15, 19, 13, 16, 11, 18, 14, 15, 12, 17, 13, 19, 15, 11, 16, 14, 18, 13, 15, 17, 12)
    drawn = Sketch(
        1100,
        520,
        "Two charts of one made-up ward. On the left the last two months alone: 17 falls, then 12, and the words “Down! What did we do right?”. On the right the "
        "same two months at the end of two years, in which the count goes up and down between 11 and 19 all the time, and the words “Or the same as ever?”.",
    )
    drawn.box(10, 10, 320, 470, fill="#ffffff").box(370, 10, 720, 470, fill="#ffffff")
    drawn.text(170, 60, "Down! What did\nwe do right?", 27, True, "middle").text(
        730, 60, "Or the same as ever?", 27, True, "middle"
    )

    def y(value: int) -> float:
        return 430 - 15 * (value - 5)

    for x, value in ((100, 17), (240, 12)):
        drawn.text(x, y(value) - 36, str(value), 30, True, "middle")
    drawn.joined([(100, y(17)), (240, y(12))], r=12)
    points = [(400 + 28.6 * n, y(value)) for n, value in enumerate(months)]
    drawn.line([(390, y(15)), (1070, y(15))], edge=ACCENT, thick=2.5, dashed=True)
    drawn.joined(points, r=8)
    for across, at in points[-2:]:
        drawn.circle(across, at, 12, fill="none", edge="#b3261e", thick=4)
    drawn.text(170, 452, "last month, this month", 20, anchor="middle")
    return drawn.text(730, 452, "two years, month by month, and their middle", 20, anchor="middle").text(
        10, 504, "Falls on a made-up ward", 18
    )


DRAWINGS = {
    "two_points_or_all": two_points_or_all,
    "room_of_thirty": room_of_thirty,
    "board_room": board_room,
}
