import type { ArrowPart } from "./arrows.ts";
import { type ChartReaction, type ChartState, doneEvent } from "./chart.ts";
import { air, looks, row, table, text } from "./dot-text.ts";
import { paintOfEvent, paints } from "./paint.ts";
import { slotColour } from "./picture.ts";
import { groupReactions, isDrawn, type ReactionGroup, sectionsOf } from "./reaction-groups.ts";

/** Room inside a label for the picture of a region, or of what is inside the state itself. */
export interface Room {
  readonly region: ChartState;
  readonly slot: number;
  readonly width: number;
  readonly height: number;
}

/** The label of a state: its name, what happens on the way in and out, the reactions that keep it, and room for what is inside. */
export function stateLabel(state: ChartState, rooms: readonly Room[]): string {
  const kept = state.reactions.filter((reaction) => reaction.target === undefined && isDrawn(reaction));
  const head = table([
    titleRow(state),
    ...passage("entry", state.entry, sectionsOf(state.requires)),
    ...passage("exit", state.exit, ""),
    ...spaced(groupReactions(kept).map((group) => groupRows(group, false))),
    air(2),
  ]);
  if (rooms.length === 0) return head;
  const regions = rooms.map((room) => `<TD>${room.region === state ? roomTable(room) : regionTable(room)}</TD>`);
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="4" CELLPADDING="0"><TR><TD COLSPAN="${rooms.length}">${head}</TD></TR><TR>${regions.join("")}</TR></TABLE>`;
}

/** The label of an arrow: each event with its section, and beneath it what is done. */
export const arrowLabel = (parts: readonly ArrowPart[]): string => {
  const rows = spaced(
    parts.flatMap(({ within, reactions }) => {
      const [first = [], ...others] = groupReactions(reactions).map((group) => groupRows(group, true));
      return [within === undefined ? first : [air(6), row(text(`in ${within}:`, looks.effect), "", true), air(3), ...first], ...others];
    }),
  );
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="5"><TR><TD>${table(rows)}</TD></TR></TABLE>`;
};

const spaced = (groups: readonly (readonly string[])[]): string[] =>
  groups.flatMap((rows, place) => (place === 0 ? rows : [air(4), ...rows]));

const titleRow = ({ key }: ChartState): string => `<TR><TD COLSPAN="2" ALIGN="CENTER" CELLPADDING="3">${text(key, looks.title)}</TD></TR>`;

const regionTable = (room: Room): string =>
  `<TABLE BORDER="1" STYLE="dashed" COLOR="${paints.line.stands}" CELLBORDER="0" CELLSPACING="0" CELLPADDING="2"><TR><TD>${text(room.region.key, looks.title)}</TD></TR><TR><TD>${roomTable(room)}</TD></TR></TABLE>`;

const roomTable = ({ slot, width, height }: Room): string =>
  table([`<TR><TD FIXEDSIZE="TRUE" WIDTH="${Math.ceil(width)}" HEIGHT="${Math.ceil(height)}" BGCOLOR="${slotColour(slot)}"></TD></TR>`]);

const passage = (word: string, effects: readonly string[], section: string): string[] =>
  effects.length === 0
    ? section === ""
      ? []
      : [row(text("only waits", looks.effect), section), air(3)]
    : [row(text(`${word} / ${effects.join(", ")}`, looks.effect), section), air(3)];

function groupRows({ events, reaction }: ReactionGroup, beside: boolean): string[] {
  const section = sectionsOf(reaction.requires);
  const done = doneInWords(reaction);
  return [
    ...events.map((event, place) => row(eventText(event), place === events.length - 1 ? section : "", beside)),
    ...(done === "" ? [] : [row(text(`/ ${done}`, looks.effect), "", beside)]),
  ];
}

const eventText = (event: string): string =>
  event === doneEvent ? text("both directions have ended", looks.effect) : text(event, { ...looks.event, paint: paintOfEvent(event) });

const doneInWords = ({ effects, raises }: ChartReaction): string =>
  [...effects.map(({ effect }) => effect), ...(raises === undefined ? [] : [`then ${raises}`])].join(", ");
