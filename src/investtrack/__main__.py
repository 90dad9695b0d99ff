"""``python -m investtrack``."""

from investtrack.cli.main import main


raise SystemExit(main())
