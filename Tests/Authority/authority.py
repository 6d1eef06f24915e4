"""A certificate authority for tests: makes keys and certificates in a folder and answers for them on loopback.

Usage: authority.py DIR. Prints its port when all is ready, and ends when its standard input is closed.

In DIR: root.pem and sub.pem (the authority), and for each name of SIGNERS a NAME.pem and a NAME.p12, whose password is
PASSWORD. Over HTTP: /root.crl and /sub.crl, /ocsp, /tsa, and /off which refuses to stamp.
"""

import http.server
import pathlib
import subprocess
import sys
import threading

PASSWORD = "saraban-2569"
# name: key, common name, further arguments of `openssl ca`, section of extensions
SIGNERS = {
    "rsa": ("rsa", "นายทดสอบ ตัวอย่างดี", [], "signer"),
    "ec": ("ec", "นางสาวสมมติ ลองใช้", [], "signer"),
    "seal": ("rsa", "ตราอิเล็กทรอนิกส์ สำนักงานตัวอย่าง", [], "signer"),
    "revoked": ("ec", "นายเพิกถอน แล้ว", [], "signer"),
    "expired": ("ec", "นายหมด อายุ", ["-startdate", "20200101000000Z", "-enddate", "20210101000000Z"], "signer"),
    "encipher": ("ec", "กุญแจเข้ารหัส", [], "encipher"),
    "tsa": ("rsa", "Test Time-Stamp Authority", [], "tsa"),
    "ocsp": ("rsa", "Test OCSP Responder", [], "ocsp"),
}

CONFIGURATION = """
[req]
distinguished_name = none
[none]
[ca]
default_ca = sub
[root]
database = {folder}/root.index
new_certs_dir = {folder}/issued
certificate = {folder}/root.pem
private_key = {folder}/root.key
serial = {folder}/root.serial
crlnumber = {folder}/root.crlnumber
default_md = sha256
default_days = 3650
default_crl_days = 30
crl_extensions = crl_extensions
policy = any
unique_subject = no
[sub]
database = {folder}/sub.index
new_certs_dir = {folder}/issued
certificate = {folder}/sub.pem
private_key = {folder}/sub.key
serial = {folder}/sub.serial
crlnumber = {folder}/sub.crlnumber
default_md = sha256
default_days = 825
default_crl_days = 30
crl_extensions = crl_extensions
policy = any
unique_subject = no
[any]
countryName = optional
organizationName = optional
commonName = supplied
[crl_extensions]
authorityKeyIdentifier = keyid
[root_extensions]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[sub_extensions]
basicConstraints = critical, CA:true, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:http://127.0.0.1:{port}/root.crl
[signer]
basicConstraints = CA:false
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:http://127.0.0.1:{port}/sub.crl
authorityInfoAccess = OCSP;URI:http://127.0.0.1:{port}/ocsp
[encipher]
basicConstraints = CA:false
keyUsage = critical, keyEncipherment
[tsa]
basicConstraints = CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:http://127.0.0.1:{port}/sub.crl
[ocsp]
basicConstraints = CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[stamps]
default_tsa = stamp
[stamp]
serial = {folder}/stamp.serial
signer_cert = {folder}/tsa.pem
certs = {folder}/sub.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


class Authority:
    def __init__(self, folder, port):
        self.folder = folder
        self.lock = threading.Lock()
        self.configuration = folder / "authority.cnf"
        self.configuration.write_text(CONFIGURATION.format(folder=folder, port=port))
        (folder / "issued").mkdir(exist_ok=True)
        for name in ("root", "sub"):
            (folder / f"{name}.index").write_text("")
            (folder / f"{name}.serial").write_text("1000\n")
            (folder / f"{name}.crlnumber").write_text("01\n")
        (folder / "stamp.serial").write_text("01\n")
        self.make()

    def openssl(self, *words, give=None):
        command = ["openssl", *[str(word) for word in words]]
        done = subprocess.run(command, input=give, capture_output=True, cwd=self.folder)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(command)}\n{done.stderr.decode()}")
        return done.stdout

    def key(self, name, kind):
        algorithm = ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
        if kind == "ec":
            algorithm = ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
        self.openssl("genpkey", "-algorithm", *algorithm, "-out", f"{name}.key")

    def request(self, name, common_name):
        self.openssl(
            "req", "-new", "-utf8", "-config", self.configuration, "-key", f"{name}.key", "-out", f"{name}.csr",
            "-subj", f"/C=TH/O=หน่วยงานตัวอย่าง/CN={common_name}",
        )

    def issue(self, name, issuer, extensions, further=()):
        self.openssl(
            "ca", "-batch", "-utf8", "-notext", "-config", self.configuration, "-name", issuer, "-extensions",
            extensions, "-in", f"{name}.csr", "-out", f"{name}.pem", *further,
        )

    def make(self):
        for name in ("root", "stranger"):
            self.key(name, "rsa")
            self.openssl(
                "req", "-x509", "-new", "-utf8", "-config", self.configuration, "-key", f"{name}.key", "-days",
                "3650", "-extensions", "root_extensions", "-subj", f"/C=TH/O=Example/CN=Test Root {name}",
                "-out", f"{name}.pem",
            )
        self.key("sub", "rsa")
        self.request("sub", "Test Issuing Authority")
        self.issue("sub", "root", "sub_extensions")
        for name, (kind, common_name, further, extensions) in SIGNERS.items():
            self.key(name, kind)
            self.request(name, common_name)
            self.issue(name, "sub", extensions, further)
            self.bundle(name)
        self.bundle("stranger")
        self.openssl(
            "pkcs12", "-export", "-legacy", "-inkey", "rsa.key", "-in", "rsa.pem", "-certfile", "sub.pem",
            "-passout", f"pass:{PASSWORD}", "-out", "old.p12",
        )
        self.openssl("ca", "-config", self.configuration, "-name", "sub", "-revoke", "revoked.pem")
        for name in ("root", "sub"):
            self.openssl("ca", "-config", self.configuration, "-name", name, "-gencrl", "-out", f"{name}.crl.pem")
            self.openssl("crl", "-in", f"{name}.crl.pem", "-outform", "DER", "-out", f"{name}.crl")

    def bundle(self, name):
        self.openssl(
            "pkcs12", "-export", "-inkey", f"{name}.key", "-in", f"{name}.pem", "-certfile", "sub.pem", "-passout",
            f"pass:{PASSWORD}", "-out", f"{name}.p12",
        )

    def stamp(self, query):
        # One at a time: the serial number is kept in a file.
        with self.lock:
            (self.folder / "query.tsq").write_bytes(query)
            return self.openssl(
                "ts", "-reply", "-config", self.configuration, "-section", "stamp", "-queryfile", "query.tsq"
            )

    def respond(self, query):
        with self.lock:
            (self.folder / "query.ocsp").write_bytes(query)
            self.openssl(
                "ocsp", "-index", "sub.index", "-CA", "sub.pem", "-rsigner", "ocsp.pem", "-rkey", "ocsp.key",
                "-reqin", "query.ocsp", "-respout", "answer.ocsp", "-ndays", "7",
            )
            return (self.folder / "answer.ocsp").read_bytes()


class Handler(http.server.BaseHTTPRequestHandler):
    authority = None

    def log_message(self, *words):
        pass

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path in ("/root.crl", "/sub.crl"):
            body = (self.authority.folder / self.path[1:]).read_bytes()
            self.answer(200, "application/pkix-crl", body)
        else:
            self.answer(404, "text/plain", b"nothing here")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/tsa":
            self.answer(200, "application/timestamp-reply", self.authority.stamp(body))
        elif self.path == "/ocsp":
            self.answer(200, "application/ocsp-response", self.authority.respond(body))
        else:
            self.answer(503, "text/plain", b"closed")


def serve(folder):
    """Makes the authority in a folder and answers for it in the background; the server knows its port."""
    folder.mkdir(parents=True, exist_ok=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.authority = Authority(folder, server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main():
    server = serve(pathlib.Path(sys.argv[1]).resolve())
    print(server.server_port, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
