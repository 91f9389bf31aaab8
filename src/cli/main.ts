#!/usr/bin/env node
import { run } from "./commands/run.ts";
import { endWithReader } from "./terminal/end-with-reader.ts";
import { nameProcess } from "./terminal/process-name.ts";

const words = process.argv.slice(2);
nameProcess("hybi", words);
endWithReader();
await run(words);
