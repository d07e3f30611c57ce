"""The workspace Settings: printers, the window, the scanner, and the key figures of this workstation."""
