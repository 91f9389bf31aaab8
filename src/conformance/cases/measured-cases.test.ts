import { describe, expect, it } from "vitest";
import type { Case, Program, Step } from "../case/case.ts";
import { sourceBytes } from "../play/payload-source.ts";
import { limitCases } from "./09-limits.ts";
import { compressionContentCases } from "./12-compression-content.ts";
import { compressionParameterCases } from "./13-compression-parameters.ts";

const compressed = [...compressionContentCases, ...compressionParameterCases];
const measured = [...limitCases, ...compressed];

const stepNames = ({ play }: Case): readonly Step["step"][] => play.map(({ step }) => step);
const inSection = (cases: readonly Case[], section: string): readonly Case[] => cases.filter(({ id }) => id.startsWith(`${section}.`));
const roundTripsOf = ({ program }: Case) => program as Extract<Program, { program: "roundTrips" }>;

describe("a measured case", () => {
  it("is judged by a program, shows its duration and ends with 1000", () => {
    for (const { id, program, expected, expectedClose, reportTime, after, suppressAutoClose } of measured) {
      expect(program, id).toBeDefined();
      expect({ expected, reportTime, after, suppressAutoClose }, id).toEqual({
        expected: {},
        reportTime: true,
        after: [],
        suppressAutoClose: false,
      });
      expect(expectedClose, id).toEqual({ closedByMe: true, closeCode: [1000], requireClean: true });
    }
  });

  it("switches the wire log off before anything is sent", () => {
    for (const { id, play, program } of measured) {
      const marker = program?.program === "roundTrips";
      expect(play[0], id).toEqual({ step: "wireLog", enabled: false, marker });
    }
  });

  it("starts its round trips last, if it has any", () => {
    for (const played of measured) {
      const starts = stepNames(played).indexOf("startRoundTrips");
      expect(starts, played.id).toBe(played.program?.program === "roundTrips" ? played.play.length - 1 : -1);
    }
  });
});

describe("chapter 9", () => {
  it("waits for the length and the type that it sends", () => {
    for (const { id, play, program } of limitCases) {
      if (program?.program !== "singleEcho") continue;
      const sent = play[1] as Extract<Step, { step: "send" | "sendMessage" }>;
      const length = sent.step === "send" ? sent.frame.repeatLength : sent.payload.length;
      const isBinary = sent.step === "send" ? sent.frame.opcode === 2 : sent.binary;
      expect(program, id).toEqual({ program: "singleEcho", binary: isBinary, length });
    }
  });

  it("keeps no large payload but two, which the cases of 9.3 and 9.4 share", () => {
    const large = limitCases.flatMap(({ play }) => play.flatMap((step) => (step.step === "sendMessage" ? [step.payload] : [])));
    expect(large).toHaveLength(18);
    expect(new Set(large).size).toBe(2);
    for (const { play } of limitCases)
      for (const step of play) if (step.step === "send") expect(step.frame.payload.length).toBeLessThan(11);
  });

  it("9.4: has another byte in its first case than in the others", () => {
    const firstBytes = inSection(limitCases, "9.4").map(({ play }) => (play[1] as Extract<Step, { step: "sendMessage" }>).payload[0]);
    expect(firstBytes).toEqual([0xfe, ...Array.from({ length: 8 }, () => 0x2a)]);
  });
});

describe("chapters 12 and 13", () => {
  it("go on only with permessage-deflate, and report how well it did", () => {
    for (const played of compressed) {
      const steps = ["wireLog", "autoFragment", "requireCompression", "closeAfter", "startRoundTrips"];
      expect(stepNames(played), played.id).toEqual(steps);
      expect(played.reportCompressionRatio, played.id).toBe(true);
    }
  });

  it("cut windows smaller than their source, in code points where the message is text", () => {
    for (const played of compressed) {
      const { message, binary, check } = roundTripsOf(played);
      if (message.kind !== "window") throw new TypeError(`${played.id} repeats bytes`);
      expect({ unit: message.unit, check }, played.id).toEqual({ unit: binary ? "bytes" : "codePoints", check: "content" });
      expect(message.length, played.id).toBeLessThan(sourceBytes(message.source).length);
    }
  });

  it("go through the same sizes in every section", () => {
    const sizesOf = (section: string) =>
      inSection(compressed, section).map((played) => [roundTripsOf(played).message.length, played.play[1], played.play[3]]);
    for (const section of ["12.2", "12.3", "12.4", "12.5", "13.1", "13.2", "13.3", "13.4", "13.5", "13.6", "13.7"]) {
      expect(sizesOf(section), section).toEqual(sizesOf("12.1"));
    }
  });

  it("13.7: ask less and less, of a server as of a client", () => {
    expect(compressionParameterCases.at(-1)?.compression).toEqual({
      offers: [
        { noContextTakeover: true, serverMaxWindowBits: 9 },
        { noContextTakeover: true, serverMaxWindowBits: 0 },
        { noContextTakeover: false, serverMaxWindowBits: 0 },
      ],
      answers: [
        { clientNoContextTakeover: true, clientMaxWindowBits: 9 },
        { clientNoContextTakeover: true, clientMaxWindowBits: 0 },
        { clientNoContextTakeover: false, clientMaxWindowBits: 0 },
      ],
    });
  });
});
