"""Half past eight: 250 people sign in at one moment, and who is in already goes on working.

Usage: rush.py
"""
import select
import socket
import tempfile

from server import PASSWORD, Client, Server, make_sample

PEOPLE = ["klang", "nuai", "nuai2", "klum", "phuchai", "phubor", "lekha", "admin"]
COUNT = 250


def sign_in(connection, username):
    body = f'{{"username":"{username}","password":"{PASSWORD}"}}'.encode()
    connection.sendall(b"POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                       b"Content-Length: %d\r\n\r\n%s" % (len(body), body))


def main():
    with tempfile.TemporaryDirectory(prefix="saraban-rush-") as data:
        make_sample(data)
        with Server(data) as server:
            client = Client(server.port, "klang")
            connections = [socket.create_connection(("127.0.0.1", server.port), timeout=300) for _ in range(COUNT)]
            for index, connection in enumerate(connections):
                sign_in(connection, PEOPLE[index % len(PEOPLE)])
            most = 0
            for _ in range(5):
                assert client.call("GET", "/api/v1/registers")[0] == 200
                most = max(most, len(select.select(connections, [], [], 0)[0]))
            # Whoever stood behind them would have waited for nearly all.
            assert most < COUNT / 2, f"{most} of {COUNT} sign-ins were answered before somebody else was"
            statuses = [connection.recv(4096).split()[1] for connection in connections]
            assert statuses == [b"201"] * COUNT, statuses
            for connection in connections:
                connection.close()
            assert server.stop() == 0
    print(f"{COUNT} sign-ins at one moment: {most} answered while another person was answered five times.")


if __name__ == "__main__":
    main()
