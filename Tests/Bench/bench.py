"""Measures the program against limits of the same run: medians of three rounds, on this machine, loopback only.

Usage: bench.py [--letters 1000000] [--rounds 3] [--seconds 3]
"""
import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Process"))
from server import Client, Server, make_sample  # noqa: E402


def wrk(seconds, url, *more):
    """Requests a second of 64 kept connections; errors end the run."""
    text = subprocess.run(["wrk", "-t1", "-c64", f"-d{seconds}s", *more, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text:
        raise SystemExit(text)
    return float(next(line.split()[1] for line in text.splitlines() if line.startswith("Requests/sec")))


def fsyncs(folder):
    """How many times a second this disk takes 4 kB for good, one after the other."""
    path = Path(folder) / "fsync"
    with open(path, "wb", buffering=0) as file:
        started, count = time.perf_counter(), 0
        while time.perf_counter() - started < 1:
            file.write(b"x" * 4096)
            os.fdatasync(file.fileno())
            count += 1
    path.unlink()
    return count


def fill(data, register, owner, person, count):
    """Adds lines and letters to a register's year, as many as are asked for."""
    base = sqlite3.connect(f"{data}/saraban.sqlite")
    (year, last), = base.execute("SELECT year, last_number FROM number_sequence WHERE register_id = ? ORDER BY year DESC LIMIT 1", (register,))
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
    key = "printf('0z%024d', i)"
    when = int(time.time() * 1000)
    with base:
        base.execute(f"{numbers} INSERT INTO letter (id, owner_id, registered_at, registered_by, letter_number, number_key, letter_date, sender, addressee, subject, speed, secrecy, category, method, case_owner, assignee, remark)"
                     f" SELECT {key}, ?, ?, ?, 'ตย 0418/' || i, 'ตย0418/' || i, '2026-11-18', 'นายอำเภอบ้านสวน', 'ผู้ว่าราชการจังหวัดตัวอย่าง', 'ขอรับการสนับสนุนเครื่องสูบน้ำเพื่อช่วยเหลือพื้นที่น้ำท่วมขัง ครั้งที่ ' || i, i % 4, 0, 'ทั่วไป', 'ไปรษณีย์', '', '', '' FROM n", (count, owner, when, person))
        base.execute(f"{numbers} INSERT INTO letter_concern (letter_id, party_id, since) SELECT {key}, ?, ? FROM n", (count, owner, when))
        base.execute(f"{numbers} INSERT INTO register_entry (register_id, year, number, letter_id, unit_id, issued_at, issued_by, letter_number, letter_date, sender, addressee, subject, speed, secrecy, action_taken, remark)"
                     f" SELECT ?, ?, ? + i, {key}, ?, ?, ?, 'ตย 0418/' || i, '2026-11-18', 'นายอำเภอบ้านสวน', 'ผู้ว่าราชการจังหวัดตัวอย่าง', 'ขอรับการสนับสนุนเครื่องสูบน้ำเพื่อช่วยเหลือพื้นที่น้ำท่วมขัง ครั้งที่ ' || i, i % 4, 0, 'ส่ง สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดตัวอย่าง (ลงรับแล้ว)', '' FROM n", (count, register, year, last, owner, when, person))
        base.execute("UPDATE number_sequence SET last_number = last_number + ? WHERE register_id = ? AND year = ?", (count, register, year))
        base.execute(f"{numbers} INSERT INTO event (id, kind, happened_at, letter_id) SELECT {key}, 'letter.registered', ?, {key} FROM n", (count, when))
    base.close()
    return year


def resident(process):
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024


def processor_time(process):
    """Seconds that all threads of a process have worked."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Median:
    """The median rate of a few rounds, and what one request cost the server: that holds on a busy machine too."""

    def __init__(self, server, asked, url, *more):
        rounds = [self.round(server, asked.seconds, url, *more) for _ in range(asked.rounds)]
        self.rate = statistics.median(rate for rate, _ in rounds)
        self.microseconds = statistics.median(cost for _, cost in rounds)

    @staticmethod
    def round(server, seconds, url, *more):
        before = processor_time(server.process)
        rate = wrk(seconds, url, *more)
        return rate, (processor_time(server.process) - before) / (rate * seconds) * 1e6

    def __str__(self):
        return f"{self.rate:9,.0f}/s {self.microseconds:5.0f} µs"


def measure(data, count, asked, register, year, letter):
    with Server(data) as server:
        client = Client(server.port, "klang")
        root = f"http://127.0.0.1:{server.port}"
        cookie = ["-H", f"Cookie: saraban-session={client.token}"]
        # Until the index has caught up, it takes a processor for itself.
        indexed = wait_for_index(client, count)
        limit = Median(server, asked, f"{root}/healthz")
        listed = Median(server, asked, f"{root}/registers/{register}?year={year}", *cookie)
        opened = Median(server, asked, f"{root}/letters/{letter}", *cookie)
        print(f"{count:>9,} letters: list page of 50 {listed}   letter {opened}   limit (healthz) {limit}   "
              f"list/limit {listed.rate / limit.rate:.2f}")
        print(f"{'':>9}          resident {resident(server.process)} MB, ready after {server.seconds_to_ready * 1000:.0f} ms, "
              f"indexed after {indexed:.0f} s")
        search(client)
        server.stop()


def wait_for_index(client, count):
    """Seconds until a search finds the newest letter."""
    started = time.monotonic()
    newest = quote(f"ตย 0418/{count}")
    while not client.call("GET", f"/api/v1/letters?limit=1&words={newest}")[1]["items"]:
        if time.monotonic() - started > 1200:
            raise SystemExit("the search index did not catch up in 20 minutes")
        time.sleep(1)
    return time.monotonic() - started


def search(client):
    times = []
    for i in range(200):
        words = quote(["เครื่องสูบ", f"{1000 + i}", "น้ำท่วม"][i % 3])
        started = time.perf_counter()
        client.call("GET", f"/api/v1/letters?words={words}")
        times.append(time.perf_counter() - started)
    times.sort()
    print(f"{'':>9}          search p50 {times[100] * 1000:.1f} ms, p95 {times[190] * 1000:.1f} ms")


def writing(data, asked, register):
    with Server(data) as server, tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        client = Client(server.port, "klang")
        script.write(f'''wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer {client.token}"
wrk.body = '{{"subject":"ขอรับการสนับสนุนเครื่องสูบน้ำ","from":"นายอำเภอบ้านสวน","letterNumber":"ตย 0418/1889","letterDate":"2026-11-18"}}'
''')
        script.flush()
        url = f"http://127.0.0.1:{server.port}/api/v1/registers/{register}/letters"
        plain = Median(server, asked, url, "-s", script.name)
        disk = fsyncs(data)
        print(f"register a letter, durable, 64 clients: {plain}   limit (one fdatasync after the other) {disk:,}/s   {plain.rate / disk:.1f} times")
        letter = client.call("POST", f"/api/v1/registers/{register}/letters", {"subject": "แนบไฟล์", "from": "ผู้ทดสอบ"})[1]["id"]
        pdf = "%PDF-1.4\\n" + "x" * 100_000
        script.seek(0)
        script.truncate()
        script.write(f'''wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer {client.token}"
wrk.headers["Content-Type"] = "multipart/form-data; boundary=b"
local count = 0
request = function()
  count = count + 1
  return wrk.format(nil, nil, nil, '--b\\r\\nContent-Disposition: form-data; name="file"; filename="a.pdf"\\r\\n\\r\\n{pdf}' .. count .. '\\r\\n--b--\\r\\n')
end
''')
        script.flush()
        url = f"http://127.0.0.1:{server.port}/api/v1/letters/{letter}/attachments"
        filed = Median(server, asked, url, "-s", script.name)
        print(f"attach a PDF of 100 kB, durable, 64 clients: {filed}")
        server.stop()


def numbers(folder, seconds):
    """Prints what one register gives without HTTP, beside which a letter over HTTP can be seen."""
    program = Path(__file__).resolve().parents[2] / ".build/release/number-bench"
    print(subprocess.run([program, folder, str(seconds)], capture_output=True, text=True, check=True).stdout, end="")


def scan(path):
    """Writes a PDF of 35 MB: 60 pages of one picture each."""
    objects, kids = [b"<</Type/Catalog/Pages 2 0 R>>", b""], []
    for _ in range(60):
        dots = os.urandom(583_000)
        objects.append(b"<</Type/XObject/Subtype/Image/Width 1000/Height 583/BitsPerComponent 8/ColorSpace/DeviceGray/Length 583000>>stream\n" + dots + b"\nendstream")
        content = b"q 595 0 0 842 0 0 cm /I Do Q"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(b"<</Type/Page/Parent 2 0 R/Contents %d 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I %d 0 R>>>>>>" % (len(objects), len(objects) - 1))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count 60/Kids[" + b" ".join(kids) + b"]>>"
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, len(out))
    path.write_bytes(out)


def stamping(folder, rounds):
    """Prints stamps a second in one process, and what one run of the command costs on a large scan."""
    root = Path(__file__).resolve().parents[2] / ".build/release"
    large = Path(folder) / "scan.pdf"
    scan(large)
    print(subprocess.run([root / "document-bench", "stamps", large, "500"], capture_output=True, text=True, check=True).stdout, end="")
    words = ["stamp", str(large), str(Path(folder) / "stamped.pdf"), "--receive", "จังหวัดตัวอย่าง", "--number", "1/2569"]
    times, peaks = [], []
    for _ in range(rounds):
        started = time.perf_counter()
        child = os.spawnv(os.P_NOWAIT, str(root / "saraban"), [str(root / "saraban"), *words])
        _, status, used = os.wait4(child, 0)
        if status:
            raise SystemExit("saraban stamp failed")
        times.append(time.perf_counter() - started)
        peaks.append(used.ru_maxrss)
    print(f"saraban stamp, {large.stat().st_size / 1e6:.0f} MB: {statistics.median(times) * 1000:.0f} ms, peak {statistics.median(peaks) / 1024:.0f} MB")
    large.unlink()


def signing(folder):
    """Prints letters, signatures and checks a second and core, beside what OpenSSL alone signs in the same run."""
    root = Path(__file__).resolve().parents[2]
    for key, words in (("rsa", ["rsa:2048"]), ("ec", ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"])):
        subprocess.run(["openssl", "req", "-x509", "-newkey", *words, "-nodes", "-keyout", f"{key}.key", "-out", f"{key}.pem",
                        "-days", "9", "-subj", "/CN=Bench", "-addext", "keyUsage=critical,digitalSignature"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
        subprocess.run(["openssl", "pkcs12", "-export", "-inkey", f"{key}.key", "-in", f"{key}.pem", "-passout", "pass:bench",
                        "-out", f"{key}.p12"], cwd=folder, check=True)
    sample = root / "Tests/TypesettingTests/Samples/external.json"
    print(subprocess.run([root / ".build/release/document-bench", "letters", sample, "300", folder], capture_output=True, text=True, check=True).stdout, end="")
    speed = subprocess.run(["openssl", "speed", "-seconds", "1", "rsa2048", "ecdsap256"], capture_output=True, text=True, check=True).stdout
    for line in speed.splitlines():
        if line.startswith("rsa 2048") or "nistp256" in line:
            print(f"the limit, openssl speed: {' '.join(line.split())} (sign, verify a second in the last two columns)")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--letters", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seconds", type=int, default=3)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="saraban-bench-") as folder:
        stamping(folder, asked.rounds)
        signing(folder)
        numbers(folder, asked.seconds)
    with tempfile.TemporaryDirectory(prefix="saraban-bench-") as data:
        make_sample(data, letters=100)
        with Server(data) as server:
            client = Client(server.port, "klang")
            register = next(r for r in client.call("GET", "/api/v1/registers")[1] if r["kind"] == "incoming" and r["unit"] == client.call("GET", "/api/v1/me")[1]["unit"]["id"])
            letter = client.call("GET", f"/api/v1/registers/{register['id']}/letters")[1]["items"][0]["id"]
            person = client.call("GET", "/api/v1/me")[1]["id"]
            server.stop()
        for count in (10_000, asked.letters):
            with tempfile.TemporaryDirectory(prefix="saraban-bench-") as copy:
                subprocess.run(["cp", "-r", f"{data}/.", copy], check=True)
                year = fill(copy, register["id"], register["unit"], person, count)
                measure(copy, count, asked, register["id"], year, letter)
        writing(data, asked, register["id"])


if __name__ == "__main__":
    main()
