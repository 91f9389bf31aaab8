import { asked } from "../src/generate/command-line/tool-command-line.ts";
import { startHybi, startWs } from "./echo-servers.ts";
import { echoScenarios, echoSeconds } from "./echo-throughput.ts";

// Echo throughput of our server and of ws, measured in turns in one run: the ratio is what counts, not the times.

asked({ script: "npm run bench", does: "Measures the echo throughput of our server beside that of ws." });

const rounds = 5;
const rows: Record<string, Record<string, string>> = {};

for (const scenario of echoScenarios) {
  const best = { hybi: Number.POSITIVE_INFINITY, ws: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round++) {
    best.hybi = Math.min(best.hybi, await echoSeconds(startHybi, scenario));
    best.ws = Math.min(best.ws, await echoSeconds(startWs, scenario));
  }
  rows[scenario.name] = {
    "hybi ms": (best.hybi * 1000).toFixed(0),
    "ws ms": (best.ws * 1000).toFixed(0),
    "times as fast as ws": (best.ws / best.hybi).toFixed(2),
  };
}

console.log(`Echo over loopback, best of ${rounds} rounds, Node ${process.version}`);
console.table(rows);
