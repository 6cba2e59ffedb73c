import { expect, it } from 'vitest';
import type { ServiceState } from '#contract/status.ts';
import { durationWords, effectOf, headline, uptimeWords } from './words.ts';

const service = (name: string, state: ServiceState) => ({ name, state, uptime: 1, days: [] });
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '');

it('says in one sentence how things are', () => {
  const said = (...services: ReturnType<typeof service>[]) => plain(headline({ services, stale: false }));
  expect(said(service('api', 'operational'))).toBe('Everything works, as far as we know.');
  expect(said(service('api', 'down'), service('mail', 'degraded'))).toBe('API is down.');
  expect(said(service('api', 'down'), service('mail', 'down'), service('Search', 'down'))).toBe(
    'API, Mail and Search are down.',
  );
  expect(said(service('ai_providers', 'degraded'), service('mail', 'degraded'))).toBe(
    'AI providers and Mail are affected.',
  );
  expect(said(service('ai_providers', 'down'))).toBe('AI providers are down.');
  expect(said(service('api', 'operational'), service('mail', 'unknown'), service('database', 'unknown'))).toBe(
    'What is measured works. Mail and Database are not measured.',
  );
  expect(said(service('api', 'unknown'))).toBe('Nothing is measured yet.');
  expect(headline({ services: [service('api', 'operational')], stale: true })).toContain('can’t reach its database');
});

it('fences names off, so that none turns the sentence around', () => {
  expect(headline({ services: [service('\u202egnp', 'down')], stale: false })).toBe('\u2068\u202egnp\u2069 is down.');
});

it('says what an incident does, or did', () => {
  const services = [
    { name: 'api', downtime: true },
    { name: 'mail', downtime: false },
    { name: 'database', downtime: false },
  ];
  expect(plain(effectOf({ services, resolved_at: null }))).toBe('API is down. Mail and Database are affected.');
  expect(plain(effectOf({ services, resolved_at: '2026-03-02T09:00:00Z' }))).toBe(
    'API was down. Mail and Database were affected.',
  );
});

it('never rounds trouble away', () => {
  expect(uptimeWords(null)).toBe('not measured');
  expect(uptimeWords(1)).toBe('100 %');
  expect(uptimeWords(0.999999)).toBe('99.99 %');
  expect(uptimeWords(0.9995)).toBe('99.95 %');
  expect(uptimeWords(0)).toBe('0.00 %');
  expect(durationWords(0)).toBe('less than a minute');
  expect(durationWords(59)).toBe('less than a minute');
  expect(durationWords(60)).toBe('1 min');
  expect(durationWords(3600)).toBe('1 h');
  expect(durationWords(4320)).toBe('1 h 12 min');
  expect(durationWords(86_400 + 59)).toBe('1 d');
  expect(durationWords(3 * 86_400 + 4 * 3600)).toBe('3 d 4 h');
});
