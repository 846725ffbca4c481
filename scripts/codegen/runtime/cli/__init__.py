"""The command line. It knows no family: what there is to command is handed over as data (`command.Program`)."""
