import { parseRequirementId } from "../../../../spec/requirement.ts";
import { type Failure, failureError } from "../../../core/blame.ts";
import { bytesFromLatin1 } from "../../../core/bytes/text.ts";
import { Endpoint } from "../../../core/endpoint.ts";
import { headerRules } from "../../../core/frame/header-rules.ts";
import { drain, eventsOf } from "../../../core/testing/drain.ts";
import { establishedClient, establishedServer } from "../../../core/testing/established.ts";
import { requestText } from "../../../core/testing/sample-handshake.ts";
import { seededPorts } from "../../../core/testing/seeded-ports.ts";
import { blamedByMachine } from "../../../oracle/judged-requirements.ts";
import { type BrokenSample, brokenSamples } from "./broken-samples.ts";

/** What an endpoint reports when it is given a sample. */
export interface ReportedFailure {
  readonly sample: BrokenSample;
  readonly failure: Failure;
  /** As the application gets to read it, thrown or logged. */
  readonly message: string;
}

/** Gives every sample to a real endpoint; fails when a rule for headers or for order is without one. */
export function reportedFailures(): ReportedFailure[] {
  const reported = brokenSamples.map(reportOf);
  const shown = new Set<string>(reported.map(({ failure }) => failure.requirement));
  const missing = [...headerRules.map(({ requirement }) => requirement), ...blamedByMachine()].filter(
    (requirement) => !shown.has(requirement),
  );
  if (missing.length > 0) throw new Error(`The error reference needs a sample that breaks ${[...new Set(missing)].join(", ")}.`);
  return reported.sort((a, b) => compareSections(a.failure.requirement, b.failure.requirement));
}

function reportOf(sample: BrokenSample): ReportedFailure {
  const endpoint = endpointFor(sample);
  endpoint.feed({ kind: "bytes", bytes: Uint8Array.from(Buffer.from(sample.bytes.replaceAll(" ", ""), "hex")) });
  const failed = eventsOf(drain(endpoint)).find((event) => event.type === "failed");
  if (failed === undefined) throw new Error(`The sample ${sample.bytes} does not fail a connection.`);
  return { sample, failure: failed.failure, message: failureError(failed.failure).message };
}

function endpointFor({ to, limits, compressed }: BrokenSample): Endpoint {
  const options = limits === undefined ? {} : { limits };
  if (!compressed) return to === "server" ? establishedServer(options) : establishedClient(options);
  const server = new Endpoint({ role: "server", ports: seededPorts(), compression: {}, ...options });
  server.feed({ kind: "start" });
  server.feed({ kind: "bytes", bytes: bytesFromLatin1(requestText({ "Sec-WebSocket-Extensions": "permessage-deflate" })) });
  server.feed({ kind: "accept" });
  drain(server);
  return server;
}

function compareSections(a: string, b: string): number {
  const [left, right] = [a, b].map(parseRequirementId) as [ReturnType<typeof parseRequirementId>, ReturnType<typeof parseRequirementId>];
  return (
    left.document.localeCompare(right.document) || left.section.localeCompare(right.section, "en", { numeric: true }) || a.localeCompare(b)
  );
}
