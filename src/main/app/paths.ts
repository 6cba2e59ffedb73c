import { join, resolve } from 'node:path';

/** Where things lie, worked out once in the entry file: a chunk of the bundle lies a folder deeper than it. */
export interface Paths {
  readonly renderer: string;
  readonly preload: string;
  readonly embeddedPlatform: string;
  /** The thread that checks the audit log. */
  readonly auditCheck: string;
  /** The thread that talks to the keychain. */
  readonly keychain: string;
  /** The page that verifies an export of it without a platform. */
  readonly verifier: string;
  readonly userData: string;
}

/** @param entryDirectory folder of out/main/index.cjs */
export function findPaths(entryDirectory: string, userData: string): Paths {
  const out = join(entryDirectory, '..');
  return {
    renderer: join(out, 'renderer'),
    preload: join(out, 'preload', 'index.cjs'),
    embeddedPlatform: unpacked(join(out, 'platform', 'embedded.cjs')),
    auditCheck: unpacked(join(out, 'platform', 'audit-check.cjs')),
    keychain: unpacked(join(out, 'platform', 'keychain.cjs')),
    verifier: join(out, 'verifier', 'gatehouse-audit-verifier.html'),
    userData,
  };
}

/**
 * The packed console lies in an archive, and the embedded platform unpacked beside it: its database opens its files in
 * ways that an archive doesn't support (`electron-builder.yml`).
 */
const unpacked = (path: string) => path.replace(/([\\/]app\.asar)(?=[\\/])/, '$1.unpacked');

/** `GATEHOUSE_USER_DATA` moves everything that is stored, so that tests and second installations don't meet. */
export function userDataOverride(environment: NodeJS.ProcessEnv): string | null {
  const directory = environment.GATEHOUSE_USER_DATA;
  return directory ? resolve(directory) : null;
}
