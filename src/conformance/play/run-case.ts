import { hexOf } from "../../core/bytes/hex.ts";
import type { Clock } from "../../core/clock.ts";
import type { Case } from "../case/case.ts";
import { levelOf } from "../case/case-level.ts";
import { isStrict } from "../explain/explain.ts";
import type { FuzzerConnection } from "../fuzzer/fuzzer-connection.ts";
import type { ClosingFacts } from "../fuzzer/seen/closing-facts.ts";
import { loggedFrames } from "../fuzzer/seen/seen-frame.ts";
import type { Traffic } from "../fuzzer/seen/traffic.ts";
import { judge } from "../verdict/behaviour.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import { disputedReadings } from "../verdict/disputed-readings.ts";
import { inconclusiveWait } from "../verdict/inconclusive.ts";
import { Play } from "./play.ts";

/** One run of a case: who it is played with, and the heads of the opening handshake once they are known. */
export interface CaseRun {
  readonly played: Case;
  /** The case's number in the list that is run, from 1. */
  readonly number: number;
  readonly connection: FuzzerConnection;
  readonly clock: Clock;
  /** Known at the latest when the connection is over. */
  readonly agent: () => string;
  readonly heads: () => { readonly httpRequest: string; readonly httpResponse: string };
}

/** Plays a case on a connection that is about to open; resolves when the connection is over. */
export function runCase(run: CaseRun): Promise<CaseResult> {
  const started = new Date().toISOString();
  return new Promise((resolve) => {
    const play = new Play(run.played, run.connection, run.clock, () => resolve(resultOf(run, play, started)));
  });
}

function resultOf({ played, number, connection, agent, heads }: CaseRun, play: Play, started: string): CaseResult {
  const { traffic } = connection;
  const observation = {
    wasOpen: play.wasOpen,
    received: play.received,
    facts: connection.facts,
    txFrameStats: traffic.txFrameStats,
    verdict: play.verdict,
  };
  const judgement = judge(played, observation);
  return {
    ...reportedFacts(played, connection.facts),
    ...judgement,
    inconclusive: isStrict(judgement) ? null : inconclusiveWait(connection.sending.runOutWaits),
    attempts: [],
    ...heads(),
    agent: agent(),
    id: played.id,
    case: number,
    title: played.title,
    description: played.description,
    expectation: played.expectation,
    requires: played.requires,
    level: levelOf(played),
    expected: played.expected,
    expectedClose: played.expectedClose,
    received: play.received,
    violations: connection.violations,
    oracle: connection.oracle.peersBreaches,
    ending: connection.ending,
    frames: isStrict(judgement) ? loggedFrames(traffic.frames) : traffic.frames,
    readings: disputedReadings(played, observation),
    started,
    duration: play.durationMs,
    ...seenTraffic(traffic),
    reportTime: played.reportTime,
    reportCompressionRatio: played.reportCompressionRatio ?? false,
  };
}

const seenTraffic = (traffic: Traffic) => ({
  rxOctetStats: traffic.rxOctetStats,
  txOctetStats: traffic.txOctetStats,
  rxFrameStats: traffic.rxFrameStats,
  txFrameStats: traffic.txFrameStats,
  wirelog: traffic.wireLog,
  wirelogTimes: traffic.wireLogTimes,
  createWirelog: traffic.isLogging,
  trafficStats: traffic.statistics,
});

/** One case sends a reason that is no text, and shows it in hex. */
function reportedFacts({ play, after }: Case, facts: ClosingFacts): ClosingFacts {
  if (!after.some(({ rule }) => rule === "hexLocalCloseReason")) return facts;
  const close = play.find((step) => step.step === "close");
  const hex = close?.reason == null ? "?" : hexOf(close.reason);
  return { ...facts, localCloseReason: facts.closedByMe ? hex : "?" };
}
