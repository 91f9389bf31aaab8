import type { RequirementId } from "../../../spec/requirements.ts";
import type { EngineOptions } from "../../conformance/fuzzer/engine-options.ts";
import { hostName } from "../../conformance/server/browser-origin.ts";
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

/** Translates the engine options of a spec; later ones win over earlier ones. Throws a `UsageError` for a wrong value. */
export function engineFromSpec(isServer: boolean, ...all: readonly SpecOptions[]): EngineFromSpec {
  const options = new Options(Object.assign({}, ...all));
  const tolerated: RequirementId[] = [];
  if (options.flag("utf8validateIncoming") === false) tolerated.push("rfc6455/8.1/invalid-utf8-fails");
  if (isServer && options.flag("requireMaskedClientFrames") === false) tolerated.push("rfc6455/5.1/client-frames-masked");
  if (!isServer && options.flag("acceptMaskedServerFrames") === true) tolerated.push("rfc6455/5.1/server-frames-unmasked");
  const engine: EngineOptions = {
    failByDrop: options.flag("failByDrop"),
    echoCloseCodeReason: options.flag("echoCloseCodeReason"),
    masks: options.flag(isServer ? "maskServerFrames" : "maskClientFrames"),
    tolerated,
    frameBytesMax: options.limit("maxFramePayloadSize"),
    messageBytesMax: options.limit("maxMessagePayloadSize"),
    fragmentBytes: options.number("autoFragmentSize"),
    timeouts: withoutUndefined({
      openingHandshake: options.seconds("openHandshakeTimeout"),
      closingHandshake: options.seconds("closeHandshakeTimeout"),
      serverDrop: options.seconds("serverConnectionDropTimeout"),
    }),
  };
  const showsStatusPage = options.flag("webStatus");
  const allowedHosts = options.hosts("allowedOrigins");
  options.checkVersion();
  return { engine, showsStatusPage, allowedHosts, warnings: options.warnings() };
}

/** Options that say what the fuzzer does anyway, or that only the other role has. */
const silent = ["tcpNoDelay", "requireMaskedClientFrames", "acceptMaskedServerFrames", "maskServerFrames", "maskClientFrames"];

class Options {
  readonly #values: SpecOptions;
  readonly #asked = new Set<string>(silent);
  readonly #warnings: string[] = [];

  constructor(values: SpecOptions) {
    this.#values = values;
    if (values["tcpNoDelay"] === false)
      this.#warnings.push('the option "tcpNoDelay" is not honoured: small writes have to reach the wire apart');
  }

  flag(name: string): boolean | undefined {
    const value = this.#take(name);
    if (value === undefined || typeof value === "boolean") return value;
    throw new UsageError(`"options" of the spec: "${name}" has to be true or false`);
  }

  number(name: string): number | undefined {
    const value = this.#take(name);
    if (value === undefined || (typeof value === "number" && value >= 0)) return value;
    throw new UsageError(`"options" of the spec: "${name}" has to be a number, 0 or more`);
  }

  /** Autobahn's 0 means no limit. */
  limit(name: string): number | undefined {
    return this.number(name) || undefined;
  }

  seconds(name: string): number | undefined {
    return this.number(name) === 0 ? noLimitSeconds : this.number(name);
  }

  /** Origins, of which the host counts. */
  hosts(name: string): readonly string[] {
    const value = this.#take(name) ?? [];
    const origins = Array.isArray(value) ? value : [value];
    if (!origins.every((origin) => typeof origin === "string"))
      throw new UsageError(`"options" of the spec: "${name}" has to be a list of origins`);
    return origins.map((origin) => hostName(origin.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")));
  }

  /** Both numbers that stand for RFC 6455: that of its last draft, and that of the protocol. */
  checkVersion(): void {
    const versions = [this.#take("version"), this.#take("versions")].flat().filter((version) => version !== undefined);
    const strangers = versions.filter((version) => ![8, 13, 18].includes(version as number));
    if (strangers.length > 0)
      this.#warnings.push(`version ${strangers.join(", ")} is not spoken here: the fuzzer speaks version 13 (RFC 6455) only`);
  }

  warnings(): readonly string[] {
    const others = Object.keys(this.#values).filter((name) => !this.#asked.has(name));
    const told = others.map((name) => {
      const why = notHonoured[name];
      return why === undefined ? `the option "${name}" is not known, and is ignored` : `the option "${name}" is not honoured: ${why}`;
    });
    return [...this.#warnings, ...told];
  }

  #take(name: string): unknown {
    this.#asked.add(name);
    return this.#values[name] ?? undefined;
  }
}

const withoutUndefined = <T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
