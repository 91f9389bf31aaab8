import { describe, expect, it } from "vitest";
import { closingVariants, playVariant } from "./closing-variants.ts";
import { endInWords, stateInWords } from "./moment-words.ts";
import { sequenceMermaid } from "./sequence-mermaid.ts";
import { sequenceSvg } from "./sequence-svg.ts";
import { type Run, TwoMachines } from "./two-machines.ts";

const closesOf = ({ messages }: Run, from: string) =>
  messages.filter((message) => message.from === from && message.letter === "receive.close");
const variant = (slug: string): Run => playVariant(closingVariants.find((one) => one.slug === slug) as (typeof closingVariants)[number]);

describe.each(closingVariants)("$title", (one) => {
  const run = playVariant(one);

  it("5.5.1: no side sends a second Close, and nothing impossible happens", () => {
    expect(closesOf(run, "client").length).toBeLessThanOrEqual(1);
    expect(closesOf(run, "server").length).toBeLessThanOrEqual(1);
    expect(run.moments.flatMap(({ effects }) => effects)).not.toContain("impossible");
  });

  it("has an arrow for each message in both drawings", () => {
    expect(sequenceMermaid(run).match(/-[)x](client|server):/g)).toHaveLength(run.messages.length);
    expect(sequenceSvg(run, one.title).match(/stroke-width="1.3"/g)).toHaveLength(run.messages.length);
  });
});

describe("the closing runs", () => {
  it("have a name of their own each", () => {
    expect(new Set(closingVariants.map(({ slug }) => slug)).size).toBe(closingVariants.length);
  });

  it("5.5.1: when both close at once, each Close is the answer to the other", () => {
    const run = variant("both-at-once");
    expect(run.messages.filter(({ letter }) => letter === "receive.close").map(({ label }) => label)).toEqual(["Close", "Close"]);
  });

  it("7.1.1: the server ends the transport first, whoever closes", () => {
    for (const slug of ["client-closes-first", "server-closes-first", "both-at-once"]) {
      expect(variant(slug).messages.find(({ letter }) => letter === "transport.ended")?.from).toBe("server");
    }
  });

  it("5.5.2: a Ping that meets a Close is answered", () => {
    expect(variant("ping-after-close").messages.map(({ label }) => label)).toContain("Pong");
  });

  it("say how they end", () => {
    expect(endInWords(variant("client-closes-first"))).toBe("Both sides are closed after 5 steps.");
    expect(endInWords(variant("no-answer"))).toBe("What becomes of the server is not shown.");
  });
});

it("two machines deliver only what is under way", () => {
  expect(() => new TwoMachines().deliver("client")).toThrow("Nothing is under way to the client.");
});

it("a state reads as what is heard and said", () => {
  expect(stateInWords("incoming.hearing.insideMessage outgoing.ended")).toBe("incoming hearing (inside a message), outgoing ended");
  expect(stateInWords("closed")).toBe("closed");
});
