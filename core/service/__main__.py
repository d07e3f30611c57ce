"""`python -m core.service` is `coulisse-core`."""

from core.service.cli import main

if __name__ == "__main__":
    main()
