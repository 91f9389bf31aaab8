/** Prints how much was searched, which belongs to what a law is worth. */
export function printEvidence(text: string): void {
  // biome-ignore lint/suspicious/noConsole: the numbers are meant to be read
  console.info(text);
}
