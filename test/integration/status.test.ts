import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '#contract/operations.ts';
import { recordFinding } from '#platform/metrics/probe-repository.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());
// What was kept is old by then.
beforeEach(() => platform.clock.advance(10_000));

type Body = InputOf<'incidents.declare'>['body'];
async function declare(more: Partial<Body>) {
  const body: Body = { title: 'An incident', severity: 'P1', services: [{ name: 'api', downtime: true }], ...more };
  const ops = await platform.staff('ops', { fullName: 'Olga Operations', email: `olga-${Math.random()}@example.test` });
  return await platform.call('incidents.declare', { body }, { as: ops });
}
const post = (id: string, body: InputOf<'incidents.updates.create'>['body']) =>
  platform.call('incidents.updates.create', { params: { id }, body });
const resolve = (id: string, version = 1, isPublic = true) =>
  platform.call('incidents.resolve', { params: { id }, body: { version, resolution: 'Secret fix', public: isPublic } });
const page = async () => {
  const answer = await platform.request('/status');
  return { answer, text: await answer.text() };
};
const status = () => platform.call('status.get', {}, { as: null });
const stateOf = async (name: string) => (await status()).services.find((service) => service.name === name)?.state;

describe('the status page', () => {
  it('is for anybody, strict, and stands alone', async () => {
    const { answer, text } = await page();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=5');
    expect(answer.headers.get('set-cookie')).toBeNull();
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const sheet = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? '';
    expect(policy).toContain(`'sha256-${createHash('sha256').update(sheet).digest('base64')}'`);
    expect(text).not.toMatch(/<script|\son\w+=|\sstyle=|<link|<img|@import|url\(/i);
    expect(text).not.toMatch(/(?:src|href)="(?!\/status")/);
    // Nobody looked at anything yet, and nobody told of anything: that is no reason to call it good.
    expect(text).toContain('Nothing is measured yet.');
    expect(text).not.toMatch(/Works|100 %/);
    expect(text).toContain('None in the last 90 days.');
    const json = await platform.request('/status.json');
    expect(json.headers.get('cache-control')).toBe('public, max-age=5');
    expect((await json.json()).services).toHaveLength(4);
  });

  it('shows what is public, and nothing else', async () => {
    const shown = await declare({
      title: 'Sign-in fails',
      impact: 'internal-impact',
      text: 'internal-first-words',
      started_at: new Date(platform.clock.now().getTime() - 72 * 60_000).toISOString(),
    });
    await post(shown.id, { text: 'We are on it', public: true });
    await post(shown.id, { text: 'internal-update olga@example.test', public: false });
    const hidden = await declare({
      title: 'internal-incident',
      public: false,
      services: [{ name: 'internal-service', downtime: true }],
    });
    await post(hidden.id, { text: 'internal-note', public: false });
    platform.clock.advance(6000);
    const { text } = await page();
    const json = JSON.stringify(await status());
    for (const told of [text, json]) {
      expect(told).toContain('Sign-in fails');
      expect(told).toContain('We are on it');
      expect(told).not.toContain('internal-');
      expect(told).not.toContain('Olga');
      expect(told).not.toMatch(/[\w.]+@[\w.]+/);
      expect(told).not.toContain('Administrator');
    }
    expect(text).toContain('for 1 h 12 min');
    expect((await status()).open).toMatchObject([
      { title: 'Sign-in fails', state: 'declared', updates: [{ text: 'We are on it' }] },
    ]);
    // Taken off the page: gone at once, with all that was said.
    await platform.call('incidents.update', { params: { id: shown.id }, body: { version: 1, public: false } });
    platform.clock.advance(6000);
    expect((await page()).text).not.toContain('Sign-in fails');
    // Its downtime still counts: figures don't depend on who was told.
    expect(await stateOf('api')).toBe('down');
    await resolve(shown.id, 2, false);
    await resolve(hidden.id, 1, false);
    platform.clock.advance(6000);
    const after = await status();
    expect(after).toMatchObject({ state: 'operational', open: [], past: [] });
    const today = after.services[0]?.days.at(-1);
    expect(today?.state).toBe('down');
    expect(today?.downtime_seconds).toBeGreaterThan(72 * 60);
    expect(JSON.stringify(after)).not.toContain('Secret fix');
  });

  it('keeps names and words from becoming markup, and from turning the page around', async () => {
    const nasty = '\u202e<img src=x onerror="alert(1)">\'&amp;';
    const { id } = await declare({
      title: nasty,
      services: [{ name: nasty, downtime: true }],
      text: `${nasty}\n</p><script>alert(1)</script>`,
      text_public: true,
    });
    platform.clock.advance(6000);
    const { text } = await page();
    expect(text).not.toMatch(/<img|<script/);
    expect(text).toContain('&#60;img src=x onerror=&#34;alert(1)&#34;&#62;&#39;&#38;amp;');
    // Wherever the mark stands, something fences it off: an element of its own direction, or isolating characters.
    for (const { index } of text.matchAll(/\u202e/g)) {
      expect(text.slice(0, index)).toMatch(/(?:<bdi>|dir="auto">|\u2068|<summary>[^<]*<span class="out"> of |: )$/);
    }
    await resolve(id);
  });

  it('lists what was, newest first, with what was said', async () => {
    const first = await declare({ title: 'The first' });
    await resolve(first.id);
    platform.clock.advance(60_000);
    const second = await declare({ title: 'The second', services: [{ name: 'mail', downtime: false }] });
    expect(second.timeline[0]?.public).toBe(true);
    platform.clock.advance(6000);
    expect(await stateOf('mail')).toBe('degraded');
    await resolve(second.id);
    platform.clock.advance(6000);
    const { past } = await status();
    expect(past.slice(0, 2).map(({ title, duration_seconds: took }) => [title, took])).toEqual([
      ['The second', 6],
      ['The first', 0],
    ]);
    platform.clock.advance(91 * 86_400_000);
    const later = await status();
    expect(later.past).toEqual([]);
    expect(later.services.every(({ days }) => days.length === 90)).toBe(true);
    // Of these somebody told when they failed; of the others nobody knows.
    expect(Object.fromEntries(later.services.map(({ name, uptime, state }) => [name, [uptime, state]]))).toEqual({
      api: [1, 'operational'],
      database: [null, 'unknown'],
      mail: [1, 'operational'],
      ai_providers: [null, 'unknown'],
    });
  });

  it('is kept for some seconds, and limited for each address', async () => {
    const { id } = await declare({ title: 'Fresh' });
    platform.clock.advance(6000);
    await page();
    await platform.call('incidents.update', { params: { id }, body: { version: 1, title: 'Fresher' } });
    expect((await page()).text).not.toContain('Fresher');
    platform.clock.advance(5000);
    expect((await page()).text).toContain('Fresher');
    await resolve(id, 2);

    const flood = await Promise.all(Array.from({ length: 230 }, () => platform.request('/status', {}, '192.0.2.77')));
    const refused = flood.filter((answer) => answer.status === 429);
    // The window may turn once while they run.
    expect(refused.length).toBeGreaterThanOrEqual(30);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused[0]?.text()).toContain('Too many looks at the status');
    expect((await platform.request('/status', {}, '192.0.2.78')).status).toBe(200);
    const many = await Promise.all(
      Array.from({ length: 230 }, () => platform.request('/status.json', {}, '192.0.2.77')),
    );
    expect(many.some((answer) => answer.status === 429)).toBe(true);
  });
});

it('knows what probes found, also where nobody declared anything', async () => {
  const alone = await createTestPlatform();
  try {
    const find = (service: string, up: boolean) =>
      alone.deps.database
        .transaction()
        .execute((transaction) =>
          recordFinding(
            transaction,
            service,
            { up, milliseconds: 1, detail: up ? null : 'refused by 10.0.0.7', certificateExpiresAt: null },
            alone.clock.now(),
          ),
        );
    const read = async () => {
      alone.clock.advance(6000);
      const { services } = await alone.call('status.get', {}, { as: null });
      return services.map(({ name, state, days }) => [name, state, days.at(-1)?.downtime_seconds]);
    };
    await find('mail', true);
    await find('intranet.example.test', false);
    alone.clock.advance(60_000);
    await find('mail', false);
    alone.clock.advance(54_000);
    expect(await read()).toEqual([
      ['api', 'unknown', 0],
      ['database', 'unknown', 0],
      ['mail', 'down', 60],
      ['ai_providers', 'unknown', 0],
    ]);
    const text = await (await alone.request('/status')).text();
    expect(text).toContain('Mail');
    expect(text).not.toMatch(/intranet|10\.0\.0\.7/);
    // Nobody looked for two minutes: it is not known to be down any more, and what was stays.
    alone.clock.advance(200_000);
    const after = (await read())[2];
    expect(after?.[1]).toBe('unknown');
    expect(after?.[2]).toBe(120);
    await find('mail', false);
    alone.clock.advance(10_000);
    await find('mail', true);
    // Together with an incident over the same time a minute counts once.
    const { id } = await alone.call('incidents.declare', {
      body: {
        title: 'Mails wait',
        severity: 'P2',
        services: [{ name: 'mail', downtime: true }],
        started_at: new Date(alone.clock.now().getTime() - 10_000).toISOString(),
      },
    });
    const end = { version: 1, resolution: 'x', public: true };
    await alone.call('incidents.resolve', { params: { id }, body: end });
    const [, , mail] = await read();
    // Thirty seconds that the look before the gap stands for, and ten that were seen.
    expect(mail).toEqual(['mail', 'operational', 40]);
  } finally {
    await alone.close();
  }
});

it('answers while the database can’t be reached, with what it knew last', async () => {
  const alone = await createTestPlatform();
  try {
    const shown = async () => {
      const answer = await alone.request('/status');
      return [answer.status, await answer.text()] as const;
    };
    await alone.deps.database.schema.alterTable('incidents').renameTo('incidents_away').execute();
    expect(await shown()).toEqual([503, expect.stringContaining('does not reach its database')]);
    await alone.deps.database.schema.alterTable('incidents_away').renameTo('incidents').execute();
    alone.clock.advance(6000);
    expect((await shown())[0]).toBe(200);
    await alone.deps.database.schema.alterTable('incidents').renameTo('incidents_away').execute();
    alone.clock.advance(6000);
    const [code, text] = await shown();
    expect(code).toBe(503);
    expect(text).toContain('The platform can’t reach its database.');
    expect(text).toContain('What follows was so 2 Mar 2026, 09:00 UTC');
    expect(await (await alone.request('/status.json')).json()).toMatchObject({ status: 503 });
  } finally {
    await alone.close();
  }
});
