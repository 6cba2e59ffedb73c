import { createHmac, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyObjectOf } from './key-object.ts';

/** Keys for one purpose each, derived from the one secret, so that none can stand in for another. */
export interface Keys {
  /** HMAC-SHA-256 of invitation codes, for look-up. */
  codeHash: Buffer;
  /** AES-256-GCM of codes, mail secrets and TOTP secrets. */
  encryption: Buffer;
  /** HS256 of access tokens. */
  accessToken: Buffer;
  /** HMAC-SHA-256 of refresh tokens and mailed tokens. */
  tokenHash: Buffer;
  /** HMAC of the form's CSRF token. */
  csrf: Buffer;
  /** Ed25519 key that signs the head of the audit chain. */
  auditSigning: KeyObject;
  auditPublic: KeyObject;
}

/** DER prefix of a PKCS#8 Ed25519 private key (RFC 8410); the 32-byte seed follows. */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param secret 32 bytes */
export function deriveKeys(secret: Buffer): Keys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'gatehouse', purpose, 32));
  const auditSigning = createPrivateKey({
    key: Buffer.concat([ed25519Prefix, derive('audit-signing')]),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    codeHash: derive('code-hash'),
    encryption: derive('encryption'),
    accessToken: derive('access-token'),
    tokenHash: derive('token-hash'),
    csrf: derive('csrf'),
    auditSigning,
    auditPublic: createPublicKey(auditSigning),
  };
}

/**
 * The secret from the environment (base64, 32 bytes), else the one in the data directory, made on first use with
 * mode 0600. It is never in the database: whoever steals that alone can neither read codes nor sign a chain.
 */
export async function loadSecret(environmentValue: string | undefined, directory: string): Promise<Buffer> {
  if (environmentValue !== undefined && environmentValue !== '') {
    const secret = Buffer.from(environmentValue, 'base64');
    if (secret.length !== 32) throw new Error('GATEHOUSE_SECRET_KEY must be 32 bytes in base64.');
    return secret;
  }
  const file = join(directory, 'secret.key');
  await mkdir(directory, { recursive: true });
  try {
    await writeFile(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = Buffer.from(await readFile(file, 'utf8'), 'base64');
  if (secret.length !== 32) throw new Error(`${file} is damaged: it must hold 32 bytes in base64.`);
  return secret;
}

export function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', keyObjectOf(key)).update(text).digest();
}
