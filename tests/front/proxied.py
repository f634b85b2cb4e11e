"""A real nginx before a server, for as long as a test lasts.  Needs nginx."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ports import free_port

CONFIGURATION = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/bodies; proxy_temp_path {folder}/proxied;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://127.0.0.1:{behind};
      proxy_http_version 1.1;
      proxy_request_buffering {buffering};
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Request-Start "t=$msec;d=$request_time";
    }}
  }}
}}
"""


@contextmanager
def nginx(folder: Path, behind: int, buffering: str) -> Iterator[int]:
    """A real nginx before a port, as the how-to sets it up; its own port."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    assert Path(program).exists(), "Install nginx for this test (Debian: apt-get install nginx)."
    port = free_port()
    file = folder / "nginx.conf"
    file.write_text(
        CONFIGURATION.format(folder=folder, port=port, behind=behind, buffering=buffering)
    )
    process = subprocess.Popen([program, "-c", str(file), "-p", str(folder)])
    try:
        for _again in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(20)
