"""A flood of wrong passwords from one address: a program with a clock of its own.

    python flooding.py PORT RATE SECONDS EMAIL...

It sends so many a second, half of them for the accounts named and half for invented ones, whether the
earlier ones were answered or not, and tells in JSON how many of each status came back.
"""

import asyncio
import json
import sys
from collections import Counter

TOKEN = "a" * 32
PATIENCE = 60
FORM = "application/x-www-form-urlencoded"


async def one(port: int, email: str, told: Counter[str]) -> None:
    """One wrong password on a connection of its own."""
    body = f"csrfmiddlewaretoken={TOKEN}&login={email.replace('@', '%40')}&password=wrong-words"
    head = (
        f"POST /en/accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        f"Cookie: csrftoken={TOKEN}\r\nContent-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write((head + body).encode())
            answer = await reader.read()
            writer.close()
        told[answer[9:12].decode()] += 1
    except (OSError, TimeoutError) as problem:
        told[type(problem).__name__] += 1


async def flood(port: int, rate: int, seconds: float, emails: list[str]) -> Counter[str]:
    """So many a second for so many seconds."""
    told, sent = Counter[str](), set[asyncio.Task[None]]()
    loop = asyncio.get_running_loop()
    began = loop.time()
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, began + number / rate - loop.time()))
        invented = f"invented-{number}@example.org"
        email = emails[number // 2 % len(emails)] if number % 2 else invented
        task = loop.create_task(one(port, email, told))
        sent.add(task)
        task.add_done_callback(sent.discard)
    told["seconds"] = round(loop.time() - began)
    await asyncio.gather(*sent)
    return told


if __name__ == "__main__":
    port, rate, seconds, *emails = sys.argv[1:]
    print(json.dumps(asyncio.run(flood(int(port), int(rate), float(seconds), emails))))
