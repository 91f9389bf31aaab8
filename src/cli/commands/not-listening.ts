import { UsageError } from "../errors/usage-error.ts";

/** What to tell a user whose server did not start: advice about the address helps only where the address is to blame. */
export const notListening = ({ message }: Error, advice: string): UsageError =>
  new UsageError(message.startsWith("cannot listen") ? `${message}; ${advice}` : message);
