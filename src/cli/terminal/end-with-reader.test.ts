import { PassThrough } from "node:stream";
import { afterEach, expect, it, vi } from "vitest";
import { endWithReader } from "./end-with-reader.ts";

afterEach(() => vi.restoreAllMocks());

const failure = (code: string): Error => Object.assign(new Error(`write ${code}`), { code });

it("ends the process, without a word, when nobody reads its output any more", () => {
  const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
  const output = new PassThrough();
  endWithReader([output]);
  output.emit("error", failure("EPIPE"));
  expect(exit).toHaveBeenCalledWith(141);
});

it("hides no other failure", () => {
  const output = new PassThrough();
  endWithReader([output]);
  expect(() => output.emit("error", failure("ENOSPC"))).toThrow("write ENOSPC");
});
