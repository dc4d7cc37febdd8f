"""`python -m leadsroom` is the same program as `leadsroom`."""

import sys

from leadsroom.cli import main

if __name__ == "__main__":
    sys.exit(main())
