import { describe, expect, it } from "vitest";
import { detailStyle, masterStyle } from "./style.ts";

const tones = ["pass", "nonstrict", "info", "unimplemented", "fail", "missing"];
const textPairs = [
  ...tones.map((tone) => [tone, `${tone}-tint`] as const),
  ...["page", "surface", "band", "stripe"].flatMap((ground) => ["ink", "soft", "link"].map((text) => [text, ground] as const)),
];

it.each([masterStyle, detailStyle])("needs no escaping inside a style element", (style) => {
  expect(style).not.toMatch(/["&<]/);
});

it.each([masterStyle, detailStyle])("loads nothing", (style) => {
  expect(style).not.toMatch(/url\(|@import/);
});

describe.each([
  ["light", 0],
  ["dark", 1],
])("%s colours", (_, scheme) => {
  it.each(textPairs)("%s is readable on %s", (text, ground) => {
    expect(contrast(colour(text, scheme), colour(ground, scheme))).toBeGreaterThanOrEqual(4.5);
  });
});

function colour(name: string, scheme: number): string {
  const values = [...masterStyle.matchAll(new RegExp(`--${name}: #([0-9a-f]{6});`, "g"))];
  const value = values[scheme]?.[1];
  if (value === undefined) throw new Error(`the style sheet has no colour --${name} number ${scheme}`);
  return value;
}

// WCAG 2.1: contrast ratio and relative luminance
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
