"""`saraban letter` as people run it: what it says, how it ends, and what it leaves behind."""
import json
import os
import subprocess
import tempfile
from pathlib import Path

from server import ROOT, program

SAMPLES = ROOT / "Tests" / "TypesettingTests" / "Samples"
FONTS = "/usr/share/fonts/truetype/tlwg"


def run(folder, *words):
    return subprocess.run([program(), "letter", *map(str, words)], cwd=folder, capture_output=True, text=True, timeout=60)


def refusals(folder):
    """Each: what is asked, the status it ends with, and what it says."""
    sample = json.loads((SAMPLES / "external.json").read_text())
    files = {
        "good.json": sample, "wrong.json": {**sample, "subjet": "x", "date": "2026-02-30"}, "list.json": [],
        "emoji.json": {**sample, "subject": "ยินดี \U0001F600"},
        "tall.json": {**sample, "address": "\n".join("ก" * 90)},
    }
    for name, fields in files.items():
        (folder / name).write_text(json.dumps(fields))
    (folder / "torn.json").write_text('{"kind": "memo"')
    (folder / "twice.json").write_text('{"kind": "memo", "kind": "memo"}')
    (folder / "large.svg").write_bytes(b" " * 600_000)
    return [
        (["good.json"], 2, "OUT.pdf is missing"),
        (["good.json", "out.pdf", "--created", "2026-13-01"], 2, "--created must be"),
        (["good.json", "out.pdf", "--colour", "red"], 2, "--colour"),
        (["nothing.json", "out.pdf"], 1, "cannot be read"),
        (["torn.json", "out.pdf"], 1, "breaks off"),
        (["twice.json", "out.pdf"], 1, "key twice"),
        (["list.json", "out.pdf"], 1, "must be an object"),
        (["wrong.json", "out.pdf"], 1, "subjet is not a key"),
        (["wrong.json", "out.pdf"], 1, "there is no day 2026-02-30"),
        (["emoji.json", "out.pdf"], 1, "U+1F600"),
        (["tall.json", "out.pdf"], 1, "taller than a page"),
        (["good.json", "nowhere/out.pdf"], 1, "cannot be written"),
        (["good.json", "out.pdf", "--emblem", "large.svg"], 1, "larger than 512 kB"),
        (["good.json", "out.pdf", "--emblem", "good.json"], 1, "emblem"),
        (["good.json", "out.pdf", "--font", "good.json"], 1, "font"),
        (["good.json", "out.pdf", "--data", "nothing.xml"], 1, "cannot be read"),
    ]


def check_refusals(folder):
    (folder / "out.pdf").write_text("what was there before")
    for words, status, said in refusals(folder):
        before = sorted(os.listdir(folder))
        ended = run(folder, *words)
        assert ended.returncode == status, (words, ended)
        assert said in ended.stderr and "Error(" not in ended.stderr, (words, ended.stderr)
        assert "is missing" not in ended.stderr or "is missing" in said, (words, ended.stderr)
        assert sorted(os.listdir(folder)) == before, words
        assert (folder / "out.pdf").read_text() == "what was there before", words


def check_letters(folder):
    for sample in sorted(SAMPLES.glob("*.json")):
        ended = run(folder, sample, "letter.pdf", "--created", "2026-11-21", "--data", "fields")
        assert ended.returncode == 0 and ended.stderr == "", ended
        assert (folder / "letter.pdf").read_bytes().startswith(b"%PDF-1.7")
        attached = subprocess.run(["pdfdetach", "-list", "letter.pdf"], cwd=folder, capture_output=True, text=True)
        assert "fields.xml" in attached.stdout, attached
    fonts = ["--font", f"{FONTS}/Laksaman.ttf", "--font", f"{FONTS}/Laksaman-Bold.ttf"]
    own = run(folder, SAMPLES / "memo.json", "own.pdf", "--created", "2026-11-21", *fonts)
    assert own.returncode == 0, own
    other = run(folder, SAMPLES / "memo.json", "other.pdf", "--font", f"{FONTS}/Laksaman.ttf", "--font", f"{FONTS}/Loma.ttf")
    assert other.returncode == 1 and "two families" in other.stderr, other


def check_keys(folder):
    listed = run(folder, "keys")
    kinds = {json.loads(sample.read_text())["kind"] for sample in SAMPLES.glob("*.json")}
    assert listed.returncode == 0 and all(f"{kind}: " in listed.stdout for kind in kinds), listed
    page = (ROOT / "docs" / "features" / "letters.md").read_text()
    for line in listed.stdout.split("\n\n")[0].splitlines():
        kind, keys = line.split(": ")
        assert f"`{kind}`" in page and f"| {keys} |" in page, f"docs/features/letters.md does not list {line}"


def main():
    for check in (check_refusals, check_letters, check_keys):
        with tempfile.TemporaryDirectory(prefix="saraban-letter-") as folder:
            check(Path(folder))
    print("letter: 3 passed, 0 failed")


if __name__ == "__main__":
    main()
