import type { TrafficStatistics } from "../../verdict/case-result.ts";
import type { JsonValue } from "./json-text.ts";

type Sums = TrafficStatistics["incoming"];

/** The statistics of a case with round trips, under the names that scripts know. */
export const trafficJson = ({ incoming, outgoing }: TrafficStatistics): Readonly<Record<string, JsonValue>> => ({
  ...directionJson("incoming", incoming),
  ...directionJson("outgoing", outgoing),
});

const directionJson = (direction: "incoming" | "outgoing", sums: Sums): Readonly<Record<string, JsonValue>> => ({
  [`${direction}OctetsWireLevel`]: sums.octetsWireLevel,
  [`${direction}OctetsWebSocketLevel`]: sums.octetsWebSocketLevel,
  [`${direction}OctetsAppLevel`]: sums.octetsAppLevel,
  [`${direction}WebSocketFrames`]: sums.webSocketFrames,
  [`${direction}WebSocketMessages`]: sums.webSocketMessages,
  [`${direction}CompressionRatio`]: compressionRatio(sums),
  [`${direction}WebSocketOverhead`]: ratio(sums.octetsWireLevel - sums.octetsWebSocketLevel, sums.octetsWebSocketLevel),
  [`preopen${direction === "incoming" ? "Incoming" : "Outgoing"}OctetsWireLevel`]: sums.preopenOctetsWireLevel,
});

/** What compression has left of the messages: framed octets by those of the application. */
const compressionRatio = (sums: Sums): number | null => ratio(sums.octetsWebSocketLevel, sums.octetsAppLevel);

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Both ratios as the overview shows them: `[0.185/0.190]`. */
export const ratiosText = ({ incoming, outgoing }: TrafficStatistics): string =>
  `[${[incoming, outgoing].map((sums) => compressionRatio(sums)?.toFixed(3) ?? "-").join("/")}]`;
