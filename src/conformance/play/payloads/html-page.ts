import { encodeUtf8 } from "../../../core/bytes/text.ts";
import { capitalised } from "../../case/capitalised.ts";
import { filled } from "./filled.ts";
import { inventedVocabulary, phrase, wordsOfLength } from "./invented-words.ts";
import { SeededNumbers } from "./seeded-numbers.ts";

const codePointLength = 263620;

/** One sign for each section: nine of two bytes and nine of three, 27 bytes more than code points. */
const signs = [..."äñ€ß–ø“çå”ž→éł…☂„中"];

const head = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A register of places that do not exist</title>
<style>table { border-collapse: collapse } td { padding: 0 1em }</style>
</head>
<body>
`;
const foot = "</body>\n</html>\n";

/** An HTML page in UTF-8: sections with paragraphs, links and tables, nearly all of it ASCII. */
export function htmlPage(): Uint8Array {
  const numbers = new SeededNumbers(0x68746d6c);
  const words = inventedVocabulary(numbers, 500);
  const sectionsLength = codePointLength - head.length - foot.length;
  const sections = signs.map((sign, index) => {
    const [start, end] = [index, index + 1].map((border) => Math.floor((sectionsLength * border) / signs.length)) as [number, number];
    return section(numbers, words, { sign, number: index + 1, length: end - start });
  });
  return encodeUtf8(head + sections.join("") + foot);
}

interface Section {
  readonly sign: string;
  readonly number: number;
  readonly length: number;
}

function section(numbers: SeededNumbers, words: readonly string[], { sign, number, length }: Section): string {
  const heading = `<h2 id="section-${number}">${number}. ${capitalised(phrase(numbers, words, 3))} ${sign}</h2>\n`;
  const note = (text: string): string => `<p class="note">${text}</p>\n`;
  const endSizeMin = note("").length;
  const rest = filled({
    size: length - heading.length,
    next: () => (numbers.below(4) === 0 ? table(numbers, words) : paragraph(numbers, words)),
    endSizeMin,
    end: (size) => note(wordsOfLength(numbers, words, size - endSizeMin)),
  });
  return heading + rest;
}

function paragraph(numbers: SeededNumbers, words: readonly string[]): string {
  const sentences = Array.from({ length: numbers.between(2, 6) }, () => sentence(numbers, words));
  return `<p class="entry">${sentences.join(" ")}</p>\n`;
}

function sentence(numbers: SeededNumbers, words: readonly string[]): string {
  const target = numbers.pick(words);
  const link = numbers.below(3) === 0 ? ` <a href="/places/${target}.html" title="${capitalised(target)}">${target}</a>` : "";
  return `${capitalised(phrase(numbers, words, numbers.between(4, 12)))}${link} ${phrase(numbers, words, numbers.between(1, 6))}.`;
}

function table(numbers: SeededNumbers, words: readonly string[]): string {
  const rows = Array.from({ length: numbers.between(4, 12) }, () => {
    const cells = [capitalised(numbers.pick(words)), numbers.between(10, 99999), numbers.between(1000, 2011), phrase(numbers, words, 2)];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>\n`;
  });
  return `<table class="places">\n<tr><th>Place</th><th>People</th><th>Since</th><th>Near</th></tr>\n${rows.join("")}</table>\n`;
}
