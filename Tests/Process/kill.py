"""kill -9 at random moments under load: nothing acknowledged is lost, nothing is given twice, no number is skipped.

Usage: kill.py [--rounds 50] [--seed 1] [--clients 8]
"""
import argparse
import http.client
import random
import statistics
import subprocess
import tempfile
import threading
import time
import uuid

from server import Client, Server, make_sample, program


def load(port, token, registers, acknowledged, stop, chance):
    """Registers letters until the server is gone; what was answered is written down."""
    try:
        client = Client(port, token=token)
        while not stop.is_set():
            register = chance.choice(registers)
            key = uuid.uuid4().hex
            status, answer = client.call(
                "POST", f"/api/v1/registers/{register}/letters",
                {"subject": f"ทดสอบไฟดับ {key}", "from": "ผู้ทดสอบ"}, **{"Idempotency-Key": key})
            if status == 201:
                acknowledged.append((register, answer["year"], answer["number"], answer["id"]))
    except (OSError, http.client.HTTPException):
        pass  # the server was killed in the middle of a request: exactly what is tested


def lines(client, register):
    after = ""
    while True:
        status, page = client.call("GET", f"/api/v1/registers/{register}/letters?limit=200{after}")
        assert status == 200, status
        yield from page["items"]
        if page["next"] is None:
            return
        after = f"&after={page['next']}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=50)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--clients", type=int, default=8)
    asked = arguments.parse_args()
    chance = random.Random(asked.seed)
    acknowledged, ready, failures = [], [], []
    with tempfile.TemporaryDirectory(prefix="saraban-kill-") as data:
        make_sample(data, letters=0)
        token = None
        for _ in range(asked.rounds):
            server = Server(data)
            ready.append(server.seconds_to_ready)
            client = Client(server.port, username=None if token else "klang", token=token)
            token = client.token
            registers = [r["id"] for r in client.call("GET", "/api/v1/registers")[1]][:8]
            stop = threading.Event()
            threads = [
                threading.Thread(target=load, args=(server.port, token, registers, acknowledged, stop, random.Random(chance.random())))
                for _ in range(asked.clients)]
            for thread in threads:
                thread.start()
            time.sleep(chance.uniform(0.05, 0.4))
            server.kill()
            stop.set()
            for thread in threads:
                thread.join()
        server = Server(data)
        client = Client(server.port, token=token)
        kept = {}
        for register in registers:
            for line in lines(client, register):
                kept[(register, line["year"], line["number"])] = line["id"]
        for register, year, number, letter in acknowledged:
            if kept.get((register, year, number)) != letter:
                failures.append(f"lost or changed: {number}/{year} in {register}")
        given = [(register, year, number) for register, year, number, _ in acknowledged]
        if len(given) != len(set(given)):
            failures.append("a number was given twice")
        if server.stop() != 0:
            failures.append("the server did not end cleanly")
        check = subprocess.run([program(), "check", "--data", data], capture_output=True, text=True)
        if check.returncode != 0:
            failures.append(check.stdout)
    print(f"{asked.rounds} kills, {len(acknowledged)} numbers acknowledged, {len(kept)} kept; "
          f"ready after {statistics.median(ready) * 1000:.0f} ms (median), {max(ready) * 1000:.0f} ms (most)")
    for failure in failures:
        print("FAULT", failure)
    assert len(acknowledged) > asked.rounds, "there was hardly any load"
    print(f"kill: {0 if failures else 1} passed, {1 if failures else 0} failed")
    raise SystemExit(1 if failures else 0)


if __name__ == "__main__":
    main()
