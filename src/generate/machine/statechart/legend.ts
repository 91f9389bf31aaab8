import type { Graphviz } from "@hpcc-js/wasm-graphviz";
import { looks, text } from "./dot-text.ts";
import { graphDot } from "./graph-dot.ts";
import { type Paint, paints } from "./paint.ts";
import { drawGraph, type Picture } from "./picture.ts";

const line = paints.line.stands;
const sample = (fill: Paint, style: string, label: string): string =>
  `<TABLE BORDER="1" STYLE="${style}" COLOR="${line}" BGCOLOR="${paints[fill].stands}" CELLBORDER="0" CELLPADDING="3" CELLSPACING="0"><TR><TD>${text(label, looks.effect)}</TD></TR></TABLE>`;

const finalSample = `<TABLE BORDER="1" STYLE="rounded" COLOR="${line}" BGCOLOR="${paints.state.stands}" CELLBORDER="0" CELLPADDING="2" CELLSPACING="0"><TR><TD>${sample("state", "rounded", "final")}</TD></TR></TABLE>`;

const event = (paint: Paint, content: string): string => text(content, { ...looks.event, paint });

/** Signs in the left column, what they mean in the right one. */
const columns: readonly (readonly (readonly [sign: string, meaning: string])[])[] = [
  [
    [text("●", { paint: "ink", size: 20 }), "what is entered first"],
    [sample("state", "rounded", "state"), "rests here until an event comes"],
    [finalSample, "final: nothing follows inside this box"],
    [sample("outer", "dashed", "region"), "regions side by side live at the same time"],
  ],
  [
    [event("peer", "receive.…"), "the peer sent it, or broke a rule or limit"],
    [event("caller", "send.…"), "our application asks for it, or answers with answer.…"],
    [event("host", "timer.…"), "handshake, timers and transport: reported by the host"],
    [event("ink", "send.text.*"), "every letter that begins so, where nothing more exact is named"],
  ],
  [
    [text("/ effects", looks.effect), "what is done, in this order"],
    [text("§5.4", looks.section), "the section of RFC 6455 that demands it"],
    [text("ours", looks.section), "a promise of this project; no RFC makes it"],
    [text("not drawn", looks.effect), "letters that cannot come, timers no longer awaited"],
  ],
];

/** What the signs of a chart mean, as a picture to put below it. */
export function drawLegend(graphviz: Graphviz): Picture {
  const cells = columns.map(
    (rows) =>
      `<TD VALIGN="TOP"><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3">${rows.map(legendRow).join("")}</TABLE></TD>`,
  );
  const label = `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="10" CELLPADDING="0"><TR>${cells.join("")}</TR></TABLE>`;
  return drawGraph(graphviz, graphDot([`legend [shape=box, style=rounded, label=<${label}>];`]), []);
}

const legendRow = ([sign, meaning]: readonly [string, string]): string =>
  `<TR><TD ALIGN="CENTER">${sign}</TD><TD ALIGN="LEFT">${text(meaning, looks.effect)}</TD></TR>`;
