#!/usr/bin/env node
import { endWithReader } from "../end-with-reader.ts";
import { runWstest } from "./run.ts";

endWithReader();
await runWstest(process.argv.slice(2));
