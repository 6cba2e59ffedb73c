import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const stepSeconds = 30;
const digits = 6;
/** Steps before and after the present one that still count: phones and servers disagree by seconds. */
const tolerance = 1;
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 160 bits, the size RFC 4226 recommends, in the base32 that authenticator apps take. */
export function newTotpSecret(): string {
  let value = 0;
  let bits = 0;
  let text = '';
  for (const byte of randomBytes(20)) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += base32[(value >>> bits) & 31];
    }
  }
  return text;
}

function secretBytes(secret: string): Buffer {
  const bytes: number[] = [];
  let value = 0;
  let bits = 0;
  for (const character of secret) {
    value = ((value << 5) | base32.indexOf(character)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >>> bits) & 0xff);
    }
  }
  return Buffer.from(bytes);
}

/** The code of one 30-second step (RFC 6238 over RFC 4226, SHA-1). */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secretBytes(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

export function totpStep(at: Date): number {
  return Math.floor(at.getTime() / 1000 / stepSeconds);
}

/** The step whose code this is, or null. Every candidate is compared, in constant time each. */
export function matchTotp(secret: string, code: string, at: Date): number | null {
  let matched: number | null = null;
  const given = Buffer.from(code);
  for (let step = totpStep(at) - tolerance; step <= totpStep(at) + tolerance; step += 1) {
    const expected = Buffer.from(totpCode(secret, step));
    if (given.length === expected.length && timingSafeEqual(given, expected)) matched = step;
  }
  return matched;
}

/** What an authenticator app reads from the QR code. */
export function otpauthUrl(secret: string, account: string): string {
  const label = `${encodeURIComponent('Gatehouse')}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=Gatehouse&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`;
}
