import { decodeUtf8 } from "../../core/bytes/text.ts";
import { connect } from "../../node/connect.ts";
import { parseWebSocketUrl } from "../../node/tcp.ts";
import { echo } from "./echo-server.ts";

/** What an echo client is started with. */
export interface EchoClientOptions {
  /** The address of the fuzzing server. */
  readonly url: string;
  /** The name under which results are reported. */
  readonly agent: string;
  /** Cases that run at the same time. */
  readonly jobs?: number;
  /** The numbers of the cases to go through; all unless given. */
  readonly only?: readonly number[] | undefined;
  /** How long the server may take to say how many cases there are. */
  readonly answerTimeoutMs?: number;
  /** Whether the certificate of a wss server has to be valid; so unless said otherwise. */
  readonly verifyCertificate?: boolean;
  /** Called when a case is over. */
  readonly onCase?: (number: number, count: number) => void;
}

/** A strict client under test: asks for the number of cases, echoes through each, and asks for the reports. Returns the number of cases. */
export async function runEchoClient(options: EchoClientOptions): Promise<number> {
  const { url, agent, jobs = 1, answerTimeoutMs = 5000, verifyCertificate = true, onCase } = options;
  const visit: Visit = (address, onEvent) => visitWith(verifyCertificate, address, onEvent);
  parseWebSocketUrl(url);
  const base = url.replace(/\/+$/, "");
  const name = encodeURIComponent(agent);
  const { text, loss } = await firstMessage(visit, `${base}/getCaseCount`, answerTimeoutMs);
  if (!/^[0-9]+$/.test(text)) {
    const why = loss === undefined ? "" : ` (the connection was lost: ${loss})`;
    throw new Error(`${base}/getCaseCount did not answer with a number${why}; is this a fuzzing server?`);
  }
  const count = Number(text);
  const waiting = [...(options.only ?? Array.from({ length: count }, (_, index) => index + 1))];
  const work = async () => {
    for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
      await visit(`${base}/runCase?case=${number}&agent=${name}`, echo);
      onCase?.(number, count);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, work));
  await visit(`${base}/updateReports?agent=${name}`, () => undefined);
  return count;
}

/** Connects and resolves when the connection is closed. */
type Visit = (url: string, onEvent: typeof echo) => Promise<void>;

function visitWith(verifyCertificate: boolean, url: string, onEvent: typeof echo): Promise<void> {
  return new Promise((resolve, reject) => {
    connect({
      url,
      verifyCertificate,
      compression: {},
      onEvent: (event, host) => {
        onEvent(event, host);
        if (event.type === "closed") resolve();
      },
    }).catch(reject);
  });
}

/** The text a server has to say; none if it says nothing in time, and why the transport was lost, if it was. */
async function firstMessage(visit: Visit, url: string, timeoutMs: number): Promise<{ text: string; loss: string | undefined }> {
  let text = "";
  let loss: string | undefined;
  let giveUp: NodeJS.Timeout | undefined;
  await visit(url, (event, host) => {
    if (event.type === "open") giveUp = setTimeout(() => host.drop(), timeoutMs);
    if (event.type === "message") text ||= decodeUtf8(event.payload);
    if (event.type === "closed") loss = event.loss;
  });
  clearTimeout(giveUp);
  return { text, loss };
}
