"""Kinds of files that may be attached: their names in Czech, media types and extensions."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of file. The first extension is the usual one."""

    label: str
    mime: str
    extensions: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

KINDS: dict[str, Kind] = {
    "pdf": Kind("dokument PDF", "application/pdf", ("pdf",)),
    "docx": Kind("dokument Word (DOCX)", _OFFICE + "wordprocessingml.document", ("docx",)),
    "xlsx": Kind("sešit Excel (XLSX)", _OFFICE + "spreadsheetml.sheet", ("xlsx",)),
    "pptx": Kind("prezentace PowerPoint (PPTX)", _OFFICE + "presentationml.presentation", ("pptx",)),
    "odt": Kind("text OpenDocument (ODT)", _OPEN + "text", ("odt",)),
    "ods": Kind("tabulka OpenDocument (ODS)", _OPEN + "spreadsheet", ("ods",)),
    "odp": Kind("prezentace OpenDocument (ODP)", _OPEN + "presentation", ("odp",)),
    "doc": Kind("starší dokument Word (DOC)", "application/msword", ("doc",)),
    "xls": Kind("starší sešit Excel (XLS)", "application/vnd.ms-excel", ("xls",)),
    "ppt": Kind("starší prezentace PowerPoint (PPT)", "application/vnd.ms-powerpoint", ("ppt",)),
    "msg": Kind("zpráva Outlook (MSG)", "application/vnd.ms-outlook", ("msg",)),
    "rtf": Kind("dokument RTF", "application/rtf", ("rtf",)),
    "png": Kind("obrázek PNG", "image/png", ("png",)),
    "jpeg": Kind("obrázek JPEG", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif")),
    "gif": Kind("obrázek GIF", "image/gif", ("gif",)),
    "webp": Kind("obrázek WebP", "image/webp", ("webp",)),
    "tiff": Kind("obrázek TIFF", "image/tiff", ("tif", "tiff")),
    "heic": Kind("obrázek HEIC", "image/heic", ("heic", "heif")),
    "txt": Kind("prostý text", "text/plain", ("txt", "md", "log")),
    "csv": Kind("tabulka CSV", "text/csv", ("csv", "tsv")),
    "ics": Kind("kalendář (ICS)", "text/calendar", ("ics",)),
    "eml": Kind("e-mail (EML)", "message/rfc822", ("eml",)),
    "geojson": Kind("mapová data GeoJSON", "application/geo+json", ("geojson", "json")),
    "zfo": Kind("datová zpráva (ZFO)", "application/vnd.software602.filler.form+xml", ("zfo",)),
}

BY_EXTENSION = {extension: kind for kind, described in KINDS.items() for extension in described.extensions}
TEXTS = frozenset({"txt", "csv", "ics", "eml", "geojson"})
OLD_OFFICE = frozenset({"doc", "xls", "ppt", "msg"})
NEW_OFFICE = frozenset({"docx", "xlsx", "pptx"})
EXECUTABLE_EXTENSIONS = frozenset(
    {"exe", "com", "scr", "dll", "msi", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "lnk", "jar"}
    | {"sh", "py", "pif", "cpl", "reg", "app", "apk", "appx", "msix", "iso", "img", "url", "chm", "sys"}
)
ACTIVE_EXTENSIONS = frozenset({"html", "htm", "xhtml", "svg", "svgz", "mht", "mhtml", "xml", "xsl", "shtml"})
MACRO_EXTENSIONS = frozenset({"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam"})
ARCHIVE_EXTENSIONS = frozenset({"zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz", "cab"})


def list_of_kinds() -> str:
    """Return the extensions that are taken, for messages."""
    return ", ".join(described.extensions[0].upper() for described in KINDS.values())
