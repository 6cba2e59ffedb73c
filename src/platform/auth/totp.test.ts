import { describe, expect, it } from 'vitest';
import { matchTotp, newTotpSecret, otpauthUrl, totpCode, totpStep } from './totp.ts';

/** The seed of RFC 6238, appendix B ("12345678901234567890"), in base32. */
const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('totpCode', () => {
  // The vectors of the RFC have eight digits; six-digit codes are their last six.
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('answers the vector of RFC 6238 at %i s', (seconds, code) => {
    expect(totpCode(seed, totpStep(new Date(seconds * 1000)))).toBe(code);
  });

  // RFC 4226, appendix D: the counter alone.
  it.each([
    [0, '755224'],
    [1, '287082'],
    [9, '520489'],
  ])('answers the vector of RFC 4226 for count %i', (count, code) => {
    expect(totpCode(seed, count)).toBe(code);
  });
});

describe('matchTotp', () => {
  const at = new Date('2026-03-02T09:00:15.000Z');
  const step = totpStep(at);

  it.each([-1, 0, 1])('takes the code of the step %i away and says which it was', (away) => {
    expect(matchTotp(seed, totpCode(seed, step + away), at)).toBe(step + away);
  });

  it.each([-2, 2])('refuses the code of the step %i away', (away) => {
    expect(matchTotp(seed, totpCode(seed, step + away), at)).toBeNull();
  });

  it('refuses a code of another length', () => {
    expect(matchTotp(seed, '12345', at)).toBeNull();
  });
});

describe('newTotpSecret', () => {
  it('is 160 bits of base32, another each time', () => {
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(newTotpSecret());
  });
});

describe('otpauthUrl', () => {
  it('names issuer, account and parameters', () => {
    expect(otpauthUrl(seed, 'a+b@example.test')).toBe(
      `otpauth://totp/Gatehouse:a%2Bb%40example.test?secret=${seed}&issuer=Gatehouse&algorithm=SHA1&digits=6&period=30`,
    );
  });
});
