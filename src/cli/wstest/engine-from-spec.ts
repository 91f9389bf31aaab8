import * as v from "valibot";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { EngineOptions } from "../../conformance/fuzzer/engine-options.ts";
import { hostName } from "../../conformance/server/browser-origin.ts";
import { inShape, optional } from "../errors/shape.ts";
import { UsageError } from "../errors/usage-error.ts";
import type { SpecOptions } from "./spec-file.ts";

/** The options of a spec as the fuzzer takes them, and what is to be said about the others. */
export interface EngineFromSpec {
  readonly engine: EngineOptions;
  readonly showsStatusPage: boolean | undefined;
  /** The hosts of `allowedOrigins`. */
  readonly allowedHosts: readonly string[];
  readonly warnings: readonly string[];
}

/** Options that would change what the cases test, or that have nothing to act on here, with the reason. */
const notHonoured: Readonly<Record<string, string>> = {
  applyMask: "a frame whose masking key is not applied is no case of Autobahn",
  autoPingInterval: "Pings of the fuzzer's own would be events of the cases",
  autoPingTimeout: "Pings of the fuzzer's own would be events of the cases",
  autoPingSize: "Pings of the fuzzer's own would be events of the cases",
  autoPingRestartOnAnyTraffic: "Pings of the fuzzer's own would be events of the cases",
  allowNullOrigin: 'a page without an origin is let in by "allowedOrigins": ["*"]',
  maxConnections: "every connection is a case, and none is refused",
  trustXForwardedFor: "nothing depends on the address of a client",
  serveFlashSocketPolicy: "no browser asks for it any more",
  flashSocketPolicy: "no browser asks for it any more",
  perMessageCompressionAccept: "the cases of chapters 12 and 13 negotiate compression themselves",
  perMessageCompressionOffers: "the cases of chapters 12 and 13 negotiate compression themselves",
  logOctets: "the wire log is part of the report",
  logFrames: "the wire log is part of the report",
  trackTimings: "the report has the times",
};

/** Nearly as long as a timer can wait; Autobahn's 0 means no limit. */
const noLimitSeconds = 1_000_000;

const flag = optional(v.boolean("has to be true or false"));
const amountMessage = "has to be a number, 0 or more";
const amount = optional(v.pipe(v.number(amountMessage), v.minValue(0, amountMessage)));
const limit = v.pipe(
  amount,
  v.transform((bytes) => bytes || undefined),
);
const seconds = v.pipe(
  amount,
  v.transform((count) => (count === 0 ? noLimitSeconds : count)),
);
const origins = v.nullish(v.union([v.string(), v.array(v.string())], "has to be a list of origins"), []);
const versions = v.pipe(
  v.nullish(v.unknown(), []),
  v.transform((value) => [value].flat()),
);

const optionKeys = {
  utf8validateIncoming: flag,
  requireMaskedClientFrames: flag,
  acceptMaskedServerFrames: flag,
  maskServerFrames: flag,
  maskClientFrames: flag,
  failByDrop: flag,
  echoCloseCodeReason: flag,
  webStatus: flag,
  tcpNoDelay: flag,
  maxFramePayloadSize: limit,
  maxMessagePayloadSize: limit,
  autoFragmentSize: amount,
  openHandshakeTimeout: seconds,
  closeHandshakeTimeout: seconds,
  serverConnectionDropTimeout: seconds,
  allowedOrigins: origins,
  version: versions,
  versions,
};
type Options = v.InferOutput<v.ObjectSchema<typeof optionKeys, undefined>>;

/** Translates the engine options of a spec; later ones win over earlier ones. Throws a `UsageError` for a wrong value. */
export function engineFromSpec(isServer: boolean, ...all: readonly SpecOptions[]): EngineFromSpec {
  const given: SpecOptions = Object.assign({}, ...all);
  const options = inShape(v.object(optionKeys), given, '"options" of the spec');
  if (options instanceof Error) throw new UsageError(options.message);
  return {
    engine: engineFrom(isServer, options),
    showsStatusPage: options.webStatus,
    allowedHosts: [options.allowedOrigins].flat().map(hostOfOrigin),
    warnings: [...warningsOf(options), ...warningsOfOthers(given)],
  };
}

const engineFrom = (isServer: boolean, options: Options): EngineOptions => ({
  failByDrop: options.failByDrop,
  echoCloseCodeReason: options.echoCloseCodeReason,
  masks: isServer ? options.maskServerFrames : options.maskClientFrames,
  tolerated: toleratedBy(isServer, options),
  frameBytesMax: options.maxFramePayloadSize,
  messageBytesMax: options.maxMessagePayloadSize,
  fragmentBytes: options.autoFragmentSize,
  timeouts: withoutUndefined({
    openingHandshake: options.openHandshakeTimeout,
    closingHandshake: options.closeHandshakeTimeout,
    serverDrop: options.serverConnectionDropTimeout,
  }),
});

function toleratedBy(isServer: boolean, options: Options): readonly RequirementId[] {
  const tolerated: RequirementId[] = [];
  if (options.utf8validateIncoming === false) tolerated.push("rfc6455/8.1/invalid-utf8-fails");
  if (isServer && options.requireMaskedClientFrames === false) tolerated.push("rfc6455/5.1/client-frames-masked");
  if (!isServer && options.acceptMaskedServerFrames === true) tolerated.push("rfc6455/5.1/server-frames-unmasked");
  return tolerated;
}

const hostOfOrigin = (origin: string): string => hostName(origin.replace(/^[a-z][a-z0-9+.-]*:\/\//i, ""));

/** Numbers that stand for RFC 6455: those of drafts that are the same on the wire, and that of the protocol. */
const knownVersions: readonly unknown[] = [8, 13, 18];

function warningsOf({ tcpNoDelay, version, versions }: Options): readonly string[] {
  const strangers = [...version, ...versions].filter((each) => !knownVersions.includes(each));
  return [
    ...(tcpNoDelay === false ? ['the option "tcpNoDelay" is not honoured: small writes have to reach the wire apart'] : []),
    ...(strangers.length > 0 ? [`version ${strangers.join(", ")} is not spoken here: the fuzzer speaks version 13 (RFC 6455) only`] : []),
  ];
}

const warningsOfOthers = (given: SpecOptions): readonly string[] =>
  Object.keys(given)
    .filter((name) => !Object.hasOwn(optionKeys, name))
    .map((name) => {
      const why = notHonoured[name];
      return why === undefined ? `the option "${name}" is not known, and is ignored` : `the option "${name}" is not honoured: ${why}`;
    });

const withoutUndefined = <T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
