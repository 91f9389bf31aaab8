import type { Role } from "../../spec/role.ts";
import type { DeflateAgreement } from "../deflate/compressed-messages.ts";
import { agreedByClient, agreedByServer, type GivenParameters } from "../opening/deflate-negotiation.ts";
import { type CompressionWish, type Conversation, sameNotes } from "./conversation.ts";
import { EchoPeer } from "./echo-peer.ts";
import { type Conclusion, Fuzzer } from "./fuzzer.ts";

/** What the results of a case keep. */
export interface PredictedOutcome {
  readonly behavior: "OK" | "NON-STRICT" | "INFORMATIONAL" | "UNIMPLEMENTED" | "FAILED";
  readonly behaviorClose: "OK" | "FAILED" | "UNCLEAN" | "WRONG CODE" | "FAILED BY CLIENT" | "INFORMATIONAL";
  readonly remoteCloseCode: number | null;
}

/** The outcome of a conversation with a strict endpoint of a role that echoes, from nothing but the frames that are sent. */
export function predictedOutcome(conversation: Conversation, role: Role): PredictedOutcome {
  const agreement = conversation.compression === undefined ? undefined : agreementOf(conversation.compression, role);
  const peer = new EchoPeer(role, agreement);
  const conclusion = new Fuzzer(conversation, peer, role === "client", agreement !== undefined).conclude();
  const verdict = { behavior: behaviorOf(conversation, conclusion), behaviorClose: behaviorCloseOf(conversation, conclusion, role) };
  return { ...afterwards(conversation, conclusion, verdict), remoteCloseCode: conclusion.remoteCloseCode };
}

/** RFC 7692, section 5: a strict server wants nothing of its own, and a strict client leaves its window to the server. */
function agreementOf({ offers, answers }: CompressionWish, role: Role): DeflateAgreement | undefined {
  if (role === "server") {
    const wishes = { serverNoContextTakeover: false, clientNoContextTakeover: false, serverMaxWindowBits: 15, clientMaxWindowBits: 15 };
    const named = offers.map(({ noContextTakeover, serverMaxWindowBits }) => [
      ...(noContextTakeover ? [["client_no_context_takeover", null] as const] : []),
      ["client_max_window_bits", null] as const,
      ...(noContextTakeover ? [["server_no_context_takeover", null] as const] : []),
      ...(serverMaxWindowBits === 0 ? [] : [["server_max_window_bits", String(serverMaxWindowBits)] as const]),
    ]);
    return agreedByServer(
      named.map((parameters) => ({ name: "permessage-deflate", parameters })),
      wishes,
    );
  }
  const offer: GivenParameters = { client_max_window_bits: true };
  const [answer] = answers;
  if (answer === undefined) return undefined;
  const parameters = [
    ...(answer.clientNoContextTakeover ? [["client_no_context_takeover", null] as const] : []),
    ...(answer.clientMaxWindowBits === 0 ? [] : [["client_max_window_bits", String(answer.clientMaxWindowBits)] as const]),
  ];
  const agreed = agreedByClient({ name: "permessage-deflate", parameters }, [offer]);
  return "serverMaxWindowBits" in agreed ? agreed : undefined;
}

type Verdict = Pick<PredictedOutcome, "behavior" | "behaviorClose">;

function behaviorOf({ expected }: Conversation, { noted, allCounted, isUnimplemented }: Conclusion): Verdict["behavior"] {
  if (isUnimplemented) return "UNIMPLEMENTED";
  if (allCounted !== undefined) return allCounted ? "OK" : "FAILED";
  const isAs = (label: "OK" | "NON-STRICT"): boolean => expected[label] !== undefined && sameNotes(expected[label], noted);
  return isAs("OK") ? "OK" : isAs("NON-STRICT") ? "NON-STRICT" : "FAILED";
}

/** Who closed, then whether cleanly, then with which code, then whether a server left the transport to its client. */
function behaviorCloseOf({ expectedClose }: Conversation, conclusion: Conclusion, role: Role): Verdict["behaviorClose"] {
  const { closedByMe, wasClean, remoteCloseCode, droppedByMe } = conclusion;
  if (closedByMe !== expectedClose.closedByMe) return "FAILED";
  if (expectedClose.requireClean && !wasClean) return "UNCLEAN";
  if (remoteCloseCode !== null && !expectedClose.closeCode.includes(remoteCloseCode)) return "WRONG CODE";
  return role === "server" && droppedByMe ? "FAILED BY CLIENT" : "OK";
}

/** What the suite does to its verdicts in the end, in the order in which a case has it. */
function afterwards({ expectedClose, after }: Conversation, { closedByMe, sent }: Conclusion, verdict: Verdict): Verdict {
  const isFatal = expectedClose.closedByWrongEndpointIsFatal === true && closedByMe !== expectedClose.closedByMe;
  let { behavior, behaviorClose }: Verdict = isFatal ? { ...verdict, behavior: "FAILED" } : verdict;
  for (const { rule, counts = {} } of after) {
    const isMiscounted = Object.entries(counts).some(([opcode, count]) => (sent[Number(opcode)] ?? 0) !== count);
    if ((rule === "wrongCodeFails" && behaviorClose === "WRONG CODE") || isMiscounted) behavior = "FAILED";
    if (rule === "forceInformational") [behavior, behaviorClose] = ["INFORMATIONAL", "INFORMATIONAL"];
  }
  return { behavior, behaviorClose };
}
