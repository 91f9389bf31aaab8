import type { TrafficStatistics } from "../../fuzzer/seen/traffic-statistics.ts";

/** What compression has left of the messages: framed octets by those of the application. */
export const compressionRatio = (sums: TrafficStatistics["incoming"]): number | null =>
  ratio(sums.octetsWebSocketLevel, sums.octetsAppLevel);

/** A part of a whole; null where there is no whole. */
export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Both ratios as the overview shows them: `[0.185/0.190]`. */
export const ratiosText = ({ incoming, outgoing }: TrafficStatistics): string =>
  `[${[incoming, outgoing].map((sums) => compressionRatio(sums)?.toFixed(3) ?? "-").join("/")}]`;
