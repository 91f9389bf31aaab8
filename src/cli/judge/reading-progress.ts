import { Presets, SingleBar } from "cli-progress";

/** Below this many bytes a file is read before anybody asks. */
const shownFrom = 64 * 1024 * 1024;
const mebibyte = 1024 * 1024;

/** Shows how far a large file is read, on a terminal. */
export function readingProgress(file: string, size: number): { readonly step: (bytes: number) => void; readonly stop: () => void } {
  if (size < shownFrom || !process.stderr.isTTY) return { step: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    { format: `${file} {bar} {value}/{total} MiB`, hideCursor: true, barsize: 30, gracefulExit: false, stream: process.stderr },
    Presets.shades_classic,
  );
  let read = 0;
  bar.start(Math.ceil(size / mebibyte), 0);
  return {
    step: (bytes) => {
      read += bytes;
      bar.update(Math.floor(read / mebibyte));
    },
    stop: () => bar.stop(),
  };
}
