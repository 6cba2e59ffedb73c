/**
 * What a runner achieved, read from its own machine-readable report.
 * @typedef {{ passed: number; failed: number; problems: string[] }} Outcome
 */

/**
 * A skipped test proves nothing, so it counts as a failure; so does a file that could not even be loaded.
 * @param {{ testResults?: { name: string; status: string; message?: string; assertionResults: { status: string; fullName: string }[] }[] } | undefined} report
 * @returns {Outcome}
 */
export function vitestOutcome(report) {
  /** @type {Outcome} */
  const outcome = { passed: 0, failed: 0, problems: [] };
  for (const file of report?.testResults ?? []) {
    const passed = file.assertionResults.filter((test) => test.status === 'passed').length;
    const others = file.assertionResults.filter((test) => test.status !== 'passed');
    outcome.passed += passed;
    outcome.failed += others.length;
    for (const test of others) outcome.problems.push(`${test.status}: ${test.fullName}`);
    const brokenAsAWhole = file.status !== 'passed' && others.length === 0;
    if (brokenAsAWhole) {
      outcome.failed += 1;
      outcome.problems.push(`could not run: ${file.name}`);
    }
  }
  return outcome;
}

/**
 * @typedef {{ title: string; specs?: { title: string; tests: { status: string }[] }[]; suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/**
 * @param {PlaywrightSuite} suite
 * @param {string} path
 * @returns {{ name: string; status: string }[]}
 */
function testsOf(suite, path) {
  const here = [path, suite.title].filter(Boolean).join(' › ');
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map((test) => ({ name: `${here} › ${spec.title}`, status: test.status })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, here))];
}

/**
 * @param {{ suites?: PlaywrightSuite[]; errors?: { message?: string }[] } | undefined} report
 * @returns {Outcome}
 */
export function playwrightOutcome(report) {
  const tests = (report?.suites ?? []).flatMap((suite) => testsOf(suite, ''));
  const failed = tests.filter((test) => test.status !== 'expected');
  const errors = report?.errors ?? [];
  return {
    passed: tests.length - failed.length,
    failed: failed.length + errors.length,
    problems: [
      ...failed.map((test) => `${test.status === 'unexpected' ? 'failed' : test.status}: ${test.name}`),
      ...errors.map((error) => `error outside of tests: ${(error.message ?? '').split('\n')[0]}`),
    ],
  };
}

/** @param {number} code */
const nothingRan = (code) =>
  code === 0 ? 'it ran no tests' : `it ended with exit code ${code} before it could report a test`;

/**
 * A runner that ran nothing has proved nothing; one that ended badly without naming a failure has failed too.
 * @param {Outcome} outcome
 * @param {number} code the runner's exit code
 * @returns {Outcome}
 */
export function judge(outcome, code) {
  if (outcome.passed + outcome.failed === 0) {
    return { passed: 0, failed: 1, problems: [...outcome.problems, nothingRan(code)] };
  }
  if (code !== 0 && outcome.failed === 0) {
    return { ...outcome, failed: 1, problems: [...outcome.problems, `it ended with exit code ${code}`] };
  }
  return outcome;
}

/**
 * @param {{ name: string; outcome: Outcome; milliseconds: number }[]} runs
 */
export function resultTable(runs) {
  const width = Math.max(...runs.map((run) => run.name.length));
  const row = (/** @type {string[]} */ [name = '', passed = '', failed = '', time = '']) =>
    `  ${name.padEnd(width)}  ${passed.padStart(6)}  ${failed.padStart(6)}  ${time.padStart(8)}`;
  const lines = runs.map(({ name, outcome, milliseconds }) =>
    row([name, String(outcome.passed), String(outcome.failed), `${(milliseconds / 1000).toFixed(1)} s`]),
  );
  return ['', row(['', 'passed', 'failed', 'time']), ...lines, ''].join('\n');
}
