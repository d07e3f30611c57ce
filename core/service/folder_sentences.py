"""What the command line says of a core's folder, its backups and its database, in English and French."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FOLDER_DETAILS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "address_unusable": (
            "The core cannot listen at this address; see `reason`. Say another with --host and --port, or end"
            " the program that has it.",
            "Le core ne peut pas écouter à cette adresse ; voir `reason`. Indiquez-en une autre avec"
            " --host et --port, ou arrêtez le programme qui l'occupe.",
        ),
        "bad_core_config": (
            "The file core.json of this folder cannot be read.",
            "Le fichier core.json de ce dossier est illisible.",
        ),
        "core_already_running": (
            "Another process is serving this folder already. Stop that one first.",
            "Un autre processus sert déjà ce dossier. Arrêtez-le d'abord.",
        ),
        "bad_database_url": (
            "This is no address of a database: postgresql://user@host/name, or nothing for SQLite.",
            "Ce n'est pas l'adresse d'une base : postgresql://utilisateur@hôte/nom, ou rien pour SQLite.",
        ),
        "database_busy": (
            "Another program has been writing to this database all the time; try again.",
            "Un autre programme a écrit sans cesse dans cette base ; réessayez.",
        ),
        "database_in_use": (
            "Somebody is connected to this database. Stop the core, or whatever else uses it, first.",
            "Quelqu'un est connecté à cette base. Arrêtez d'abord le core, ou ce qui l'utilise.",
        ),
        "database_unreachable": (
            "The database cannot be used as it is; see `reason`.",
            "La base ne peut pas être utilisée telle quelle ; voir `reason`.",
        ),
        "database_unavailable": (
            "The database cannot be used at the moment; try again later. The core's log says why.",
            "La base de données est indisponible pour l'instant ; réessayez plus tard. Le journal du core dit"
            " pourquoi.",
        ),
        "database_tool_failed": (
            "The database's own tool has failed; see `reason`.",
            "L'outil de la base de données a échoué ; voir `reason`.",
        ),
        "no_core_here": (
            "There is no core in this folder: run `coulisse-core init`.",
            "Aucun core dans ce dossier : lancez `coulisse-core init`.",
        ),
        "file_unusable": (
            "A file or folder cannot be used as it is; see `reason`.",
            "Un fichier ou un dossier ne peut pas être utilisé tel quel ; voir `reason`.",
        ),
        "no_room": (
            "There is no room left on this disk, or in what you may use of it: free some, then try again.",
            "Il n'y a plus de place sur ce disque, ou dans votre part : libérez-en, puis réessayez.",
        ),
        "not_replaceable": (
            "What stands there is no file that a backup may replace. Choose another name.",
            "Ce qui se trouve là n'est pas un fichier qu'une sauvegarde puisse remplacer. Choisissez un "
            "autre nom.",
        ),
        "not_a_backup": (
            "This file is not a core's backup.",
            "Ce fichier n'est pas la sauvegarde d'un core.",
        ),
        "not_a_demo": (
            "The core in this folder is not a demo's: make the demo in a folder of its own.",
            "Le core de ce dossier n'est pas celui d'une démo : créez la démo dans un dossier à elle.",
        ),
        "other_demo": (
            "The demo in this folder is of another size or seed: make this one in a folder of its own.",
            "La démo de ce dossier est d'une autre taille ou graine : créez celle-ci dans un dossier à elle.",
        ),
        "other_database": (
            "The core in this folder has another database.",
            "Le core de ce dossier utilise une autre base.",
        ),
        "pg_tool_missing": (
            "PostgreSQL's tool is not installed on this machine; see `tool`.",
            "L'outil de PostgreSQL n'est pas installé sur cette machine ; voir `tool`.",
        ),
        "restore_unfinished": (
            "A restore in this folder was cut off: run it again.",
            "Une restauration a été interrompue dans ce dossier : relancez-la.",
        ),
        "url_missing": (
            "This backup is of a core on PostgreSQL: say with --url which database it goes to.",
            "Cette sauvegarde vient d'un core sur PostgreSQL : indiquez avec --url la base qui la reçoit.",
        ),
        "bad_notice_config": (
            "notices.json does not say how customers are told; see `reason`.",
            "notices.json ne dit pas comment les clients sont prévenus ; voir `reason`.",
        ),
        "no_notice_config": (
            "Nobody has said how customers are told: coulisse-core notices smtp, or folder.",
            "Rien ne dit comment les clients sont prévenus : coulisse-core notices smtp, ou folder.",
        ),
        "notice_not_sent": (
            "The letter was not sent; see `reason`.",
            "La lettre n'est pas partie ; voir `reason`.",
        ),
    }
)
