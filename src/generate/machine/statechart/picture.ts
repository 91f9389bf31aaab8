import type { Graphviz } from "@hpcc-js/wasm-graphviz";

/** A drawing without its frame: elements whose coordinates begin at 0, 0. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly elements: string;
}

/** A label reserves the room of an inner picture by a cell of this colour. */
export const slotColour = (number: number): string => `#00aa${number.toString(16).padStart(2, "0")}`;

/** Lays a graph out and puts each inner picture into the cell that was kept free for it. */
export function drawGraph(graphviz: Graphviz, dot: string, inner: readonly Picture[]): Picture {
  const drawn = graphviz.layout(dot, "svg", "dot");
  const [, width, height] = /viewBox="[-0-9.]+ [-0-9.]+ ([0-9.]+) ([0-9.]+)"/.exec(drawn) ?? [];
  if (width === undefined || height === undefined) throw new Error("The layout engine drew a picture without a size.");
  const elements = drawn
    .slice(drawn.indexOf(">", drawn.indexOf("<svg")) + 1, drawn.lastIndexOf("</svg>"))
    .replace(/<!--[\s\S]*?-->\n?|<title>[^<]*<\/title>\n?/g, "")
    .replace(/ (id|class)="[^"]*"/g, "")
    .replace(/ xlink:title="[^"]*"/g, "")
    .replace(/<polygon fill="#00aa([0-9a-f]{2})"[^>]*points="([^"]*)"\/>/g, (_, number: string, points: string) =>
      placed(inner[Number.parseInt(number, 16)] as Picture, points),
    );
  return { width: Number(width), height: Number(height), elements: elements.trim() };
}

/** A picture at the top of the cell that these corners enclose, in the middle of its width. */
function placed(picture: Picture, corners: string): string {
  const points = corners.split(" ").map((point) => point.split(",").map(Number));
  const across = points.map(([x]) => x as number);
  const left = (Math.min(...across) + Math.max(...across) - picture.width) / 2;
  return movedBy(left, Math.min(...points.map(([, y]) => y as number)), picture);
}

/** The elements of a picture, moved right and down. */
const movedBy = (right: number, down: number, { elements }: Picture): string =>
  `<g transform="translate(${right.toFixed(2)} ${down.toFixed(2)})">\n${elements}\n</g>`;

/** One picture below another, each in the middle. */
export function stacked(upper: Picture, lower: Picture, gap: number): Picture {
  const width = Math.max(upper.width, lower.width);
  const parts = [movedBy((width - upper.width) / 2, 0, upper), movedBy((width - lower.width) / 2, upper.height + gap, lower)];
  return { width, height: upper.height + gap + lower.height, elements: parts.join("\n") };
}
