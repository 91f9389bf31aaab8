import type { TrafficStatistics } from "../../fuzzer/seen/traffic-statistics.ts";
import { compressionRatio, ratio } from "../words/compression-ratio.ts";
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
