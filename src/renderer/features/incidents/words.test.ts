import { expect, it } from 'vitest';
import type { Incident } from '#renderer/data/incidents/incidents.ts';
import { figuresOf } from './figure-words.ts';
import { entryWords, openSentence, servicesInWords } from './words.ts';

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '');

it('names what is down first, then what is affected', () => {
  const services = [
    { name: 'mail', downtime: false },
    { name: 'api', downtime: true },
    { name: 'Search', downtime: false },
    { name: 'ai_providers', downtime: false },
  ];
  expect(plain(servicesInWords(services))).toBe('API down, Mail, Search and AI providers affected');
  expect(plain(servicesInWords([{ name: 'database', downtime: true }]))).toBe('Database down');
});

it('says what an entry did', () => {
  expect(entryWords({ kind: 'state', state: 'monitoring' })).toBe('Moved to monitoring');
  expect(entryWords({ kind: 'update', state: 'monitoring' })).toBe('Update');
  expect(entryWords({ kind: 'reopened', state: 'investigating' })).toBe('Reopened');
});

it('judges figures against their targets, and nothing where there are none', () => {
  const figures = figuresOf({
    from: '',
    to: '',
    open: 1,
    severities: [
      { severity: 'P0', incidents: 2, resolved: 2, mean_seconds: 5429, target_seconds: 7200, late: 0 },
      // None is resolved, and one is open for longer than it should be.
      { severity: 'P1', incidents: 1, resolved: 0, mean_seconds: null, target_seconds: 86_400, late: 1 },
      { severity: 'P2', incidents: 0, resolved: 0, mean_seconds: null, target_seconds: 432_000, late: 0 },
    ],
    first_response: { incidents: 3, responded: 3, mean_seconds: 60, target_seconds: 7200, late: 0 },
    services: [
      { name: 'api', uptime: 0.99899, downtime_seconds: 2600, incidents: 2, target: 0.999 },
      { name: 'mail', uptime: 0.999999, downtime_seconds: 2, incidents: 1, target: 0.999 },
      { name: 'ai_providers', uptime: null, downtime_seconds: 0, incidents: 0, target: 0.99 },
    ],
  });
  expect(figures.map(({ name, value, target, verdict }) => [name, value, target, verdict])).toEqual([
    ['P0 to resolve', '1 h 30 min', 'of 2 h', 'met'],
    ['P1 to resolve', 'none', 'of 1 d', 'missed'],
    ['P2 to resolve', 'none', 'of 5 d', null],
    ['First response', '1 min', 'of 2 h', 'met'],
    ['API up', '99.89 %', 'of 99.9 %', 'missed'],
    ['Mail up', '99.99 %', 'of 99.9 %', 'met'],
    ['AI providers up', 'not measured', 'of 99.0 %', null],
  ]);
});

it('ends the sentence about what is open with a full stop, or with the ellipsis of a title that was cut', () => {
  const incident = (title: string) => ({ title, duration_seconds: 120 }) as Incident;
  const said = openSentence({ items: [incident('Mails are late')], total: 1 });
  expect(plain(said ?? '')).toBe('One incident is open, for 2 min: Mails are late.');
  expect(plain(openSentence({ items: [incident('late '.repeat(20))], total: 2 }) ?? '')).toMatch(/ late…$/);
});
