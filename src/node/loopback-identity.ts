import { generateKeyPair, type KeyObject, randomBytes, sign } from "node:crypto";
import { promisify } from "node:util";
import { bitString, boolean, integer, nothing, objectIdentifier, octetString, sequence, set, tagged, time, utf8String } from "./der.ts";
import type { TlsIdentity } from "./tls-server.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** Clocks of containers and virtual machines differ. */
const daysBefore = 1;
const daysAfter = 365;

/** A new key and a certificate for localhost, 127.0.0.1 and ::1 that it signs itself (X.509 version 3, RFC 5280). Good for a year from `now`. */
export async function loopbackIdentity(now: Date = new Date()): Promise<TlsIdentity> {
  // RSA, for it is what every client of TLS can verify.
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const toBeSigned = certificateFields(publicKey, now);
  const certificate = sequence(toBeSigned, sha256WithRsa, bitString(sign("sha256", toBeSigned, privateKey)));
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert: pemOf(certificate) };
}

const sha256WithRsa = sequence(objectIdentifier("1.2.840.113549.1.1.11"), nothing());

/** Section 4.1: issuer and subject are the same. */
function certificateFields(publicKey: KeyObject, now: Date): Buffer {
  const after = (days: number): Buffer => time(new Date(now.getTime() + days * dayMs));
  const name = sequence(set(sequence(objectIdentifier("2.5.4.3"), utf8String("localhost"))));
  const version3 = tagged(0xa0, integer(Buffer.of(2)));
  const serialNumber = integer(randomBytes(16));
  const validity = sequence(after(-daysBefore), after(daysAfter));
  const keyFields = publicKey.export({ type: "spki", format: "der" });
  return sequence(version3, serialNumber, sha256WithRsa, name, validity, name, keyFields, tagged(0xa3, extensions));
}

const extension = (identifier: string, isCritical: boolean, value: Uint8Array): Buffer =>
  sequence(objectIdentifier(identifier), ...(isCritical ? [boolean(true)] : []), octetString(value));

const dnsName = (name: string): Buffer => tagged(0x82, Buffer.from(name));
const ipAddress = (...bytes: readonly number[]): Buffer => tagged(0x87, Buffer.from(bytes));

/**
 * Section 4.2.1: whom it is for, and that it is for a server and is no authority. No key usage: without "signs certificates" in it,
 * some libraries do not take a certificate for its own issuer, and with it others do not take it for a server's.
 */
const extensions = sequence(
  extension("2.5.29.17", false, sequence(dnsName("localhost"), ipAddress(127, 0, 0, 1), ipAddress(...new Array<number>(15).fill(0), 1))),
  // No authority: the default is not written.
  extension("2.5.29.19", true, sequence()),
  extension("2.5.29.37", false, sequence(objectIdentifier("1.3.6.1.5.5.7.3.1"))),
);

function pemOf(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
