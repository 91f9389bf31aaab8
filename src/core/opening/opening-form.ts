/** How an opening handshake is written: as RFC 6455 has it, or as an extended CONNECT (RFC 8441 for HTTP/2, RFC 9220 for HTTP/3). */
export type OpeningForm = "http/1.1" | "extended-connect";

/** The forms that a rule about a head holds for. */
export type OpeningForms = OpeningForm | "both";

/** The rows of a table that hold for a form, in their order. */
export const rulesOn = <Rule extends { readonly on: OpeningForms }>(form: OpeningForm, rules: readonly Rule[]): readonly Rule[] =>
  rules.filter(({ on }) => on === form || on === "both");
