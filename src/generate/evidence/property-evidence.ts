import { readFileSync } from "node:fs";
import { registeredProperties } from "../../../properties/property.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import { importSource, isTest, sourcesBelow } from "./source-tree.ts";
import type { TestEvidence } from "./traced-requirement.ts";

/** A property with its file. */
export interface TracedProperty extends TestEvidence {
  readonly requires: readonly RequirementId[];
}

/** A file of properties states them with `property` or `exhaustive`; one that describes unit tests of its own is not one. */
const unitTests = /import \{[^}]*\b(?:describe|it|test)\b[^}]*\} from "vitest"/;

const isLawFile = (path: string): boolean => isTest(path) && !unitTests.test(readFileSync(path, "utf8"));

/** Every property of the repository, from the files themselves: importing one registers its properties. Not for use inside the test runner. */
export async function loadProperties(): Promise<readonly TracedProperty[]> {
  const properties: TracedProperty[] = [];
  for (const file of sourcesBelow("properties").filter(isLawFile)) {
    const known = registeredProperties.length;
    await importSource(file);
    properties.push(...registeredProperties.slice(known).map(({ title, requires }) => ({ file, title, requires })));
  }
  return properties;
}
