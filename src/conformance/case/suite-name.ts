import { version } from "./suite-version.generated.ts";

/** What the suite calls itself in handshakes and reports. */
export const suite = { name: "hybi", version } as const;

/** The product token of the suite, for User-Agent and Server fields. */
export const productToken = `${suite.name}/${suite.version}`;
