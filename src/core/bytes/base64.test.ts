import { describe, expect, it } from "vitest";
import { base64ByteLength, decodeBase64, encodeBase64 } from "./base64.ts";
import { bytesFromLatin1 } from "./text.ts";

describe("encodeBase64", () => {
  it("RFC 4648, 10: gives the test vectors printed there", () => {
    const encoded = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map((text) => encodeBase64(bytesFromLatin1(text)));
    expect(encoded).toEqual(["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
  });

  it("4.1: encodes the sixteen bytes of the example with zero pad bits, where the RFC prints others", () => {
    const nonce = Uint8Array.from({ length: 16 }, (_, i) => i + 1);
    expect(encodeBase64(nonce)).toBe("AQIDBAUGBwgJCgsMDQ4PEA==");
  });

  it("agrees with Buffer on every byte value and every remainder of three", () => {
    for (let length = 0; length <= 258; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 0xff);
      expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
    }
  });
});

describe("base64ByteLength", () => {
  it("1.3: counts sixteen bytes in the key printed there", () => {
    expect(base64ByteLength("dGhlIHNhbXBsZSBub25jZQ==")).toBe(16);
  });

  it("agrees with Buffer on what it encodes", () => {
    for (let length = 0; length <= 50; length++) expect(base64ByteLength(Buffer.alloc(length, 0xfb).toString("base64"))).toBe(length);
  });

  it("4.1: takes the example of the RFC, whose pad bits are not zero", () => {
    expect(base64ByteLength("AQIDBAUGBwgJCgsMDQ4PEC==")).toBe(16);
  });

  it.each(["A", "AA", "AAA", "AA=", "A===", "AA==AAAA", "AAA=A", "====", "AA A", "AA-_", " AAAA", "AAAA\n"])(
    "RFC 4648, 4: %j is not base64 with padding",
    (text) => {
      expect(base64ByteLength(text)).toBeUndefined();
    },
  );
});

describe("decodeBase64", () => {
  it("RFC 4648, 10: reads the test vectors printed there", () => {
    for (const text of ["", "f", "fo", "foo", "foob", "fooba", "foobar"])
      expect(decodeBase64(encodeBase64(bytesFromLatin1(text)))).toEqual(bytesFromLatin1(text));
    expect(decodeBase64("/+8=")).toEqual(Uint8Array.of(0xff, 0xef));
  });

  it("takes nothing else", () => {
    for (const text of ["Zg", "Z===", "Zm9v\n", "Zm9-", "Zm=v"]) expect(decodeBase64(text)).toBeUndefined();
  });
});
