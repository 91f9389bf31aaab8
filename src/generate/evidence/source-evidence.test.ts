import { describe, expect, it } from "vitest";
import { namedIn, parse, testsIn } from "./source-evidence.ts";

const rsv = "rfc6455/5.2/rsv-zero";
const opcode = "rfc6455/5.2/opcode-known";

/** Tests found in a text, with the requirements they name. */
const found = (text: string) => testsIn(parse("a.test.ts", text)).map(({ title, names }) => [title, ...names]);

describe("unit tests are found", () => {
  it("by title, with the requirements that their bodies name", () => {
    expect(found(`describe("x", () => { it("5.2: a", () => expect(1).toBe("${rsv}")); test("b", () => undefined); });`)).toEqual([
      ["5.2: a", rsv],
      ["b"],
    ]);
  });

  it("with the requirements that their titles mention", () => {
    expect(found(`it("fails (${rsv}, ${opcode})", f);`)).toEqual([[`fails (${rsv}, ${opcode})`, rsv, opcode]]);
  });

  it("in tables, with modifiers and with computed titles", () => {
    expect(found(`it.each([["${rsv}"]])("%s", f); it.skipIf(true)("c", () => g("${opcode}")); it(\`d \${e}\`, f);`)).toEqual([
      ["%s", rsv],
      ["c", opcode],
      ["d …"],
    ]);
  });

  it("and what stands outside of all tests belongs to the tables of the file", () => {
    expect(found(`const rows = ["${rsv}"]; it("a", () => g("${opcode}"));`)).toEqual([
      ["a", opcode],
      ["its tables", rsv],
    ]);
  });

  it("but not what only looks like one", () => {
    expect(found(`submit("a", f); it(title, f); items.it; const it2 = "rfc6455/5.2/no-such-thing";`)).toEqual([]);
  });
});

it("a literal in a part that is left out names nothing", () => {
  const source = parse("a.ts", `const a = "${rsv}"; const b = "${opcode}";`);
  expect([...namedIn(source)]).toEqual([rsv, opcode]);
  expect([...namedIn(source, new Set(source.statements.slice(0, 1)))]).toEqual([opcode]);
});
