import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { acceptKey } from "./accept-key.ts";

it("1.3: answers the key printed there with the accept key printed there", () => {
  expect(acceptKey("dGhlIHNhbXBsZSBub25jZQ==")).toBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
});

it("4.2.2: agrees with node:crypto on other keys", () => {
  for (let i = 0; i < 50; i++) {
    const key = Buffer.alloc(16, i * 5).toString("base64");
    expect(acceptKey(key)).toBe(createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64"));
  }
});
