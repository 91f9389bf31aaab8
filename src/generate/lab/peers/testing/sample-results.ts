import type { Outcome } from "../../../../conformance/verdict/outcome.ts";
import type { PageSource } from "../page-source.ts";
import type { PeerResults } from "../results-file.ts";

/** An outcome; without arguments the one of a clean pass. */
export const outcome = (behavior: Outcome["behavior"] = "OK", remoteCloseCode: Outcome["remoteCloseCode"] = 1000): Outcome => ({
  behavior,
  behaviorClose: "OK",
  remoteCloseCode,
});

/** Results of `ws` as a server under our suite. */
export const wsResults = (outcomes: PeerResults["outcomes"]): PeerResults => ({
  peer: "ws",
  version: "8.0.0",
  role: "server",
  suite: "hybi",
  profile: "quick",
  outcomes,
});

/** A page about these results, with four real cases and their real titles left out. */
export const sourceOf = (results: readonly PeerResults[], reasons: PageSource["reasons"] = { peers: {}, suites: {} }): PageSource => ({
  results,
  expected: { "1.1.1": outcome(), "2.5": outcome("OK", 1002), "6.4.1": outcome("OK", 1007), "6.4.2": outcome("OK", 1007) },
  cases: [],
  groups: [],
  reasons,
});
