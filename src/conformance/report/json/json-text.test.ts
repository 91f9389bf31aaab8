import { expect, it } from "vitest";
import { jsonText } from "./json-text.ts";

// Printed by Python 3.11: json.dumps(value, sort_keys=True, indent=3, separators=(",", ": "))
const printedByPython = String.raw`{
   "-": -7,
   "10": 1,
   "9": 2,
   "a": {},
   "b": [],
   "nested": {
      "list": [
         1,
         [
            true,
            null,
            "x"
         ],
         {
            "k": 0.5
         }
      ],
      "\u00e9": "Gr\u00fc\u00dfe \u2028 \ud83d\ude00 \u007f \"q\" \\ / \n\t\u0001"
   },
   "\uff5e": 2,
   "\ud83d\ude00": 1
}`;

it("prints what Python prints", () => {
  const value = {
    b: [],
    a: {},
    nested: { list: [1, [true, null, "x"], { k: 0.5 }], é: 'Grüße \u2028 😀 \x7f "q" \\ / \n\t\x01' },
    "😀": 1,
    "～": 2,
    "10": 1,
    "9": 2,
    "-": -7,
  };
  expect(jsonText(value)).toBe(printedByPython);
});

it("prints empty values without a line break", () => {
  expect([jsonText([]), jsonText({}), jsonText(null), jsonText("")]).toEqual(["[]", "{}", "null", '""']);
});

it("keeps a lone surrogate as an escape", () => {
  expect(jsonText("\ud800")).toBe(String.raw`"\ud800"`);
});
