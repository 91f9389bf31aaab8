#!/usr/bin/env node
import { runWstest } from "./run.ts";

await runWstest(process.argv.slice(2));
