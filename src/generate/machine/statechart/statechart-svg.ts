import { Graphviz } from "@hpcc-js/wasm-graphviz";
import type { Role } from "../../../../spec/role.ts";
import { chartOf } from "./chart.ts";
import { ChartDrawing, type LinkOfState } from "./draw-chart.ts";
import { drawLegend } from "./legend.ts";
import { paintElements, paintStyle } from "./paint.ts";
import { stacked } from "./picture.ts";

/** The statechart of a role as a picture that follows the colour scheme of its reader. */
export async function statechartSvg(role: Role, linkOf: LinkOfState = () => undefined): Promise<string> {
  const graphviz = await Graphviz.load();
  const chart = new ChartDrawing(graphviz, linkOf).inside(chartOf(role));
  const { width, height, elements } = stacked(chart, drawLegend(graphviz), 14);
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="statechart" width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${width} ${height}" role="img" aria-label="The statechart of a ${role}">
<style>${paintStyle(".statechart")}</style>
<text class="f-ink sans" x="10" y="24" font-size="16" font-weight="bold">A connection, seen by its ${role}</text>
${paintElements(elements)}
</svg>
`;
}
