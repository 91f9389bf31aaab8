/** Whether an error came from TLS itself: only those of OpenSSL carry a reason. */
export const isTlsFault = (error: Error): error is Error & { readonly reason: string } =>
  typeof (error as { reason?: unknown }).reason === "string";

/** Why a transport was lost, in a few words: OpenSSL has a reason, and a message of several lines. */
export const wordsOfFault = (error: NodeJS.ErrnoException): string =>
  isTlsFault(error) ? `TLS: ${error.reason}` : error.message || String(error.code ?? error);
