import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestPlatform, type TestPlatform, testPassword } from '#test/support/platform.ts';
import { expectSeatsToAddUp } from '#test/support/seats.ts';

const path = '/beta/register';

/** As much of a browser as a form without script needs: a cookie jar and hidden fields. */
class Visitor {
  readonly platform: TestPlatform;
  readonly address: string;
  cookie = '';
  constructor(platform: TestPlatform, address = '203.0.113.7') {
    this.platform = platform;
    this.address = address;
  }
  async open(query = '') {
    const response = await this.platform.request(`${path}${query}`, { headers: { cookie: this.cookie } }, this.address);
    return this.read(response);
  }
  async submit(fields: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await this.platform.request(
      path,
      {
        method: 'POST',
        headers: { cookie: this.cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(fields).toString(),
      },
      this.address,
    );
    return this.read(response);
  }
  private async read(response: Response) {
    const cookie = /^[^;]+/.exec(response.headers.get('set-cookie') ?? '')?.[0];
    if (cookie) this.cookie = cookie;
    const text = await response.text();
    const csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    return { status: response.status, headers: response.headers, text, csrf };
  }
}

describe('the public registration form', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await createTestPlatform();
  });
  afterAll(() => platform.close());

  let counter = 0;
  const invite = () => {
    counter += 1;
    return platform.call('invitations.generate', { body: { email: `form.${counter}@example.org`, tier: 'premium' } });
  };
  const filled = (code: string, csrf: string, more: Record<string, string> = {}) => {
    counter += 1;
    return {
      csrf,
      invitation_code: code,
      username: `visitor${counter}`,
      full_name: 'Ada <b>Lovelace</b>',
      company: 'Engines & "Sons"',
      password: testPassword,
      ...more,
    };
  };

  it('opens with the code filled in and says whom it invites', async () => {
    const invitation = await invite();
    const page = await new Visitor(platform).open(`?code=${encodeURIComponent(invitation.code)}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`value="${invitation.code}"`);
    expect(page.text).toContain(invitation.email);
    for (const name of ['invitation_code', 'username', 'full_name', 'company', 'password']) {
      expect(page.text).toContain(`<label for="${name}"`);
    }
  });

  it('registers, and shows the licence key and what is next', async () => {
    const [visitor, invitation] = [new Visitor(platform), await invite()];
    const page = await visitor.open(`?code=${invitation.code}`);
    const done = await visitor.submit(filled(invitation.code, page.csrf));
    expect(done.status).toBe(200);
    expect(done.text).toMatch(/4UAI-LIC(-[0-9A-Z]{5}){4}/);
    expect(done.text).toContain(invitation.email);
    expect(done.text).toContain('Confirm your e-mail address');
    expect(done.text).not.toContain('<b>Lovelace</b>');
    expect((await platform.call('invitations.get', { params: { id: invitation.id } })).status).toBe('used');
    await expectSeatsToAddUp(platform);
  });

  it('shows the same answer when it is sent again, and registers once', async () => {
    const [visitor, invitation] = [new Visitor(platform), await invite()];
    const page = await visitor.open();
    const fields = filled(invitation.code, page.csrf);
    const [first, second] = await Promise.all([visitor.submit(fields), visitor.submit(fields)]);
    const reloaded = await visitor.submit(fields);
    const keyOf = (text: string) => /4UAI-LIC(-[0-9A-Z]{5}){4}/.exec(text)?.[0];
    expect(keyOf(first.text)).toBeDefined();
    expect([keyOf(second.text), keyOf(reloaded.text)]).toEqual([keyOf(first.text), keyOf(first.text)]);
  });

  it('keeps what was typed except the password, and says beside each field what is wrong', async () => {
    const [visitor, invitation] = [new Visitor(platform), await invite()];
    const page = await visitor.open();
    const again = await visitor.submit(
      filled(invitation.code, page.csrf, { username: 'No Spaces!', password: 'short' }),
    );
    expect(again.status).toBe(422);
    expect(again.text).toContain('value="No Spaces!"');
    expect(again.text).toContain('value="Ada &#60;b&#62;Lovelace&#60;/b&#62;"');
    expect(again.text).toContain('value="Engines &#38; &#34;Sons&#34;"');
    expect(again.text).not.toContain('value="short"');
    expect(again.text).toMatch(/id="username"[^>]*aria-invalid="true"[^>]*aria-describedby="username-note"/);
    expect(again.text).toMatch(/id="password-note">[^<]*12 characters/);
    expect(again.text).toContain('role="alert"');
    expect((await visitor.submit(filled(invitation.code, again.csrf))).status).toBe(200);
  });

  it('tells a taken username, a used, an expired and an unknown code apart', async () => {
    const visitor = new Visitor(platform);
    const { csrf } = await visitor.open();
    const used = await invite();
    await visitor.submit(filled(used.code, csrf, { username: 'famous' }));
    const taken = await visitor.submit(filled((await invite()).code, csrf, { username: 'famous' }));
    expect(taken.status).toBe(409);
    expect(taken.text).toMatch(/id="username-note">[^<]*taken/);
    expect((await visitor.submit(filled(used.code, csrf))).text).toMatch(/id="invitation_code-note">[^<]*used already/);
    expect((await visitor.submit(filled('4UAI-STD-0123456789ab', csrf))).text).toMatch(
      /id="invitation_code-note">[^<]*never issued/,
    );
    expect((await visitor.submit(filled('hello', csrf))).text).toMatch(/id="invitation_code-note">[^<]*4UAI/);
    const late = await invite();
    await platform.call('invitations.revoke', { params: { id: late.id }, body: {} });
    expect((await visitor.open(`?code=${late.code}`)).text).toMatch(/id="invitation_code-note">[^<]*withdrawn/);
  });

  it.each([
    ['without a cookie', async (visitor: Visitor, csrf: string) => Object.assign(visitor, { cookie: '' }) && csrf],
    ['with the token of somebody else', async () => (await new Visitor(platform).open()).csrf],
    ['without a token', async () => ''],
    [
      'with a cookie of their own making',
      async (visitor: Visitor, csrf: string) =>
        Object.assign(visitor, { cookie: `gatehouse_form=${'a'.repeat(32)}` }) && csrf,
    ],
  ])('takes nothing %s, yet loses nothing that was typed', async (_how, spoil) => {
    const [visitor, invitation] = [new Visitor(platform), await invite()];
    const page = await visitor.open();
    const refused = await visitor.submit(filled(invitation.code, await spoil(visitor, page.csrf)));
    expect(refused.status).toBe(403);
    expect(refused.text).toContain(`value="${invitation.code}"`);
    expect(refused.text).toContain('Nothing you typed was lost');
    expect((await platform.call('invitations.get', { params: { id: invitation.id } })).status).toBe('pending');
    expect((await visitor.submit(filled(invitation.code, refused.csrf))).status).toBe(200);
  });

  it('keeps its proof in a cookie that scripts and other sites do not get', async () => {
    const page = await new Visitor(platform).open();
    expect(page.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax; Secure$/);
  });

  it('runs no script and no style but its own', async () => {
    const page = await new Visitor(platform).open('?code="><script>alert(1)</script>');
    expect(page.text).not.toContain('<script');
    expect(page.text).not.toMatch(/ style=| on\w+=/);
    const style = /<style>([\s\S]*?)<\/style>/.exec(page.text)?.[1] ?? '';
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('refuses other kinds of bodies and huge ones', async () => {
    const visitor = new Visitor(platform);
    const { csrf } = await visitor.open();
    expect((await visitor.submit({ csrf }, { 'content-type': 'application/json' })).status).toBe(415);
    expect((await visitor.submit({ csrf, username: 'x'.repeat(100_000) })).status).toBe(413);
    expect((await visitor.submit({ csrf, __proto__: 'x', constructor: 'y' })).status).toBe(422);
  });

  it('slows down whoever guesses codes, and keeps their form', async () => {
    const visitor = new Visitor(platform, '203.0.113.99');
    const { csrf } = await visitor.open();
    let answer = await visitor.submit(filled('4UAI-STD-000000000000', csrf));
    for (let tries = 0; tries < 100 && answer.status !== 429; tries += 1) {
      answer = await visitor.submit(filled('4UAI-STD-000000000000', csrf, { full_name: 'Patient Person' }));
    }
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.text).toContain('value="Patient Person"');
    expect((await visitor.open('?code=4UAI-STD-000000000000')).status).toBe(429);
  });
});
