from __future__ import annotations

from alembic.config import Config
from alembic.script import ScriptDirectory

from sync.migrating import MIGRATIONS, revisions


def test_the_revisions_read_from_the_files_are_alembic_s() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    known, newest = revisions()
    assert newest == scripts.get_current_head()
    assert known == {script.revision for script in scripts.walk_revisions()}
