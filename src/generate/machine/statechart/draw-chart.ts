import type { Graphviz } from "@hpcc-js/wasm-graphviz";
import { arrowsInside } from "./arrows.ts";
import type { ChartState } from "./chart.ts";
import { arrowLabel, stateLabel } from "./dot-labels.ts";
import { graphDot } from "./graph-dot.ts";
import { paints } from "./paint.ts";
import { drawGraph, type Picture } from "./picture.ts";

/** Where a state can be read about, for pictures that can be clicked. */
export type LinkOfState = (state: ChartState) => string | undefined;

/** Draws charts from the inside out: what is inside a state is laid out first and then takes its room as one box. */
export class ChartDrawing {
  readonly #graphviz: Graphviz;
  readonly #linkOf: LinkOfState;

  constructor(graphviz: Graphviz, linkOf: LinkOfState) {
    this.#graphviz = graphviz;
    this.#linkOf = linkOf;
  }

  /** The states inside a state, with their arrows. */
  inside(state: ChartState): Picture {
    const pictures: Picture[] = [];
    const slot = (picture: Picture): number => pictures.push(picture) - 1;
    const nodes = state.states.map((child) => this.#node(child, slot));
    const arrows = arrowsInside(state).map(({ from, to, parts }) => `"${from.key}" -> "${to.key}" [label=<${arrowLabel(parts)}>];`);
    return drawGraph(this.#graphviz, graphDot([...entering(state), ...nodes, ...arrows]), pictures);
  }

  #node(state: ChartState, slot: (picture: Picture) => number): string {
    const inner = state.kind === "parallel" ? state.states : state.states.length > 0 ? [state] : [];
    const pictures = inner.map((region) => this.inside(region));
    const height = Math.max(...pictures.map((picture) => picture.height));
    const rooms = pictures.map((picture, place) => ({
      region: inner[place] as ChartState,
      slot: slot(picture),
      width: picture.width,
      height,
    }));
    const attributes = [
      `label=<${stateLabel(state, rooms)}>`,
      `fillcolor="${paints[state.kind === "parallel" ? "outer" : state.kind === "compound" ? "inner" : "state"].stands}"`,
      ...(state.kind === "final" ? ["peripheries=2"] : []),
      ...(rooms.length > 0 ? ['margin="0.08,0.06"'] : []),
      ...this.#link(state),
    ];
    return `"${state.key}" [${attributes.join(", ")}];`;
  }

  #link(state: ChartState): string[] {
    const link = this.#linkOf(state);
    return link === undefined || state.states.length > 0 ? [] : [`href="${link}"`];
  }
}

/** The dot from which the first state inside is entered. */
const entering = ({ initial }: ChartState): string[] =>
  initial === undefined
    ? []
    : [
        `" " [shape=circle, label="", width=0.12, height=0.12, margin=0, fillcolor="${paints.ink.stands}", color="${paints.ink.stands}"];`,
        `" " -> "${initial}";`,
      ];
