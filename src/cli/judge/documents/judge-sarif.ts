import { citationOf, sectionUrl } from "../../../../spec/requirement.ts";
import { type RequirementId, requirements } from "../../../../spec/requirements.ts";
import { suite } from "../../../conformance/case/suite-name.ts";
import type { Finding } from "../../../oracle/verdict.ts";
import type { JudgedConnection } from "../judged-connection.ts";
import { placeText } from "../verdict-words.ts";

const schema = "https://json.schemastore.org/sarif-2.1.0.json";

/** Verdicts in SARIF 2.1.0: a rule for each requirement that was broken, a result for each breach, the recording as artifact. */
export function judgeSarif(connections: readonly JudgedConnection[]): string {
  const found = connections.flatMap((judged) => judged.verdict.violations.map((breach) => ({ judged, breach })));
  const broken = [...new Set(found.map(({ breach }) => breach.requirement))];
  const driver = {
    name: suite.name,
    version: suite.version,
    informationUri: "https://www.rfc-editor.org/rfc/rfc6455",
    rules: broken.map(ruleOf),
  };
  const run = {
    tool: { driver },
    artifacts: [...new Set(connections.map(({ recording }) => recording))].map((uri) => ({ location: { uri } })),
    results: found.map(({ judged, breach }) => resultOf(judged, breach, broken.indexOf(breach.requirement))),
  };
  return `${JSON.stringify({ $schema: schema, version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

function ruleOf(id: RequirementId) {
  const { statement } = requirements[id];
  const helpUri = sectionUrl(id);
  return {
    id,
    shortDescription: { text: statement },
    help: { text: `${citationOf(id)}: ${statement}` },
    ...(helpUri !== undefined && { helpUri }),
  };
}

function resultOf({ recording, number, verdict }: JudgedConnection, breach: Finding, ruleIndex: number) {
  const { by, requirement, level, detail, byteOffset } = breach;
  const where = `connection ${number} (${verdict.facts.name}), ${placeText(breach)}`;
  // A region is a place in the recording only where that is a stream itself; otherwise the words say where it is.
  return {
    ruleId: requirement,
    ruleIndex,
    level: level.startsWith("MUST") ? "error" : "warning",
    message: { text: `The ${by} broke ${citationOf(requirement)}: ${detail}; ${where}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: recording }, ...(byteOffset !== null && { region: { byteOffset, byteLength: 1 } }) },
        logicalLocations: [{ name: `${by} of ${verdict.facts.name}`, kind: "member" }],
      },
    ],
  };
}
