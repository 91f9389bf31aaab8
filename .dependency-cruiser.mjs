// The architecture as rules: who may import whom. A rule's comment is what the author of a wrong import gets to read.

const test = "([.]test[.]tsx?$|/testing/)";
const machine = "^spec/lifecycle/[a-z]+[.]machine[.]ts$";
const entryPoint =
  "^(src/index|src/core/public|src/oracle/public|src/conformance/public|spec/index|src/cli/main|src/arbitraries/public)[.]ts$";
const tools = "^(src/generate|bench)/";

/** An error when `from` imports what `to` describes. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** A folder that may import our folders in `allowed`, and packages or built-in modules only as `foreign` says. */
const folder = (name, comment, path, allowed, foreign) => [
  forbid(`${name}-imports-ours`, comment, { path, pathNot: test }, { path: "^(src|spec|properties|models|bench)/", pathNot: allowed }),
  ...(foreign.packages === "any"
    ? []
    : [
        forbid(
          `${name}-imports-packages`,
          `${comment} npm packages: ${foreign.packages ?? "none"}.`,
          { path, pathNot: test },
          { path: "node_modules/", ...(foreign.packages && { pathNot: foreign.packages }) },
        ),
      ]),
  ...(foreign.builtins
    ? []
    : [forbid(`${name}-imports-builtins`, `${comment} No node:* modules.`, { path, pathNot: test }, { dependencyTypes: ["core"] })]),
];

const packages = (...names) => `node_modules/(${names.join("|")})/`;

export default {
  forbidden: [
    ...folder("spec", "spec/ is data about the RFCs and imports nothing of ours.", "^spec/", "^spec/", { packages: packages("xstate") }),
    ...folder("core", "src/core/ is pure: spec/ and itself, nothing else.", "^src/core/", "^(src/core|spec)/", {}),
    ...folder("node", "src/node/ is the I/O around the core and the oracle.", "^src/node/", "^(src/node|src/oracle|src/core|spec)/", {
      builtins: true,
    }),
    ...folder("oracle", "src/oracle/ judges bytes with spec/ and src/core/ only.", "^src/oracle/", "^(src/oracle|src/core|spec)/", {}),
    ...folder(
      "conformance",
      "src/conformance/ builds on spec/, core, oracle and node; its reports are rendered with preact, its commands read with valibot.",
      "^src/conformance/",
      "^(src/conformance|src/oracle|src/node|src/core|spec)/",
      { packages: packages("preact", "preact-render-to-string", "valibot"), builtins: true },
    ),
    ...folder(
      "arbitraries",
      "src/arbitraries/ generates input for fast-check: it needs spec/, core and the models that write frames.",
      "^src/arbitraries/",
      "^(src/arbitraries|src/core|spec|models)/",
      { packages: packages("fast-check") },
    ),
    ...folder("models", "A model that imports src/ is not a second opinion.", "^models/", "^(models|spec)/", {
      packages: packages("fast-check"),
    }),
    forbid(
      "cli-imports-ours",
      "src/cli/ may use all of src/ except what exists at development time only.",
      { path: "^src/cli/", pathNot: test },
      { path: "^(src/generate|properties|models|bench)/" },
    ),

    forbid(
      "generate-is-imported-by-nobody",
      "src/generate/ runs at development time and is not in the published package; only bench/, which is not either, uses it.",
      { pathNot: ["^src/generate/", "^bench/", "^properties/", test] },
      { path: "^src/generate/" },
    ),
    forbid(
      "bench-is-imported-by-nobody",
      "bench/ measures the project; nothing is built on it.",
      { pathNot: ["^bench/", test] },
      { path: "^bench/" },
    ),
    forbid(
      "properties-are-imported-by-tools-only",
      "properties/ checks everything, so nothing that is checked can stand on it.",
      { pathNot: ["^properties/", tools, test] },
      { path: "^properties/" },
    ),

    forbid(
      "only-lifecycle-imports-xstate",
      "The machine is written with xstate; everybody else reads its compiled table. Tools and properties may compare the two.",
      { path: "^(spec|src|models)/", pathNot: ["^spec/lifecycle/", "^src/generate/", test] },
      { path: packages("xstate") },
    ),
    forbid(
      "machine-stays-at-development-time",
      "The machine is not published (users have no xstate): published code reads the compiled table.",
      { path: "^(spec|src)/", pathNot: ["^src/generate/", machine, test] },
      { path: machine },
    ),
    forbid(
      "only-node-imports-sockets-zlib-crypto",
      "Sockets, zlib and crypto are reached through src/node/ alone.",
      { pathNot: ["^src/node/", "^properties/", "^bench/", test] },
      { path: "^(node:)?(net|tls|http|http2|https|zlib|crypto)$", dependencyTypes: ["core"] },
    ),
    forbid(
      "fast-check-in-properties-and-commands",
      "Properties live in properties/, commands in models/commands/, generators in src/arbitraries/; unit tests show examples.",
      { pathNot: "^(properties|models/commands|src/arbitraries)/" },
      { path: packages("fast-check", "@fast-check/[^/]+") },
    ),
    forbid(
      "published-code-needs-dependencies-only",
      "What users install has the packages of `dependencies` and no others; fast-check is an optional peer of src/arbitraries/.",
      { path: "^(src|spec)/", pathNot: ["^src/(generate|arbitraries)/", machine, test] },
      { path: "node_modules/", dependencyTypesNot: ["npm"] },
    ),
    forbid(
      "published-arbitraries-reach-no-test",
      "hybi/arbitraries needs fast-check and nothing that only tests have.",
      { path: "^src/arbitraries/public[.]ts$" },
      { path: "(/testing/|[.]test[.]ts$|node_modules/(?!fast-check/|pure-rand/|@types/))", reachable: true },
    ),
    forbid(
      "library-reaches-no-package",
      "The library has no run-time dependencies, however indirect.",
      { path: "^src/index[.]ts$" },
      { path: "node_modules/", reachable: true },
    ),
    forbid(
      "library-reaches-no-suite",
      "The library is the endpoint, without the conformance suite around it.",
      { path: "^src/index[.]ts$" },
      { path: "^src/(oracle|conformance|cli|generate)/", reachable: true },
    ),

    forbid("no-cycles", "A cycle hides which module stands on which.", {}, { circular: true }),
    forbid(
      "no-orphans",
      "A module nobody imports and that imports nobody is dead, or its entry point is missing here.",
      { orphan: true, pathNot: [entryPoint, test, tools, "[.]d[.]ts$", "(^|/)tsconfig[.]json$"] },
      {},
    ),
    forbid("no-unresolvable", "This import leads nowhere.", {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|dist-tools|docs|coverage|reports)/" },
    // Type imports are arrows too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "types", "default"] },
  },
};
