import { closeCodes } from "../../../spec/registries/close-codes.ts";
import { encodeUtf8 } from "../../core/bytes/text.ts";
import type { Cancel, Clock } from "../../core/clock.ts";
import { closeBody } from "../fuzzer/close-frame.ts";
import type { FuzzerConnection } from "../fuzzer/fuzzer-connection.ts";
import type { FuzzerListener } from "../fuzzer/fuzzer-connection-options.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import type { ResultStore } from "./result-store.ts";

/** How long a client that asks for the status of a case waits for somebody to begin it; while it is being played there is no limit. */
export const caseStatusSeconds = 10;

/** What `/getCaseStatus` is about. */
export interface CaseStatusQuestion {
  readonly agent: string;
  readonly id: string;
  readonly seconds: number;
  readonly onResult: (result: CaseResult) => void;
}

/** Tells how a case went as soon as it has been run; ends with a reason when nobody runs it. */
export function caseStatus(connection: FuzzerConnection, store: ResultStore, clock: Clock, question: CaseStatusQuestion): FuzzerListener {
  const { agent, id, seconds, onResult } = question;
  let cancelTimer: Cancel = () => undefined;
  let cancelWait: Cancel = () => undefined;
  const limit = (): void => {
    cancelTimer = clock.after(seconds, () => {
      if (store.isPlaying(agent, id)) return limit();
      const reason = `this agent has not run case ${id} within ${seconds} s`;
      connection.close(closeCodes.policy, encodeUtf8(reason), closeBody(closeCodes.policy, reason));
    });
  };
  return {
    onOpen: () => {
      limit();
      cancelWait = store.whenKept(agent, id, (result) => {
        cancelTimer();
        onResult(result);
      });
    },
    onLost: () => {
      cancelTimer();
      cancelWait();
    },
  };
}
