import type { RequirementId } from "../../spec/requirements.ts";
import { awaitsAnswer, isConnecting, modelCodes, type Side } from "./side.ts";

/** As much of a world as its laws look at. */
interface Both {
  readonly client: { readonly value: Side };
  readonly server: { readonly value: Side };
  readonly toClient: { readonly value: readonly unknown[] };
  readonly toServer: { readonly value: readonly unknown[] };
  readonly isLost: boolean;
}

/** A law of two endpoints together. */
interface WorldLaw {
  readonly requirement: RequirementId;
  readonly claim: string;
  readonly isBroken: (world: Both) => boolean;
}

/** Whether both endpoints have arrived at closed. */
export const bothClosed = ({ client, server }: Pick<Both, "client" | "server">): boolean => client.value.isOver && server.value.isOver;

/** Every law of two endpoints together. */
export const worldLaws: readonly WorldLaw[] = [
  {
    requirement: "ours/lifecycle/can-always-finish",
    claim: "an ending that has begun goes on without a timer",
    isBroken: (world) => world.toClient.value.length + world.toServer.value.length === 0 && !bothClosed(world) && isEnding(world),
  },
  {
    requirement: "rfc6455/7.1.5/close-code-of-first-close",
    claim: "each reports the code that the other sent, and both the same one where only one began to close",
    isBroken: (world) => bothClosed(world) && !codesAgree(world),
  },
];

/** The laws a world breaks. */
export const brokenIn = (world: Both): WorldLaw[] => worldLaws.filter(({ isBroken }) => isBroken(world));

function isEnding({ client, server, isLost }: Both): boolean {
  const hasBegun = (side: Side) => side.sentClose !== 0 || side.isRefused || side.hasShut || side.isOver;
  // A client that has heard nothing yet waits for an answer, which has to be under way unless the application is still to give it.
  const isOwed = isConnecting(client.value) && !awaitsAnswer(server.value);
  return isLost || hasBegun(client.value) || hasBegun(server.value) || isOwed;
}

/** Sections 7.1.5 and 5.5.1: what was heard is what was sent; where nothing was cut short, both heard a Close, and an answer echoes. */
function codesAgree({ client: { value: client }, server: { value: server }, isLost }: Both): boolean {
  const isHeardAsSent = (heard: Side, sent: Side) => heard.heardClose === 0 || heard.heardClose === sent.sentClose;
  if (!isHeardAsSent(client, server) || !isHeardAsSent(server, client)) return false;
  const wasCutShort = isLost || [client, server].some(({ hasDropped, hasFailed }) => hasDropped || hasFailed);
  if (wasCutShort || client.sentClose === 0) return true;
  const bothBegan = client.sentClose === modelCodes.client && server.sentClose === modelCodes.server;
  return client.heardClose !== 0 && server.heardClose !== 0 && (bothBegan || client.heardClose === server.heardClose);
}
