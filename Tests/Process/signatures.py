"""Our signatures before three judges of other houses (pyHanko, poppler's pdfsig, PDFBox) and our own.

Every kind of file, key and level is signed by `saraban sign`; each judge has to accept it, and to refuse it after one
changed byte.
"""

import asyncio
import io
import json
import logging
import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.timestamps.requests_client import HTTPTimeStamper
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec, RevinfoOnlineFetchingRule, RevocationInfoGatheringSpec, SignatureValidationSpec)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from server import ROOT, program

sys.path.insert(0, str(ROOT / "Tests" / "Authority"))
from authority import PASSWORD, serve  # noqa: E402

JARS = ":".join(f"/usr/share/java/{name}.jar" for name in (
    "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "bcprov", "bcpkix", "bcutil"))
BOX = ["--page", "1", "--box", "60,60,180,60"]


def run(folder, *words, status=0):
    done = subprocess.run([str(word) for word in words], cwd=folder, capture_output=True, text=True, timeout=120)
    if done.returncode != status:
        raise SystemExit(f"{' '.join(map(str, words))}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def foreign(folder):
    """PDF files of other programs, by name."""
    (folder / "pages.ps").write_text("%!PS\n/Helvetica findfont 20 scalefont setfont\n"
                                     "1 1 3 {72 700 moveto (Page ) show 10 string cvs show showpage} for\n")
    run(folder, "gs", "-q", "-sDEVICE=pdfwrite", "-sPAPERSIZE=a4", "-o", "gs.pdf", "pages.ps")
    run(folder, "qpdf", "--object-streams=generate", "gs.pdf", "streams.pdf")
    run(folder, "qpdf", "--linearize", "gs.pdf", "linearized.pdf")
    run(folder, "qpdf", "--rotate=+90", "gs.pdf", "rotated.pdf")
    (folder / "office.html").write_text("<meta charset=utf-8><h1>หนังสือราชการ</h1><p>ทดสอบการลงลายมือชื่อ</p>")
    run(folder, "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
        "--writer", "office.html")
    run(folder, "gm", "convert", "-size", "1240x1754", "xc:white", "-fill", "black", "-draw", "rectangle 200,200 900,260",
        "-density", "150x150", "scan.jpg")
    run(folder, "gm", "convert", "scan.jpg", "scan.pdf")
    sample = ROOT / "Tests" / "TypesettingTests" / "Samples" / "external.json"
    run(folder, program(), "letter", sample, "letter.pdf")
    return ["letter", "gs", "streams", "linearized", "rotated", "office", "scan"]


def sign(folder, source, target, *words):
    run(folder, program(), "sign", source, target, "--password-file", "password", *words)
    return target


def make_token(folder):
    """A software token with the key and certificate of each kind; returns the words that name it."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    module = "/usr/lib/softhsm/libsofthsm2.so"
    run(folder, "softhsm2-util", "--init-token", "--free", "--label", "test", "--so-pin", "1234", "--pin", "4321")
    for number, name in enumerate(("rsa", "ec"), 1):
        run(folder, "openssl", "pkcs8", "-topk8", "-nocrypt", "-in", f"{name}.key", "-out", f"{name}.p8")
        run(folder, "softhsm2-util", "--import", f"{name}.p8", "--token", "test", "--label", name, "--id",
            f"0{number}", "--pin", "4321")
    (folder / "pin").write_text("4321\n")
    return ["--pkcs11", module, "--pin-file", "pin"]


def signed_files(folder, tsa):
    """Pairs of a signed file and how many signatures it has."""
    files = []
    for name in foreign(folder):
        first = sign(folder, f"{name}.pdf", f"{name}-1.pdf", "--p12", "rsa.p12", *BOX)
        second = sign(folder, first, f"{name}-2.pdf", "--p12", "ec.p12", "--page", "1", "--box", "60,140,180,60")
        third = sign(folder, second, f"{name}-3.pdf", "--p12", "seal.p12", "--reason", "ประทับตรา")
        files += [(first, 1), (second, 2), (third, 3)]
    for key in ("rsa", "ec", "old"):
        for level in ("B", "T", "LT", "LTA"):
            target = f"level-{key}-{level}.pdf"
            sign(folder, "letter.pdf", target, "--p12", f"{key}.p12", "--level", level, "--tsa", tsa,
                 "--certificates", "root.pem", *BOX)
            files.append((target, 2 if level == "LTA" else 1))
    token = make_token(folder)
    for key in ("rsa", "ec"):
        target = f"token-{key}.pdf"
        run(folder, program(), "sign", "letter.pdf", target, *token, "--label", key, "--certificates", f"{key}.pem",
            "--certificates", "sub.pem", *BOX)
        files.append((target, 1))
    return files


def pyhanko(folder, name, root):
    """A word for each signature, as pyHanko sees it."""
    async def judge():
        words = []
        with open(folder / name, "rb") as file:
            reader = PdfFileReader(file)
            for signature in reader.embedded_signatures:
                context = ValidationContext(trust_roots=[root], allow_fetching=False)
                is_stamp = signature.sig_object.get("/Type") == "/DocTimeStamp"
                check = async_validate_pdf_timestamp if is_stamp else async_validate_pdf_signature
                try:
                    status = await check(signature, context)
                    is_good = status.intact and status.valid and status.trusted
                    words.append("valid" if is_good and (is_stamp or status.bottom_line) else "invalid")
                except Exception:
                    words.append("invalid")
        return words
    try:
        return asyncio.run(judge())
    except Exception:
        return ["unreadable"]


def archived(folder, name, root):
    """What pyHanko's ETSI engine says of an archived signature, with the revocation data of the file alone."""
    async def judge():
        with open(folder / name, "rb") as file:
            policy = CertValidationPolicySpec(
                trust_manager=SimpleTrustManager.build(trust_roots=[root]),
                revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO),
            )
            rules = PdfSignatureValidationSpec(SignatureValidationSpec(
                cert_validation_policy=policy,
                revinfo_gathering_policy=RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY),
            ))
            signature = PdfFileReader(file).embedded_signatures[0]
            return (await ades_lta_validation(signature, rules)).ades_subindic
    return asyncio.run(judge())


def pdfsig(folder, name):
    words = subprocess.run(["pdfsig", "-nocert", name], cwd=folder, capture_output=True, text=True, timeout=60)
    found = []
    for line in words.stdout.splitlines():
        if "Signature Validation:" in line:
            found.append("valid" if "Signature is Valid" in line else
                         "unjudged" if "not yet been verified" in line else "invalid")
    return found


def pdfbox(folder, names):
    judge = ROOT / "Tests" / "Process" / "Judge.java"
    lines = run(folder, "java", "-cp", JARS, judge, *names).splitlines()
    return {line.split()[0]: line.split()[1:] for line in lines if line.split() and line.split()[0] in names}


def ours(folder, name):
    done = subprocess.run([program(), "verify", name, "--trust", "root.pem", "--json"], cwd=folder,
                          capture_output=True, text=True, timeout=60)
    return done.returncode, json.loads(done.stdout)


def with_one_byte_changed(folder, name):
    """A copy whose first stream, which every signature covers, has one other byte."""
    data = bytearray((folder / name).read_bytes())
    place = data.index(b"stream") + 40
    data[place] ^= 1
    (folder / f"changed-{name}").write_bytes(data)
    return f"changed-{name}"


def by_pyhanko(folder, tsa, root):
    """Files that pyHanko signed: both encodings, certified, by two persons, and up to the archive level."""
    keys = {name: signers.SimpleSigner.load_pkcs12(str(folder / f"{name}.p12"), passphrase=PASSWORD.encode())
            for name in ("rsa", "ec")}
    plain = {"subfilter": SigSeedSubFilter.ADOBE_PKCS7_DETACHED}
    archive = {"subfilter": SigSeedSubFilter.PADES, "embed_validation_info": True, "use_pades_lta": True,
               "validation_context": ValidationContext(trust_roots=[root], allow_fetching=True)}
    steps = {
        "plain": [("rsa", plain)],
        "two": [("rsa", {"subfilter": SigSeedSubFilter.PADES}), ("ec", plain)],
        "certified": [("ec", {"certify": True, "docmdp_permissions": MDPPerm.ANNOTATE}), ("rsa", plain)],
        "archive": [("ec", archive)],
    }
    files = []
    for name, signatures in steps.items():
        data = (folder / "gs.pdf").read_bytes()
        for number, (key, words) in enumerate(signatures):
            stamper = HTTPTimeStamper(tsa) if "use_pades_lta" in words else None
            meta = signers.PdfSignatureMetadata(field_name=f"Field{number}", **words)
            out = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), meta, signer=keys[key], timestamper=stamper)
            data = out.getbuffer().tobytes()
        (folder / f"pyhanko-{name}.pdf").write_bytes(data)
        files.append((f"pyhanko-{name}.pdf", len(signatures) + (name == "archive")))
    return files


def check(condition, sentence):
    if not condition:
        raise SystemExit(f"signatures: {sentence}")


def main():
    # pyHanko tells at length what we ask it to find.
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="saraban-signatures-") as name:
        folder = Path(name)
        server = serve(folder)
        try:
            judge_all(folder, f"http://127.0.0.1:{server.server_port}/tsa")
        finally:
            server.shutdown()


def judge_all(folder, tsa):
    (folder / "password").write_text(PASSWORD + "\n")
    root = load_cert_from_pemder(str(folder / "root.pem"))
    files = signed_files(folder, tsa)
    changed = [with_one_byte_changed(folder, name) for name, _ in files]
    java = pdfbox(folder, [name for name, _ in files] + changed)
    for name, count in files:
        status, verdict = ours(folder, name)
        check(status == 0 and len(verdict["signatures"]) == count, f"we do not accept {name}: {verdict}")
        times = [signature["time"]["at"] for signature in verdict["signatures"]]
        check(all(time and datetime.fromisoformat(time) for time in times), f"no moments in {name}: {times}")
        check(pyhanko(folder, name, root) == ["valid"] * count, f"pyHanko does not accept {name}: {pyhanko(folder, name, root)}")
        check(set(pdfsig(folder, name)) <= {"valid", "unjudged"} and "valid" in pdfsig(folder, name),
              f"pdfsig does not accept {name}: {pdfsig(folder, name)}")
        check(java.get(name) == ["valid"] * count, f"PDFBox does not accept {name}: {java.get(name)}")
    for name in changed:
        check(ours(folder, name)[0] in (1, 3), f"we accept {name}")
        check("valid" not in pyhanko(folder, name, root), f"pyHanko accepts {name}")
        check("valid" not in pdfsig(folder, name), f"pdfsig accepts {name}")
        check("valid" not in java.get(name, []), f"PDFBox accepts {name}")
    for key in ("rsa", "ec"):
        level = ours(folder, f"level-{key}-LTA.pdf")[1]["signatures"][0]["level"]
        check(level == "LTA", f"the level of {key} is {level}")
        outcome = archived(folder, f"level-{key}-LTA.pdf", root)
        check(outcome == AdESPassed.OK, f"pyHanko's archive check of {key}: {outcome}")
    others = by_pyhanko(folder, tsa, root)
    for name, count in others:
        status, verdict = ours(folder, name)
        check(status == 0 and len(verdict["signatures"]) == count, f"we do not accept {name}: {verdict}")
        check(ours(folder, with_one_byte_changed(folder, name))[0] == 1, f"we accept a changed {name}")
    print(f"signatures: {len(files)} files accepted by us, pyHanko, pdfsig and PDFBox; each refused after one "
          f"changed byte; we agree on {len(others)} of pyHanko's")


if __name__ == "__main__":
    main()
