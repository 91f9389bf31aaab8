"""Asks the oracle, without any package: python3 ask.py [the command, by default npx hybi oracle --stdio]"""

import json
import subprocess
import sys

command = sys.argv[1:] or ["npx", "hybi", "oracle", "--stdio"]
oracle = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(**question):
    oracle.stdin.write(json.dumps(question) + "\n")
    oracle.stdin.flush()
    answer = json.loads(oracle.stdout.readline())
    if "error" in answer:
        raise ValueError(answer["error"])
    return answer


# What must a strict server do with a frame of a reserved opcode?
answer = ask(ask="endpoint", role="server", pieces=["8380", "00000000"])
print("events:", [event["type"] for event in answer["events"]])
print("must:", answer["reactions"][0]["must"], "with", answer["reactions"][0]["close"]["code"])

# Who broke what, when a server masks?
ask(ask="open", connection="1", begins="frames", extensions="", order="exact")
seen = ask(ask="see", connection="1", **{"from": "server"}, hex="818000000000")
print("violations:", [(each["by"], each["requirement"]) for each in seen["violations"]])

oracle.stdin.close()
sys.exit(oracle.wait())
