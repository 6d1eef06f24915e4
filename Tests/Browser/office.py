"""A sample office that is served for as long as a test runs, and the small files that people drop."""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import zlib


@contextlib.contextmanager
def served(program, share):
    """Makes a sample office in a temporary folder, serves it on a free port and yields its address.

    The folder is named from where the program stands, as `bin/run` does.
    """
    folder, data = tempfile.mkdtemp(prefix="saraban-journey-"), "var/office"
    os.mkdir(f"{folder}/var")
    environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
    server = None
    try:
        subprocess.run(
            [program, "sample", "--data", data, "--letters", "120"],
            check=True, cwd=folder, env=environment, stdout=subprocess.DEVNULL,
        )
        server = subprocess.Popen(
            [program, "serve", "--data", data, "--port", "0", "--share", share],
            cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        yield address(server)
    finally:
        if server:
            server.terminate()
            server.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def address(server):
    """Waits for the line in which the server says where it listens."""
    for line in server.stdout:
        found = re.search(r"http://[\d.]+:\d+", line)
        if found:
            return found.group(0)
    raise RuntimeError("the server ended before it listened")


def letter(program, sample, folder):
    """A letter that the program prints from one of its samples."""
    samples = os.path.join(os.path.dirname(__file__), "..", "TypesettingTests", "Samples")
    path = os.path.join(folder, f"{sample}.pdf")
    subprocess.run(
        [program, "letter", os.path.join(samples, f"{sample}.json"), path], check=True, stdout=subprocess.DEVNULL
    )
    return path


def received(program, path, to):
    """A copy with the stamp of an office that received it days later."""
    subprocess.run(
        [program, "stamp", path, to, "--receive", "จังหวัดตัวอย่าง", "--number", "๙๙", "--date", "๒๕ พ.ย. ๒๕๖๙",
         "--time", "๙.๐๐ น."], check=True, stdout=subprocess.DEVNULL,
    )


def text(lines, mode, under=False):
    """A page of text lines, each a place in points and its words, drawn in a mode of PDF: 0 to see, 3 not to.

    With `under`, a picture of a page lies on the text, as some scanners put it.
    """
    codes = {character: code for code, character in enumerate(sorted(set("".join(line[2] for line in lines))), 1)}
    names = b"".join(b"<%02x> <%04x>\n" % (code, ord(character)) for character, code in codes.items())
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%sendbfchar\n"
        b"endcmap CMapName currentdict /CMap defineresource pop end end" % (len(codes), names)
    )
    words = b"".join(
        b"BT %d Tr /F 12 Tf 1 0 0 1 %d %d Tm <%s> Tj ET\n"
        % (mode, x, y, b"".join(b"%02x" % codes[character] for character in line))
        for x, y, line in lines
    )
    picture = b"\x00" * 100
    drawing = words + (b"q 595 0 0 842 0 0 cm /P Do Q" if under else b"")
    return written([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> /XObject << /P 7 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R"
        b" /FirstChar 0 /LastChar 255 /Widths [%s] >>" % (b"500 " * 256),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
        b"<< /Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Length 100 >>\nstream\n%s\nendstream" % picture,
    ])


def pdf(pages, mark):
    """A scan: pages that are each one grey picture, as a scanner makes them. `mark` makes the file unlike others."""
    objects = []

    def add(body):
        objects.append(body)
        return len(objects)

    width, height = 210, 297
    dots = bytearray(b"\xf4" * width * height)
    for row in range(40, 250, 12):
        dots[row * width + 25:row * width + 25 + 120 + (row * mark) % 40] = b"\x30" * (120 + (row * mark) % 40)
    picture = zlib.compress(bytes(dots))
    add(b"<< /Type /Catalog /Pages 2 0 R >>")
    add(b"")
    image = add(
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Filter /FlateDecode /Length %d >>\nstream\n" % (width, height, len(picture)) + picture + b"\nendstream"
    )
    kids = []
    for _ in range(pages):
        drawing = b"595 0 0 842 0 0 cm /P Do"
        content = add(b"<< /Length %d >>\nstream\n" % len(drawing) + drawing + b"\nendstream")
        kids.append(add(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /XObject << /P %d 0 R >> >> >>" % (content, image)
        ))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, b" ".join(b"%d 0 R" % kid for kid in kids))
    return written(objects)


def written(objects):
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
