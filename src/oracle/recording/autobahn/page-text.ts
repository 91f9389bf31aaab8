const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: " " };

/** A line of a page of HTML as the lines that a reader sees; a line of plain text stays as it is. */
export const shownLines = (line: string): string[] =>
  line
    .replace(/<\/(?:pre|tr|td|p|h[1-6]|div|title|dt|dd|summary|li)>|<br\s*\/?>/gi, "\n")
    .split("\n")
    .map((text) => decoded(text.replace(/<[a-zA-Z!/][^>]*>/g, "")));

const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-fA-F]{1,4})|#([0-9]{1,5})|([a-z]+));/g, (all, hex?: string, decimal?: string, name?: string) =>
    name !== undefined ? (entities[name] ?? all) : String.fromCharCode(hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal)),
  );
