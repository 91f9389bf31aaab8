import type { XmlElement } from "../ci/xml.ts";

/** An element as a reader of XML finds it; text and elements are never mixed. */
export interface ReadElement extends XmlElement {
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string | ReadElement[];
}

const declaration = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/;
const openingTag = /<([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/y;
const closingTag = /<\/([a-z-]+)>/y;
const section = /<!\[CDATA\[([\s\S]*?)\]\]>/y;
const attribute = / ([a-z]+)="([^"<]*)"/g;

/** Reads the part of XML 1.0 that a program writes: tags, attributes, CDATA sections. Throws at the first character that is none of these. */
export function readXml(document: string): ReadElement {
  if (!declaration.test(document)) throw new Error("there is no XML declaration");
  const reader = new XmlReader(document.replace(declaration, ""));
  const root = reader.element();
  if (!reader.isAtEnd) throw new Error("there is more than one root element");
  return root;
}

class XmlReader {
  readonly #text: string;
  #place = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#take(/\s*/y) !== undefined && this.#place === this.#text.length;
  }

  element(): ReadElement {
    const [, name = "", attributes = "", isEmpty] = this.#take(openingTag) ?? this.#fail("an opening tag");
    const element = { name, attributes: attributesIn(attributes) };
    return isEmpty === "/" ? { ...element, content: [] } : { ...element, content: this.#content(name) };
  }

  #content(name: string): string | ReadElement[] {
    const texts: string[] = [];
    const elements: ReadElement[] = [];
    for (;;) {
      for (let text = this.#take(section); text !== undefined; text = this.#take(section)) texts.push(text[1] ?? "");
      if (texts.length === 0) this.#take(/\s*/y);
      const end = this.#take(closingTag);
      if (end === undefined) elements.push(this.element());
      else if (end[1] !== name) throw new Error(`<${name}> ends with </${end[1]}>`);
      else if (texts.length > 0 && elements.length > 0) throw new Error(`<${name}> mixes text and elements`);
      else return texts.length > 0 ? texts.join("") : elements;
    }
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#place;
    const match = pattern.exec(this.#text) ?? undefined;
    this.#place += match?.[0].length ?? 0;
    return match;
  }

  #fail(expected: string): never {
    throw new Error(`expected ${expected} at ${JSON.stringify(this.#text.slice(this.#place, this.#place + 40))}`);
  }
}

function attributesIn(text: string): Readonly<Record<string, string>> {
  const all = [...text.matchAll(attribute)].map(([, name = "", value = ""]) => [name, attributeValue(value)] as const);
  if (new Set(all.map(([name]) => name)).size !== all.length) throw new Error(`an attribute is given twice in${text}`);
  return Object.fromEntries(all);
}

/** Section 3.3.3: white space that is not a reference becomes a space. */
function attributeValue(text: string): string {
  if (/&(?!#[0-9]+;)/.test(text)) throw new Error(`& begins no reference in ${text}`);
  return text.replace(/[\t\n\r]/g, " ").replace(/&#([0-9]+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
