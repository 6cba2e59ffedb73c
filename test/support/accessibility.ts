import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';
import { expect } from 'playwright/test';

const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const everything = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] };
/** All that another colour scheme can change. */
const contrast = { type: 'rule', values: ['color-contrast'] };

/** Ends with the transitions under way: halfway between two colours nothing has the contrast it will have. */
const stillness = `Promise.all(document.getAnimations()
  .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
  .map(({ finished }) => finished.catch(() => undefined))).then(() => undefined)`;

/** What axe-core finds wrong with what is on screen, a line each: none, if all is well. */
async function findBarriers(window: Page, runOnly: typeof everything): Promise<string[]> {
  // As text, because the page's policy lets no other script in.
  const loaded = await window.evaluate(`typeof axe === 'object'`);
  if (!loaded) await window.evaluate(`${await readFile(script, 'utf8')}; undefined`);
  await window.evaluate(stillness);
  // Only what is wrong is put together in full.
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
  const results = (await window.evaluate(`axe.run(document, ${options})`)) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`),
  );
}

type Scheme = 'light' | 'dark';
const usual = { light: everything, dark: contrast };

/** Looks at the screen in both schemes. */
export async function expectNoBarriers(window: Page): Promise<void> {
  await lookInBothSchemes(window, usual, themeOf(window));
}

/** For what floats outside of all landmarks, as an open menu does: whether its text can be read in both schemes. */
export async function expectContrast(window: Page): Promise<void> {
  await lookInBothSchemes(window, { light: contrast, dark: contrast }, themeOf(window));
}

/** The same for a page that is not the console's. */
export async function expectNoBarriersOnPage(page: Page): Promise<void> {
  await lookInBothSchemes(page, usual, async () => undefined);
}

/** Waits until the console has taken up a scheme. */
function themeOf(window: Page): (scheme: Scheme) => Promise<unknown> {
  return (scheme) => expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
}

async function lookInBothSchemes(
  page: Page,
  rulesOf: Record<Scheme, typeof everything>,
  settled: (scheme: Scheme) => Promise<unknown>,
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(colorScheme);
    expect.soft(await findBarriers(page, rulesOf[colorScheme]), `in the ${colorScheme} scheme`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}
