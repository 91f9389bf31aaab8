import { availableParallelism, loadavg } from "node:os";
import { defineConfig } from "vitest/config";
import { depth } from "./properties/checking/depth.ts";
import { PropertySummary } from "./properties/checking/property-summary.ts";

/** Time-outs find what hangs; on a machine that is busy with other things everything takes longer. */
const patienceMs = 60_000 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

export default defineConfig({
  test: {
    include: ["{spec,src,models,properties,bench}/**/*.test.{ts,tsx}"],
    // No test relies on fresh globals, so the files of a worker share one module graph: half the time on two cores.
    pool: "threads",
    isolate: false,
    maxWorkers: "100%",
    testTimeout: patienceMs,
    hookTimeout: patienceMs,
    // A run of many rounds says of each property when it is done.
    reporters: [depth.rounds > 1 ? "verbose" : "default", new PropertySummary(), ["json", { outputFile: "reports/tests.json" }]],
    coverage: {
      provider: "v8",
      include: ["src/core/**/*.ts"],
      exclude: ["**/*.test.ts", "src/core/testing/**", "**/*.generated.ts"],
      reporter: ["text-summary", ["text", { skipFull: true }], "html"],
      reportsDirectory: "coverage",
      thresholds: { lines: 95, branches: 95 },
    },
  },
});
