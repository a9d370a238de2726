"""Where the templates and the static files of the product lie."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ROOT / "soucinnost"
STYLE = PRODUCT / "ui/static/ui/style.css"
SCRIPT = PRODUCT / "ui/static/ui/app.js"
COMPONENTS = PRODUCT / "ui/templates/cotton"


def templates() -> list[Path]:
    """Every template of the product that becomes HTML."""
    return sorted(PRODUCT.glob("*/templates/**/*.html"))
