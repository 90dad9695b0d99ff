"""Edits such as a person makes in Word, done to the XML of a report."""

import copy
import io
import subprocess
import zipfile

from lxml import etree

from investtrack_word.report.packing import written
from investtrack_word.verify.document import attribute, child


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Edit:
    """A report open in an editor."""

    def __init__(self, data):
        self.data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.root = etree.fromstring(archive.read("word/document.xml"))

    def save(self, path):
        path.write_bytes(
            written(self.data, {"word/document.xml": etree.tostring(self.root, encoding="UTF-8")})
        )
        return path

    def control(self, figure, nth=0):
        tags = [
            tag
            for tag in self.root.iter(f"{W}tag")
            if attribute(tag, "val").startswith(f"{figure}|")
        ]
        return tags[nth].getparent().getparent()

    def paragraph(self, text):
        return next(
            p
            for p in self.root.iter(f"{W}p")
            if text in "".join(t.text or "" for t in p.iter(f"{W}t"))
        )

    def retype(self, figure, text, nth=0):
        """Type over a number; Word splits the run where the cursor was."""
        run = next(self.control(figure, nth).iter(f"{W}r"))
        second = copy.deepcopy(run)
        run.find(f"{W}t").text, second.find(f"{W}t").text = text[:1], text[1:]
        run.addnext(second)

    def retype_tracked(self, figure, text, nth=0):
        run = next(self.control(figure, nth).iter(f"{W}r"))
        new = copy.deepcopy(run)
        new.find(f"{W}t").text = text
        gone, come = etree.Element(f"{W}del"), etree.Element(f"{W}ins")
        for mark in (gone, come):
            mark.set(f"{W}id", "7")
            mark.set(f"{W}author", "科长")
        run.addprevious(gone)
        gone.addnext(come)
        come.append(new)
        gone.append(run)
        run.find(f"{W}t").tag = f"{W}delText"

    def accept(self):
        self._settle(keep="ins", drop="del")

    def reject(self):
        self._settle(keep="del", drop="ins")

    def _settle(self, keep, drop):
        for mark in list(self.root.iter(f"{W}{drop}")):
            of_row = mark.getparent().tag == f"{W}trPr"
            gone = mark.getparent().getparent() if of_row else mark
            gone.getparent().remove(gone)
        for mark in list(self.root.iter(f"{W}{keep}")):
            for run in list(mark):
                mark.addprevious(run)
            mark.getparent().remove(mark)
        for text in self.root.iter(f"{W}delText"):
            text.tag = f"{W}t"

    def unwrap(self, figure, nth=0):
        """Remove the control and leave its text."""
        control = self.control(figure, nth)
        for run in child(control, "sdtContent"):
            control.addprevious(run)
        control.getparent().remove(control)

    def delete(self, figure, nth=0):
        control = self.control(figure, nth)
        control.getparent().remove(control)

    def empty(self, figure, nth=0):
        """Delete a control's content: Word leaves the control with a prompt."""
        control = self.control(figure, nth)
        etree.SubElement(child(control, "sdtPr"), f"{W}showingPlcHdr")
        next(control.iter(f"{W}t")).text = "单击或点击此处输入文字。"

    def replace(self, old, new):
        """Change words outside controls."""
        for text in self.root.iter(f"{W}t"):
            if old in (text.text or ""):
                text.text = text.text.replace(old, new, 1)
                return
        raise AssertionError(old)

    def move(self, text, before):
        self.paragraph(before).addprevious(self.paragraph(text))

    def insert(self, text, before):
        paragraph = etree.Element(f"{W}p")
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = text
        self.paragraph(before).addprevious(paragraph)


def through_libreoffice(path, tmp_path):
    """Return *path* as LibreOffice saves it."""
    out = tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(out),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / path.name
