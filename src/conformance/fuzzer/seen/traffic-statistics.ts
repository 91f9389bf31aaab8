/** How often something of a given size or opcode was seen. */
export type Tally = ReadonlyMap<number, number>;

/** What went over the wire in one direction, up to the last echo of a completed case. */
export interface DirectionStatistics {
  /** All octets while the connection was open. */
  readonly octetsWireLevel: number;
  /** Payload of data frames as it was framed: compressed. */
  readonly octetsWebSocketLevel: number;
  /** Payload of messages as the application had it. */
  readonly octetsAppLevel: number;
  readonly webSocketFrames: number;
  readonly webSocketMessages: number;
  /** Octets before the connection was open. */
  readonly preopenOctetsWireLevel: number;
}

/** Both directions of a case with round trips. */
export interface TrafficStatistics {
  readonly incoming: DirectionStatistics;
  readonly outgoing: DirectionStatistics;
}
