import type { Behavior, BehaviorClose } from "../../conformance/case-result.ts";
import type { Outcome } from "../../conformance/outcome.ts";
import { differences } from "./differences.ts";
import type { PageSource } from "./page.ts";
import { peers } from "./peer.ts";
import type { PeerResults } from "./results-file.ts";
