"""The commands about an office as people run them: each refusal is one sentence, in Thai and English, and makes nothing."""
import os
import subprocess
import tempfile
from pathlib import Path

from server import PASSWORD, ROOT, Server, make_sample, program

LETTER = ROOT / "Tests" / "TypesettingTests" / "Samples" / "external.json"
ADMIN = ["--name", "ผู้ดูแล", "--post", "นักวิชาการ", "--unit", "สำนักงานตัวอย่าง"]


def run(folder, *words, give=""):
    return subprocess.run([program(), *map(str, words)], cwd=folder, input=give, capture_output=True, text=True, timeout=120)


def refused(folder, words, thai, english, give=""):
    before = sorted(os.listdir(folder))
    ended = run(folder, *words, give=give)
    said = ended.stderr.strip()
    assert ended.returncode == 1, (words, ended)
    assert thai in said and english in said, (words, said)
    assert "\n" not in said and "SELECT" not in said and "(code:" not in said, (words, said)
    assert sorted(os.listdir(folder)) == before, (words, sorted(os.listdir(folder)))


def check_served_office(folder):
    make_sample(folder / "office", letters=0)
    with Server(str(folder / "office")) as server:
        for command in (["serve", "--port", "0"], ["sample"], ["check"], ["migrate"]):
            refused(folder, [*command, "--data", "office"], "กำลังใช้งานอยู่", "in use")
        assert server.stop() == 0
    again = run(folder, "sample", "--data", "office")
    assert again.returncode == 0 and "nothing was changed" in again.stdout, again
    assert run(folder, "check", "--data", "office").returncode == 0


def check_no_office(folder):
    for command in (["check"], ["migrate"], ["user", "password", "admin"]):
        for data in ("nowhere", "nowhere/at/all"):
            refused(folder, [*command, "--data", data], "ไม่มีสำนักงาน", "there is no office", give=PASSWORD)
    refused(folder, ["serve", "--data", "nowhere/at/all"], "ใช้โฟลเดอร์", "cannot be made")
    for command in (["migrate"], ["serve"], ["check"]):
        refused(folder, [*command, "--data", ".", "--database", "foo"], "ใช้ฐานข้อมูล", "must start with mariadb://")
    with Server(str(folder / "new")) as server:
        assert "ตั้งสำนักงานใหม่" in server.said and "a new office" in server.said, server.said
        server.stop()
    with Server(str(folder / "new")) as server:
        assert "new office" not in server.said, server.said
        server.stop()


def check_users(folder):
    add = ["user", "add", "--data", "office", *ADMIN]
    for name in ("bad name", "สมชาย", "a/b", "x" * 61):
        refused(folder, [*add, name], "ชื่อผู้ใช้", "a username", give=PASSWORD)
    refused(folder, [*add, "admin"], "อย่างน้อย ๘", "at least 8 characters")
    made = run(folder, *add, "Admin", give=PASSWORD)
    assert made.returncode == 0 and "Added admin" in made.stdout and "new office" in made.stderr, made
    refused(folder, [*add, "admin"], "มีบัญชี admin อยู่แล้ว", "already", give=PASSWORD)
    refused(folder, [*add[:-1], "หน่วยงานอื่น", "other"], "ไม่มีหน่วยงาน", "no unit", give=PASSWORD)
    password = ["user", "password", "--data", "office"]
    refused(folder, [*password, "admin"], "อย่างน้อย ๘", "at least 8 characters")
    refused(folder, [*password, "nobody"], "ไม่มีบัญชี", "no account", give=PASSWORD)
    assert run(folder, *password, "admin", give=PASSWORD).returncode == 0


def check_signing(folder):
    assert run(folder, "letter", LETTER, "in.pdf").returncode == 0
    subprocess.run(
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out own.pem -subj /CN=test -days 9"
        f" && openssl pkcs12 -export -inkey key.pem -in own.pem -out own.p12 -passout pass:{PASSWORD}",
        shell=True, check=True, cwd=folder, capture_output=True)
    (folder / "password").write_text(PASSWORD)
    (folder / "wrong").write_text("wrong")
    sign = ["sign", "--p12", "own.p12"]
    refused(folder, [*sign, "in.pdf", "out.pdf"], "--password-file", "--password-file")
    refused(folder, [*sign, "--password-file", "wrong", "in.pdf", "out.pdf"], "รหัสผ่าน", "password or PIN is wrong")
    known = [*sign, "--password-file", "password"]
    refused(folder, [*known, "none.pdf", "out.pdf"], "ไม่พบไฟล์ none.pdf", "no file none.pdf")
    refused(folder, [*known, "in.pdf", "no/dir/out.pdf"], "ไม่มีโฟลเดอร์ no/dir", "no folder no/dir")
    assert run(folder, *known, "in.pdf", "out.pdf").returncode == 0


def main():
    checks = (check_served_office, check_no_office, check_users, check_signing)
    for check in checks:
        with tempfile.TemporaryDirectory(prefix="saraban-commands-") as folder:
            check(Path(folder))
    print(f"commands: {len(checks)} passed, 0 failed")


if __name__ == "__main__":
    main()
