import { rmSync } from 'node:fs';
import { ensureBuild } from './build.mjs';
import { runNode } from './commands.mjs';
import { readJson } from './files.mjs';
import { printFailure } from './progress.mjs';
import { inProject } from './project.mjs';
import { judge, playwrightOutcome, vitestOutcome } from './results.mjs';

/**
 * @typedef {import('./results.mjs').Outcome} Outcome
 * @typedef {{ name: string; run: () => Promise<Outcome> }} Runner
 */

/** @param {string} name */
const reportFile = (name) => inProject('test-results', `${name}.json`);

/**
 * A check that says yes or no. What it prints is kept back, and shown only when the answer is no.
 * @param {string} name
 * @param {string[]} parameters
 * @returns {Runner}
 */
const check = (name, parameters) => ({
  name,
  run: async () => {
    const { code, output } = await runNode(parameters, { output: 'capture' });
    if (code === 0) return { passed: 1, failed: 0, problems: [] };
    process.stderr.write(`\n${output.trimEnd()}\n\n`);
    return { passed: 0, failed: 1, problems: [`it ended with exit code ${code}`] };
  },
});

/**
 * @param {string} name
 * @param {string[]} parameters
 * @param {(report: any) => Outcome} read
 * @param {string} report
 * @returns {Runner}
 */
const suite = (name, parameters, read, report) => ({
  name,
  run: async () => {
    rmSync(report, { force: true });
    const { code } = await runNode(parameters, { environment: { GATEHOUSE_E2E_REPORT: report } });
    return judge(read(readJson(report)), code);
  },
});

/**
 * @param {string} name
 * @param {string} project
 */
function vitest(name, project) {
  const report = reportFile(project);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const program = inProject('node_modules', 'vitest', 'vitest.mjs');
  return suite(name, [program, 'run', '--project', project, ...reporters], vitestOutcome, report);
}

const biome = inProject('node_modules', '@biomejs', 'biome', 'bin', 'biome');

/** Checks that read the sources only. */
export const staticChecks = [
  check('format', [biome, 'format', '.']),
  check('lint', [biome, 'lint', '--error-on-warnings', '.']),
  check('types', [inProject('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit']),
  check('unused', [inProject('node_modules', 'knip', 'bin', 'knip.js')]),
];

/** @type {Runner} */
export const build = {
  name: 'build',
  run: async () => {
    try {
      await ensureBuild({ force: true });
      return { passed: 1, failed: 0, problems: [] };
    } catch (error) {
      printFailure(error);
      return { passed: 0, failed: 1, problems: ['the build failed'] };
    }
  },
};

export const unit = vitest('unit', 'unit');
export const integrationOnPglite = vitest('integration, PGlite', 'pglite');
export const integrationOnPostgres = vitest('integration, PostgreSQL', 'postgres');
export const endToEnd = suite(
  'end to end',
  [inProject('scripts', 'e2e.mjs')],
  playwrightOutcome,
  reportFile('end-to-end'),
);
