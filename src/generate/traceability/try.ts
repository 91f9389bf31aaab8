import { writeFileSync } from "node:fs";
import { traceability } from "./traceability.ts";
writeFileSync("/tmp/cat/trace.json", JSON.stringify(await traceability()));
