"""`python -m downtempo`."""

from .cli import main

if __name__ == "__main__":  # a process that reads runs for this one may import this file
    main()
