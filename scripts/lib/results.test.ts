import { expect, test } from 'vitest';
import { judge, playwrightOutcome, resultTable, vitestOutcome } from './results.mjs';

const assertion = (status: string) => ({ status, fullName: `a ${status} test` });

test('vitest: passed and failed tests are counted over all files', () => {
  const report = {
    testResults: [
      { name: 'a.test.ts', status: 'passed', assertionResults: [assertion('passed'), assertion('passed')] },
      { name: 'b.test.ts', status: 'failed', assertionResults: [assertion('passed'), assertion('failed')] },
    ],
  };
  expect(vitestOutcome(report)).toEqual({ passed: 3, failed: 1, problems: ['failed: a failed test'] });
});

test('vitest: a skipped test and a file that cannot be loaded are failures', () => {
  const report = {
    testResults: [
      { name: 'a.test.ts', status: 'passed', assertionResults: [assertion('passed'), assertion('skipped')] },
      { name: 'broken.test.ts', status: 'failed', assertionResults: [] },
    ],
  };
  expect(vitestOutcome(report)).toMatchObject({ passed: 1, failed: 2 });
});

test('playwright: nested suites are counted; flaky and skipped tests are failures', () => {
  const spec = (status: string) => ({ title: status, tests: [{ status }] });
  const report = {
    suites: [
      {
        title: 'story.test.ts',
        specs: [spec('expected'), spec('unexpected')],
        suites: [{ title: 'inner', specs: [spec('expected'), spec('flaky'), spec('skipped')] }],
      },
    ],
    errors: [],
  };
  expect(playwrightOutcome(report)).toMatchObject({ passed: 2, failed: 3 });
});

test('playwright: an error outside of tests is a failure', () => {
  expect(playwrightOutcome({ suites: [], errors: [{ message: 'no such file\nat x' }] })).toMatchObject({
    passed: 0,
    failed: 1,
  });
});

test('a runner that ran nothing has failed, also when it left no report', () => {
  expect(judge(vitestOutcome(undefined), 0)).toEqual({ passed: 0, failed: 1, problems: ['it ran no tests'] });
});

test('a runner that died before it could report has failed, and its exit code is told', () => {
  const { failed, problems } = judge(vitestOutcome(undefined), 137);
  expect(failed).toBe(1);
  expect(problems.join()).toContain('137');
});

test('a runner that ended badly without naming a failure has failed', () => {
  expect(judge({ passed: 5, failed: 0, problems: [] }, 1)).toMatchObject({ passed: 5, failed: 1 });
  expect(judge({ passed: 5, failed: 2, problems: [] }, 1)).toMatchObject({ passed: 5, failed: 2 });
});

test('the table lines up', () => {
  const outcome = { passed: 12, failed: 0, problems: [] };
  const table = resultTable([
    { name: 'unit', outcome, milliseconds: 1234 },
    { name: 'integration, PGlite', outcome, milliseconds: 61_000 },
  ]);
  const lengths = new Set(
    table
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trimStart().length + line.search(/\S/)),
  );
  expect(lengths.size).toBe(1);
});
