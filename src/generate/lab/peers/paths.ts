import { join } from "node:path";

/** Where the testees, the pins of the other suites and the reasons are. */
export const testeesFolder = "autobahn-results/testees";

/** Where everything is built and run; not in the repository. */
export const buildFolder = join(testeesFolder, ".build");

/** Where results are kept. */
export const resultsFolder = "autobahn-results/peers";

/** The page made from the results. */
export const pagePath = "docs/generated/peers.md";
