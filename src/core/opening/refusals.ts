import type { RequirementId } from "../../../spec/requirements.ts";
import type { Misuse } from "../blame.ts";
import type { Field } from "../input.ts";
import { valuesOf } from "./head-field.ts";

/** What an answer with a status has to have, or must not have, RFC 9110, section 15. */
interface StatusRule {
  readonly reason: string;
  /** Fields that it always has, unless the application gives them. */
  readonly fields: readonly Field[];
  /** A field that only the application can give. */
  readonly needs?: { readonly name: string; readonly requirement: RequirementId };
  /** Whether it may have content; so unless said otherwise. */
  readonly hasContent?: false;
}

/** What is known of a status that refuses an opening handshake. */
export const refusals: Readonly<Record<number, StatusRule>> = {
  304: { reason: "Not Modified", fields: [], hasContent: false },
  400: { reason: "Bad Request", fields: [] },
  401: {
    reason: "Unauthorized",
    fields: [],
    needs: { name: "WWW-Authenticate", requirement: "rfc9110/15.5.2/401-names-challenge" },
  },
  405: { reason: "Method Not Allowed", fields: [["Allow", "GET"]] },
  407: {
    reason: "Proxy Authentication Required",
    fields: [],
    needs: { name: "Proxy-Authenticate", requirement: "rfc9110/15.5.8/407-names-challenge" },
  },
  426: {
    reason: "Upgrade Required",
    fields: [
      ["Upgrade", "websocket"],
      ["Sec-WebSocket-Version", "13"],
    ],
  },
  431: { reason: "Request Header Fields Too Large", fields: [] },
  505: { reason: "HTTP Version Not Supported", fields: [] },
};

/** The fields of a refusal: those that its status asks for, unless they are given, and those that are given. */
export const completedFields = (status: number, fields: readonly Field[]): readonly Field[] => [
  ...(refusals[status]?.fields ?? []).filter(([name]) => valuesOf(fields, name).length === 0),
  ...fields,
];

/** RFC 9110, section 15: why a status cannot be sent with these fields and this body. */
export function misuseOfStatus(status: number, fields: readonly Field[], body: string): Misuse | undefined {
  const { needs, hasContent = true } = refusals[status] ?? {};
  if (needs !== undefined && valuesOf(fields, needs.name).length === 0) {
    return { blame: "caller", requirement: needs.requirement, detail: `refusing with status ${status} without a ${needs.name} field` };
  }
  if (hasContent || body === "") return undefined;
  return { blame: "caller", requirement: "rfc9110/15.4.5/304-without-content", detail: `refusing with status ${status} and a body` };
}
