import { resolve } from 'node:path';
import { prepareStore } from '#platform/db/prepare-store.ts';

/** Where the build puts the prepared store, for the platforms that the tests start. */
export const preparedStore = resolve(import.meta.dirname, '..', '..', 'out', 'store', 'empty.store');

/** Vitest's global set-up: after a change of the migrations it is made once, and not by every platform for itself. */
export default async function setUp(): Promise<void> {
  await prepareStore(preparedStore);
}
