#!/usr/bin/env node
import { endWithReader } from "../terminal/end-with-reader.ts";
import { nameProcess } from "../terminal/process-name.ts";
import { runWstest } from "./run.ts";

const words = process.argv.slice(2);
nameProcess("wstest", words);
endWithReader();
await runWstest(words);
