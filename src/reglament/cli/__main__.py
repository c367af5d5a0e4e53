"""`python -m reglament.cli` is the same as `reglament`."""

import sys

from reglament.cli import main

sys.exit(main())
