"""What stands around the workstation: scanners, label printers, printers of documents, payment terminals."""
