import { hexOf } from "../../core/bytes/hex.ts";
import { nodePorts } from "../../node/ports.ts";
import { ConnectionMonitor } from "../../oracle/monitor.ts";
import type { Told } from "../../oracle/verdict.ts";
import { type OracleRequest, protocolVersion, RequestFault, requestIn } from "./request.ts";
import { strictEndpoint } from "./strict-endpoint.ts";

/** Answers lines of JSON with lines of JSON, one for one: what a strict endpoint must do, and who broke what on connections that are watched. */
export class StdioSession {
  readonly #watched = new Map<string, ConnectionMonitor>();

  /** The answer to a line, without its end. */
  answer(line: string): string {
    try {
      return JSON.stringify({ version: protocolVersion, ...this.#answerTo(requestIn(line)) });
    } catch (error) {
      if (!(error instanceof RequestFault)) throw error;
      return JSON.stringify({ version: protocolVersion, error: { field: error.field, message: error.message } });
    }
  }

  #answerTo(request: OracleRequest): object {
    switch (request.ask) {
      case "endpoint":
        return strictEndpoint(request.role, request.pieces, request.extensions);
      case "open":
        if (this.#watched.has(request.connection)) throw new RequestFault("connection", "there is an open connection of this name");
        this.#watched.set(
          request.connection,
          new ConnectionMonitor(request.facts, {
            deflate: nodePorts.deflate ?? null,
            isUtf8: nodePorts.isUtf8,
            ...(request.graceMs !== undefined && { graceMs: request.graceMs }),
          }),
        );
        return { connection: request.connection };
      case "see":
        return { connection: request.connection, ...foundIn(this.#of(request.connection).see(request.observation)) };
      case "verdict":
        return { connection: request.connection, ...verdictJson(this.#of(request.connection)) };
      case "close": {
        const monitor = this.#of(request.connection);
        const found = foundIn(monitor.end());
        this.#watched.delete(request.connection);
        return { connection: request.connection, ...found, ...verdictJson(monitor) };
      }
    }
  }

  #of(name: string): ConnectionMonitor {
    const monitor = this.#watched.get(name);
    if (monitor === undefined)
      throw new RequestFault("connection", `no connection "${name}" is open; begin with {"ask":"open","connection":"${name}"}`);
    return monitor;
  }
}

function foundIn(told: Iterable<Told>): object {
  const found = [...told];
  return {
    violations: found.flatMap((each) => (each.kind === "breach" ? [breachJson(each.breach)] : [])),
    reactions: found.flatMap((each) => (each.kind === "reaction" ? [each.reaction] : [])),
  };
}

const breachJson = ({ bytes, ...breach }: Extract<Told, { kind: "breach" }>["breach"]): object => ({ ...breach, bytes: hexOf(bytes) });

function verdictJson(monitor: ConnectionMonitor): object {
  const { final, frames, violations, inconclusive, conforms } = monitor.verdict();
  return { verdict: { final, frames, violations: violations.map(breachJson), inconclusive, conforms } };
}
