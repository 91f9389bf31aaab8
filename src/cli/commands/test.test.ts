import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { productToken } from "../../conformance/case/suite-name.ts";
import { startEchoServer } from "../../conformance/testee/echo-server.ts";
import { startAnsweringServer, startMuteServer } from "../../conformance/testing/hostile-servers.ts";
import type { PeerServer } from "../../conformance/testing/peer-server.ts";
import { startRawServer } from "../../conformance/testing/raw-server.ts";
import { startWsEchoServer } from "../../conformance/testing/ws-peers.ts";
import { CommandLine } from "../testing/command-line.ts";

let cli: CommandLine;
const servers: PeerServer[] = [];
const urlOf = async (starting: Promise<PeerServer>): Promise<string> => {
  const server = await starting;
  servers.push(server);
  return server.url;
};
const strictServer = async (): Promise<PeerServer> => {
  const { port, close } = await startEchoServer(0);
  return { url: `ws://127.0.0.1:${port}`, close };
};

beforeEach(() => {
  cli = new CommandLine();
});
afterEach(async () => {
  cli.dispose();
  for (const server of servers.splice(0)) await server.close();
});

/** `hybi test` with the reports in the folder of this test. */
const test = (...words: readonly string[]): Promise<number> => cli.run("test", "--outdir", cli.folder, ...words);

describe("hybi test without an address", () => {
  it("runs our own server and client and passes", async () => {
    expect(await test("--cases", "1.1.1,2.2")).toBe(0);
    for (const role of ["servers", "clients"]) {
      expect(Object.keys(cli.index(role)[productToken] ?? {})).toEqual(["1.1.1", "2.2"]);
      expect(cli.output.out).toContain(`Report: ${join(cli.folder, role, "index.html")}`);
    }
    expect(cli.output.out).toMatch(new RegExp(`${productToken} as a server: 2 cases in \\d+\\.\\d s`));
    expect(cli.output.out).toMatch(new RegExp(`${productToken} as a client: 2 cases in \\d+\\.\\d s`));
  });
});

describe("hybi test with an address", () => {
  it("passes a server that passes: overview, pages and summary are there", async () => {
    expect(await test(await urlOf(strictServer()), "--cases", "1.1.*,2.1", "--exclude", "1.1.2,1.1.8")).toBe(0);
    const ids = ["1.1.1", "1.1.3", "1.1.4", "1.1.5", "1.1.6", "1.1.7", "2.1"];
    expect(Object.keys(cli.index("servers")[productToken] ?? {})).toEqual(ids);
    for (const { reportfile } of Object.values(cli.index("servers")[productToken] ?? {})) {
      expect(JSON.parse(cli.file("servers", reportfile))).toMatchObject({ agent: productToken, behavior: "OK" });
      expect(cli.file("servers", reportfile.replace(/json$/, "html"))).toMatch(/^<!doctype html>/i);
    }
    expect(cli.file("servers", "index.html")).toContain(productToken);
    expect(existsSync(join(cli.folder, "clients"))).toBe(false);
    expect(cli.output.out).toMatch(/^ {2} 1 {2}\S.* 6 +- +- +-$/m);
    expect(cli.output.out).toMatch(/^ {2} 2 {2}\S.* 1 +- +- +-$/m);
    expect(cli.output.out).toMatch(/: 7 of 7 cases$/m);
    expect(cli.output.err).toBe("");
  });

  it("can count to one", async () => {
    expect(await test(await urlOf(strictServer()), "--cases", "1.1.1")).toBe(0);
    expect(cli.output.out).toMatch(/as a server: 1 case in/);
    expect(cli.output.out).toMatch(/: 1 of 1 case$/m);
  });

  it("calls the server what --agent says", async () => {
    expect(await test(await urlOf(startWsEchoServer()), "--cases", "1.1.1", "--agent", "My Server/1.0")).toBe(0);
    expect(cli.index("servers")).toMatchObject({ "My Server/1.0": { "1.1.1": { reportfile: "my_server_1_0_case_1_1_1.json" } } });
  });

  it("does not fail a server for what is tolerated, and says how much that was", async () => {
    expect(await test(await urlOf(startWsEchoServer()), "--cases", "6.4.1,7.1.6", "--timeout-scale", "0.1")).toBe(0);
    expect(cli.output.out).toMatch(/^ {2} 6 {2}\S.* - +1 +- +-$/m);
    expect(cli.output.out).toMatch(/^ {2} 7 {2}\S.* - +- +1 +-$/m);
  });

  it("fails a server that fails: 1, and each failure with what to look at", async () => {
    expect(await test(await urlOf(startMuteServer()), "--cases", "1.1.1,2.1", "--timeout-scale", "0.05")).toBe(1);
    expect(cli.output.out).toMatch(/: 2\.1 FAILED, close UNCLEAN$/m);
    expect(cli.output.out).toMatch(/^ {2}2\.1 An empty Ping is answered {2}FAILED, close UNCLEAN\n {6}No Pong came for frame 1\.$/m);
    expect(cli.output.out).toMatch(
      /^ {6}at {8}frame 1 of the fuzzer \(ping frame of 0 bytes; bytes \d+ to \d+ of what the fuzzer sent\)$/m,
    );
    expect(cli.output.out).toMatch(/^ {6}rule {6}MUST, RFC 6455, section 5\.5\.2 \(rfc6455\/5\.5\.2\/ping-gets-pong\)$/m);
    expect(cli.output.out).toMatch(/^ {6}ending .*did not answer the Close frame within 0\.\d+ seconds/m);
    expect(Object.keys(cli.index("servers"))).toEqual(["UnknownServer"]);
  });

  it("explains twenty failures, and names the pages of the others", async () => {
    await test(await urlOf(startMuteServer()), "--cases", "6.22.*", "--timeout-scale", "0.05");
    expect(cli.output.out.match(/^ {6}next /gm)).toHaveLength(20);
    expect(cli.output.out).toMatch(/^ {2}\d+ more cases, each explained on its page:$/m);
    expect(cli.output.out).toContain("unknownserver_case_6_22_30.html");
  });

  it("runs the cases of the levels that were asked for, and counts what is tolerated only with robustness", async () => {
    const url = await urlOf(startWsEchoServer());
    expect(await test(url, "--cases", "6.4.1,7.1.6", "--timeout-scale", "0.1", "--levels", "must")).toBe(0);
    expect(cli.output.out).toMatch(/^ {2} 6 {2}\S.* 1 +- +- +-$/m);
    expect(cli.output.out).not.toContain("Closing");
    expect(await test(url, "--cases", "7.1.6", "--levels", "must")).toBe(2);
    expect(cli.output.err).toContain("none of the selected cases is at the level must");
    expect(await test(url, "--levels", "may")).toBe(2);
    expect(cli.output.err).toContain("must, should, robustness");
  });

  it("puts two servers into one report, even if they call themselves the same", async () => {
    const urls = [await urlOf(strictServer()), await urlOf(strictServer()), await urlOf(startWsEchoServer())];
    expect(await test(...urls, "--cases", "1.1.1")).toBe(0);
    expect(Object.keys(cli.index("servers"))).toEqual(["UnknownServer", productToken, `${productToken} at ${urls[1]}`].toSorted());
    expect(cli.output.out).toContain(`${productToken} at ${urls[1]} as a server: 1 case in`);
    expect(readdirSync(join(cli.folder, "servers")).filter((name) => name.endsWith(".html"))).toHaveLength(4);
  });

  it("runs as many cases at once as --jobs says", async () => {
    const asking: Socket[] = [];
    const atOnce: number[] = [];
    const answer = (): void => {
      atOnce.push(asking.length);
      for (const socket of asking.splice(0)) socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
    };
    let connections = 0;
    const counting = startRawServer((socket) => {
      const isProbe = ++connections === 1;
      socket.once("data", () => {
        asking.push(socket);
        if (isProbe || asking.length === 3) setImmediate(answer);
      });
    });
    expect(await test(await urlOf(counting), "--cases", "2.1,2.2,2.3,2.4,2.5,2.6", "--jobs", "3")).toBe(1);
    expect(atOnce).toEqual([1, 3, 3]);
  });

  it("waits for a server that is still starting", async () => {
    const { port, close } = await startEchoServer(0);
    await close();
    const running = test(`ws://127.0.0.1:${port}`, "--cases", "1.1.1", "--wait", "60");
    await new Promise(setImmediate);
    const late = await startEchoServer(port);
    servers.push({ url: "", close: late.close });
    expect(await running).toBe(0);
  });

  it("waits for nobody at an address that is none", async () => {
    expect(await test("http://127.0.0.1:9001", "--wait", "60")).toBe(2);
    expect(cli.output.err).toMatch(/^error: "http:\/\/127\.0\.0\.1:9001" begins with http:\/\/; expected ws:\/\/ or wss:\/\/$/);
  });

  it("plays again what does not pass, whatever fails the run, and tells of each case once", async () => {
    let requests = 0;
    const refusing = startRawServer((socket) => {
      socket.once("data", () => socket.end(`HTTP/1.1 404 Not Found\r\nRequest: ${++requests}\r\n\r\n`));
    });
    const url = await urlOf(refusing);
    expect(await test(url, "--cases", "2.1", "--retries", "1", "--fail-on", "none", "--reporter", "json")).toBe(0);
    const twoAttemptsWithTheirProbes = 4;
    expect(requests).toBe(twoAttemptsWithTheirProbes);
    expect(cli.output.out.match(/"type":"result"/g)).toHaveLength(1);
  });

  it("warns of a pattern that selects nothing beside others that do", async () => {
    expect(await test(await urlOf(strictServer()), "--cases", "1.1.1,1.1.99")).toBe(0);
    expect(cli.output.err).toBe("Warning: the pattern 1.1.99 matches no case.");
  });
});

describe("hybi test when nothing can be run", () => {
  it("because the server is not there: 2", async () => {
    const server = await strictServer();
    await server.close();
    expect(await test(server.url)).toBe(2);
    expect(cli.output.err).toMatch(/^error: cannot connect to 127\.0\.0\.1:\d+: .*ECONNREFUSED/);
    expect(readdirSync(cli.folder)).toEqual([]);
  });

  it("because one of two servers is not there: 2, but the other has its report", async () => {
    const gone = await strictServer();
    await gone.close();
    expect(await test(gone.url, await urlOf(strictServer()), "--cases", "1.1.1")).toBe(2);
    expect(cli.output.err).toContain(`cannot connect to ${new URL(gone.url).host}`);
    expect(Object.keys(cli.index("servers"))).toEqual([productToken]);
  });

  it.each(["under a file", "in place of a folder"])(
    "because there is a file %s where the reports go: 2, before anything runs",
    async (where) => {
      let visitors = 0;
      const url = await urlOf(
        startRawServer((socket) => {
          visitors++;
          socket.destroy();
        }),
      );
      writeFileSync(join(cli.folder, "file"), "");
      mkdirSync(join(cli.folder, "folder"));
      writeFileSync(join(cli.folder, "folder", "servers"), "");
      const outdir = join(cli.folder, where === "under a file" ? "file" : "folder");
      expect(await cli.run("test", url, "--outdir", outdir)).toBe(2);
      expect(cli.output.err).toMatch(/^error: Cannot write to the report folder .*; give another folder as outdir$/);
      expect(visitors).toBe(0);
    },
  );

  it("leaves nothing in the folder that it tried", async () => {
    await test(await urlOf(startAnsweringServer("HTTP/1.1 404 Not Found\r\n\r\n")), "--cases", "1.1.1");
    expect(readdirSync(join(cli.folder, "servers")).toSorted()).toEqual([
      "index.html",
      "index.json",
      "unknownserver_case_1_1_1.html",
      "unknownserver_case_1_1_1.json",
    ]);
  });
});

describe("Ctrl-C", () => {
  /** A strict server that takes some connections; at the next one somebody presses Ctrl-C. */
  async function interruptedAfter(connections: number): Promise<PeerServer> {
    const { url, close } = await strictServer();
    let taken = 0;
    const server = await startRawServer((socket: Socket) => {
      if (++taken > connections) {
        process.emit("SIGINT");
        return;
      }
      const upstream = connect({ host: "127.0.0.1", port: Number(new URL(url).port), allowHalfOpen: true });
      pipeline(socket, upstream, () => undefined);
      pipeline(upstream, socket, () => undefined);
    });
    return { url: server.url, close: async () => void (await Promise.all([server.close(), close()])) };
  }

  it("ends the run at once, and the report has what ran", async () => {
    // The first connection only finds out whether there is a server.
    const url = await urlOf(interruptedAfter(3));
    expect(await test(url, "--cases", "1.1.1,1.1.2,1.1.3,1.1.4", "--jobs", "1", "--timeout-scale", "1000")).toBe(130);
    expect(Object.keys(cli.index("servers")[productToken] ?? {})).toEqual(["1.1.1", "1.1.2"]);
    expect(cli.output.err).toContain("Stopping; the reports will hold what ran.");
    expect(cli.output.out).toMatch(/as a server: 2 cases in/);
  });

  it("before anything ran leaves no report", async () => {
    expect(await test(await urlOf(interruptedAfter(1)), "--timeout-scale", "1000")).toBe(130);
    expect(readdirSync(cli.folder)).toEqual([]);
  });

  it("ends the wait for a server that does not come, which is no mistake of the user", async () => {
    const { url, close } = await strictServer();
    await close();
    const running = test(url, "--wait", "3600");
    while (process.listenerCount("SIGINT") === 0) await new Promise(setImmediate);
    process.emit("SIGINT");
    expect(await running).toBe(130);
    expect(cli.output.err.trim()).toBe("Stopping; the reports will hold what ran. Press Ctrl-C again to stop at once.");
  });

  it("leaves the mistakes that were found before it, and is what the exit code tells", async () => {
    const gone = await strictServer();
    await gone.close();
    expect(await test(gone.url, await urlOf(interruptedAfter(1)), "--timeout-scale", "1000")).toBe(130);
    expect(cli.output.err).toMatch(/^error: cannot connect to .*ECONNREFUSED/m);
  });

  it("ends the run against our own client, too", async () => {
    const running = test("--cases", "1.1.*,2.*,6.4.*", "--jobs", "1");
    await cli.output.said(/as a server: .* in/);
    process.emit("SIGINT");
    expect(await running).toBe(130);
    expect(Object.keys(cli.index("servers")[productToken] ?? {})).toHaveLength(23);
    expect(existsSync(join(cli.folder, "clients", "index.json"))).toBe(false);
  });

  it("keeps the other servers from being tried, and nobody listens for it any more afterwards", async () => {
    const second = startRawServer(() => {
      throw new Error("nobody should come here");
    });
    expect(await test(await urlOf(interruptedAfter(1)), await urlOf(second))).toBe(130);
    expect(process.listenerCount("SIGINT")).toBe(0);
  });
});
