import { spawnSync } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { loopbackIdentity } from "./loopback-identity.ts";

const now = new Date("2026-12-01T06:00:00Z");
const identity = await loopbackIdentity(now);
const certificate = new X509Certificate(identity.cert);
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

describe("a certificate for loopback", () => {
  it("is for the three names of this machine, and for no other", () => {
    expect(certificate.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1");
    expect(certificate.checkHost("localhost")).toBe("localhost");
    expect([certificate.checkIP("127.0.0.1"), certificate.checkIP("::1")]).toEqual(["127.0.0.1", "::1"]);
    expect([certificate.checkHost("example.com"), certificate.checkIP("127.0.0.2")]).toEqual([undefined, undefined]);
  });

  it("is signed with its own key, for servers, and vouches for nobody else", () => {
    expect(certificate.checkPrivateKey(createPrivateKey(identity.key))).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkIssued(certificate)).toBe(true);
    expect([certificate.subject, certificate.issuer, certificate.ca]).toEqual(["CN=localhost", "CN=localhost", false]);
    expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
  });

  it("is good from the day before for a year", () => {
    expect(new Date(certificate.validFrom).toISOString()).toBe("2026-11-30T06:00:00.000Z");
    expect(new Date(certificate.validTo).toISOString()).toBe("2027-12-01T06:00:00.000Z");
  });

  it("has a key and a number of its own", async () => {
    const other = new X509Certificate((await loopbackIdentity(now)).cert);
    expect(other.serialNumber).not.toBe(certificate.serialNumber);
    expect(other.fingerprint256).not.toBe(certificate.fingerprint256);
    expect(other.checkPrivateKey(createPrivateKey(identity.key))).toBe(false);
  });

  it.runIf(hasOpenssl)("is what openssl takes for one, in the strictest way", () => {
    const folder = mkdtempSync(join(tmpdir(), "hybi-certificate-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, "cert.pem");
    writeFileSync(path, identity.cert);
    const at = ["-attime", String(now.getTime() / 1000)];
    const verified = spawnSync("openssl", [
      "verify",
      "-x509_strict",
      ...at,
      "-purpose",
      "sslserver",
      "-verify_ip",
      "127.0.0.1",
      "-CAfile",
      path,
      path,
    ]);
    expect(verified.stdout.toString() + verified.stderr.toString()).toBe(`${path}: OK\n`);
    const parsed = spawnSync("openssl", ["asn1parse", "-in", path]);
    expect(parsed.status).toBe(0);
  });
});

describe("a TLS server with it", () => {
  /** A connection at a host, made at some time; the client trusts the server's certificate, or another. */
  async function connected(host: string, { madeAt = new Date(), trusted }: { readonly madeAt?: Date; readonly trusted?: string } = {}) {
    const { key, cert } = await loopbackIdentity(madeAt);
    const server = createServer({ key, cert }, (socket) => socket.end("hello"));
    server.on("tlsClientError", () => undefined);
    onTestFinished(() => void server.close());
    server.listen(0, host);
    await once(server, "listening");
    const socket = connect({ host, port: (server.address() as AddressInfo).port, ca: trusted ?? cert });
    onTestFinished(() => void socket.destroy());
    await once(socket, "secureConnect");
    return socket;
  }

  it.each(["127.0.0.1", "localhost"])("is trusted at %s by a client that is given the certificate", async (host) => {
    const socket = await connected(host);
    expect([socket.authorized, socket.authorizationError]).toEqual([true, null]);
    const [bytes] = (await once(socket, "data")) as [Buffer];
    expect(bytes.toString()).toBe("hello");
  });

  it("is not trusted by a client that knows another certificate of the same name", async () => {
    await expect(connected("127.0.0.1", { trusted: (await loopbackIdentity()).cert })).rejects.toThrow(/self-signed|signature/);
  });

  it("is not trusted when the certificate has expired, or is not good yet", async () => {
    const elsewhen = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000);
    await expect(connected("127.0.0.1", { madeAt: elsewhen(-366) })).rejects.toThrow(/expired/);
    await expect(connected("127.0.0.1", { madeAt: elsewhen(366) })).rejects.toThrow(/not yet valid/);
  });
});
