import { counted } from "../case/counted.ts";
import type { RunOutWait } from "../fuzzer/waiting/waits.ts";

/** Why a result that rests on these waits says nothing about the peer; null where none was cut short. */
export function inconclusiveWait(waits: readonly RunOutWait[]): string | null {
  const short = waits.find(({ isCutShort }) => isCutShort);
  if (short === undefined) return null;
  const { seconds, lateMs, contention } = short;
  const late = `this process could not look at its connections for ${Math.round(lateMs)} ms`;
  return `The machine was too busy to tell: while the fuzzer waited ${counted(seconds, "second")}, ${late}, and ${contention.toFixed(1)} processes wanted each processor.`;
}

/** What this machine has run out of, by the error code of the system. */
const shortages: Readonly<Record<string, string>> = {
  EMFILE: "this process may not open more files and connections (ulimit -n)",
  ENFILE: "this machine may not open more files and connections",
  EADDRNOTAVAIL: "this machine has no free port left to connect from",
  ENOBUFS: "this machine has no memory left for connections",
  ENOMEM: "this machine has no memory left for connections",
};

/** Why an error in reaching the peer is this machine's own; null where it is not. */
export function inconclusiveError({ cause }: Error): string | null {
  const shortage = shortages[(cause as { readonly code?: string } | undefined)?.code ?? ""];
  return shortage === undefined ? null : `The case could not be played: ${shortage}.`;
}
