import type { Case, SourceName } from "../case/case.ts";
import { compressedRoundTrips, demanding, type MessageSize, noDemand, plainRequirements } from "./compressed-round-trips.ts";
import { roundTripCount } from "./measured-case.ts";

interface Content {
  readonly section: string;
  readonly source: SourceName;
  readonly isBinary: boolean;
  readonly name: string;
  readonly document: string;
}

const contents: readonly Content[] = [
  { section: "12.1", source: "json", isBinary: false, name: "JSON", document: "a JSON document" },
  { section: "12.2", source: "bitmap", isBinary: true, name: "A bitmap image", document: "a grey bitmap image" },
  {
    section: "12.3",
    source: "prose",
    isBinary: true,
    name: "German verse",
    document: "German verse in UTF-8, cut even inside a character",
  },
  { section: "12.4", source: "html", isBinary: false, name: "HTML", document: "an HTML page with a few characters outside ASCII" },
  { section: "12.5", source: "pdf", isBinary: true, name: "A PDF document", document: "a PDF document, most of which hardly compresses" },
];

function contentCases({ name, document, ...section }: Content): readonly Case[] {
  const type = section.isBinary ? "binary" : "text";
  const unit = section.isBinary ? "bytes" : "characters";
  const fragments = ({ fragmentSize }: MessageSize): string =>
    fragmentSize === 0 ? "in one frame each" : `compressed as a whole and then cut into fragments of ${fragmentSize} bytes`;
  return compressedRoundTrips({
    ...section,
    compression: demanding(noDemand),
    titleOf: ({ length, fragmentSize }) =>
      `${name} in ${type} messages of ${length} ${unit}${fragmentSize === 0 ? "" : `, in fragments of ${fragmentSize} bytes,`} ` +
      "is echoed through permessage-deflate",
    descriptionOf: (size) =>
      `With permessage-deflate in use, sends ${roundTripCount} ${type} messages, each the next ${size.length} ${unit} of ${document}, ` +
      `${fragments(size)}. Each waits for the echo of the one before.`,
    requires: plainRequirements,
  });
}

/** Chapter 12: content of several kinds through permessage-deflate, nothing asked of how the peer compresses. */
export const compressionContentCases: readonly Case[] = contents.flatMap(contentCases);
