import { describe, expect, it } from "vitest";
import { protocolCases } from "../testing/protocol-cases.ts";
import { readControlRequest } from "./control-request.ts";

const read = (target: string) => readControlRequest(target, protocolCases);
const message = (target: string): string => {
  const request = read(target);
  return request instanceof Error ? request.message : `no error: ${request.path}`;
};

describe("a request target", () => {
  it.each([
    ["/getCaseCount", { path: "getCaseCount" }],
    ["/stopServer", { path: "stopServer" }],
    ["/", { path: "manual" }],
    ["/manual?x", { path: "manual" }],
    ["/runCase/?case=1&agent=A", { path: "unknown" }],
    ["/echo?case=1", { path: "unknown" }],
    ["/getcasecount", { path: "unknown" }],
    ["/runCase?case=1&agent=A", { path: "runCase", number: 1, agent: "A" }],
    ["/runCase?agent=A&case=247", { path: "runCase", number: 247, agent: "A" }],
    ["/runCase?casetuple=1.1.2&agent=A", { path: "runCase", number: 2, agent: "A" }],
    ["/runCase?case=3&casetuple=1.1.2&agent=A", { path: "runCase", number: 3, agent: "A" }],
    ["/getCaseInfo?case=2", { path: "getCaseInfo", number: 2 }],
    ["/getCaseInfo?casetuple=10.1.1", { path: "getCaseInfo", number: 247 }],
    ["/getCaseStatus?case=2&agent=A", { path: "getCaseStatus", number: 2, agent: "A" }],
    ["/updateReports?agent=A", { path: "updateReports", agent: "A", shutdown: false }],
    ["/updateReports?agent=A&shutdownOnComplete=true", { path: "updateReports", agent: "A", shutdown: true }],
    ["/updateReports?agent=A&shutdownOnComplete=yes", { path: "updateReports", agent: "A", shutdown: true }],
    ["/updateReports?agent=A&shutdownOnComplete=no", { path: "updateReports", agent: "A", shutdown: false }],
  ])("%s", (target, request) => {
    expect(read(target)).toEqual(request);
  });

  it.each([
    ["bun%2F1.0.0", "bun/1.0.0"],
    ["bun/1.0.0", "bun/1.0.0"],
    ["a%20b%26c", "a b&c"],
    ["a+b", "a b"],
    ["%C3%A4", "ä"],
    ["a%3Db", "a=b"],
  ])("the agent %s is called %s", (encoded, agent) => {
    expect(read(`/runCase?case=1&agent=${encoded}`)).toEqual({ path: "runCase", number: 1, agent });
  });

  it.each([
    ["/runCase?case=1", 'the parameter "agent" is missing'],
    ["/runCase?case=1&agent=", 'the parameter "agent" is missing'],
    ["/updateReports", 'the parameter "agent" is missing'],
    ["/getCaseStatus?case=1", 'the parameter "agent" is missing'],
    ["/runCase?agent=A", 'neither "case" nor "casetuple" is given'],
    ["/getCaseInfo", 'neither "case" nor "casetuple" is given'],
    ["/runCase?agent=A&casetuple=9.1.1", "the case 9.1.1 is not selected"],
  ])("%s: %s", (target, reason) => {
    expect(message(target)).toBe(reason);
  });

  it.each(["0", "248", "-1", "1.5", "x", "", "1e9", "NaN", "Infinity"])("there is no case number %s", (number) => {
    expect(message(`/runCase?agent=A&case=${number}`)).toBe(`there is no case number ${number}; the selection has 247 cases`);
  });

  it.each(["//", "///", "//[", "http://[/", "/\\\\", "/%"])("%s is read without falling over it", (target) => {
    expect(["manual", "unknown", "error"]).toContain(pathOrError(target));
  });
});

function pathOrError(target: string): string {
  const request = read(target);
  return request instanceof Error ? "error" : request.path;
}
