import { prepareStore } from './db/prepare-store.ts';

/* A step of the build: `node src/platform/prepare.ts FILE` makes the prepared store, which the package ships. */
const file = process.argv[2];
if (file === undefined) throw new Error('Say where the prepared store goes.');
await prepareStore(file);
