"""`python -m sphinx_roles`: the same as the command `sphinx-role-pages`."""

import sys

from sphinx_roles.commands.main import main

if __name__ == "__main__":
    sys.exit(main())
