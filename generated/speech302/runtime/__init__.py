"""The runtime of the generated client: real modules, copied into it as they are.

Where to look, by what is done:

    a client          client_base, configuration, counting, secret, clock, pool, tasks, resource
    a request         checks, request; transport, transport_async; their connections: transport_clients, _patient,
                      _lanes, _aiohttp
    what came of it   outcome, envelopes, exchange, retry, observing
    errors            errors (the tree), api_error, task_error, decode_error, encode_error, ledger_error
    a task            handle, creating, task_machine, waiting, poll, wait; many at once: many, many_waits
    the ledger        ledger, ledger_entry; its file: ledger_store, ledger_file, ledger_forks
    JSON and models   codec, model, reader, writer, compiled, fast, fast_types, field_table, shape, rest, json_text,
                      json_type, display
    surprises         surprises, surprise, surprise_finder, surprise_name, surprise_file
    result files      results, download, fetching, transport_files, transport_files_async, addresses, resolving,
                      file_ranges, part_file, resumable_part, part_note, file_lock, inline_audio
    subtitles         cues, cue_line, result_lines, subtitles, subtitle_text
    the command line  cli/
"""
