"""Word forms made by hand, as tests need them."""

import zipfile


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="{}/{}" Target="{}"/></Relationships>'
)


def runs(*texts):
    return (
        "<w:p>"
        + "".join(
            f"<w:r><w:rPr><w:sz w:val='{n}'/></w:rPr><w:t>{t}</w:t></w:r>"
            for n, t in enumerate(texts)
        )
        + "</w:p>"
    )


def table(*rows):
    cells = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else runs(cell)}</w:tc>" for cell in row)
        for row in rows
    )
    return (
        "<w:tbl>"
        + "".join(f"<w:tr><w:trPr><w:trHeight w:val='400'/></w:trPr>{row}</w:tr>" for row in cells)
        + "</w:tbl>"
    )


def write_document(path, body, header=""):
    """Write a Word document of *body*, paragraphs and tables, with a page header."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS.format(OFFICE, "officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": RELS.format(OFFICE, "header", "header1.xml"),
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:w14="urn:w14"><w:body>{"".join(body)}</w:body></w:document>',
        "word/header1.xml": f'<w:hdr xmlns:w="{W}">{header or runs("页眉")}</w:hdr>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
