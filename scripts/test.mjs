/**
 * `npm test`: the same set-up as `npm start`, then every check and every test there is. Nothing stops at the first
 * failure. The last line is `N passed, N failed` over all runners.
 */
import { mkdirSync } from 'node:fs';
import { runScript } from './lib/processes.mjs';
import { note, printFailure, seconds, step, warn } from './lib/progress.mjs';
import { inProject } from './lib/project.mjs';
import { resultTable } from './lib/results.mjs';
import * as runners from './lib/runners.mjs';
import { ensureReady } from './lib/setup.mjs';

/** @typedef {{ name: string; outcome: runners.Outcome; milliseconds: number }} Run */

/**
 * @param {runners.Runner} runner
 * @returns {Promise<Run>}
 */
async function runOne({ name, run }) {
  step(name);
  const started = Date.now();
  const outcome = await run();
  const milliseconds = Date.now() - started;
  note(`${name}: ${outcome.passed} passed, ${outcome.failed} failed, ${seconds(milliseconds)}`);
  return { name, outcome, milliseconds };
}

/**
 * @param {runners.Runner[]} lane runners that follow one another
 */
async function runLane(lane) {
  /** @type {Run[]} */
  const runs = [];
  for (const runner of lane) runs.push(await runOne(runner));
  return runs;
}

/**
 * Two lanes side by side: the checks beside build and unit tests, then the two databases, each of which
 * waits a lot. The end-to-end tests come last and alone, because they watch a clock.
 */
async function runEverything() {
  const { staticChecks, build, unit, integrationOnPglite, integrationOnPostgres, endToEnd } = runners;
  const light = await Promise.all([runLane(staticChecks), runLane([build, unit])]);
  const databases = await Promise.all([runLane([integrationOnPglite]), runLane([integrationOnPostgres])]);
  return [...light.flat(), ...databases.flat(), ...(await runLane([endToEnd]))];
}

/** @param {{ passed: number; failed: number }} total */
function lastLine({ passed, failed }) {
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

await runScript(async () => {
  mkdirSync(inProject('test-results'), { recursive: true });
  const started = Date.now();
  try {
    const { version } = await ensureReady({ headless: true });
    step(`Set up in ${seconds(Date.now() - started)}; testing on Electron ${version}`);
  } catch (error) {
    printFailure(error);
    return lastLine({ passed: 0, failed: 1 });
  }
  const runs = await runEverything();
  process.stderr.write(`${resultTable(runs)}\n`);
  for (const { name, outcome } of runs) for (const problem of outcome.problems) warn(`${name}: ${problem}`);
  note(`everything took ${seconds(Date.now() - started)}`);
  const outcomes = runs.map((run) => run.outcome);
  const sum = (/** @type {'passed' | 'failed'} */ key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  return lastLine({ passed: sum('passed'), failed: sum('failed') });
});
