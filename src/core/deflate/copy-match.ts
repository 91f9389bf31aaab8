/** Below this many bytes a loop is faster than a call. */
const callPaysFrom = 32;

/** RFC 1951, section 3.2.3: repeats what is so far back; a match may overlap itself, and may begin in the window. */
export function copyMatch(output: Uint8Array, at: number, distance: number, length: number, window: Uint8Array): void {
  const end = at + length;
  let to = at;
  for (let from = window.length + at - distance; from < window.length && to < end; ) output[to++] = window[from++] as number;
  if (length >= callPaysFrom && distance >= length) output.copyWithin(to, to - distance, end - distance);
  else if (length >= callPaysFrom && distance === 1) output.fill(output[to - 1] as number, to, end);
  else for (; to < end; to++) output[to] = output[to - distance] as number;
}
