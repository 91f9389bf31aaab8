// Prints "N passed, N failed, N skipped" from the report that the test run left behind.
import { existsSync, readFileSync } from "node:fs";

const reportPath = "reports/tests.json";

const counts = ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) => {
  // A file that does not load has no tests to count, but it is a failure.
  const unloadable = testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0);
  return { passed: numPassedTests, failed: numFailedTests + unloadable.length, skipped: numPendingTests + numTodoTests };
};

/** What the properties among the tests tell about themselves. */
const propertiesOf = ({ testResults }) =>
  testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ meta, status }) => (meta?.property && status === "passed" ? [meta.property] : [])),
  );

const report = existsSync(reportPath) ? JSON.parse(readFileSync(reportPath, "utf8")) : undefined;
const properties = report === undefined ? [] : propertiesOf(report);
if (properties.length > 0) {
  const tried = properties.reduce((sum, property) => sum + property.tried, 0);
  const covered = new Set(properties.flatMap(({ requires }) => requires)).size;
  console.log(`${properties.length} properties, ${tried} values tried, ${covered} requirements covered`);
}

const noTests = { passed: 0, failed: 0, skipped: 0 };
const { passed, failed, skipped } = report === undefined ? noTests : counts(report);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
