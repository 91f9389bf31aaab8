import type { Case } from "../case/case.ts";
import { counted } from "../case/counted.ts";

/** What a client asks of the fuzzing server by the path and query of its request. */
export type ControlRequest =
  | { readonly path: "getCaseCount" }
  | { readonly path: "runCase"; readonly number: number; readonly agent: string }
  | { readonly path: "getCaseInfo"; readonly number: number }
  | { readonly path: "getCaseStatus"; readonly number: number; readonly agent: string }
  | { readonly path: "updateReports"; readonly agent: string; readonly shutdown: boolean }
  | { readonly path: "stopServer" }
  | { readonly path: "manual" }
  | { readonly path: "unknown" };

/** What is said of a path that is none of these. */
export const unknownPath =
  "there is nothing at this path; there are /getCaseCount, /runCase, /getCaseInfo, /getCaseStatus, /updateReports and /stopServer, and at / and /manual the manual mode";

/** Reads a request target; an `Error` says which parameter is missing or wrong. */
export function readControlRequest(target: string, cases: readonly Case[]): ControlRequest | Error {
  const [path, query = ""] = target.replace(schemeAndAuthority, "").split("?", 2);
  const parameters = new URLSearchParams(query);
  const number = () => caseNumber(parameters, cases);
  const agent = () => parameters.get("agent") || new Error('the parameter "agent" is missing');
  switch (path) {
    case "/getCaseCount":
      return { path: "getCaseCount" };
    case "/stopServer":
      return { path: "stopServer" };
    case "/runCase":
      return withoutErrors({ path: "runCase", number: number(), agent: agent() });
    case "/getCaseInfo":
      return withoutErrors({ path: "getCaseInfo", number: number() });
    case "/getCaseStatus":
      return withoutErrors({ path: "getCaseStatus", number: number(), agent: agent() });
    case "/updateReports":
      return withoutErrors({
        path: "updateReports",
        agent: agent(),
        shutdown: ["true", "yes"].includes(parameters.get("shutdownOnComplete") ?? ""),
      });
    case "":
    case "/":
    case "/manual":
      return { path: "manual" };
    default:
      return { path: "unknown" };
  }
}

// RFC 9112, section 3.2.2: a target may be a whole URL.
const schemeAndAuthority = /^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i;

type WithErrors<T> = { readonly [K in keyof T]: T[K] | Error };

const withoutErrors = <T extends ControlRequest>(request: WithErrors<T>): T | Error =>
  Object.values(request).find((value): value is Error => value instanceof Error) ?? (request as T);

/** A case is asked for by its place in the selected list, or by its id; the place wins. */
function caseNumber(parameters: URLSearchParams, cases: readonly Case[]): number | Error {
  const place = parameters.get("case");
  const id = parameters.get("casetuple");
  if (place === null && id === null) return new Error('neither "case" nor "casetuple" is given');
  const number = place === null ? cases.findIndex((selected) => selected.id === id) + 1 : Number(place);
  if (Number.isInteger(number) && number >= 1 && number <= cases.length) return number;
  if (place === null) return new Error(`the case ${id} is not selected`);
  return new Error(`there is no case number ${place}; the selection has ${counted(cases.length, "case")}`);
}
