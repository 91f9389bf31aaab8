// Far below the 255 bytes that file systems allow, with room for the case id and the extension.
const stemLengthMax = 150;

/** How an agent's name appears in file names: lower case, and `_` for everything but `a`–`z` and `0`–`9`. */
export function agentFileStem(agent: string): string {
  const cleaned = agent
    .toLowerCase()
    .trim()
    .replace(/[^a-z0-9]/gu, " ")
    .trim();
  return cleaned.replaceAll(" ", "_").slice(0, stemLengthMax);
}

/** The name of the report file of one case, e.g. `my_server_1_0_case_6_22_1.json`. */
export function reportFileName(stem: string, caseId: string, extension: "json" | "html"): string {
  return `${stem}_case_${caseId.replaceAll(".", "_")}.${extension}`;
}

/** The stem in the name of a report file: what is in front of the case. */
export const stemOfReportFile = (name: string): string => name.replace(/_case_[0-9_]+\.(json|html)$/, "");
