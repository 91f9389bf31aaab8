/** A mistake of the user, or something that is not there: told in one line, without a stack trace. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
