import { bytesFromLatin1 } from "../../../core/bytes/text.ts";
import { capitalised } from "../../case/capitalised.ts";
import { inventedVocabulary, phrase, wordsOfLength } from "./invented-words.ts";
import { SeededNumbers } from "./seeded-numbers.ts";

const byteLength = 1042328;
const pageCount = 38;
const linesPerPage = 54;
const imageWidth = 146;
const imageHeight = 145;

/** Objects 1 to 3 are the catalogue, the page tree and the font; three more follow for each page. */
const firstPageObject = 4;
const objectsPerPage = 3;

// Four bytes above 127 tell programs that move files that this one is not text.
const head = bytesFromLatin1("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n");

/** A PDF document: pages of plain text, each with an image of noise, which compresses no better than what is compressed. */
export function pdfDocument(): Uint8Array {
  const numbers = new SeededNumbers(0x70646631);
  const words = inventedVocabulary(numbers, 600);
  const objects = [catalogue(), pageTree(), font()];
  for (let page = 0; page < pageCount; page++) {
    const number = firstPageObject + objectsPerPage * page;
    objects.push(pageObject(number), stream("", pageText(numbers, words)), stream(imageEntries, noise(numbers)));
  }
  return assembled(objects, (length) => wordsOfLength(numbers, words, length));
}

const catalogue = (): Uint8Array => bytesFromLatin1("<< /Type /Catalog /Pages 2 0 R >>");
const font = (): Uint8Array => bytesFromLatin1("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");

function pageTree(): Uint8Array {
  const kids = Array.from({ length: pageCount }, (_, page) => `${firstPageObject + objectsPerPage * page} 0 R`);
  return bytesFromLatin1(`<< /Type /Pages /Count ${pageCount} /Kids [${kids.join(" ")}] >>`);
}

function pageObject(number: number): Uint8Array {
  const resources = `<< /Font << /F1 3 0 R >> /XObject << /Im1 ${number + 2} 0 R >> >>`;
  return bytesFromLatin1(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources ${resources} /Contents ${number + 1} 0 R >>`);
}

function pageText(numbers: SeededNumbers, words: readonly string[]): Uint8Array {
  const lines = Array.from({ length: linesPerPage }, () => {
    const spacing = numbers.between(-30, 60) / 1000;
    return `${spacing} Tw (${capitalised(phrase(numbers, words, numbers.between(8, 12)))}.) Tj T*\n`;
  });
  return bytesFromLatin1(`q ${imageWidth} 0 0 ${imageHeight} 400 650 cm /Im1 Do Q\nBT /F1 10 Tf 12 TL 50 780 Td\n${lines.join("")}ET\n`);
}

const imageEntries = `/Type /XObject /Subtype /Image /Width ${imageWidth} /Height ${imageHeight} /ColorSpace /DeviceGray /BitsPerComponent 8 `;

function noise(numbers: SeededNumbers): Uint8Array {
  return Uint8Array.from({ length: imageWidth * imageHeight }, () => numbers.below(256));
}

const stream = (entries: string, content: Uint8Array): Uint8Array =>
  concatenated([bytesFromLatin1(`<< ${entries}/Length ${content.length} >>\nstream\n`), content, bytesFromLatin1("\nendstream")]);

/** The objects in order, a comment that makes the size exact, and the table that says where each object is. */
function assembled(objects: readonly Uint8Array[], words: (length: number) => string): Uint8Array {
  const parts = [head];
  const offsets: number[] = [];
  let length = head.length;
  for (const [index, object] of objects.entries()) {
    const written = concatenated([bytesFromLatin1(`${index + 1} 0 obj\n`), object, bytesFromLatin1("\nendobj\n")]);
    offsets.push(length);
    parts.push(written);
    length += written.length;
  }
  const tableOffset = byteLength - crossReferences(offsets, length).length;
  const comment = `%${words(tableOffset - length - 2)}\n`;
  return concatenated([...parts, bytesFromLatin1(comment), crossReferences(offsets, tableOffset)]);
}

function crossReferences(offsets: readonly number[], tableOffset: number): Uint8Array {
  const size = offsets.length + 1;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`);
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries.join("")}`;
  return bytesFromLatin1(`${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${tableOffset}\n%%EOF\n`);
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
