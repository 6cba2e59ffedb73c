import { hash, verify } from '@node-rs/argon2';

/** The library's number for it; its enum exists at compile time only. */
const argon2id = 2;

/** Argon2id with the first of OWASP's recommended settings: 19 MiB, two passes, one lane. */
const settings = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, settings);
}

let nobody: Promise<string> | undefined;

/** Compares in the same time whether the account exists or not: without a hash it works on one that fits nothing. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword(`nobody has this password ${Math.random()}`);
  const matches = await verify(passwordHash ?? (await nobody), password);
  return matches && passwordHash !== undefined;
}
