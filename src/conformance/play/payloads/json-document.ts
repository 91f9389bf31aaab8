import { bytesFromLatin1 } from "../../../core/bytes/text.ts";
import { capitalised } from "../../case/capitalised.ts";
import { filled } from "./filled.ts";
import { inventedVocabulary, phrase, wordsOfLength } from "./invented-words.ts";
import { SeededNumbers } from "./seeded-numbers.ts";

const byteLength = 194056;
const instruments = ["thermometer", "barometer", "hygrometer", "anemometer", "rain gauge", "pyranometer"];

/** A JSON text in ASCII: a catalogue of weather stations that do not exist, one to a line. */
export function jsonDocument(): Uint8Array {
  const numbers = new SeededNumbers(0x6a736f6e);
  const words = inventedVocabulary(numbers, 400);
  let id = 10000;
  const nextStation = (): string => JSON.stringify(station(numbers, words, id++));
  const head = `{"catalogue":"Weather stations","edition":3,"stations":[\n${nextStation()}`;
  const tail = (remark: string): string => `\n],"remark":"${remark}"}\n`;
  const endSizeMin = tail("").length;
  const rest = filled({
    size: byteLength - head.length,
    next: () => `,\n${nextStation()}`,
    endSizeMin,
    end: (size) => tail(wordsOfLength(numbers, words, size - endSizeMin)),
  });
  return bytesFromLatin1(head + rest);
}

function station(numbers: SeededNumbers, words: readonly string[], id: number) {
  return {
    id,
    name: `${capitalised(numbers.pick(words))} ${capitalised(numbers.pick(words))}`,
    position: { latitude: tenThousandths(numbers, 470000, 550000), longitude: tenThousandths(numbers, 60000, 150000) },
    elevation: numbers.between(2, 1800),
    active: numbers.below(8) > 0,
    instruments: instruments.filter(() => numbers.below(2) === 0),
    remark: phrase(numbers, words, numbers.between(3, 9)),
    readings: Array.from({ length: numbers.between(2, 6) }, () => reading(numbers)),
  };
}

function reading(numbers: SeededNumbers) {
  const low = numbers.between(-80, 150);
  return {
    day: `2011-${twoDigits(numbers.between(1, 12))}-${twoDigits(numbers.between(1, 28))}`,
    low: low / 10,
    high: (low + numbers.between(10, 120)) / 10,
    rain: numbers.below(3) === 0 ? numbers.between(1, 300) / 10 : 0,
  };
}

const tenThousandths = (numbers: SeededNumbers, least: number, most: number): number => numbers.between(least, most) / 10000;
const twoDigits = (number: number): string => String(number).padStart(2, "0");
