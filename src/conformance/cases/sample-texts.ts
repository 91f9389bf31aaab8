import { hex, joined } from "./steps.ts";

/** A Greek word of five letters in eleven bytes; its second letter is U+1F79, which an editor would normalise away. */
export const greekWord = hex("ce ba e1 bd b9 cf 83 ce bc ce b5");

/** The Greek word, the three bytes that would stand for U+D800, and the ASCII word "edited": not UTF-8. */
export const wordWithSurrogate = joined(greekWord, hex("ed a0 80 65 64 69 74 65 64"));

/** A greeting of 29 bytes, among them seven characters of two bytes. */
export const greeting = hex("48 65 6c 6c 6f 2d c2 b5 40 c3 9f c3 b6 c3 a4 c3 bc c3 a0 c3 a1 2d 55 54 46 2d 38 21 21");
