import { expect, it } from "vitest";
import { agentFileStem, reportFileName, stemOfReportFile } from "./file-names.ts";

it("keeps letters and digits of an agent's name, in lower case", () => {
  expect(agentFileStem("My Server/1.0")).toBe("my_server_1_0");
  expect(agentFileStem("  (ws)  ")).toBe("ws");
  expect(agentFileStem("Größe")).toBe("gr__e");
});

it("cannot be led out of the folder by an agent's name", () => {
  expect(agentFileStem("../../etc/passwd\0")).toBe("etc_passwd");
});

it("names the files of a case", () => {
  expect(reportFileName("my_server_1_0", "6.22.1", "json")).toBe("my_server_1_0_case_6_22_1.json");
  expect(reportFileName("ws", "2.10", "html")).toBe("ws_case_2_10.html");
});

it("shortens a name that no file system would take", () => {
  expect(agentFileStem("x".repeat(8000)).length).toBeLessThan(200);
});

it("the stem of a report file is what its name was made with, whatever is in the stem", () => {
  for (const stem of ["my_server_1_0", "a_case_6_22", ""]) {
    expect(stemOfReportFile(reportFileName(stem, "6.22.1", "json"))).toBe(stem);
    expect(stemOfReportFile(reportFileName(stem, "10.1.1", "html"))).toBe(stem);
  }
});
