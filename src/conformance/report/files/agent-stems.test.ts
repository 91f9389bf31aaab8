import { expect, it } from "vitest";
import { AgentStems } from "./agent-stems.ts";

it("gives every agent files of its own, however alike the names are, and the same ones whenever it is asked", () => {
  const stems = new AgentStems();
  const agents = ["My Server", "my-server", "my server 2", "MY SERVER", "???"];
  const expected = ["my_server", "my_server_2", "my_server_2_2", "my_server_3", ""];
  expect(agents.map((agent) => stems.of(agent))).toEqual(expected);
  expect(agents.toReversed().map((agent) => stems.of(agent))).toEqual(expected.toReversed());
});

it("keeps what an earlier run has named", () => {
  const stems = new AgentStems();
  stems.know("my-server", "my_server");
  stems.know("My Server", "my_server_2");
  expect(["My Server", "my-server", "MY SERVER"].map((agent) => stems.of(agent))).toEqual(["my_server_2", "my_server", "my_server_3"]);
});
