import { expect, it } from "vitest";
import { isAllowedHost, strangeOrigin } from "./browser-origin.ts";

it.each([null, "http://localhost:3000", "https://app.localhost", "http://127.0.0.1", "http://[::1]:8080", "http://fuzzingserver:9001"])(
  "10.2: the Origin %s may come in",
  (origin) => {
    expect(strangeOrigin(origin, "fuzzingserver:9001", [])).toBeUndefined();
  },
);

it.each(["http://evil.example", "http://localhost.evil.example", "http://127.0.0.1.evil.example", "null", "", "http://10.0.0.66"])(
  "10.2: the Origin %j is turned away, also where the Host is the same",
  (origin) => {
    for (const host of ["localhost:9001", origin.replace("http://", "")])
      expect(strangeOrigin(origin, host, [])).toContain("is not of this machine");
  },
);

it("lets in what was named", () => {
  expect(strangeOrigin("http://testbox.example:8080", "testbox.example:9001", ["TestBox.example"])).toBeUndefined();
  expect(strangeOrigin("null", "localhost", ["*"])).toBeUndefined();
  expect(isAllowedHost("evil.example", ["testbox.example"])).toBe(false);
});
