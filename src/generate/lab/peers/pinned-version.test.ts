import { describe, expect, it } from "vitest";
import { peers } from "./peer.ts";
import { pinnedVersion, versionIn } from "./pinned-version.ts";

describe("the version of a library", () => {
  it.each([
    ["python", "websockets", "idna==3.0\nwebsockets==17.4\n", "17.4"],
    ["go", "gorilla", "go 1.24\n\nrequire github.com/gorilla/websocket v1.5.3\n", "1.5.3"],
    ["cargo", "tungstenite", '[dependencies]\ntungstenite = "=0.30.0"\n', "0.30.0"],
    ["node", "ws", '  "devDependencies": {\n    "@types/ws": "8.18.2",\n    "ws": "8.23.0",\n', "8.23.0"],
  ] as const)("is read from what pins it for %s", (toolChain, name, text, version) => {
    expect(versionIn(text, { name, toolChain })).toBe(version);
  });

  it("has to be pinned", () => {
    expect(() => versionIn("websockets>=17\n", { name: "websockets", toolChain: "python" })).toThrow("websockets is not pinned");
  });

  it.each(peers)("is pinned for $name", async (peer) => {
    expect(await pinnedVersion(peer)).toMatch(/^\d+\.\d+/);
  });
});
