/**
 * What the RFCs say, as data: requirements, readings, registries and the alphabet of the connection machine.
 *
 * @module
 */
export { type EffectName, effects } from "./lifecycle/effects.ts";
export { type Letter, letters } from "./lifecycle/letters.ts";
export { type Reading, type ReadingName, readings } from "./readings.ts";
export { closeCodes, maySendStatusCode, type StatusCode, type StatusCodeProfile, statusCodes } from "./registries/close-codes.ts";
export { framingFields, type HeaderField, headerFields, type Occurrence, singleFields } from "./registries/header-fields.ts";
export { isControlOpcode, type OpcodeName, opcodeName, opcodes } from "./registries/opcodes.ts";
export {
  type Binding,
  type Breakable,
  type Catalogue,
  citationOf,
  type Demand,
  type Level,
  type Observable,
  parseRequirementId,
  type Requirement,
  type RequirementIdParts,
  sectionUrl,
  type Unverifiable,
  type Verification,
} from "./requirement.ts";
export { type RequirementId, requirementIds, requirements } from "./requirements.ts";
