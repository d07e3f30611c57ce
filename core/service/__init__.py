"""The core as a service: HTTP, intake, import and export, the demo network, the command line."""
