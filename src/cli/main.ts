#!/usr/bin/env node
import { endWithReader } from "./end-with-reader.ts";
import { nameProcess } from "./process-name.ts";
import { run } from "./run.ts";

const words = process.argv.slice(2);
nameProcess("hybi", words);
endWithReader();
await run(words);
