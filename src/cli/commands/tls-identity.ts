import { readFile } from "node:fs/promises";
import { loopbackIdentity } from "../../node/loopback-identity.ts";
import type { TlsIdentity } from "../../node/tls-server.ts";
import { fileFault } from "../errors/file-fault.ts";
import { UsageError } from "../errors/usage-error.ts";

/** Where a key and its certificate are; without either, both are made for this machine and kept in memory only. */
export interface IdentityFiles {
  readonly key?: string | undefined;
  readonly cert?: string | undefined;
}

/** Reads a key and its certificate, or makes a pair that is good for loopback. */
export async function tlsIdentity({ key, cert }: IdentityFiles): Promise<TlsIdentity> {
  if (key === undefined && cert === undefined) return loopbackIdentity();
  if (key === undefined || cert === undefined) {
    throw new UsageError(
      `a ${key === undefined ? "certificate" : "key"} is of no use without its ${key === undefined ? "key" : "certificate"}; give both`,
    );
  }
  return { key: await pemFrom(key, "key"), cert: await pemFrom(cert, "certificate") };
}

/** The identity that a command line asks for, if it asks for any. */
export const askedIdentity = async ({ tls, key, cert }: IdentityFiles & { readonly tls?: boolean }): Promise<TlsIdentity | undefined> =>
  tls === true || key !== undefined || cert !== undefined ? await tlsIdentity({ key, cert }) : undefined;

async function pemFrom(path: string, what: string): Promise<string> {
  const pem = await readFile(path, "utf8").catch((error: Error) => {
    throw new UsageError(`cannot read the ${what} ${path}: ${fileFault(error)}`);
  });
  // TLS would take it for no certificate at all, and refuse every client.
  if (pem.trim() === "") throw new UsageError(`the ${what} ${path} is empty; expected PEM`);
  return pem;
}
