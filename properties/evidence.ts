/** Prints how much was searched, which belongs to what a property is worth. */
export function printEvidence(text: string): void {
  // biome-ignore lint/suspicious/noConsole: the numbers are meant to be read
  console.info(text);
}
