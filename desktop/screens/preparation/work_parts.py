"""The work in hand, phase by phase: one part of it is in front."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from desktop.actions import Action
from desktop.screens.preparation.answer_part import AnswerPart
from desktop.screens.preparation.end_part import EndPart
from desktop.screens.preparation.pack_part import PackPart
from desktop.screens.preparation.pick_part import PickPart
from desktop.screens.preparation.reprint_part import ReprintPart
from desktop.screens.preparation.short_part import ShortPart
from desktop.screens.preparation.stage_part import StagePart
from desktop.screens.preparation.state import Phase, PreparationState

_Part = AnswerPart | PickPart | ShortPart | ReprintPart | PackPart | StagePart | EndPart


class WorkParts(QStackedWidget):
    """Picking, what is short, what a customer was asked, why labels are printed again, packing, staging, the
    end."""

    def __init__(self, others: Action) -> None:
        super().__init__()
        self.pick, self.short_reasons, self.pack = PickPart(), ShortPart(others), PackPart()
        self.stage, self.end = StagePart(), EndPart()
        self.answer, self.reprint_reasons = AnswerPart(), ReprintPart()
        asking = (self.short_reasons, self.answer, self.reprint_reasons)
        for part in (self.pick, self.pack, self.stage, self.end, *asking):
            self.addWidget(part)

    def show_state(self, state: PreparationState) -> None:
        """Bring the part of this phase to the front."""
        part = self._part_of(state)
        part.show_state(state)
        self.setCurrentWidget(part)

    def set_low(self, is_low: bool) -> None:
        """Leave out what a low window has no room for."""
        for part in (self.pick, self.pack, self.stage, self.end):
            part.set_low(is_low)

    def _part_of(self, state: PreparationState) -> _Part:
        if state.asks_reprint:
            return self.reprint_reasons
        if state.phase is Phase.PICK:
            if state.short_units:
                return self.short_reasons
            return self.answer if state.is_awaited else self.pick
        if state.phase is Phase.PACK:
            return self.pack
        return self.stage if state.phase is Phase.STAGE else self.end
