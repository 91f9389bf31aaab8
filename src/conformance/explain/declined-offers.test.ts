import { expect, it } from "vitest";
import { requestText } from "../../core/testing/sample-handshake.ts";
import { declinedOffers } from "./declined-offers.ts";

it.each([
  [{}, "The client offered no permessage-deflate."],
  [{ "Sec-WebSocket-Extensions": "x-webkit-deflate-frame" }, "The client offered no permessage-deflate."],
  [
    { "sec-websocket-extensions": "permessage-deflate; x=1, permessage-deflate" },
    'Each offer of the client was declined: "permessage-deflate; x=1" has the unknown parameter x; ' +
      '"permessage-deflate" has no client_max_window_bits, without which the window of the client cannot be limited.',
  ],
])("%j", (fields, words) => {
  expect(declinedOffers(requestText(fields))).toBe(words);
});
