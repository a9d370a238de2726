"""The same as the ``soucinnost`` command, for tools that look for manage.py."""

from config.cli import main

if __name__ == "__main__":
    main()
