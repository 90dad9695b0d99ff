"""The paragraph styles by which a report's parts are known: headings, and what closes the text."""

TITLE = "公文标题"
H1, H2 = "一级标题", "二级标题"
ATTACHMENT, SIGNATURE = "附件说明", "署名"
