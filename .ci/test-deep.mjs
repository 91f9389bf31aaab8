// Checks every property a hundred times over, each time with another seed, on longer streams: npm run test:deep
// In parts: npm run test:deep -- --shard=1/8. One file, or fewer rounds: HYBI_ROUNDS=10 npm run test:deep -- properties/blame.test.ts
import { spawnSync } from "node:child_process";

const { HYBI_ROUNDS = "100", HYBI_LENGTH = "3" } = process.env;
const wanted = process.argv.slice(2);
const files = wanted.some((argument) => !argument.startsWith("-")) ? [] : ["properties/"];
const options = ["--coverage.enabled=false", "--testTimeout=0"];

console.log(`Each sampled property in ${HYBI_ROUNDS} rounds, streams up to ${HYBI_LENGTH} times as long.`);
const { status } = spawnSync("npx", ["--no-install", "vitest", "run", ...files, ...options, ...wanted], {
  stdio: "inherit",
  env: { ...process.env, HYBI_ROUNDS, HYBI_LENGTH },
});
process.exitCode = status ?? 1;
