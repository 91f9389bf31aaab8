/** Orders two case or group ids part by part as numbers: 2.9 before 2.10, 7.13.2 before 10.1.1, 6 before 6.1. */
export function compareCaseIds(a: string, b: string): number {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let part = 0; part < Math.min(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
