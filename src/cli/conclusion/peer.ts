import type { Role } from "../../../spec/role.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { grouped } from "./grouped.ts";
import { shownName } from "./shown-name.ts";

/** Who is tested: an agent, and the role that it plays. A library may be both. */
export interface Peer {
  readonly agent: string;
  readonly role: Role;
}

/** Whose result it is: where the fuzzer is the server, the peer is a client. */
export const peerOf = ({ agent, isServer }: Pick<CaseResult, "agent" | "isServer">): Peer => ({
  agent,
  role: isServer ? "client" : "server",
});

/** `A as a server`: the name of a peer wherever both roles of an agent may stand side by side. */
export const peerName = ({ agent, role }: Peer): string => `${agent} as a ${role}`;

/** The name of a peer as it is shown to people. */
export const shownPeer = (peer: Peer): string => shownName(peerName(peer));

/** The peer of a name; a name without a role is that of an agent in whichever role. */
export function peerNamed(name: string): { readonly agent: string; readonly role: Role | undefined } {
  const role = (["server", "client"] as const).find((each) => name.endsWith(` as a ${each}`));
  return { agent: role === undefined ? name : name.slice(0, -` as a ${role}`.length), role };
}

/** Some results by the name of their peer, in the order in which they come. */
export const byPeer = (results: readonly CaseResult[]): ReadonlyMap<string, readonly CaseResult[]> =>
  grouped(results, (result) => peerName(peerOf(result)));
