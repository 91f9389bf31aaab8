import { spawn } from "node:child_process";
import { it } from "vitest";
import { passed } from "./behaviour.ts";
import { allCases } from "./cases/all-cases.ts";
import { startEchoServer } from "./echo-server.ts";
import { runFuzzingClient } from "./fuzzing-client.ts";
import { inProfile } from "./profile.ts";

it("stress", async () => {
  const cases = allCases.map((c) => inProfile(c, "quick"));
  const hogs = [0, 1, 2, 3].map(() => spawn("node", ["-e", "for(;;);"]));
  const server = await startEchoServer(0);
  const url = `ws://127.0.0.1:${server.port}`;
  for (const jobs of [16, 32, 32, 16]) {
    const t = performance.now();
    const results = await runFuzzingClient({ url, cases, jobs });
    console.log(
      jobs,
      (performance.now() - t) / 1000,
      results.filter((r) => !passed(r)).map((r) => `${r.id} ${r.behavior} ${r.behaviorClose} ${r.duration}`),
    );
  }
  for (const h of hogs) h.kill();
  await server.close();
}, 420000);
