"""Stand for the program that a server runs (`warm_start.py`): its streams, its words, its end."""

import json
import os
import socket
import sys

address, *words = sys.argv[1:]
request = json.dumps([words, dict(os.environ), os.getcwd()]).encode()  # noqa: PTH109  (nothing more is loaded)
with socket.socket(socket.AF_UNIX) as server:
    server.connect(address)
    socket.send_fds(server, [len(request).to_bytes(4, "big")], [0, 1, 2])
    server.sendall(request)
    code = int(server.recv(16))
if code < 0:
    os.kill(os.getpid(), -code)
sys.exit(code)
