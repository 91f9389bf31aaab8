/** Members by a key, in the order in which the keys come first. */
export function groupedBy<Member>(members: readonly Member[], keyOf: (member: Member) => string): ReadonlyMap<string, readonly Member[]> {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const group = groups.get(keyOf(member)) ?? [];
    group.push(member);
    groups.set(keyOf(member), group);
  }
  return groups;
}
