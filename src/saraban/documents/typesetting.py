"""การจัดหน้า (typesetting): a template of ours, plain values and page images in; a PDF out.

The templates are reviewed files; what people wrote reaches them as data only. The renderer is a process of its own with
limits on time and memory, without network; it reads one temporary directory, writes nothing and loads no system fonts.
"""

from __future__ import annotations

import logging
from typing import Any

from saraban.core.errors import SarabanError
from saraban.core.i18n import _
from saraban.documents.renderer import RendererFailed, RendererLate, SetDocument, renderers

#: The standard that issued letters keep (PDF/A-1b), which a judge is there for.
ARCHIVAL = "a-1b"
log = logging.getLogger(__name__)


class TypesettingFailed(SarabanError):
    """จัดทำเอกสารไม่สำเร็จ: the document could not be made; nothing else was changed."""

    status = 500
    slug = "typesetting-failed"


def typeset(template: str, data: dict[str, Any], images: dict[str, bytes] | None = None) -> bytes:
    """Set a template (a file name in ``templates``) with ``data`` and images by name; gives PDF bytes.

    Raises ``TypesettingFailed`` when the renderer fails or takes longer than thirty seconds.
    """
    return set_document(template, data, images).pdf


def set_document(
    template: str,
    data: dict[str, Any],
    images: dict[str, bytes] | None = None,
    *,
    standard: str = "",
    ask: str = "",
) -> SetDocument:
    """The same with a PDF standard, and with a question about places on the pages, as typst code of ours.

    Raises ``TypesettingFailed``.
    """
    order = {"template": template, "made": data.get("made", ""), "standard": standard, "ask": ask}
    try:
        return renderers().set(order, data, images)
    except RendererLate:
        raise TypesettingFailed(
            _("The document took too long to make. Nothing was changed; please try again.")
        ) from None
    except RendererFailed as error:
        log.warning("%s could not be set: %s", template, type(error).__name__)
        log.debug("%s", error)
        raise TypesettingFailed(_("The document could not be made. Nothing was changed; please try again.")) from None
