// Prints "N passed, N failed, N skipped" from the report that the test run left behind.
import { existsSync, readFileSync } from "node:fs";

const reportPath = "reports/tests.json";

const counts = ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) => {
  // A file that does not load has no tests to count, but it is a failure.
  const unloadable = testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0);
  return { passed: numPassedTests, failed: numFailedTests + unloadable.length, skipped: numPendingTests + numTodoTests };
};

const noTests = { passed: 0, failed: 0, skipped: 0 };
const { passed, failed, skipped } = existsSync(reportPath) ? counts(JSON.parse(readFileSync(reportPath, "utf8"))) : noTests;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
