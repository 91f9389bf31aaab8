/** A server that runs on this machine until it is closed. */
export interface PeerServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}
