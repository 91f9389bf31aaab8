import fc from "fast-check";
import { expect } from "vitest";
import { chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { type Application, applications, runEndpoint } from "./adapters/run-endpoint.ts";
import { startedEndpoint } from "./adapters/started-endpoint.ts";
import { streams } from "./adapters/streams.ts";
import { property } from "./property.ts";

const wholeAtOnce = [Number.MAX_SAFE_INTEGER];
const everyApplication = Object.keys(applications) as Application[];

property({
  title: "how TCP cuts the stream never changes the outputs",
  requires: ["ours/core/chunking-independent"],
  given: [streams(), chunkings(), fc.constantFrom(...everyApplication)],
  runs: 600,
  holds: ({ role, bytes }, chunking, application) => {
    const whole = runEndpoint(startedEndpoint(role), cut(bytes, wholeAtOnce), application);
    const pieces = runEndpoint(startedEndpoint(role), cut(bytes, chunking), application);
    expect(pieces).toEqual(whole);
  },
});

property({
  title: "a stream that comes byte by byte has the outputs of the whole",
  requires: ["ours/core/chunking-independent"],
  given: [streams()],
  runs: 150,
  holds: ({ role, bytes }) => {
    const whole = runEndpoint(startedEndpoint(role), cut(bytes, wholeAtOnce));
    expect(runEndpoint(startedEndpoint(role), cut(bytes, [1]))).toEqual(whole);
  },
});

property({
  title: "the host's own UTF-8 check never changes the outputs",
  requires: ["rfc6455/8.1/invalid-utf8-fails", "ours/core/chunking-independent"],
  given: [streams(), chunkings()],
  runs: 150,
  holds: ({ role, bytes }, chunking) => {
    const own = runEndpoint(startedEndpoint(role, "own"), cut(bytes, chunking));
    expect(runEndpoint(startedEndpoint(role, "native"), cut(bytes, chunking))).toEqual(own);
  },
});

property({
  title: "an application that overwrites what it was given changes nothing that comes after",
  requires: ["ours/core/chunking-independent", "rfc6455/5.5.3/pong-echoes-payload"],
  given: [streams(), chunkings()],
  runs: 150,
  holds: ({ role, bytes }, chunking) => {
    const untouched = runEndpoint(startedEndpoint(role), cut(bytes, chunking), "silent");
    expect(runEndpoint(startedEndpoint(role), cut(bytes, chunking), "scribbles")).toEqual(untouched);
  },
});
