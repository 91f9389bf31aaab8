import type { RequirementId } from "../../spec/requirements.ts";
import { headerRules } from "../core/frame/header-rules.ts";
import { transitionTables } from "../core/lifecycle/transition-table.generated.ts";
import { onceRules } from "../core/opening/known-fields.ts";
import { requestRules } from "../core/opening/opening-request.ts";
import { responseRules } from "../core/opening/opening-response.ts";
import { requirementOfWrong } from "../core/permessage-deflate/permessage-deflate.ts";

/** A requirement that every peer is held against, whatever it is asked to do, and the file that does it. */
export interface JudgedRequirement {
  readonly requirement: RequirementId;
  readonly judgedIn: string;
}

const judgedIn = (file: string, requirements: readonly RequirementId[]): JudgedRequirement[] =>
  [...new Set(requirements)].map((requirement) => ({ requirement, judgedIn: file }));

const idsOf = (rules: readonly { readonly requirement: RequirementId }[]): RequirementId[] => rules.map(({ requirement }) => requirement);

/** Requirements that the compiled table names when it blames a peer. */
export const blamedByMachine = (): RequirementId[] =>
  Object.values(transitionTables).flatMap(({ cells }) =>
    cells.flat().flatMap(([, effects]) => effects.flatMap((each) => (each.effect === "blame" ? [each.requirement] : []))),
  );

/** Everything that is judged in an opening handshake and in the frames of an open connection. Where rules are rows, these are they. */
export const judgedRequirements: readonly JudgedRequirement[] = [
  ...judgedIn("src/core/opening/head-field.ts", [
    "rfc9110/5.1/field-name-token",
    "rfc9110/5.5/field-value-characters",
    "rfc9112/5.1/no-space-before-colon",
    "rfc9112/5.2/no-line-folding",
  ]),
  ...judgedIn("src/core/opening/head-reader.ts", ["rfc9112/2.2/line-ends-crlf"]),
  ...judgedIn("src/core/opening/known-fields.ts", [...idsOf(onceRules("inRequest")), ...idsOf(onceRules("inResponse"))]),
  ...judgedIn("src/core/opening/opening-request.ts", ["rfc9112/3/request-line", ...idsOf(requestRules)]),
  ...judgedIn("src/core/opening/opening-response.ts", ["rfc9112/4/status-line", "rfc6455/4.1/response-status", ...idsOf(responseRules)]),
  ...judgedIn("src/core/permessage-deflate/permessage-deflate.ts", Object.values(requirementOfWrong)),
  ...judgedIn("src/core/frame/header-rules.ts", idsOf(headerRules)),
  ...judgedIn("spec/lifecycle/connection.machine.ts", blamedByMachine()),
  ...judgedIn("src/core/connection/incoming.ts", ["rfc6455/8.1/invalid-utf8-fails"]),
  ...judgedIn("src/core/message/close-body.ts", [
    "rfc6455/7.4.1/code-1005-not-sent",
    "rfc6455/7.4.1/code-1006-not-sent",
    "rfc6455/7.4.1/code-1015-not-sent",
    "rfc6455/7.4.2/code-in-use",
    "rfc6455/8.1/invalid-utf8-fails",
  ]),
  ...judgedIn("src/core/permessage-deflate/message-deflate.ts", [
    "rfc6455/8.1/invalid-utf8-fails",
    "rfc7692/7.1.2.1/server-keeps-window",
    "rfc7692/7.1.2.2/client-keeps-window",
    "rfc7692/7.2.1/client-starts-empty",
    "rfc7692/7.2.1/ends-with-empty-stored-block",
    "rfc7692/7.2.1/payload-is-deflate",
    "rfc7692/7.2.1/server-starts-empty",
  ]),
];
