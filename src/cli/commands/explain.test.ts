import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hexOf } from "../../core/bytes/hex.ts";
import { bytesFromLatin1 } from "../../core/bytes/text.ts";
import { requestText, responseText } from "../../core/testing/sample-handshake.ts";
import { CommandLine } from "../testing/command-line.ts";

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli.dispose());

const shown = () => cli.output.out.replace(/ +/g, " ");
const hexIn = (text: string): string => hexOf(bytesFromLatin1(text));

describe("hybi explain", () => {
  it("5.7: takes the example of a masked frame apart, bit by bit: 0", async () => {
    expect(await cli.run("explain", "81", "85 37fa213d", "7f9f4d5158")).toBe(0);
    for (const line of [
      "frame 1 of the client, 11 bytes",
      "0 1....... FIN the last frame of its message",
      "0 ....0001 opcode text (1)",
      "1 .0000101 length 5 bytes of payload",
      "2 37 fa 21 3d masking key 0x37fa213d",
      '6 7f 9f 4d 51 58 payload, masked "Hello"',
      "No rule of the client is broken.",
    ]) {
      expect(shown()).toContain(line);
    }
  });

  it("says at each byte what it breaks: 1", async () => {
    expect(await cli.run("explain", "--role", "server", "88:7e:00:02:03:ed")).toBe(1);
    expect(shown()).toContain(
      "2 00 02 length 2 bytes of payload\n ^ byte 3: payload length below 126 written in 16 bits (RFC 6455, section 5.2",
    );
    expect(shown()).toContain("4 03 ed status code 1005, No Status Received");
    expect(shown()).toMatch(/The server broke 3 rules: /);
  });

  it("knows compression where it is told of it", async () => {
    expect(await cli.run("explain", "--deflate", "--", "c1 07 f2 48 cd c9 c9 07 00")).toBe(0);
    expect(await cli.run("explain", "c1 07 f2 48 cd c9 c9 07 00")).toBe(1);
  });

  it("shows how much is missing of a frame that is cut", async () => {
    expect(await cli.run("explain", "82 05 00")).toBe(0);
    expect(shown()).toContain("frame 1 of the server, 3 bytes, 4 bytes missing");
  });

  it("takes heads of the opening handshake line by line", async () => {
    expect(await cli.run("explain", hexIn(requestText()))).toBe(0);
    expect(await cli.run("explain", hexIn(responseText()))).toBe(0);
    expect(await cli.run("explain", hexIn(requestText({ Upgrade: "h2c" })))).toBe(1);
    expect(shown()).toMatch(/Upgrade: h2c\n \^ byte \d+: the Upgrade field "h2c", which does not list websocket/);
    expect(await cli.run("explain", hexIn("HTTP/1.1 101 S\r\nUpgrade : websocket\r\n\r\n"))).toBe(1);
  });

  it("writes JSON", async () => {
    expect(await cli.run("explain", "--json", "83 00")).toBe(1);
    expect(JSON.parse(cli.output.out)).toMatchObject({
      version: 1,
      sender: "server",
      broken: [{ requirement: "rfc6455/5.2/opcode-known", byteOffset: 0 }],
    });
  });

  it.each([
    ["81 0g", '"g" at position 5 is no hex digit'],
    ["818", "3 hex digits are no whole bytes"],
    ["0x", "there are no bytes to explain"],
  ])("cannot explain %s: 2", async (text, why) => {
    expect(await cli.run("explain", text)).toBe(2);
    expect(cli.output.err).toContain(why);
  });
});

describe("hybi requirements", () => {
  it("tells one requirement in full", async () => {
    expect(await cli.run("requirements", "ping-gets-pong")).toBe(0);
    for (const line of [
      "rfc6455/5.5.2/ping-gets-pong",
      "RFC 6455, section 5.5.2, MUST, binds the endpoint",
      "Cases: 2.1",
      'Reading "ping-after-own-close"',
    ]) {
      expect(cli.output.out).toContain(line);
    }
  });

  it("lists those of a section, and those that words are about", async () => {
    expect(await cli.run("requirements", "5.5.3")).toBe(0);
    expect(cli.output.out.match(/rfc6455\/5\.5\.3\//g)).toHaveLength(2);
    expect(await cli.run("requirements", "masked", "frame")).toBe(0);
    expect(cli.output.out).toContain("rfc6455/5.1/client-frames-masked");
  });

  it("writes JSON", async () => {
    expect(await cli.run("requirements", "--json", "rfc6455/5.2/length-minimal")).toBe(0);
    expect(JSON.parse(cli.output.out)).toMatchObject([{ id: "rfc6455/5.2/length-minimal", level: "MUST", failsWith: 1002 }]);
  });

  it("names the nearest where there is none: 2", async () => {
    expect(await cli.run("requirements", "ping-gets-pung")).toBe(2);
    expect(cli.output.err).toMatch(/no requirement is about "ping-gets-pung"; did you mean rfc6455\/5\.5\.2\/ping-gets-pong/);
  });
});
