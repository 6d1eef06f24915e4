"""Starts the program on a data folder and a free port, and ends it by its own process id."""
import ctypes
import http.client
import json
import os
import signal
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "saraban-2569"


def program():
    for build in ("release", "debug"):
        path = ROOT / ".build" / build / "saraban"
        if path.exists():
            return str(path)
    raise SystemExit("build the program first: swift build -c release --product saraban")


def make_sample(data, letters=50):
    subprocess.run([program(), "sample", "--data", data, "--letters", str(letters)], check=True, stdout=subprocess.DEVNULL)


class Server:
    def __init__(self, data, *more):
        environment = {"SWIFT_BACKTRACE": "enable=no", "MALLOC_ARENA_MAX": "4", "PATH": os.environ["PATH"]}
        self.process = subprocess.Popen(
            [program(), "serve", "--data", data, "--port", "0", "--share", str(ROOT / "share"), *more],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, text=True,
            preexec_fn=lambda: ctypes.CDLL(None).prctl(1, signal.SIGKILL))
        started = time.monotonic()
        line = self.said = ""
        while "serves http://" not in line:
            line = self.process.stderr.readline()
            if not line:
                raise SystemExit(f"the server ended with {self.process.wait()}")
            self.said += line
        self.port = int(line.rsplit(":", 1)[1])
        self.seconds_to_ready = time.monotonic() - started

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """No server outlives a test, however the test ended."""
        if self.process.poll() is None:
            self.kill()

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stderr.close()

    def stop(self):
        os.kill(self.process.pid, signal.SIGTERM)
        status = self.process.wait(timeout=20)
        self.process.stderr.close()
        return status


class Client:
    """One kept connection, signed in."""

    def __init__(self, port, username=None, token=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self.token = token
        if username:
            self.token = self.call("POST", "/api/v1/sessions", {"username": username, "password": PASSWORD})[1]["token"]

    def call(self, method, path, body=None, **headers):
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        payload = None if body is None else json.dumps(body).encode()
        if payload is not None:
            headers["Content-Type"] = "application/json"
        self.connection.request(method, path, payload, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        is_json = "json" in (answer.getheader("content-type") or "")
        return answer.status, json.loads(text) if is_json and text else text
