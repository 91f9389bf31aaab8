/** An element of an XML document: its name, its attributes, and what is in it, further elements or a text. */
export interface XmlElement {
  readonly name: string;
  /** One that is `undefined` is left out. */
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  readonly content?: string | readonly XmlElement[];
}

/** A document of XML 1.0, with a line for each tag. */
export const xmlText = (root: XmlElement): string => `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, "")}`;

function elementText({ name, attributes = {}, content = [] }: XmlElement, indent: string): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const tag = [name, ...given.map(([key, value]) => `${key}="${attributeText(String(value))}"`)].join(" ");
  if (content.length === 0) return `${indent}<${tag}/>\n`;
  if (typeof content === "string") return `${indent}<${tag}>${sectionText(content)}</${name}>\n`;
  return `${indent}<${tag}>\n${content.map((child) => elementText(child, `${indent}  `)).join("")}${indent}</${name}>\n`;
}

// Section 2.2: what no document may hold, not even as a reference. With the flag u, half of a surrogate pair is a character of its own.
const noCharacter = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const legal = (text: string): string => text.replace(noCharacter, "\ufffd");

/** Section 2.7: as it is, in as many CDATA sections as it takes, since none can hold its own end. */
const sectionText = (text: string): string => `<![CDATA[${legal(text).replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;

/** Section 3.3.3: a line break or a tab in an attribute would be read as a space. */
const attributeText = (text: string): string => legal(text).replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
