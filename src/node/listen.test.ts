import { describe, expect, it } from "vitest";
import { MisuseError } from "../core/blame.ts";
import { type ConnectOptions, connect } from "./connect.ts";
import { type ListenOptions, listen } from "./listen.ts";

const onEvent = () => undefined;

describe("what is wrong with the options", () => {
  it.each([
    [{ port: "abc" }, 'the option port with the value "abc"; expected a whole number from 0 to 65535'],
    [{ port: undefined }, "the option port with the value undefined"],
    [{ port: 65_536 }, "the option port with the value 65536"],
    [{ port: 0, host: "" }, 'the option host with the value ""; expected a string that is not empty'],
    [{ port: 0, tls: {} }, "the option tls.key with the value undefined; expected a string that is not empty"],
    [{ port: 0, tls: { key: "k", cert: "" } }, 'the option tls.cert with the value ""'],
    [{ port: 0, onEvent: undefined }, "the option onEvent with the value undefined; expected a function"],
    [{ port: 0, maxPayload: 1 }, "the option maxPayload, which is not known"],
    [{ port: 0, limits: { openingTimeoutMs: 2 ** 31 } }, "the option limits.openingTimeoutMs with the value 2147483648"],
    [{ port: 0, compression: { serverMaxWindowBits: 7 } }, "a window of 7 bits"],
  ])("ours: listen refuses %j before it listens", async (options, detail) => {
    const listening = listen({ onEvent, ...options } as unknown as ListenOptions);
    await expect(listening).rejects.toThrow(MisuseError);
    await expect(listening).rejects.toThrow(detail);
  });

  it.each([
    [{ url: undefined }, "the option url with the value undefined; expected a string"],
    [{ onEvent: undefined }, "the option onEvent with the value undefined; expected a function"],
    [{ verifyCertificate: "no" }, 'the option verifyCertificate with the value "no"; expected true or false'],
    [{ maxPayload: 1 }, "the option maxPayload, which is not known"],
    [{ limits: { messageBytesMax: Number.POSITIVE_INFINITY } }, "the option limits.messageBytesMax with the value Infinity"],
    [{ fields: [["Host", "x"]] }, "the field Host, which the endpoint writes itself"],
  ])("ours: connect refuses %j before it connects", async (options, detail) => {
    // Nobody listens on port 0, so whatever is opened is refused for another reason.
    const connecting = connect({ url: "ws://127.0.0.1:0/", onEvent, ...options } as unknown as ConnectOptions);
    await expect(connecting).rejects.toThrow(MisuseError);
    await expect(connecting).rejects.toThrow(detail);
  });
});
