import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';
import { expect } from 'playwright/test';

const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe-core finds wrong with what is on screen, a line each: none, if all is well. */
export async function findBarriers(window: Page): Promise<string[]> {
  // As text, because the page's policy lets no other script in.
  await window.evaluate(`${await readFile(script, 'utf8')}; undefined`);
  const results = (await window.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })`,
  )) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`),
  );
}

/** Looks at the screen in both schemes. */
export async function expectNoBarriers(window: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    expect(await findBarriers(window), `in the ${colorScheme} scheme`).toEqual([]);
  }
  await window.emulateMedia({ colorScheme: null });
}
