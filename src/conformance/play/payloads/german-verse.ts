import { encodeUtf8 } from "../../../core/bytes/text.ts";
import { capitalised } from "../../case/capitalised.ts";
import { filled } from "./filled.ts";
import { SeededNumbers } from "./seeded-numbers.ts";

const byteLength = 222218;

const split = (words: string): readonly string[] => words.split(" ");

/** Small words, the frequent ones first. */
const smallWords = split(
  "und die der ich das ist nicht in zu den mit du ein sich es so auf mir dem was wie er sie nur wir aus von an doch noch " +
    "mich dich als wenn hier nun denn für über zum wo schon durch nach ihr auch um ihm kein dann vor dir mein dein bei wohl ganz " +
    "gegen ohne einst selbst unter kaum hinauf während zwischen",
);
const beginnings = split(
  "Abend Berg Blüten Brücken Dämmer Donner Erd Feder Feuer Flügel Fluss Frühlings Garten Gips Glas Glocken Gold Hafen Herbst Himmel " +
    "Höhlen Honig Kerzen Kiesel Königs Krähen Küsten Licht Meer Mond Morgen Mühlen Nacht Nebel Öl Pappel Quell Regen Ruß Schatten " +
    "Schnee Segel Silber Sommer Stein Stern Straßen Sturm Tal Tau Tür Ufer Wald Wetter Wind Winter Wolken Zaun",
);
const endings = split(
  "bogen dach duft fahrt feld fest flut gang garten gesang glanz glut grund haus hof kleid kreis lauf lied luft mauer mut pfad rand raum " +
    "ruf saum schein schritt spiel staub stimme strom stunde tanz tier traum träne turm wächter wein welle werk wort zeit zug zweig",
);
const stems = split(
  "atm bau blüh brenn dräng eil fall find flücht folg frag freu fühl füll geh glüh grüß hall heb hoff hör jag klag kling lausch lenk " +
    "lieg lob mahn nehm öffn pflück prüf rausch reich rett ruf rüst schau schein schließ schweig schwör seh send sink spür steig such " +
    "träum trink üb versteh wach wäg wander weh wend werf wiss wünsch zähl zieh zög zürn",
);
const prefixes = split("ab an auf aus be durch ein ent er fort ge her hin nach über um ver vor weg zer zu");
const suffixes = split("en t e st et te end ten est");
const qualities = split(
  "alt blass bunt dunkel edel eng fern flüchtig frei fremd früh gerade groß grün gut heiß hell hoch hübsch jung kalt klar klein kühl " +
    "lang leicht leise mild müde neu reif ruhig rund sanft scheu schnell schön schwer spät still stolz süß tief treu trüb wahr weich " +
    "weiß weit wild zart",
);
const inflections = split("e en er es em");
const stops = [",", ",", ",", ";", ".", ".", "!", "?", ":", " –"];

/** UTF-8 text: verse of German words and no sense, in stanzas and scenes, with speakers. */
export function germanVerse(): Uint8Array {
  const numbers = new SeededNumbers(0x76657273);
  const speakers = Array.from({ length: 9 }, () => noun(numbers).toUpperCase());
  const text = filled({
    size: byteLength,
    next: () => (numbers.below(4) === 0 ? speech(numbers, speakers) : stanza(numbers)),
    endSizeMin: 0,
    end: (size) => "-".repeat(size),
    sizeOf: (piece) => encodeUtf8(piece).length,
  });
  return encodeUtf8(text);
}

const speech = (numbers: SeededNumbers, speakers: readonly string[]): string =>
  `${numbers.below(6) === 0 ? `»${noun(numbers)}. ${capitalised(quality(numbers))} ${noun(numbers)}.«\n\n` : ""}${numbers.pick(speakers)}:\n`;

const stanza = (numbers: SeededNumbers): string =>
  `${Array.from({ length: numbers.pick([2, 4, 4, 4, 6, 8]) }, () => line(numbers)).join("")}\n`;

function line(numbers: SeededNumbers): string {
  const words: string[] = [];
  for (let length = 0; length < 32; length += (words.at(-1) ?? "").length + 1) words.push(word(numbers));
  return `${capitalised(words.join(" "))}${numbers.pick(stops)}\n`;
}

function word(numbers: SeededNumbers): string {
  switch (numbers.below(8)) {
    case 0:
    case 1:
      return noun(numbers);
    case 2:
      return quality(numbers);
    case 3:
      return verb(numbers);
    case 4:
      return numbers.pick(prefixes) + verb(numbers);
    default:
      return numbers.pickEarly(smallWords);
  }
}

const noun = (numbers: SeededNumbers): string => numbers.pick(beginnings) + numbers.pick(endings);
const verb = (numbers: SeededNumbers): string => numbers.pick(stems) + numbers.pick(suffixes);
const quality = (numbers: SeededNumbers): string => numbers.pick(qualities) + numbers.pick(inflections);
