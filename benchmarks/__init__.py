"""Benchmarks: ``make bench NAME=generate`` runs ``benchmarks/generate.py`` and prints one line of JSON, last.

Conventions:

* The line is one flat object. Keys end in their unit (``_s``, ``_ms``, ``_bytes``, ``_mib``, ``_rows``,
  ``_rows_s`` for rows a second, ``_ratio``). What is said on the way goes to the standard error.
* Peers and limits are measured in the same run: a time stands beside that of the least that could do the job
  (copying the file, bare rows into a bare table), and a ratio of the two tells more than either.
* Every benchmark runs alone on a machine without a display and leaves nothing outside ``var/bench``.
* The full-size network is made once (`benchmarks.chain`) and kept there for all of them::

      from benchmarks.chain import chain, opened_workstation

      made = chain()                        # minutes the first time, then at once
      with made.workstation() as station:   # the cached replica itself: only to be read
          station.read(...)
      with made.core_folder.core() as core: # the core's database, likewise only to be read
          ...
      shutil.copytree(made.replica, mine)   # to write, take a copy,
      with opened_workstation(mine) as station:
          station.execute(...)
"""
