import fc from "fast-check";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { type Breach, type BreachFamily, bare, brokenIn, type SessionPlace } from "./breach.ts";
import { type InvalidUtf8Name, invalidUtf8Names, unfinishedTexts, wrongTexts } from "./invalid-utf8.ts";

const bytesBefore = ({ open }: SessionPlace): number[] => open.flatMap(({ payload }) => [...payload]);
const opcodeOf = ({ open }: SessionPlace): number => (open.length > 0 ? opcodes.continuation : opcodes.text);

const wrongText = (name: InvalidUtf8Name, place: "betweenMessages" | "insideText"): Breach => ({
  name: `${place === "insideText" ? "a later fragment of text" : "text"} with ${name}`,
  place,
  frames: (situation) =>
    brokenIn(
      situation,
      fc
        .tuple(wrongTexts(name, bytesBefore(situation)), fc.boolean())
        .map(([[text, wrongAt], fin]) => [bare(opcodeOf(situation), fin, text), wrongAt]),
    ),
});

const unfinished = (name: string, place: "betweenMessages" | "insideText"): Breach => ({
  name,
  place,
  frames: (situation) =>
    brokenIn(
      situation,
      unfinishedTexts(bytesBefore(situation)).map((text) => [bare(opcodeOf(situation), true, text), text.length - 1]),
    ),
});

/** Text messages that are not UTF-8 and not compressed, sections 5.6 and 8.1. */
export const textBreaches = {
  "rfc6455/8.1/invalid-utf8-fails": [
    ...invalidUtf8Names.map((name) => wrongText(name, "betweenMessages")),
    ...invalidUtf8Names.map((name) => wrongText(name, "insideText")),
    unfinished("text that ends inside a character", "betweenMessages"),
    unfinished("fragments of text that end inside a character", "insideText"),
  ],
} as const satisfies BreachFamily;
