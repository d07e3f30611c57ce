"""Every screen of the window, each made when its turn comes."""

from __future__ import annotations

from collections.abc import Callable

from desktop.preferences import Preferences
from desktop.screens.alerts.screen import AlertsScreen
from desktop.screens.approvals.screen import ApprovalsScreen
from desktop.screens.day.screen import DayScreen
from desktop.screens.handover.screen import HandOverScreen
from desktop.screens.labels.screen import LabelsScreen
from desktop.screens.preparation.screen import PreparationScreen
from desktop.screens.receive.screen import ReceiveScreen
from desktop.screens.returns.screen import ReturnsScreen
from desktop.screens.screen import Doors, Screen
from desktop.screens.settings.keeping import Keeper
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.stock.screen import StockScreen
from desktop.screens.story.screen import StoryScreen
from desktop.screens.sync_status.screen import SyncStatusScreen
from desktop.screens.today.screen import TodayScreen
from sync import Workstation


def screen_makers(
    doors: Doors, workstation: Workstation, dress: Callable[[Preferences], None]
) -> list[Callable[[], Screen]]:
    """What makes them, in the order of the rail. Each takes some ten milliseconds of the window's thread.

    Args:
        dress: lets the whole program look and speak as was chosen.
    """
    return [
        lambda: TodayScreen(doors),
        lambda: PreparationScreen(doors),
        lambda: HandOverScreen(doors),
        lambda: ReturnsScreen(doors),
        lambda: ApprovalsScreen(doors),
        lambda: ReceiveScreen(doors, workstation.world.ids),
        lambda: StockScreen(doors, workstation.world.ids),
        lambda: LabelsScreen(doors, workstation),
        lambda: AlertsScreen(doors),
        lambda: SyncStatusScreen(doors, workstation),
        lambda: SettingsScreen(doors, Keeper(workstation), dress),
        lambda: DayScreen(doors),
        lambda: StoryScreen(doors),
    ]
