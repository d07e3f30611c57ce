"""What to say about what stands in the way of work: this computer's files, the line, a printer; by codes."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.shell.saying import QT_TRANSLATE_NOOP

_EXCHANGE = QT_TRANSLATE_NOOP(
    "Sentences", "What came from headquarters cannot be read. It is asked for again; nothing here is lost."
)
_COPY = QT_TRANSLATE_NOOP(
    "Sentences", "The copy of the network is not whole. It is fetched again; orders go on meanwhile."
)
_OWN_FAULT = QT_TRANSLATE_NOOP(
    "Sentences", "The program made something that cannot be sent. Please tell support; nothing was done."
)
_LABEL = QT_TRANSLATE_NOOP("Sentences", "This label cannot be made. Please tell support: {code}.")

MACHINE_REFUSALS: Mapping[str, str] = {
    # the workstation's own files
    "disk_full": QT_TRANSLATE_NOOP(
        "Sentences", "The disk is full: nothing was written. Make room, then do it again."
    ),
    "enrolment_unproven": QT_TRANSLATE_NOOP(
        "Sentences", "Headquarters did not accept this workstation’s key. Update the program, then try again."
    ),
    "restore_unfinished": QT_TRANSLATE_NOOP(
        "Sentences", "The restore of a backup was not finished here. Restore it again."
    ),
    "not_a_backup": QT_TRANSLATE_NOOP("Sentences", "This file is not a backup of a workstation: {path}."),
    "not_replaceable": QT_TRANSLATE_NOOP(
        "Sentences", "{path} is no file that a backup may replace. Choose another name."
    ),
    "backup_place_missing": QT_TRANSLATE_NOOP(
        "Sentences", "{path} is a link into a folder that is not there: {folder}. Connect its disk."
    ),
    "backup_damaged": QT_TRANSLATE_NOOP(
        "Sentences", "This backup is not whole any more. Take another one; nothing here was changed."
    ),
    "recovery_code_wrong": QT_TRANSLATE_NOOP(
        "Sentences", "This is not the recovery code of this backup. Nothing here was changed."
    ),
    "recovery_code_missing": QT_TRANSLATE_NOOP(
        "Sentences", "No recovery code came. Give it with --code. Nothing here was changed."
    ),
    "keys_not_kept": QT_TRANSLATE_NOOP(
        "Sentences", "This machine’s keyring does not keep a new key. The old one stays in use."
    ),
    "replica_damaged": QT_TRANSLATE_NOOP(
        "Sentences", "This workstation’s file is damaged. Restore it from a backup, or enrol again."
    ),
    "disk_read_only": QT_TRANSLATE_NOOP(
        "Sentences", "Nothing can be written here: the disk or the file is read-only."
    ),
    "disk_error": QT_TRANSLATE_NOOP("Sentences", "The disk does not answer as it should: {reason}."),
    "wrong_key": QT_TRANSLATE_NOOP(
        "Sentences", "This workstation’s file was made with another key. Restore the key, or enrol again."
    ),
    "replica_too_new": QT_TRANSLATE_NOOP(
        "Sentences", "A newer version of the program has been here. Update this one."
    ),
    "replica_missing": QT_TRANSLATE_NOOP("Sentences", "There is no replica on this machine yet."),
    "key_missing": QT_TRANSLATE_NOOP(
        "Sentences", "The key of this workstation’s file is not on this machine. Restore it, or enrol again."
    ),
    "already_running": QT_TRANSLATE_NOOP("Sentences", "Coulisse is open already on this machine."),
    "starting_already": QT_TRANSLATE_NOOP(
        "Sentences",
        "Coulisse is open already on this machine, or being started: its window does not answer yet. "
        "Wait for it, or close it.",
    ),
    "not_enrolled": QT_TRANSLATE_NOOP(
        "Sentences", "This workstation is not enrolled. Ask headquarters for an enrolment code."
    ),
    "replica_busy": QT_TRANSLATE_NOOP(
        "Sentences", "Another program holds this workstation’s file. Close it, then try again."
    ),
    "key_damaged": QT_TRANSLATE_NOOP(
        "Sentences", "The key of this workstation’s file cannot be read. Restore it, or enrol again."
    ),
    "core_did_not_start": QT_TRANSLATE_NOOP(
        "Sentences", "The demo’s headquarters did not start. What it said is in {log}."
    ),
    "demo_code_failed": QT_TRANSLATE_NOOP(
        "Sentences",
        "The demo’s headquarters gave no code for this workstation. What it said is in {log}.",
    ),
    "folder_unusable": QT_TRANSLATE_NOOP(
        "Sentences",
        "{path} cannot be used: it is somebody else’s, or something else stands there. "
        "Clear it away, or choose another folder.",
    ),
    "demo_failed": QT_TRANSLATE_NOOP("Sentences", "The demo could not be set up (exit code {exit_code})."),
    # the line
    "offline": QT_TRANSLATE_NOOP("Sentences", "Headquarters cannot be reached. Work goes on here."),
    "token_refused": QT_TRANSLATE_NOOP(
        "Sentences", "Headquarters does not know this workstation any more; it must be enrolled again."
    ),
    "bad_core_url": QT_TRANSLATE_NOOP("Sentences", "This is not the address of a headquarters."),
    "enrolment_code_refused": QT_TRANSLATE_NOOP(
        "Sentences", "Headquarters does not take this enrolment code. Ask for a new one."
    ),
    "enrolment_code_refused_unknown": QT_TRANSLATE_NOOP(
        "Sentences", "Headquarters does not know this code. Look whether it was typed as it is written."
    ),
    "enrolment_code_refused_used": QT_TRANSLATE_NOOP(
        "Sentences", "This code was used already: each is good once. Ask for a new one."
    ),
    "enrolment_code_refused_expired": QT_TRANSLATE_NOOP(
        "Sentences", "This code has expired. Ask for a new one."
    ),
    "forked": QT_TRANSLATE_NOOP(
        "Sentences",
        "Headquarters has other actions under this workstation’s name: its disk was copied or put back. "
        "Enrol it again; nothing is lost.",
    ),
    "device_revoked": QT_TRANSLATE_NOOP(
        "Sentences", "It was done on a workstation that headquarters has retired."
    ),
    "other_device": QT_TRANSLATE_NOOP(
        "Sentences", "Headquarters got actions in another workstation’s name. Please tell support."
    ),
    "sequence_gap": QT_TRANSLATE_NOOP(
        "Sentences", "Headquarters lacks some earlier actions. They are sent again; nothing here is lost."
    ),
    "device_held": QT_TRANSLATE_NOOP(
        "Sentences", "Headquarters holds this workstation. Enrol it again with a new code; work here goes on."
    ),
    "envelopes_gone": QT_TRANSLATE_NOOP(
        "Sentences",
        "Headquarters asks again for actions that are not kept here any more. Enrol this workstation again.",
    ),
    "nothing_accepted": QT_TRANSLATE_NOOP(
        "Sentences", "Headquarters answered without taking anything. It is sent again; nothing here is lost."
    ),
    "stream_restarted": _EXCHANGE,
    "tail_does_not_follow": _EXCHANGE,
    "range_not_served": _EXCHANGE,
    "piece_damaged": _EXCHANGE,
    "manifest_is_old": QT_TRANSLATE_NOOP(
        "Sentences",
        "Something on the way shows an old list of what headquarters has; what is here stays. Orders go on.",
    ),
    "piece_too_new": QT_TRANSLATE_NOOP(
        "Sentences", "Headquarters has a newer version of the program. Update this one."
    ),
    "network_too_new": QT_TRANSLATE_NOOP(
        "Sentences", "The network’s copy was made for a newer version of the program. Update this one."
    ),
    "network_too_old": QT_TRANSLATE_NOOP(
        "Sentences",
        "Headquarters has an older version of the program. The network comes once it is updated.",
    ),
    "bad_manifest": _EXCHANGE,
    "manifest_not_authentic": QT_TRANSLATE_NOOP(
        "Sentences", "What came is not signed by headquarters. It was not used; please tell support."
    ),
    "answer_not_fresh": QT_TRANSLATE_NOOP(
        "Sentences", "What came is not the answer of headquarters to what was just asked. It was not used."
    ),
    "bad_signature": QT_TRANSLATE_NOOP(
        "Sentences", "What came is not signed as it should be. It was not used; please tell support."
    ),
    "bad_key": _OWN_FAULT,
    "bad_arguments": _OWN_FAULT,
    "bad_piece_name": _EXCHANGE,
    "bad_answer": _EXCHANGE,
    "answer_too_large": _EXCHANGE,
    "bad_batch": _OWN_FAULT,
    "bad_envelope": _OWN_FAULT,
    "envelope_too_large": _OWN_FAULT,
    "batch_too_large": _OWN_FAULT,
    "snapshot_is_another": _COPY,
    "network_damaged": _COPY,
    "network_diverged": QT_TRANSLATE_NOOP(
        "Sentences",
        "The copy of the network differs from headquarters’ rows. It is put right as soon as they come.",
    ),
    "pieces_do_not_come": QT_TRANSLATE_NOOP(
        "Sentences",
        "The copy of the network does not come through whole. It is asked for again; orders go on.",
    ),
    "delta_does_not_follow": _COPY,
    # printers
    "scanner_port_missing": QT_TRANSLATE_NOOP(
        "Sentences",
        "The scanner’s serial port does not open. Is it plugged in, and in no other program’s hands?",
    ),
    "camera_not_chosen": QT_TRANSLATE_NOOP(
        "Sentences", "No camera is chosen at this workstation. One is chosen in Settings, Scanner."
    ),
    "camera_not_installed": QT_TRANSLATE_NOOP(
        "Sentences", "This workstation lacks what reads a camera: the program’s extra “camera”. Ask support."
    ),
    "camera_missing": QT_TRANSLATE_NOOP(
        "Sentences", "The camera does not answer. Is it plugged in, and in no other program’s hands?"
    ),
    "printer_paper_jam": QT_TRANSLATE_NOOP("Sentences", "Paper is stuck in the printer."),
    "printer_cover_open": QT_TRANSLATE_NOOP("Sentences", "A cover of the printer is open."),
    "printer_ink_out": QT_TRANSLATE_NOOP("Sentences", "The printer has no ink, toner or ribbon left."),
    "printer_output_full": QT_TRANSLATE_NOOP("Sentences", "The printer’s tray for what is printed is full."),
    "printer_not_accepting": QT_TRANSLATE_NOOP(
        "Sentences", "The printer takes no jobs now. Look at it in the system’s settings."
    ),
    "printer_busy": QT_TRANSLATE_NOOP("Sentences", "The printer is busy. It is asked again by itself."),
    "printer_format_unknown": QT_TRANSLATE_NOOP(
        "Sentences", "This printer does not take what was chosen to be sent to it: try the other way."
    ),
    "paper_out": QT_TRANSLATE_NOOP("Sentences", "The printer has no paper."),
    "head_open": QT_TRANSLATE_NOOP("Sentences", "The printer is open."),
    "ribbon_out": QT_TRANSLATE_NOOP("Sentences", "The printer has no ribbon."),
    "printer_too_hot": QT_TRANSLATE_NOOP("Sentences", "The printer is too hot. It goes on by itself."),
    "printer_too_cold": QT_TRANSLATE_NOOP("Sentences", "The printer is warming up."),
    "printer_memory_lost": QT_TRANSLATE_NOOP(
        "Sentences", "The printer has lost its memory. Switch it off and on."
    ),
    "printer_paused": QT_TRANSLATE_NOOP("Sentences", "The printer is paused."),
    "printer_buffer_full": QT_TRANSLATE_NOOP("Sentences", "The printer is busy with earlier labels."),
    "printer_answer_unreadable": QT_TRANSLATE_NOOP(
        "Sentences", "What answers in the printer’s place is not one."
    ),
    "printer_unreachable": QT_TRANSLATE_NOOP(
        "Sentences", "The printer cannot be reached. Is it switched on?"
    ),
    "printer_unknown_host": QT_TRANSLATE_NOOP(
        "Sentences", "No machine of this network has the printer’s name. Look at its address."
    ),
    "printer_refused": QT_TRANSLATE_NOOP(
        "Sentences", "The machine at the printer’s address takes no prints. Look at address and port."
    ),
    "printer_refuses": QT_TRANSLATE_NOOP(
        "Sentences",
        "The printer refuses what it is asked. It may want a sign-in, or an address that begins with ipps.",
    ),
    "printer_timeout": QT_TRANSLATE_NOOP(
        "Sentences", "Nothing answers at the printer’s address. Is it switched on?"
    ),
    "printer_interrupted": QT_TRANSLATE_NOOP(
        "Sentences", "The printer stopped half-way. Look whether all came out."
    ),
    "printing_cut_off": QT_TRANSLATE_NOOP(
        "Sentences", "Coulisse ended while this was sent to the printer. Look whether it came out."
    ),
    "printer_not_answering": QT_TRANSLATE_NOOP(
        "Sentences",
        "The printer does not say how it is: nothing was sent to it. Look at its paper and lid, or "
        "switch it off and on.",
    ),
    "printer_unknown": QT_TRANSLATE_NOOP("Sentences", "This machine has no printer of this name any more."),
    "printer_stopped": QT_TRANSLATE_NOOP(
        "Sentences", "The printer is stopped. Look at it in the system’s settings."
    ),
    "printer_folder_unwritable": QT_TRANSLATE_NOOP("Sentences", "The folder for labels cannot be written."),
    "label_name_malformed": QT_TRANSLATE_NOOP(
        "Sentences", "“{name}” is no name for a label template: small letters, digits and underscores."
    ),
    "label_text_too_long": QT_TRANSLATE_NOOP(
        "Sentences", "The label template is too long to be sent to every store: {most} signs at most."
    ),
    "label_text_unreadable": QT_TRANSLATE_NOOP(
        "Sentences", "The label template {name} cannot be read ({reason}). It was not published."
    ),
    "label_name_differs": QT_TRANSLATE_NOOP(
        "Sentences", "This text calls itself “{found}” and not {name}. It was not published."
    ),
    "label_published_meanwhile": QT_TRANSLATE_NOOP(
        "Sentences",
        "Somebody else has published {name} meanwhile. Look at theirs, then publish yours again.",
    ),
    "labels_wait": QT_TRANSLATE_NOOP(
        "Sentences", "These labels wait already: they come out once. To start anew, print no more first."
    ),
    "label_template_refused_here": QT_TRANSLATE_NOOP(
        "Sentences",
        "Headquarters’ new label template {name} does not print well here. The former one stays; Settings "
        "says why.",
    ),
    "label_barcode_too_wide": _LABEL,
    "label_field_missing": _LABEL,
    "label_field_too_long": _LABEL,
    "label_too_many_rows": _LABEL,
    "label_language_unknown": _LABEL,
    "label_template_unknown": _LABEL,
    "label_template_missing": _LABEL,
    "label_template_unreadable": _LABEL,
    "label_not_for_label_printers": _LABEL,
    "label_copies_out_of_range": _LABEL,
    "label_dpi_unknown": _LABEL,
    "barcode_content": _LABEL,
    "parcel_code_too_long": _LABEL,
}
