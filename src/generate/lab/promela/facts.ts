import type { StateFacts } from "../../../../spec/lifecycle/state-facts.ts";
import type { CompiledMachine } from "../../machine/compile-machine.ts";
import { among, stateName } from "./names.ts";
import type { Machines } from "./reactions.ts";

const claims: Readonly<Record<string, (facts: StateFacts) => boolean>> = {
  isSaidMisplaced: ({ bytes }) => bytes === "misplaced",
  isSaidHead: ({ bytes }) => bytes === "head",
  isSaidKept: ({ bytes }) => bytes === "kept",
  isSaidFrames: ({ bytes }) => bytes === "frames",
  isSaidRefused: ({ bytes }) => bytes === "refused",
  isSaidConnecting: ({ readyState }) => readyState === "CONNECTING",
  isSaidOpen: ({ readyState }) => readyState === "OPEN",
  isSaidClosed: ({ readyState }) => readyState === "CLOSED",
  isSaidClean: ({ isClean }) => isClean,
};

/** What the tables say about each state, as tests; a state that both roles have is the same for both. */
export function factsText({ client, server }: Machines): string {
  const shared = new Map([...factsByState(client), ...factsByState(server)]);
  for (const [state, facts] of factsByState(client)) {
    if (JSON.stringify(facts) !== JSON.stringify(shared.get(state))) throw new Error(`The roles say different things about ${state}.`);
  }
  const lines = Object.entries(claims).map(([name, isSo]) =>
    among(
      name,
      [...shared].flatMap(([state, facts]) => (isSo(facts) ? [stateName(state)] : [])),
    ),
  );
  return ["/* What the tables say about each state. */", ...lines].join("\n");
}

const factsByState = ({ states, facts }: CompiledMachine): [string, StateFacts][] =>
  states.flatMap((state, number) => {
    const said = facts[number];
    return said === undefined ? [] : [[state, said]];
  });
