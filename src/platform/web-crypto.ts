import { webcrypto } from 'node:crypto';

// Node 18 hides WebCrypto behind a flag, and libraries expect it as a global. Imported before any of them.
if (!('crypto' in globalThis)) Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
