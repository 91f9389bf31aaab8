import { rfc6454 } from "./http/rfc6454.ts";
import { rfc9110 } from "./http/rfc9110.ts";
import { rfc9112 } from "./http/rfc9112.ts";
import { ours } from "./ours.ts";
import type { Requirement } from "./requirement.ts";
import { uris } from "./rfc6455/03-uris.ts";
import { opening } from "./rfc6455/04-opening.ts";
import { framing } from "./rfc6455/05-framing.ts";
import { messages } from "./rfc6455/06-messages.ts";
import { closing } from "./rfc6455/07-closing.ts";
import { utf8 } from "./rfc6455/08-utf8.ts";
import { extensions } from "./rfc6455/09-extensions.ts";
import { security } from "./rfc6455/10-security.ts";
import { fields } from "./rfc6455/11-fields.ts";
import { deflateNegotiation } from "./rfc7692/05-negotiation.ts";
import { deflateFraming } from "./rfc7692/06-framing.ts";
import { deflate } from "./rfc7692/07-deflate.ts";

const catalogue = {
  ...uris,
  ...opening,
  ...framing,
  ...messages,
  ...closing,
  ...utf8,
  ...extensions,
  ...security,
  ...fields,
  ...deflateNegotiation,
  ...deflateFraming,
  ...deflate,
  ...rfc6454,
  ...rfc9110,
  ...rfc9112,
  ...ours,
} as const;

/** The id of a requirement in the catalogue; a misspelt one does not compile. */
export type RequirementId = keyof typeof catalogue;

/** Every requirement of the project, by id, in the order of the documents. */
export const requirements: Readonly<Record<RequirementId, Requirement>> = catalogue;

/** All ids, in the order of the documents. */
export const requirementIds = Object.keys(catalogue) as readonly RequirementId[];
