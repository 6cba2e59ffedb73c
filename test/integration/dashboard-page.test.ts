import { createHash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newTotpSecret, totpCode, totpStep } from '#platform/auth/totp.ts';
import { encrypt } from '#platform/security/encryption.ts';
import { writePoint } from '#test/support/metric-points.ts';
import { PageVisitor } from '#test/support/page-visitor.ts';
import { createTestPlatform, type Identity, type TestPlatform, testPassword } from '#test/support/platform.ts';

const dashboard = '/dashboard/dashboard';
const signIn = '/dashboard/sign-in';
const session = '__Host-gatehouse_page';

let platform: TestPlatform;
beforeEach(async () => {
  platform = await createTestPlatform();
});
afterEach(() => platform.close());

const visitor = (address?: string) => new PageVisitor(platform, address);
const fill = (person: Pick<Identity, 'email'>, more: Record<string, string> = {}) => ({
  email: person.email,
  password: testPassword,
  totp: '',
  ...more,
});
/** Signs in as a browser does, and stands before the dashboard. */
async function enter(person: Pick<Identity, 'email'>, more: Record<string, string> = {}) {
  const browser = visitor();
  await browser.open(signIn);
  const answer = await browser.submit(signIn, fill(person, more));
  return { browser, answer };
}
const refusals = async () =>
  (await platform.call('audit.list', { query: { action: 'session.refused' } })).items.map(({ details }) => details);

describe('signing in for the dashboard', () => {
  it('leads there, and keeps the session in a cookie that only our pages get', async () => {
    const first = await visitor().open(dashboard);
    expect([first.status, first.headers.get('location')]).toEqual([303, signIn]);
    const { browser, answer } = await enter(await platform.staff('support', { fullName: 'Priya Nair' }));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, dashboard]);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      new RegExp(`^${session}=[0-9a-f-]{36}\\.[\\w-]{43}; Path=/; Max-Age=28800; HttpOnly; SameSite=Strict; Secure$`),
    );
    const page = await browser.open(dashboard);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<bdi>Priya Nair</bdi>, support');
    expect(page.text).not.toContain(cookie.split(/[=;]/)[1] ?? 'none');
    // Whoever is signed in has nothing to do there.
    expect((await browser.open(signIn)).headers.get('location')).toBe(dashboard);
    expect((await browser.open('/dashboard')).headers.get('location')).toBe(dashboard);
  });

  it('needs no TLS on somebody’s own machine', async () => {
    const local = await createTestPlatform({ config: { publicUrl: 'http://127.0.0.1:4000' } });
    try {
      const person = await local.staff('ops');
      const browser = new PageVisitor(local);
      await browser.open(signIn);
      const answer = await browser.submit(signIn, fill(person));
      expect(answer.headers.get('set-cookie')).toMatch(
        /^gatehouse_page=[^;]+; Path=\/; Max-Age=28800; HttpOnly; SameSite=Strict$/,
      );
      expect((await browser.open(dashboard)).status).toBe(200);
    } finally {
      await local.close();
    }
  });

  it('refuses wrong passwords and unknown addresses alike, and writes both down', async () => {
    const person = await platform.staff('ops');
    const { browser, answer } = await enter(person, { password: 'Wrong-password-1' });
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('E-mail address and password do not go together.');
    expect(answer.text).toContain(`value="${person.email}"`);
    expect(answer.text).not.toContain('Wrong-password-1');
    expect(answer.headers.get('set-cookie')).not.toContain(session);
    const unknown = await browser.submit(signIn, fill({ email: 'nobody@example.test' }));
    expect([unknown.status, unknown.text.match(/role="alert">.*?<\/div>/)?.[0]]).toEqual([
      401,
      answer.text.match(/role="alert">.*?<\/div>/)?.[0],
    ]);
    expect(await refusals()).toEqual([{ reason: 'unknown_account' }, { reason: 'wrong_password' }]);
    expect((await browser.open(dashboard)).status).toBe(303);
    await platform.call('users.suspend', { params: { id: person.id }, body: { reason: 'left' } });
    const suspended = await browser.submit(signIn, fill(person));
    expect([suspended.status, suspended.text.includes('This account is suspended')]).toEqual([401, true]);
  });

  it('says which field is not right, and asks nobody', async () => {
    const { answer } = await enter({ email: 'no address' }, { password: '', totp: '12' });
    expect(answer.status).toBe(422);
    for (const field of ['email', 'password', 'totp']) expect(answer.text).toContain(`id="${field}-note"`);
    expect(answer.text).toContain('Six digits');
    expect(await refusals()).toEqual([]);
  });

  it('takes the code of the authenticator app where there is one, each once', async () => {
    const person = await platform.staff('admin');
    const secret = newTotpSecret();
    await platform.deps.database
      .updateTable('users')
      .set({
        totp_secret_encrypted: encrypt(platform.deps.keys.encryption, secret),
        totp_enabled_at: platform.clock.now(),
      })
      .where('id', '=', person.id)
      .execute();
    const { browser, answer: without } = await enter(person);
    expect(without.status).toBe(401);
    expect(without.text).toMatch(/id="totp-note">This account has two-step sign-in/);
    const code = totpCode(secret, totpStep(platform.clock.now()));
    const wrong = await browser.submit(signIn, fill(person, { totp: code === '000000' ? '111111' : '000000' }));
    expect([wrong.status, wrong.text.includes('The one-time code is wrong')]).toEqual([401, true]);
    // As apps show it.
    const right = await browser.submit(signIn, fill(person, { totp: `${code.slice(0, 3)} ${code.slice(3)}` }));
    expect(right.headers.get('location')).toBe(dashboard);
    const { answer: again } = await enter(person, { totp: code });
    expect(again.status).toBe(401);
  });

  it('counts tries with those at the API, and says when to come back', async () => {
    const person = await platform.staff('ops');
    const address = '203.0.113.9';
    const browser = visitor(address);
    await browser.open(signIn);
    for (let count = 0; count < 10; count += 1) {
      await browser.submit(signIn, fill(person, { password: 'Wrong-password-1' }));
      const body = { email: person.email, password: 'Wrong-password-1' };
      await platform.attempt('auth.signin', { body }, { as: null, address });
    }
    const refused = await browser.submit(signIn, fill(person));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.text).toContain('Too many tries from this address');
    expect(refused.headers.get('ratelimit-policy')).toContain('"credentials"');
    // From elsewhere the account is not locked: guessing must not lock anybody out.
    expect((await enter(person)).answer.status).toBe(303);
  });

  it('takes no form but its own', async () => {
    const person = await platform.staff('ops');
    const stranger = visitor();
    const withoutCookie = await stranger.submit(signIn, fill(person));
    expect([withoutCookie.status, withoutCookie.headers.get('location')]).toEqual([403, null]);
    expect(withoutCookie.text).toContain('This form was open for too long');
    const wrong = await stranger.submit(signIn, { ...fill(person), csrf: 'x'.repeat(43) });
    expect(wrong.status).toBe(403);
    const json = await platform.request(signIn, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: stranger.cookies },
      body: JSON.stringify(fill(person)),
    });
    expect(json.status).toBe(415);
    expect(await refusals()).toEqual([]);
    const { items } = await platform.call('users.sessions', { params: { id: person.id }, query: {} });
    expect(items).toHaveLength(1);
  });
});

describe('the session of a page', () => {
  it('is listed with the others, and gone at once when it is revoked', async () => {
    const person = await platform.staff('ops');
    const { browser } = await enter(person);
    const sessions = async () =>
      (await platform.call('users.sessions', { params: { id: person.id }, query: {} })).items;
    const mine = (await sessions()).find(({ device }) => device?.endsWith('dashboard page'));
    expect(mine?.device).toBe('Firefox 128 on Linux, dashboard page');
    expect(Date.parse(mine?.expires_at ?? '') - platform.clock.now().getTime()).toBe(8 * 3_600_000);
    await platform.call('users.sessions.revoke', {
      params: { id: person.id, session_id: mine?.id ?? '' },
      query: { reason: 'lost laptop' },
    });
    const after = await browser.open(dashboard);
    expect([after.status, after.headers.get('location')]).toEqual([303, `${signIn}?ended`]);
    expect(after.headers.get('set-cookie')).toContain(`${session}=; Path=/; Max-Age=0`);
    expect((await browser.open(`${signIn}?ended`)).text).toContain('You were signed out');
  });

  it('ends by itself, however often the page is loaded', async () => {
    const { browser } = await enter(await platform.staff('ops'));
    for (let hours = 0; hours < 7; hours += 1) {
      platform.clock.advance(3_600_000);
      expect((await browser.open(dashboard)).status).toBe(200);
    }
    platform.clock.advance(3_600_000);
    expect((await browser.open(dashboard)).headers.get('location')).toBe(`${signIn}?ended`);
  });

  it('is ended by signing out, which is written down', async () => {
    const person = await platform.staff('ops');
    const { browser } = await enter(person);
    const kept = browser.cookies;
    const page = await browser.open(dashboard);
    expect((await browser.submit('/dashboard/sign-out', { csrf: 'wrong' })).status).toBe(403);
    const out = await browser.submit('/dashboard/sign-out', { csrf: page.csrf });
    expect([out.status, out.headers.get('location')]).toEqual([303, signIn]);
    const stolen = await platform.request(dashboard, { headers: { cookie: kept } });
    expect(stolen.headers.get('location')).toBe(`${signIn}?ended`);
    const { items } = await platform.call('audit.list', { query: { action: 'session.revoked' } });
    expect(items[0]).toMatchObject({ actor: { id: person.id }, details: { reason: 'signed_out' } });
  });

  it('opens nothing but the page, and no other session opens the page', async () => {
    const person = await platform.staff('admin');
    const { browser } = await enter(person);
    const value = browser.cookies.split(`${session}=`)[1]?.split(';')[0] ?? '';
    const asToken = await platform.request('/dashboard/api/health', {
      headers: { authorization: `Bearer ${value}`, cookie: browser.cookies },
    });
    expect(asToken.status).toBe(401);
    expect((await platform.request('/dashboard/api/health', { headers: { cookie: browser.cookies } })).status).toBe(
      401,
    );
    // The session of an API token, with the proof of another, and one that was never opened.
    const proof = value.split('.')[1];
    for (const id of [person.sessionId, randomUUID()]) {
      const answer = await platform.request(dashboard, { headers: { cookie: `${session}=${id}.${proof}` } });
      expect(answer.headers.get('location')).toBe(`${signIn}?ended`);
    }
    for (const nonsense of ['', 'x', `${person.sessionId}.`, `${person.sessionId}.${'é'.repeat(43)}`]) {
      const answer = await platform.request(dashboard, {
        headers: { cookie: `${session}=${encodeURIComponent(nonsense)}` },
      });
      expect(answer.headers.get('location')).toBe(signIn);
    }
  });

  it('shows nothing to a role that may not see it, also when the role changed meanwhile', async () => {
    const person = await platform.staff('ops');
    const { browser } = await enter(person);
    expect((await browser.open(dashboard)).status).toBe(200);
    await platform.deps.database.updateTable('users').set({ role: 'member' }).where('id', '=', person.id).execute();
    const page = await browser.open(dashboard);
    expect(page.status).toBe(403);
    expect(page.text).toContain('you are signed in as member');
    expect(page.text).not.toMatch(/seats used|Uptime by service|http-equiv/);
    expect((await browser.submit('/dashboard/sign-out', { csrf: page.csrf })).status).toBe(303);
  });
});

describe('the dashboard', () => {
  const look = async (query = '') => {
    const { browser } = await enter(await platform.staff('support'));
    return await browser.open(`${dashboard}${query}`);
  };

  it('is strict, and works with and without a script', async () => {
    const page = await look();
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-store');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('unsafe');
    for (const [element, directive] of [
      ['style', 'style-src'],
      ['script', 'script-src'],
    ] as const) {
      const [, text = ''] = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(page.text) ?? [];
      expect(text.length).toBeGreaterThan(100);
      expect(policy).toContain(`${directive} 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    }
    expect(page.text.match(/<script/g)).toHaveLength(1);
    expect(page.text).not.toMatch(/<[^>]+\s(?:on\w+|style)=|<link|<img|@import|url\(/i);
    expect(page.text).toContain('<noscript><meta http-equiv="refresh" content="30">');
    const paused = await look('?pause');
    expect(paused.text).not.toMatch(/http-equiv="refresh"|<script/);
    expect(paused.headers.get('content-security-policy')).not.toContain('script-src');
    expect(paused.text).toContain(`<a href="${dashboard}">Go on</a>`);
  });

  it('calls nothing good of which it knows nothing', async () => {
    const [text = ''] = (await look()).text.split('<script>');
    expect(text).toContain('No data: nothing was measured in the last minute.');
    expect(text).toContain('No alert is open.');
    expect(text.match(/Nothing was measured in the last hour\./g)).toHaveLength(6);
    for (const path of ['/api/health', '/api/auth/signin', '/api/conversations', '/api/chat/stream']) {
      expect(text).toContain(`<code>${path}</code></th><td class="number">0</td>`);
    }
    expect(text).toContain('Not measured');
    expect(text).not.toMatch(/On target|class="state operational"|NaN|undefined|Infinity|null/);
    expect(text).toContain('0 of 500 seats used');
  });

  it('has headings in order, and a caption on every table', async () => {
    const { text } = await look();
    const levels = [...text.matchAll(/<h(\d)[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 1) + 1)).toBe(true);
    expect(text.match(/<caption/g)?.length).toBe(text.match(/<table/g)?.length);
    const parts = [...text.matchAll(/<[^>]* data-part[^>]*>/g)].map(([tag]) => /id="([^"]+)"/.exec(tag)?.[1]);
    expect(parts.length).toBeGreaterThan(15);
    expect(new Set(parts).size).toBe(parts.length);
  });

  it('shows what was measured, what fires and what the beta is like', async () => {
    const { database } = platform.deps;
    const now = platform.clock.now().getTime();
    await database
      .insertInto('platform_nodes')
      .values({ name: 'one', started_at: new Date(now - 7_200_000), last_at: new Date(now) })
      .execute();
    for (let minutes = 0; minutes < 30; minutes += 1) {
      const at = new Date(now - minutes * 60_000 - 10_000);
      await writePoint(database, { name: 'cpu.share', label: '', at, values: [0.25] });
      await writePoint(database, { name: 'http.duration_ms', label: '', at, values: [20, 700] });
      await writePoint(database, { name: 'http.duration_ms', label: 'GET /api/health', at, values: [20, 700] });
    }
    await platform.call('invitations.generate', { body: { email: 'one@example.org', tier: 'premium' } });
    const { text } = await look();
    expect(text).toContain('<span class="value">25.0 %</span>');
    expect(text).toMatch(
      /GET \/api\/health<\/code><\/th><td class="number">\d+<\/td>.*?100 ms<\/td><td><span class="state down">/,
    );
    expect(text).toMatch(/<p class="now degraded"[^>]*>.*Degraded: \u2068p95 of the last five minutes is 700 ms/);
    expect(text).toContain('0 of 500 seats used, 1 reserved, 499 free');
    expect(text).toContain('one node, up for 2 h');
    expect(text).toContain('No data</td>');
  });

  it('keeps names and words from becoming markup', async () => {
    const nasty = '\u202e<img src=x onerror="alert(1)">\'&amp;';
    const services = [{ name: nasty, downtime: true }];
    const body = { title: nasty, severity: 'P1' as const, services };
    await platform.call('incidents.declare', { body });
    await platform.call('alerts.rules.create', {
      body: {
        name: nasty,
        metric: 'cpu.share',
        label: '',
        statistic: 'mean',
        window_seconds: 60,
        condition: { kind: 'threshold', direction: 'above', value: 0.5 },
        for_seconds: 0,
        clear_for_seconds: 60,
        minimum_count: 0,
        severity: 'critical',
        enabled: true,
      },
    });
    for (let seconds = 0; seconds < 60; seconds += 10) {
      const at = platform.clock.now();
      await writePoint(platform.deps.database, { name: 'cpu.share', label: '', at, values: [0.9] });
      platform.clock.advance(10_000);
    }
    await platform.runJobs();
    const { browser } = await enter(await platform.staff('support', { fullName: nasty }));
    const { text } = await browser.open(dashboard);
    expect(text).not.toMatch(/<img|onerror="/);
    const escaped = '&#60;img src=x onerror=&#34;alert(1)&#34;&#62;&#39;&#38;amp;';
    // Who is signed in, the rule, what it found, the service and why it is down, and the sentence on top.
    expect(text.split(escaped).length - 1).toBeGreaterThanOrEqual(5);
    for (const { index } of text.matchAll(/\u202e/g)) {
      expect(text.slice(Math.max(0, index - 400), index)).toMatch(/(?:<bdi>|\u2068)[^<]*$|<title>[^<]*$/);
    }
  });

  it('says so while the database is away, and tries again by itself', async () => {
    const { browser } = await enter(await platform.staff('ops'));
    await platform.deps.database.schema.alterTable('incidents').renameTo('incidents_away').execute();
    const away = await browser.open(dashboard);
    expect(away.status).toBe(500);
    expect(away.text).toContain('The state can’t be read');
    expect(away.text).toContain('http-equiv="refresh"');
    await platform.deps.database.schema.alterTable('incidents_away').renameTo('incidents').execute();
    expect((await browser.open(dashboard)).status).toBe(200);
  });
});
