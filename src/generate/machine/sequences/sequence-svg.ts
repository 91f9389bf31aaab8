import type { Role } from "../../../../spec/role.ts";
import { type Paint, paintOfEvent, paintStyle } from "../statechart/paint.ts";
import { effectName, momentInWords, stateInWords } from "./moment-words.ts";
import type { Message, Moment, Run } from "./two-machines.ts";

const width = 980;
const lifeline = { client: 330, server: 650 } as const;
const top = 62;
const rowHeight = 64;

/** A run as a picture: time runs down, and an arrow leans as long as its message is under way. */
export function sequenceSvg(run: Run, title: string): string {
  const height = top + run.moments.length * rowHeight + 6;
  const parts = [
    ...(["client", "server"] as const).map((role) => lifelineSvg(role, height)),
    ...run.messages.map((message, place) => messageSvg(message, offsetOf(run.messages, place))),
    ...run.moments.map(momentSvg),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" class="sequence" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<style>${paintStyle(".sequence")}</style>
${parts.join("\n")}
</svg>
`;
}

const rowOf = (time: number): number => top + time * rowHeight;

const text = (x: number, y: number, anchor: string, style: { paint: Paint; size: number; classes?: string }, content: string): string =>
  `<text class="f-${style.paint} ${style.classes ?? "sans"}" x="${x}" y="${y}" font-size="${style.size}" text-anchor="${anchor}">${content.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;

const lifelineSvg = (role: Role, height: number): string =>
  `<path class="s-line" d="M${lifeline[role]} 36V${height}" stroke-dasharray="2 4" fill="none"/>
<rect class="f-state s-line" x="${lifeline[role] - 44}" y="6" width="88" height="30" rx="7"/>
<text class="f-ink sans" x="${lifeline[role]}" y="26" font-size="14" font-weight="bold" text-anchor="middle">${role}</text>`;

function momentSvg(moment: Moment, time: number): string {
  const side = moment.at === "client" ? -1 : 1;
  const x = lifeline[moment.at] + side * 14;
  const anchor = side < 0 ? "end" : "start";
  const forged = momentInWords(moment) !== moment.letter;
  const done = moment.effects.length === 0 ? "" : `/ ${moment.effects.map(effectName).join(", ")}`;
  const entered = moment.stateChanged ? `→ ${stateInWords(moment.state)}` : "";
  const beneath = [done, entered].filter((line) => line !== "");
  const lines = [
    text(
      x,
      rowOf(time) - 2,
      anchor,
      { paint: paintOfEvent(moment.letter), size: 12, classes: forged ? "sans" : "mono" },
      momentInWords(moment),
    ),
    ...beneath.map((line, place) =>
      text(x, rowOf(time) + 14 + place * 15, anchor, { paint: line === done ? "soft" : "ink", size: 11 }, line),
    ),
  ];
  const mark = `<circle class="f-ink" cx="${lifeline[moment.at]}" cy="${rowOf(time)}" r="4"/>`;
  return [mark, ...lines].join("\n");
}

/** Messages that leave at the same moment begin below each other. */
const offsetOf = (messages: readonly Message[], place: number): number =>
  messages.slice(0, place).filter(({ sentAt, from }) => sentAt === messages[place]?.sentAt && from === messages[place]?.from).length * 17;

function messageSvg({ from, label, letter, sentAt, receivedAt }: Message, offset: number): string {
  const side = from === "client" ? 1 : -1;
  const startX = lifeline[from] + side * 6;
  const endX = (lifeline.client + lifeline.server) / 2 + side * (receivedAt === undefined ? 70 : 154);
  const startY = rowOf(sentAt) + offset;
  const endY = receivedAt === undefined ? startY + 22 : rowOf(receivedAt);
  const angle = (Math.atan2(endY - startY, Math.abs(endX - startX)) * 180 * side) / Math.PI;
  const near = 0.36;
  const labelX = startX + (endX - startX) * near;
  // A lost message that leaves below another one has its label below, where there is room.
  const labelY = startY + (endY - startY) * near + (receivedAt === undefined && offset > 0 ? 15 : -6);
  const dashed = letter === "transport.ended" ? ' stroke-dasharray="6 4"' : "";
  return `<path class="s-ink" d="M${startX} ${startY}L${endX} ${endY}" stroke-width="1.3" fill="none"${dashed}/>
${receivedAt === undefined ? crossSvg(endX, endY) : headSvg(endX, endY, Math.atan2(endY - startY, endX - startX))}
<text class="f-ink sans" x="${labelX.toFixed(1)}" y="${labelY.toFixed(1)}" font-size="11.5" text-anchor="middle" transform="rotate(${angle.toFixed(1)} ${labelX.toFixed(1)} ${labelY.toFixed(1)})">${label}</text>`;
}

function headSvg(x: number, y: number, direction: number): string {
  const corner = (turn: number) => `${(x - 9 * Math.cos(direction + turn)).toFixed(1)} ${(y - 9 * Math.sin(direction + turn)).toFixed(1)}`;
  return `<path class="f-ink" d="M${x} ${y}L${corner(0.4)}L${corner(-0.4)}Z"/>`;
}

/** A message that never arrives ends in a cross. */
const crossSvg = (x: number, y: number): string =>
  `<path class="s-ink" d="M${x - 5} ${y - 5}L${x + 5} ${y + 5}M${x - 5} ${y + 5}L${x + 5} ${y - 5}" stroke-width="1.6" fill="none"/>`;
