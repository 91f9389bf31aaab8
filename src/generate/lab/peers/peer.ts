import type { Role } from "../../../../spec/role.ts";
/** What a testee's folder is built with. */
export type ToolChain = "python" | "go" | "cargo" | "node";

/** A foreign implementation: its testee is in the folder of its name and can take either role. */
export interface Peer {
  readonly name: string;
  readonly language: string;
  readonly toolChain: ToolChain;
}

/** Both roles, in the order of the page. */
export const roles: readonly Role[] = ["server", "client"];

/** The foreign implementations that are tested. */
export const peers: readonly Peer[] = [
  { name: "websockets", language: "Python", toolChain: "python" },
  { name: "aiohttp", language: "Python", toolChain: "python" },
  { name: "gorilla", language: "Go", toolChain: "go" },
  { name: "coder", language: "Go", toolChain: "go" },
  { name: "tungstenite", language: "Rust", toolChain: "cargo" },
  { name: "ws", language: "Node", toolChain: "node" },
];
