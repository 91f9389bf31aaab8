import { defineConfig } from "vitest/config";

const include = { unit: ["src/core/**/*.test.ts"], properties: ["{src/core,properties}/**/*.test.ts"] };
const tests = process.env["HYBI_MUTATION_TESTS"] === "properties" ? "properties" : "unit";

// A property has to notice with few samples: thousands of mutants are held against it.
process.env["HYBI_RUNS"] ??= "30";

// What the core's mutants are held against, without coverage and without sockets.
export default defineConfig({
  test: { include: include[tests], isolate: false, testTimeout: 20_000 },
});
