import { webcrypto } from 'node:crypto';

/** jose signs through the global WebCrypto, which Node 18 (the runtime of the oldest Electron) keeps in node:crypto. */
if (!globalThis.crypto) Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
