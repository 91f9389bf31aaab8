// Runs each snippet of the guide in a project around it, against a server that is right and against a wrong one:
// npm run examples:languages, or with names: npm run examples:languages -- Go Rust
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const guide = readFileSync("docs/guides/continuous-integration.md", "utf8");
const rustDeviations = "autobahn-results/peers/tungstenite-server.json";

/** `fails` is what the tests have to say of a wrong server: the case, or the exit code. */
const languages = [
  { name: "Go", tools: ["go"], file: "go/conformance_test.go", test: "go test ./...", fails: /FAIL: TestConformance\/6\.3\.1 / },
  {
    name: "Python",
    tools: ["python3"],
    file: "python/test_conformance.py",
    prepare: "python3 -m venv venv && venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt",
    test: "venv/bin/pytest --quiet",
    fails: /FAILED test_conformance\.py::test_conformance\[1\.1\.2\]/,
  },
  { name: "Rust", tools: ["cargo"], file: "rust/tests/conformance.rs", test: "cargo test --quiet --locked", fails: /\b1\.1\.2 .*FAILED/ },
  {
    name: "Java",
    tools: ["java", "mvn"],
    file: "java/src/test/java/example/ConformanceTest.java",
    test: "mvn --batch-mode --quiet test",
    fails: /1\.1\.2 A text message/,
  },
];

const wanted = process.argv.slice(2);
const names = languages.map(({ name }) => name);
const strangers = wanted.filter((name) => !names.includes(name));
if (strangers.length > 0) {
  const isHelp = strangers.includes("--help");
  console[isHelp ? "log" : "error"](`npm run examples:languages -- [language…]: ${names.join(", ")}; all unless some are named`);
  process.exit(isHelp ? 0 : 2);
}
const folder = mkdtempSync(join(tmpdir(), "hybi-languages-"));
try {
  makeProjects();
  for (const language of languages) if (wanted.length === 0 || wanted.includes(language.name)) runLanguage(language);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The projects, in a folder into which the package is installed as a user would. */
function makeProjects() {
  cpSync("docs/examples/languages", folder, { recursive: true });
  execFileSync("npm", ["pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", folder], { stdio: "ignore" });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  const { name, version } = JSON.parse(readFileSync("package.json", "utf8"));
  const tarball = resolve(folder, `${name}-${version}.tgz`);
  execFileSync("npm", ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", tarball], { cwd: folder });
  const { outcomes } = JSON.parse(readFileSync(rustDeviations, "utf8"));
  writeFileSync(join(folder, "rust/tests/deviations.json"), JSON.stringify({ tungstenite: outcomes }));
}

function runLanguage({ name, tools, file, prepare = "true", test, fails }) {
  const missing = tools.find((tool) => spawnSync(tool, ["--version"]).error !== undefined);
  if (missing !== undefined) return console.log(`${name}: skipped, for ${missing} is not installed`);
  const path = join(folder, file);
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace(/^( *)(\/\/|#) SNIPPET$/m, (_line, indentation) => snippetOf(name, indentation)),
  );
  const cwd = join(folder, file.split("/")[0]);
  execFileSync(prepare, { cwd, shell: true, stdio: "inherit" });
  // On a busy machine a case may miss its time; the second attempt finds everything compiled.
  const first = runTests(test, cwd, {});
  const right = first.status === 0 ? first : runTests(test, cwd, {});
  const wrong = runTests(test, cwd, { WRONG: "1" });
  if (right.status !== 0) fail(name, "a server that is right does not pass", right.output);
  else if (wrong.status === 0 || !fails.test(wrong.output)) fail(name, "a server that is wrong does not fail as it should", wrong.output);
  else console.log(`${name}: passes a server that is right, fails one that is wrong`);
}

/** The code that the guide shows for a language. */
function snippetOf(name, indentation) {
  const [, code] = new RegExp(`^\\*\\*${name}\\*\\*.*\\n\\n\`\`\`\\w+\\n([^]*?)^\`\`\``, "m").exec(guide);
  return code.replace(/^(?=.)/gm, indentation);
}

function runTests(command, cwd, environment) {
  const { status, stdout, stderr } = spawnSync(command, { cwd, shell: true, encoding: "utf8", env: { ...process.env, ...environment } });
  return { status, output: `${stdout}${stderr}` };
}

function fail(name, what, output) {
  console.error(`${name}: ${what}\n${output.slice(0, 4000)}`);
  process.exitCode = 1;
}
