import { expect, it } from 'vitest';
import listed from './mantine-styles.ts?raw';

const sources = import.meta.glob<string>('../**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });
const sheets = Object.keys(import.meta.glob('/node_modules/@mantine/core/styles/*.layer.css'));

it('imports the style sheet of every Mantine component in use', () => {
  const used = new Set<string>();
  for (const text of Object.values(sources)) {
    // Its toasts are drawn by a component of the core.
    if (text.includes("from '@mantine/notifications'")) used.add('Notification');
    for (const [, names = ''] of text.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)) {
      for (const name of names.split(',')) used.add(name.trim());
    }
  }
  const missing = [...used].filter(
    (name) => sheets.some((sheet) => sheet.endsWith(`/${name}.layer.css`)) && !listed.includes(`/${name}.layer.css`),
  );
  expect(sheets.length).toBeGreaterThan(50);
  expect(used.size).toBeGreaterThan(5);
  expect(missing).toEqual([]);
});
