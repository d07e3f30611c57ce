"""What must be true of the money that goes back, written without the product."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from chain_model import is_still_to_be_paid
from told import Broken, Money, Paid, Rows

GIVEN_UP = ("refused", "withdrawn")
UNDECIDED = ("proposed", "asked", "escalated")
OF_THE_STORE = ("sale", "goods_return", "approval_key")
OF_A_RETURN = ("return_line", "refund", "refund_claim", "cash_payout")


def no_refund_twice(money: Money, had_effect: Mapping[str, bool]) -> None:
    """Each sold unit goes back once, of a sale no more than was paid, and each note of cash is counted once.

    Args:
        had_effect: by command, whether the core let it have its effect.
    """
    name = "no refund executed twice"
    _once(name, "claims", Counter(unit for unit, _refund in money.claims))
    living = {id_: one for id_, one in money.refunds.items() if one["state"] not in GIVEN_UP}
    _once(name, "refunds", Counter(unit for one in living.values() for unit in one["units"]))
    for id_, one in living.items():
        claimed = {unit for unit, refund in money.claims if refund == id_}
        if claimed != set(one["units"]):
            raise Broken(name, id_, f"it is for {one['units']} and has claimed {sorted(claimed)}")
    back: Counter[str] = Counter()
    for id_, one in money.refunds.items():
        if any(not 0 <= done <= cents for _means, cents, done in one["parts"]):
            raise Broken(name, id_, one["parts"])
        if one["kind"] == "return":
            back[one["sale_id"]] += sum(done for _means, _cents, done in one["parts"])
    for sale, cents in back.items():
        if cents > money.paid.get(sale, 0):
            raise Broken(name, sale, f"{cents} of {money.paid.get(sale)} went back")
    _all_cash_is_known(money, had_effect)


def never_more_than_was_paid(money: Money, to_cards: Iterable[Paid]) -> None:
    """At any moment, by whatever means. What was taken in exchange is paid with what was kept of the sale
    before: of all sales of such a chain no more goes back than customers have paid in it. Cash that two tills
    paid for the same unit while they did not know of each other is a loss, of no sale: that it is known is
    `_all_cash_is_known`'s."""
    came_in, back = Counter[str](), Counter[str]()
    for sale, cents in money.added.items():
        came_in[money.origins[sale]] += cents
    for one in (one for one in money.refunds.values() if one["kind"] != "loss"):
        in_cash = sum(done for means, _cents, done in one["parts"] if means != "card")
        back[money.origins.get(one["sale_id"], "")] += in_cash
    _in_cash_what_was_paid_so(money, came_in, back)
    to_card: Counter[str] = Counter()
    for paid in to_cards:
        # What was added by card is not known to a restored core before it has heard of it again: that it has
        # is `each_payment_is_known`'s.
        if paid.payment in money.payments:
            back[money.payments[paid.payment]] += paid.cents
            to_card[paid.payment] += paid.cents
    for sale, cents in back.items():
        if cents > came_in[sale]:
            raise Broken("no refund executed twice", sale, f"{cents} of {came_in[sale]} went back")
    for payment, cents in to_card.items():
        if cents > money.took[payment]:
            raise Broken("no refund executed twice", payment, f"{cents} of {money.took[payment]} went back")


def each_payment_is_known(money: Money, to_cards: Iterable[Paid]) -> None:
    """When nothing is under way any more: what has gone to a card is of a payment of a sale that is known, so
    that `never_more_than_was_paid` has counted it."""
    unknown = {paid.payment for paid in to_cards} - money.payments.keys()
    if unknown:
        raise Broken("no refund executed twice", "cards", f"nobody knows of the payments {sorted(unknown)}")


def _in_cash_what_was_paid_so(money: Money, came_in: Counter[str], back: Counter[str]) -> None:
    """Args:
    came_in: what was paid in the chains of sales, by their first.
    back: what of it went back by other means than cards: these sales know of cash alone.
    """
    for sale, cents in back.items():
        by_cards = sum(money.took[name] for name, of_sale in money.payments.items() if of_sale == sale)
        if cents > came_in[sale] - by_cards:
            raise Broken("no refund executed twice", sale, f"{cents} in cash, {by_cards} were paid by card")


def no_unit_twice_to_a_card(to_cards: Iterable[Paid]) -> None:
    """At any moment: for each unit one refund has gone to a card, whichever core has paid it."""
    refunds: dict[str, set[str]] = defaultdict(set)
    for paid in to_cards:
        for unit in paid.units:
            refunds[unit].add(paid.refund)
    twice = {unit: sorted(one) for unit, one in refunds.items() if len(one) > 1}
    if twice:
        raise Broken("no refund executed twice", "cards", twice)


def cards_got_what_refunds_say(money: Money, to_cards: Iterable[Paid]) -> None:
    """When nothing is under way any more: for each refund a card got no more than it says, and at least what
    it says is done. What a core has paid that was lost is what people are asked about: each question is about
    one refund, and what the payment service tells about one execution; it explains no other."""
    if money.under_way:
        raise Broken("refunds come to their end", "core", money.under_way)
    gone, told, asked = Counter[str](), Counter[str](), Counter[str]()
    for paid in to_cards:
        gone[paid.refund] += paid.cents
        told[paid.refund] += min(paid.cents, money.told.get(paid.key, 0))
        one = money.asked.get(paid.refund)
        if one is not None and set(paid.units) <= set(one.units):
            asked[paid.refund] = one.cents
    for refund in gone.keys() | money.refunds.keys():
        one = money.refunds.get(refund)
        of_cards = [(cents, done) for means, cents, done in one["parts"] if means == "card"] if one else []
        if gone[refund] < sum(done for _, done in of_cards):
            raise Broken(
                "no refund executed twice", refund, f"{gone[refund]} went to the card, of {of_cards}"
            )
        said = sum(cents for cents, _ in of_cards) if one and one["state"] not in GIVEN_UP else 0
        beyond = gone[refund] - max(said, asked[refund], told[refund])
        if beyond > 0:
            raise Broken("no refund executed twice", refund, f"{beyond} went to the card, nobody knows why")


def nothing_given_twice(money: Money, to_cards: Iterable[Paid]) -> None:
    """When nothing is under way any more: for each unit one refund has given something, be it an article in
    exchange, cash, store credit or money to a card, whichever core has paid it. Where another has given
    something too, people are told so of that one, or are still asked."""
    gave: dict[str, set[str]] = defaultdict(set)
    for id_, one in money.refunds.items():
        is_paid = any(done for means, _cents, done in one["parts"] if means != "card")
        if one["kind"] == "return" and (one["is_exchange_out"] or is_paid):
            for unit in one["units"]:
                gave[unit].add(id_)
    for paid in to_cards:
        for unit in paid.units if money.unanswered.isdisjoint((paid.refund, paid.key)) else ():
            gave[unit].add(paid.refund)
    twice = {unit: sorted(one - money.told_twice) for unit, one in gave.items()}
    twice = {unit: refunds for unit, refunds in twice.items() if len(refunds) > 1}
    if twice:
        raise Broken("nothing is given twice", "core", twice)


def nothing_sent_while_asked(before: Money | None, now: Money) -> None:
    """What was ordered in exchange goes on its way at no moment at which people are asked whether a core that
    was lost has paid its units."""
    if before is None:
        return
    sent = _sent(now) - _sent(before)
    for asked in before.unanswered & now.unanswered & now.asked.keys():
        for id_ in sent - {asked}:
            if not set(now.asked[asked].units).isdisjoint(now.refunds[id_]["units"]):
                raise Broken("nothing is sent while it is asked", id_, asked)


def _sent(money: Money) -> set[str]:
    return {id_ for id_, one in money.refunds.items() if one["is_ordered"] and one["is_exchange_out"]}


def what_was_held_is_settled(money: Money, to_cards: Iterable[Paid]) -> None:
    """When nothing is under way any more: what was ordered in exchange, and agreed, has been sent, or its
    customer has not paid yet what it costs more; or people have said that its units were paid before, or are
    still asked. Whoever was to pay may come another day, or has paid at a machine whose disk was put back to
    before, and a core that was put back to before: nobody can know of that."""
    for id_, one in money.refunds.items():
        is_agreed = one["state"] not in (*GIVEN_UP, *UNDECIDED)
        is_waiting = one["is_ordered"] and is_agreed and not one["is_exchange_out"] and not one["is_held"]
        if is_waiting and not is_still_to_be_paid(money, to_cards, id_):
            raise Broken("refunds come to their end", id_, "what was ordered in exchange was never sent")


def _once(name: str, who: str, counted: Counter[str]) -> None:
    twice = [unit for unit, times in counted.items() if times > 1]
    if twice:
        raise Broken(name, who, twice)


def _all_cash_is_known(money: Money, had_effect: Mapping[str, bool]) -> None:
    """What has left the tills is what refunds and losses say, and what people are asked about."""
    left = sum(cents for command, cents in money.cash.items() if had_effect.get(command))
    done = sum(done for one in money.refunds.values() for means, _, done in one["parts"] if means == "cash")
    if left != done + money.beyond_cents:
        told = f"{left} left the tills, {done} in refunds, {money.beyond_cents} beyond"
        raise Broken("all cash is known", "core", told)


def is_of_a_return(place: tuple[str, tuple[object, ...]], row: Mapping[str, object], base: Rows) -> bool:
    """Whether a row of returns belongs to a return or a sale that is at this store."""
    table, _key = place
    returns = {key[0] for name, key in base if name == "goods_return"}
    sales = {key[0] for name, key in base if name == "sale"}
    if table == "sale_line":
        return row["sale_id"] in sales
    return table in OF_A_RETURN and (row["return_id"] in returns or row.get("sale_id") in sales)
