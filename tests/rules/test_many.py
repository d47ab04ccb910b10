"""One person and many agree: the batch against the one-person engine on random rulebooks and rosters."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.rules import Rulebook, Screener, Value
from catalog.rules.batch import Batch, Column
from catalog.rules.boxes import maximal
from catalog.rules.cells import corners
from tests.rules.worlds import AS_OF, partial_answers, rulebooks

STATUS = {"ineligible": 0, "eligible": 1, "undetermined": 2}
thorough = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def _columns(screener: Screener, people: list[dict[str, Value]]) -> dict[int, Column]:
    rows = [screener.know(answers, AS_OF) for answers in people]
    columns = {}
    for place in range(len(screener.compilation.partitions)):
        cells = sorted({row[place] for row in rows})
        columns[place] = Column(np.array([cells.index(row[place]) for row in rows]), cells)
    return columns


@thorough
@given(rulebooks(), st.lists(partial_answers(), min_size=1, max_size=20))
def test_a_roster_is_decided_as_each_person_is(book: Rulebook, people: list[dict[str, Value]]) -> None:
    screener = Screener([book], AS_OF)
    roster = Batch(screener).screen(_columns(screener, people), len(people))
    for at in range(len(screener.compilation.benefits)):
        one_by_one = [STATUS[screener.screen(answers, AS_OF).verdicts[at].status] for answers in people]
        assert roster.status(at).tolist() == one_by_one


@thorough
@given(rulebooks())
def test_widened_boxes_cover_the_same_people_and_cannot_be_widened(book: Rulebook) -> None:
    compilation = Screener([book], AS_OF).compilation
    sizes = [one.size for one in compilation.partitions]
    for compiled in compilation.benefits:
        boxes = [box for _, box in compiled.boxes]
        wide = maximal(boxes, sizes)

        def covered(corner: tuple[int, ...], some: list[dict[int, int]]) -> bool:
            return any(all(mask >> corner[place] & 1 for place, mask in box.items()) for box in some)

        inside = {corner for corner in corners(compilation.partitions) if covered(corner, boxes)}
        assert inside == {corner for corner in corners(compilation.partitions) if covered(corner, wide)}
        for box in wide:
            for place in box:
                for cell in range(sizes[place]):
                    if not box[place] >> cell & 1:
                        wider = {**box, place: box[place] | 1 << cell}
                        reached = [one for one in corners(compilation.partitions) if covered(one, [wider])]
                        assert not set(reached) <= inside
