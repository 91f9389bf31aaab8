import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";
import { describe, expect, it } from "vitest";
import type { Role } from "../../spec/role.ts";
import type { TcpObservation } from "../oracle/recording/tcp/tcp-connection.ts";
import { TlsKeys } from "../oracle/recording/tls/tls-keys.ts";
import { TlsLayer } from "../oracle/recording/tls/tls-layer.ts";
import { loopbackIdentity } from "./loopback-identity.ts";
import { nodeTlsCrypto } from "./tls-crypto.ts";

interface Recorded {
  readonly observations: TcpObservation[];
  readonly keys: string;
}

/** Says something to an echo server over TLS, through a wire that is listened to. */
async function recorded(version: "TLSv1.2" | "TLSv1.3", ciphers: string): Promise<Recorded> {
  const observations: TcpObservation[] = [];
  const tls = createTlsServer({ ...(await loopbackIdentity()), minVersion: version, maxVersion: version, ciphers }, (socket) =>
    socket.pipe(socket),
  );
  tls.listen(0, "127.0.0.1");
  await once(tls, "listening");
  const pass = (from: Role, source: Socket, target: Socket) => {
    source.on("data", (bytes: Buffer) => observations.push({ kind: "bytes", from, bytes: Uint8Array.from(bytes) }));
    source.pipe(target);
    source.on("error", () => target.destroy());
  };
  const wire = createServer((client) => {
    const server = connect((tls.address() as AddressInfo).port, "127.0.0.1");
    pass("client", client, server);
    pass("server", server, client);
  });
  wire.listen(0, "127.0.0.1");
  await once(wire, "listening");
  const client = connectTls({ port: (wire.address() as AddressInfo).port, host: "127.0.0.1", rejectUnauthorized: false });
  const keys: string[] = [];
  client.on("keylog", (line: Buffer) => keys.push(line.toString("latin1")));
  await once(client, "secureConnect");
  const heard: Buffer[] = [];
  for (const said of ["hello", "x".repeat(20_000)]) {
    client.write(said);
    const before = Buffer.concat(heard).length;
    while (Buffer.concat(heard).length < before + said.length) heard.push(((await once(client, "data")) as [Buffer])[0]);
  }
  client.destroy();
  await Promise.all([once(wire.close(), "close"), once(tls.close(), "close")]);
  return { observations, keys: keys.join("") };
}

function openedWith({ observations }: Recorded, keyLog: string): { text: Record<Role, string>; closed: string[] } {
  const keys = new TlsKeys();
  keys.add(keyLog);
  const layer = new TlsLayer(nodeTlsCrypto, keys);
  const text = { client: "", server: "" };
  const closed: string[] = [];
  for (const found of observations.flatMap((seen) => [...layer.push(seen)])) {
    if (found.kind === "closed") closed.push(found.why);
    else if (found.observation.kind === "bytes") text[found.observation.from] += Buffer.from(found.observation.bytes).toString("latin1");
  }
  return { text, closed };
}

describe("TLS in a recording", () => {
  const said = `hello${"x".repeat(20_000)}`;

  it.each([
    ["TLSv1.3", "TLS_AES_128_GCM_SHA256"],
    ["TLSv1.3", "TLS_AES_256_GCM_SHA384"],
    ["TLSv1.3", "TLS_CHACHA20_POLY1305_SHA256"],
    ["TLSv1.2", "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256"],
    ["TLSv1.2", "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384"],
    ["TLSv1.2", "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305"],
  ] as const)("%s with %s is opened by a key log", async (version, ciphers) => {
    const recording = await recorded(version, ciphers);
    expect(openedWith(recording, recording.keys)).toEqual({ text: { client: said, server: said }, closed: [] });
  });

  it("stays closed without the keys, and says what to do", async () => {
    const recording = await recorded("TLSv1.3", "TLS_AES_128_GCM_SHA256");
    expect(openedWith(recording, "")).toEqual({
      text: { client: "", server: "" },
      closed: [expect.stringMatching(/no key .*SSLKEYLOGFILE.*--keys$/)],
    });
    const others = recording.keys.replace(/[0-9a-f]{8}$/gm, "00000000");
    expect(openedWith(recording, others).closed).toEqual(["a record that the keys do not open"]);
  });
});
