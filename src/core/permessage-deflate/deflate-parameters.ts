import type { Extension } from "../opening/field-values.ts";

/** RFC 7692, section 7.1: the parameters of an answer. */
export interface AnsweredParameters {
  readonly serverNoContextTakeover: boolean;
  readonly clientNoContextTakeover: boolean;
  readonly serverMaxWindowBits: number | undefined;
  readonly clientMaxWindowBits: number | undefined;
}

/** Section 7.1: the parameters of an offer; `true` is the parameter without a value. */
export interface OfferedParameters extends Omit<AnsweredParameters, "clientMaxWindowBits"> {
  readonly clientMaxWindowBits: number | true | undefined;
}

/** A parameter that must not be where it is, or not in this way. */
export interface WrongParameter {
  readonly wrong: "name" | "value" | "windowBits";
  readonly detail: string;
}

/** The window of who says nothing about it. */
export const windowBitsDefault = 15;

type ValueRule = "absent" | "optional" | "required";

const serverTakeover = "server_no_context_takeover";
const clientTakeover = "client_no_context_takeover";
const serverWindow = "server_max_window_bits";
const clientWindow = "client_max_window_bits";

/** Sections 7.1.1.1 to 7.1.2.2: which parameters have a value. */
const valueRules: ReadonlyMap<string, Readonly<Record<"offer" | "response", ValueRule>>> = new Map([
  [serverTakeover, { offer: "absent", response: "absent" }],
  [clientTakeover, { offer: "absent", response: "absent" }],
  [serverWindow, { offer: "required", response: "required" }],
  [clientWindow, { offer: "optional", response: "required" }],
]);

/** Section 7.1: the parameters of an offer or an answer, or the first that is wrong. */
export function readParameters(extension: Extension, place: "response"): AnsweredParameters | WrongParameter;
export function readParameters(extension: Extension, place: "offer"): OfferedParameters | WrongParameter;
export function readParameters({ parameters }: Extension, place: "offer" | "response"): OfferedParameters | WrongParameter {
  const values = new Map<string, number | true>();
  for (const [name, text] of parameters) {
    const rule = valueRules.get(name)?.[place];
    if (rule === undefined) return { wrong: "name", detail: `the unknown parameter ${name}` };
    if (values.has(name)) return { wrong: "name", detail: `the parameter ${name} twice` };
    const value = text === null ? true : windowBitsOf(text);
    if (rule === "absent" ? text !== null : rule === "required" && text === null) {
      return { wrong: "value", detail: `the parameter ${name} ${text === null ? "without a value" : `with the value ${text}`}` };
    }
    if (value === undefined) return { wrong: "windowBits", detail: `the parameter ${name} with the value ${text}` };
    values.set(name, value);
  }
  return {
    serverNoContextTakeover: values.has(serverTakeover),
    clientNoContextTakeover: values.has(clientTakeover),
    serverMaxWindowBits: values.get(serverWindow) as number | undefined,
    clientMaxWindowBits: values.get(clientWindow),
  };
}

/** The parameters as they go into an offer or an answer. */
export function writeParameters(set: OfferedParameters): Extension["parameters"] {
  return [
    ...(set.serverNoContextTakeover ? [[serverTakeover, null] as const] : []),
    ...(set.clientNoContextTakeover ? [[clientTakeover, null] as const] : []),
    ...(set.serverMaxWindowBits === undefined ? [] : [[serverWindow, String(set.serverMaxWindowBits)] as const]),
    ...(set.clientMaxWindowBits === undefined ? [] : [[clientWindow, valueText(set.clientMaxWindowBits)] as const]),
  ];
}

/** Whether a number can be the size of a window. */
export const isWindowBits = (bits: number): boolean => windowBitsOf(String(bits)) !== undefined;

const valueText = (value: number | true): string | null => (value === true ? null : String(value));

// 8 to 15 in decimal, without a leading zero                (section 7.1.2.1)
const windowBitsValue = /^(?:[89]|1[0-5])$/;

const windowBitsOf = (text: string): number | undefined => (windowBitsValue.test(text) ? Number(text) : undefined);
