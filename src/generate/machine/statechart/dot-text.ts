import { type Paint, paints } from "./paint.ts";

/** How a piece of text in a chart looks. */
export interface TextStyle {
  readonly paint: Paint;
  readonly size: number;
  readonly mono?: boolean;
  readonly bold?: boolean;
}

/** The looks of the texts in a chart. */
export const looks = {
  title: { paint: "ink", size: 13, bold: true },
  event: { paint: "ink", size: 11, mono: true, bold: true },
  effect: { paint: "soft", size: 10.5 },
  section: { paint: "soft", size: 10.5 },
} as const satisfies Record<string, TextStyle>;

/** Text in the markup of labels. */
export const text = (content: string, { paint, size, mono = false, bold = false }: TextStyle): string => {
  const font = `<FONT FACE="${mono ? "Courier" : "Arial"}" POINT-SIZE="${size}" COLOR="${paints[paint].stands}">${escaped(content)}</FONT>`;
  return bold ? `<B>${font}</B>` : font;
};

const escaped = (content: string): string => content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Rows below each other, without lines between them. */
export const table = (rows: readonly string[]): string =>
  `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">${rows.join("")}</TABLE>`;

/** A row: text, and a section at the right end, or beside the text where nothing has to line up. */
export const row = (left: string, section: string, beside = false): string => {
  const right = section === "" ? "" : text(`\u00a0\u00a0${section}`, looks.section);
  return beside
    ? `<TR><TD ALIGN="LEFT">${left}${right}</TD></TR>`
    : `<TR><TD ALIGN="LEFT">${left}</TD><TD ALIGN="RIGHT">${right}</TD></TR>`;
};

/** Some air between two rows. */
export const air = (height: number): string => `<TR><TD COLSPAN="2" HEIGHT="${height}"></TD></TR>`;
