import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tier } from '#contract/common.ts';
import type { Invitation } from '#contract/invitations.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

/** A small generator with a seed (mulberry32), so that a failure can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const seed = 20261121;
const random = seeded(seed);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
const hex = [...'0123456789abcdef'];

/** Ways in which a code is spoilt that leave no doubt which one it was. */
const disguises: readonly ((code: string) => string)[] = [
  (code) => code,
  (code) => code.toUpperCase(),
  (code) => code.toLowerCase(),
  (code) => code.replaceAll('-', ''),
  (code) => code.replaceAll('-', ' — '),
  (code) => [...code].join(' '),
  (code) => `Hello,\r\nyour code is: ${code}.\r\nBye`,
  (code) => `https://beta.example.com/beta/register?code=${encodeURIComponent(code)}`,
  (code) => code.replace(/(.{12})/, '$1=\r\n'),
  (code) => code.replace(/1/g, 'l').replace(/0/g, 'O'),
  (code) => code.replace(/5/g, 'S').replace(/9/g, 'g'),
  (code) => `\u200b${code.replace('-', '\u2011')}\ufeff`,
  (code) => code.replaceAll('a', 'а').replaceAll('e', 'е'),
];

/** Single slips of somebody who retypes a code. */
const slips: readonly ((digits: string) => string)[] = [
  (digits) => {
    const at = Math.floor(random() * 12);
    return digits.slice(0, at) + pick(hex.filter((digit) => digit !== digits[at])) + digits.slice(at + 1);
  },
  (digits) => {
    const places = [...Array(11).keys()].filter((at) => digits[at] !== digits[at + 1]);
    const at = pick(places);
    return digits.slice(0, at) + digits[at + 1] + digits[at] + digits.slice(at + 2);
  },
  (digits) => {
    const at = Math.floor(random() * 12);
    return digits.slice(0, at) + digits.slice(at + 1);
  },
  (digits) => {
    const at = Math.floor(random() * 13);
    return digits.slice(0, at) + pick(hex) + digits.slice(at);
  },
];

describe('the code doctor', () => {
  let platform: TestPlatform;
  const issued: Invitation[] = [];
  beforeAll(async () => {
    platform = await createTestPlatform();
    for (let index = 0; index < 30; index += 1) {
      const tier = pick<Tier>(['standard', 'premium', 'enterprise']);
      issued.push(await platform.call('invitations.generate', { body: { email: `doctor${index}@example.org`, tier } }));
    }
  });
  afterAll(() => platform.close());

  const look = (code: string) => {
    // The test clock stands still, so the limit on tries of one address would be met.
    const address = `198.51.100.${Math.floor(random() * 250)}`;
    return platform.call('invitations.lookup', { body: { code } }, { as: 'support', address });
  };

  it('knows a code in any disguise', async () => {
    for (const invitation of issued) {
      const disguise = pick(disguises);
      const answer = await look(disguise(invitation.code));
      expect(answer, disguise(invitation.code)).toMatchObject({
        match: 'exact',
        tier: invitation.tier,
        invitation: { id: invitation.id },
      });
    }
  });

  it(`finds the code behind every single slip (seed ${seed})`, async () => {
    for (const invitation of issued) {
      for (const slip of slips) {
        const spoilt = invitation.code.slice(0, 9) + slip(invitation.code.slice(9));
        const answer = await look(pick(disguises.slice(0, 5))(spoilt));
        expect(answer, `${spoilt} for ${invitation.code}`).toMatchObject({
          match: 'near',
          invitation: { id: invitation.id },
        });
        expect(answer.notes.join(' ')).toMatch(/wrong|swapped|missing|too many/);
      }
    }
  });

  it('finds the code behind a wrong, unknown or missing tier part, and says which it should be', async () => {
    const [invitation] = issued.filter((candidate) => candidate.tier === 'premium');
    const digits = invitation?.code.slice(9) ?? '';
    for (const part of ['STD-', 'ENT-', 'PRO-', 'XYZ-', '']) {
      const answer = await look(`4UAI-${part}${digits}`);
      expect(answer, part).toMatchObject({ match: 'near', invitation: { id: invitation?.id } });
      expect(answer.notes.join(' ')).toContain('should say premium');
    }
    for (const headless of [digits, `PRE-${digits}`, `UAI-PRE-${digits}`]) {
      expect((await look(headless)).invitation?.id, headless).toBe(invitation?.id);
    }
  });

  it('gives away no digit that was not typed', async () => {
    const [invitation] = issued;
    const digits = invitation?.code.slice(9) ?? '';
    const wrong = digits.slice(0, 5) + (digits[5] === '7' ? '8' : '7') + digits.slice(6);
    const answer = await look(`${invitation?.code.slice(0, 9)}${wrong}`);
    expect(answer.match).toBe('near');
    expect(JSON.stringify(answer)).not.toContain(digits.slice(0, 8));
    expect(answer.normalised).toMatch(/^4UAI-[A-Z]{3}-•{8}[0-9a-f]{4}$/);
  });

  it('tells unknown, malformed and masked codes apart', async () => {
    expect(await look('4UAI-STD-0123456789ab')).toMatchObject({ match: 'unknown', tier: 'standard', invitation: null });
    expect(await look('4UAI-STD-01234')).toMatchObject({ match: 'malformed', tier: 'standard', invitation: null });
    expect(await look('nothing like it')).toMatchObject({ match: 'malformed', normalised: null, tier: null });
    expect(
      (
        await look(issued[0] ? (await platform.call('invitations.get', { params: { id: issued[0].id } })).code : '')
      ).notes.join(),
    ).toContain('masked');
  });

  it('says what became of a code, with its history', async () => {
    const [first, second] = issued;
    await platform.call('invitations.revoke', {
      params: { id: first?.id ?? '' },
      body: { reason: 'Left the company' },
    });
    const revoked = await look(first?.code ?? '');
    expect(revoked.notes.join()).toContain('revoked');
    expect(revoked.invitation?.history.map((event) => event.detail).join()).toContain('Left the company');
    await platform.call('invitations.resend', { params: { id: second?.id ?? '' } });
    const voided = await look(second?.code ?? '');
    expect(voided).toMatchObject({ match: 'voided', invitation: { id: second?.id, status: 'pending' } });
    const near = await look(`${second?.code.slice(0, -1)}${second?.code.endsWith('0') ? '1' : '0'}`);
    expect(near).toMatchObject({ match: 'near', invitation: { id: second?.id } });
    expect(near.notes.join()).toContain('newer code');
  });

  it(`answers any paste at all (seed ${seed})`, async () => {
    const alphabet = [
      ...'4UAIuaiSTDPREent-–— \n\r\t.·_0123456789abcdefxyzOlI|!%&=<>"\'\\\u0000\ud83d\ude00\u200bаеСО•٣',
    ];
    for (let round = 0; round < 200; round += 1) {
      const paste = Array.from({ length: Math.floor(random() * 80) }, () => pick(alphabet)).join('');
      const answer = await platform.attempt(
        'invitations.lookup',
        { body: { code: paste } },
        { address: `203.0.113.${round}` },
      );
      expect(answer.status, JSON.stringify(paste)).toBe(200);
    }
  });

  it('is limited in its tries', async () => {
    let last = 200;
    for (let tries = 0; tries < 100 && last === 200; tries += 1) {
      last = (await platform.attempt('invitations.lookup', { body: { code: 'x' } }, { address: '192.0.2.200' })).status;
    }
    expect(last).toBe(429);
  });
});
