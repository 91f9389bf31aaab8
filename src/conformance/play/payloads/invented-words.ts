import type { SeededNumbers } from "./seeded-numbers.ts";

const onsets = ["b", "br", "d", "dr", "f", "fl", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w"];
const nuclei = ["a", "e", "i", "o", "u", "ai", "ea", "ie", "ou"];
const codas = ["", "", "", "l", "m", "n", "nd", "r", "rn", "s", "st", "t"];

/** A word of no language: one to three syllables. */
function inventedWord(numbers: SeededNumbers): string {
  const syllables = numbers.between(1, 3);
  let word = "";
  for (let syllable = 0; syllable < syllables; syllable++) word += numbers.pick(onsets) + numbers.pick(nuclei) + numbers.pick(codas);
  return word;
}

/** So many different words, of which a text can be made. */
export function inventedVocabulary(numbers: SeededNumbers, wordCount: number): readonly string[] {
  const words = new Set<string>();
  while (words.size < wordCount) words.add(inventedWord(numbers));
  return [...words];
}

/** Words of a vocabulary with blanks between them, the frequent ones first in its list. */
export function phrase(numbers: SeededNumbers, vocabulary: readonly string[], wordCount: number): string {
  return Array.from({ length: wordCount }, () => numbers.pickEarly(vocabulary)).join(" ");
}

/** Words and blanks of exactly so many characters; the last word may be cut. */
export function wordsOfLength(numbers: SeededNumbers, vocabulary: readonly string[], length: number): string {
  let text = "";
  while (text.length < length) text += `${numbers.pickEarly(vocabulary)} `;
  return text.slice(0, length);
}
