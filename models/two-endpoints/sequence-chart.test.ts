import { expect, it } from "vitest";
import { sequenceChartText } from "./sequence-chart.ts";

it("what is sent, what arrives and what befalls both have lines of their own", () => {
  const chart = sequenceChartText({
    left: "client",
    right: "server",
    events: [
      { at: "left", text: "send.ping", sends: ["ping"] },
      { at: "right", text: "receive.ping", receives: "ping", sends: ["pong"] },
      { at: "both", text: "transport lost" },
      { at: "left", text: "transport.ended", receives: "end" },
    ],
  });
  expect(chart).toBe(`\
     client                                                     server
     |                                                          |
  1  o  send.ping                                               |
     |---------- ping ---------->                               |
  2  |                               ---------- ping ---------->o
     |                                                          |  receive.ping
     |                               <---------- pong ----------|
  3  x                     transport lost                       x
  4  o<----------- end ----------                               |
     |  transport.ended                                         |`);
});
