"""An object store that speaks S3, for servers in processes of their own: a program over moto.

python object_store.py PORT BUCKET
"""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
from botocore.awsrequest import AWSPreparedRequest
from moto import mock_aws
from moto.core.models import botocore_stubber


class Store(BaseHTTPRequestHandler):
    """Passes each request on to moto as if it had gone to Amazon."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """Any method."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = AWSPreparedRequest(
            method=self.command,
            url=f"http://s3.amazonaws.com{self.path}",
            headers=self.headers,
            body=body,
            stream_output=False,
        )
        status, headers, said = botocore_stubber.process_request(asked)
        content = said.encode() if isinstance(said, str) else said
        headers = {name.lower(): value for name, value in headers.items()}
        headers.setdefault("content-length", str(len(content)))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = answer

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    with mock_aws():
        boto3.client(
            "s3", "us-east-1", aws_access_key_id="testing", aws_secret_access_key="testing"
        ).create_bucket(Bucket=sys.argv[2])
        ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Store).serve_forever()
