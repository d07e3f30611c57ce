"""What people do in a back room beside the usual way of one order: rounds, parts at the counter, substitutes,
counts. Each is a deed of several steps, and before each step they look at the screen again."""

from __future__ import annotations

import random
from collections.abc import Iterator

from people import BINS, Shown, next_step, open_here, pick
from sqlalchemy import select

from core.commands import (
    AnsweredBy,
    AnswerSubstitute,
    AskCount,
    ClaimFulfilment,
    Command,
    CountArticle,
    HandOverPart,
    Proof,
    ProposeSubstitute,
    PutBack,
    RefuseAtCounter,
    RefusePart,
    ReopenFulfilment,
    StageFulfilment,
    ToCount,
    TryOn,
    WithdrawSubstitute,
    fulfilment_aggregate,
)
from core.commands.substituting import HELD
from core.model import Article, CountTask, FulfilmentLine, Movement
from core.rules.agreement import AgreementState
from core.rules.count import OPEN_COUNTS
from core.rules.fulfilment import COLLECTED_KINDS, PREPARED_STATES, FulfilmentState
from sync.overlay import stock_at
from sync.reading import Reader
from sync.workstation import Workstation

Steps = Iterator[tuple[Command, str]]
"""What is done next, and by whom."""

MOST_TOTES = 3
PICKS_OF_A_WALK = 2
STEPS_TO_A_PARCEL = 7
FOUND_BESIDE = (0, 0, 1, -1, 5)
"""By how much what is found differs from what was expected; the last is far off."""
_AT_WORK = (FulfilmentState.CLAIMED, FulfilmentState.PICKING)


def again(workstation: Workstation, fulfilment_id: str) -> Shown | None:
    """A fulfilment as it is shown now."""
    return next((one for one in workstation.read(open_here) if one.id == fulfilment_id), None)


def walk_a_round(workstation: Workstation, store: int, draw: int) -> Steps:
    """Several orders in one walk, each into its tote; or a colleague's walk is taken over, with its totes."""
    chance = random.Random(draw)
    shown = workstation.read(open_here)
    own = workstation.replica.state().device_id
    others = [one for one in shown if one.state in _AT_WORK and one.head.claimed_device not in (None, own)]
    taken = {one.head.round_id for one in others if one.head.round_id}
    if taken and chance.random() < 0.7:
        round_id = chance.choice(sorted(taken))
        who = f"manager-{store}"
        for one in others:
            if one.head.round_id == round_id:
                yield ClaimFulfilment(fulfilment_id=one.id, takes_over=True), who
    else:
        round_id, who = f"round-{draw:08x}", f"associate-{store}"
        free = [one for one in shown if one.state is FulfilmentState.PROPOSED][:MOST_TOTES]
        for tote, one in enumerate(free, 1):
            yield ClaimFulfilment(fulfilment_id=one.id, round_id=round_id, tote=tote), who
    for _ in range(PICKS_OF_A_WALK):
        walk = [
            (line.name, one.head.tote, one, line)
            for one in workstation.read(open_here)
            if one.head.round_id == round_id and one.state in _AT_WORK
            for line in one.to_pick
        ]
        if not walk:
            return
        _name, _tote, one, line = min(walk, key=lambda stop: stop[:2])
        yield pick(one, line, chance), who


def serve(workstation: Workstation, store: int, draw: int) -> Steps:
    """An order is prepared, and its customer comes: for all of it or a part, to try, to refuse."""
    chance = random.Random(draw)
    associate = f"associate-{store}"
    shown = [one for one in workstation.read(open_here) if one.head.kind in COLLECTED_KINDS]
    back = [one for one in shown if one.state is FulfilmentState.TO_PUT_BACK]
    if back:
        yield PutBack(fulfilment_id=chance.choice(back).id), associate
        return
    one: Shown | None = chance.choice(shown) if shown else None
    for _ in range(STEPS_TO_A_PARCEL):
        if one is None or one.state in PREPARED_STATES:
            break
        step = next_step(workstation, one, chance)
        if step is None:
            return
        yield step, associate
        one = again(workstation, one.id)
    if one is not None and one.state in PREPARED_STATES:
        yield from _at_the_counter(workstation, one, store, chance)


def _at_the_counter(workstation: Workstation, one: Shown, store: int, chance: random.Random) -> Steps:
    associate = f"associate-{store}"
    some = {line.id: 1 for line in one.lines if line.quantities().left_here}
    some = dict(chance.sample(sorted(some.items()), 1)) if some else {}
    what = chance.choice(("part", "part", "refuse part", "refuse part", "try", "refuse", "reopen", "stage"))
    if what == "part" and some:
        yield HandOverPart(fulfilment_id=one.id, units=some, proof=Proof.IDENTITY), associate
    elif what == "refuse part" and some:
        yield RefusePart(fulfilment_id=one.id, units=some, reason="too small"), associate
    elif what == "try":
        yield TryOn(fulfilment_id=one.id), associate
    elif what == "refuse":
        yield RefuseAtCounter(fulfilment_id=one.id, reason="not as it looked"), associate
    elif what == "reopen":
        yield ReopenFulfilment(fulfilment_id=one.id, reason="a gift wrap"), f"manager-{store}"
    elif one.parcels:
        bins = {number: chance.choice(BINS) for number in one.parcels}
        yield StageFulfilment(fulfilment_id=one.id, bins=bins), associate
    now = again(workstation, one.id)
    if now is not None and chance.random() < 0.7 and (step := next_step(workstation, now, chance)):
        yield step, associate


def propose_another(workstation: Workstation, store: int, draw: int) -> Steps:
    """Another article is proposed to a customer, answered for, or not needed after all."""
    chance = random.Random(draw)
    associate = f"associate-{store}"
    shown = workstation.read(open_here)
    asked = [(one, line) for one in shown for line in one.lines if line.agreement == AgreementState.ASKED]
    if asked and chance.random() < 0.8:
        one, line = chance.choice(asked)
        yield _end_of_question(workstation, one, line, chance), associate
        return
    wanting = [one for one in shown if one.head.kind in COLLECTED_KINDS and one.to_pick]
    if not wanting:
        return
    one = chance.choice(wanting)
    if one.state is FulfilmentState.PROPOSED:
        yield ClaimFulfilment(fulfilment_id=one.id), associate
    line = chance.choice(one.to_pick)
    others = [number for number in _articles(workstation) if number != line.article_id]
    if others:
        article = chance.choice(others)
        yield ProposeSubstitute(fulfilment_id=one.id, line_id=line.id, article_id=article), associate


def _articles(workstation: Workstation) -> list[int]:
    def read(reader: Reader) -> list[int]:
        plain = select(Article.id).where(Article.is_serialised.is_(False)).order_by(Article.id)
        return list(reader.session.scalars(plain))

    return workstation.read(read)


def _end_of_question(
    workstation: Workstation, one: Shown, line: FulfilmentLine, chance: random.Random
) -> Command:
    if chance.random() < 0.35 and (proposed := _proposed_by(workstation, one, line)):
        return WithdrawSubstitute(fulfilment_id=one.id, line_id=line.id, undoes=proposed)
    agreed = chance.random() < 0.6
    return AnswerSubstitute(fulfilment_id=one.id, line_id=line.id, is_agreed=agreed, by=AnsweredBy.TELEPHONE)


def _proposed_by(workstation: Workstation, one: Shown, line: FulfilmentLine) -> str:
    held = (
        select(Movement.command_id)
        .where(
            Movement.aggregate == fulfilment_aggregate(one.id),
            Movement.reason == HELD,
            Movement.article_id == line.article_id,
        )
        .order_by(Movement.id)
    )
    return workstation.read(lambda reader: reader.session.scalars(held.limit(1)).first()) or ""


def count_shelves(workstation: Workstation, store: int, draw: int) -> Steps:
    """What is to be counted is counted, by whoever is there; or somebody asks for a count."""
    chance = random.Random(draw)
    asked = workstation.read(_to_count)
    known = _articles(workstation)
    if known and (not asked or chance.random() < 0.3):
        articles = chance.sample(known, chance.choice((1, 2)))
        location_id = workstation.replica.state().location_id
        count_id = f"count-{chance.getrandbits(48):012x}"
        to_count = [ToCount(article_id=number) for number in articles]
        is_blind = chance.random() < 0.5
        yield (
            AskCount(count_id=count_id, location_id=location_id, articles=to_count, is_blind=is_blind),
            f"associate-{store}",
        )
    for _ in range(2):
        tasks = workstation.read(_to_count)
        if not tasks:
            return
        task, expected = chance.choice(tasks)
        found = max(0, expected + chance.choice(FOUND_BESIDE))
        who = chance.choice(("associate", "manager"))
        yield (
            CountArticle(task_id=task.id, task_aggregate=task.aggregate, counted=found, expected=expected),
            f"{who}-{store}",
        )


def _to_count(reader: Reader) -> list[tuple[CountTask, int]]:
    """Each with how many are expected."""
    session = reader.session
    tasks = session.scalars(
        select(CountTask).where(CountTask.state.in_(sorted(OPEN_COUNTS))).order_by(CountTask.id)
    ).all()
    stock = stock_at(session, reader.location_id, [task.article_id for task in tasks])
    session.expunge_all()
    return [(task, stock[task.article_id].sellable) for task in tasks]
