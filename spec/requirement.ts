/** How strongly a requirement binds, in the words of RFC 2119; `OURS` marks a promise that no RFC makes. */
export type Level = "MUST" | "MUST NOT" | "SHOULD" | "SHOULD NOT" | "MAY" | "OURS";

/** Who has to obey. */
export type Binding = "client" | "server" | "endpoint" | "application" | "intermediary" | "extension";

/** Where a breach can be seen from outside. */
export type Observable = "wire" | "handshake" | "timing" | "api";

/** Where a breach can be seen; `unverifiable` gives the reason why nobody outside can see one. */
export type Verification = Observable | { readonly unverifiable: string };

/** What every requirement says. */
export interface Demand {
  readonly level: Level;
  readonly binds: Binding;
  /** The demand in our own words, one sentence. */
  readonly statement: string;
  /** The RFC 2119 keyword occurrences this requirement accounts for, each as `section#ordinal`. */
  readonly keywords?: readonly string[];
}

/** A requirement whose breach can be seen from outside. */
export interface Breakable {
  readonly verification: Observable;
  /** The smallest stream or act that breaks it; for a permission, what breaks the other side's duty to put up with its use. */
  readonly brokenBy: string;
  /** The status code with which a connection fails when its peer breaks this by a frame (section 7.4.1); absent where no frame can. */
  readonly failsWith?: number;
  /** Whoever makes it fail has exceeded a bound of ours, and broken no RFC. */
  readonly isLimit?: true;
}

/** A requirement whose breach nobody outside can see. */
export interface Unverifiable {
  readonly verification: Exclude<Verification, Observable>;
  readonly brokenBy?: undefined;
  readonly failsWith?: undefined;
  readonly isLimit?: undefined;
}

/** One thing a document demands. Its id says which document and section; what breaks it is said where a breach can be seen. */
export type Requirement = Demand & (Breakable | Unverifiable);

/** Requirements by id. */
export type Catalogue = Readonly<Record<string, Requirement>>;

/** The parts of an id such as `rfc6455/5.5.2/ping-gets-pong`. */
export interface RequirementIdParts {
  readonly document: string;
  readonly section: string;
  readonly slug: string;
}

// document "/" section "/" slug: rfc6455/5.5.2/ping-gets-pong, or ours/core/chunking-independent
const idGrammar = /^(?:(rfc[0-9]+)\/([0-9]+(?:\.[0-9]+)*)|(ours)\/([a-z]+(?:-[a-z]+)*))\/([a-z0-9]+(?:-[a-z0-9]+)*)$/;

/** Splits a requirement id; throws when it does not follow the grammar. */
export function parseRequirementId(id: string): RequirementIdParts {
  const match = idGrammar.exec(id);
  if (match === null) throw new SyntaxError(`"${id}" is not a requirement id: expected rfcNNNN/section/slug or ours/area/slug`);
  const [, rfc, section, ours, area, slug] = match;
  return { document: (rfc ?? ours) as string, section: (section ?? area) as string, slug: slug as string };
}

/** The section as a person cites it: `RFC 6455, section 5.5.2`, or `our promise (core)`. */
export function citationOf(id: string): string {
  const { document, section } = parseRequirementId(id);
  return document === "ours" ? `our promise (${section})` : `RFC ${document.slice(3)}, section ${section}`;
}

/** Where the section can be read, or `undefined` for a promise of ours. */
export function sectionUrl(id: string): string | undefined {
  const { document, section } = parseRequirementId(id);
  return document === "ours" ? undefined : `https://www.rfc-editor.org/rfc/${document}#section-${section}`;
}
