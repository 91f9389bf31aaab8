import { describe, expect, it } from "vitest";
import { latin1FromBytes } from "../../core/bytes/text.ts";
import { statusPage } from "./status-page.ts";

describe("the status page", () => {
  it("is a complete HTTP response of the length it says", () => {
    const [head, body] = latin1FromBytes(statusPage(247)).split("\r\n\r\n") as [string, string];
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(head).toContain(`Content-Length: ${body.length}`);
    expect(body).toContain("with 247 cases");
  });

  it("can count", () => {
    expect(latin1FromBytes(statusPage(1))).toContain("with 1 case.");
    expect(latin1FromBytes(statusPage(1, 0))).toContain("\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n");
  });
});
