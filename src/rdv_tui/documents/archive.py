"""What makes a document an archive's: PDF/A, with metadata that says so.

PDF/A-2u (ISO 19005-2): everything needed to show the page is in the file, and every glyph says
which letter it is. The profile of the colours is fpdf2's own sRGB.
"""

from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape

PROFILE: Final = "PDF/A-2U"
CREATOR: Final = "rdv-tui"
PRODUCER: Final = "rdv-tui, fpdf2"

_METADATA = """\
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made_at}</xmp:CreateDate>
<xmp:ModifyDate>{made_at}</xmp:ModifyDate>
<xmp:MetadataDate>{made_at}</xmp:MetadataDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>"""


def metadata(title: str, subject: str, made_at: datetime) -> str:
    """Return the file's XMP, which repeats its title, subject and dates; `made_at` is aware.

    fpdf2 would write its own with the hour of the machine: the same letter has the same bytes.
    """
    return _METADATA.format(
        title=escape(title),
        subject=escape(subject),
        creator=CREATOR,
        producer=PRODUCER,
        made_at=made_at.astimezone(UTC).isoformat(timespec="seconds"),
    )
