interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

/** As much of a .cpuprofile as is read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** Microseconds between samples. */
  readonly timeDeltas: readonly number[];
}

/** Where time goes, from the address of a script; the first that fits. */
const groups: readonly (readonly [pattern: RegExp, group: string])[] = [
  [/^node:zlib$/, "zlib"],
  [/^node:/, "Node: sockets, timers, buffers"],
  [/\/src\/core\/extension\//, "permessage-deflate around zlib"],
  [/\/src\/core\/message\//, "messages and UTF-8"],
  [/\/src\/core\/frame\//, "frames and masking"],
  [/\/src\/(core|node)\//, "the rest of the endpoint"],
  [/\/src\/conformance\/payloads\//, "making payloads"],
  [/\/src\/conformance\/report\//, "writing reports"],
  [/\/src\/(conformance|cli)\//, "the rest of the suite"],
];

/** Seconds of processor time by group; what waits is left out. */
export function secondsByGroup({ nodes, samples, timeDeltas }: CpuProfile): ReadonlyMap<string, number> {
  const groupOf = groupsOf(nodes);
  const seconds = new Map<string, number>();
  samples.forEach((id, i) => {
    const group = groupOf.get(id) ?? "other";
    if (group !== "(idle)") seconds.set(group, (seconds.get(group) ?? 0) + (timeDeltas[i] as number) / 1e6);
  });
  return seconds;
}

/** Native functions have no address: they belong to whoever called them. */
function groupsOf(nodes: readonly ProfileNode[]): ReadonlyMap<number, string> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const groupOf = (node: ProfileNode | undefined): string => {
    if (node === undefined) return "other";
    const { functionName, url } = node.callFrame;
    if (functionName === "(garbage collector)") return "garbage collection";
    if (functionName === "(program)") return "Node: system calls";
    if (functionName.startsWith("(")) return functionName;
    return groups.find(([pattern]) => pattern.test(url))?.[1] ?? groupOf(byId.get(parents.get(node.id) ?? -1));
  };
  return new Map(nodes.map((node) => [node.id, groupOf(node)]));
}
