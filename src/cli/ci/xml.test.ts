import { describe, expect, it } from "vitest";
import { readXml } from "../testing/read-xml.ts";
import { xmlText } from "./xml.ts";

const hostile = `<&>"' ]]> ]]>]]> --> <![CDATA[ \t\n &amp; é €\u{1f600}`;

describe("XML", () => {
  it("has a line for each tag", () => {
    const leaf = { name: "b", attributes: { left: undefined, count: 0 } };
    expect(xmlText({ name: "a", attributes: { key: "value" }, content: [leaf, { name: "c", content: "text" }] })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a key="value">\n  <b count="0"/>\n  <c><![CDATA[text]]></c>\n</a>\n',
    );
  });

  it("gives a text back as it was, whatever it is made of", () => {
    const root = { name: "a", attributes: { key: `${hostile}\r` }, content: hostile };
    expect(readXml(xmlText(root))).toEqual(root);
  });

  it.each(["\0", "\x08", "\x0b", "\x1f", "\ud800", "\udc00", "\ufffe", "\uffff"])(
    "2.2: %j is no character of it, and is replaced",
    (no) => {
      expect(readXml(xmlText({ name: "a", attributes: { key: `1${no}2` }, content: `3${no}4` }))).toMatchObject({
        attributes: { key: "1\ufffd2" },
        content: "3\ufffd4",
      });
    },
  );
});
