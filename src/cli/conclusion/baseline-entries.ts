import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { byPeer, peerName, peerNamed, peerOf } from "./peer.ts";

/** Finds, among the keys of a baseline, that of the entry that speaks of the peer of a result; one of its own if there is none. */
export function entryFinder(results: readonly CaseResult[], keys: readonly string[]): (result: CaseResult) => string {
  const peers = [...byPeer(results).keys()];
  const entries = new Map(peers.map((name) => [name, entryOf(name, peers, keys)]));
  return (result) => entries.get(peerName(peerOf(result))) as string;
}

/** An entry without a role, as in an `index.json`, speaks of the agent in both. */
function entryOf(name: string, peers: readonly string[], keys: readonly string[]): string {
  const { agent, role } = peerNamed(name);
  const known = [name, agent].find((key) => keys.includes(key));
  if (known !== undefined) return known;
  // Where there is one agent of a role on either side it is the same one, although its name may hold a version.
  const [rival] = peers.filter((other) => other !== name && peerNamed(other).role === role);
  const [entry, another] = keys.filter((key) => [role, undefined].includes(peerNamed(key).role));
  return rival === undefined && another === undefined && entry !== undefined ? entry : name;
}

/** The key that an update gives to an entry: with the role of a result that it speaks of. */
export const entryWithRole = (entry: string, result: CaseResult): string =>
  peerNamed(entry).role === undefined ? peerName(peerOf(result)) : entry;
