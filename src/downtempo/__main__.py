"""`python -m downtempo`."""

from .cli import main

main()
