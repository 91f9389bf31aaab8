#!/usr/bin/env node
import { endWithReader } from "./end-with-reader.ts";
import { run } from "./run.ts";

endWithReader();
await run(process.argv.slice(2));
