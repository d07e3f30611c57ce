"""What customers are told, sent after the commit that caused it: by SMTP, or as files in a folder.

Each notice is sent at least once, under a name of its own (`Message-ID`), so that a repeat is recognised.
What cannot be sent is tried again, longer each time; for good, it is put before people.
"""

from core.service.notices.config import NoticeConfig, Way, read_config, write_config
from core.service.notices.folder_drop import FolderDrop
from core.service.notices.port import Letter, NotTaken, Post, PostDown
from core.service.notices.sending import Sender
from core.service.notices.smtp import SmtpPost

__all__ = [
    "FolderDrop",
    "Letter",
    "NotTaken",
    "NoticeConfig",
    "Post",
    "PostDown",
    "Sender",
    "SmtpPost",
    "Way",
    "read_config",
    "write_config",
]
