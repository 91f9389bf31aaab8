import type { Transport } from "../core/transport.ts";
import { SocketTransport, type SocketTransportOptions } from "./socket-transport.ts";
import { type Address, type Listening, type ListeningOptions, listenTcp, type OpeningOptions, openTransport } from "./tcp.ts";

/** Nobody decides when a connection of the fuzzer is given up that has said all it had to say. */
const unattended: SocketTransportOptions = { gathersTurns: true, lingerMs: 1000 };

/** Opens a transport without any protocol; rejects with a readable reason when nobody answers. */
export const dial = async (address: Address, options: Omit<OpeningOptions, "verifyCertificate">): Promise<Transport> =>
  new SocketTransport(await openTransport(address, { ...options, verifyCertificate: false }), unattended);

/** Takes transports on a port. */
export const answer = (options: ListeningOptions, onTransport: (transport: Transport) => void): Promise<Listening> =>
  listenTcp(options, (socket) => onTransport(new SocketTransport(socket, unattended)));
