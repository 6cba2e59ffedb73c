/** Builds the console and the embedded platform into `out/`. */
import { ensureBuild } from './lib/build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { runScript } from './lib/processes.mjs';

await runScript(async () => {
  await ensurePackages();
  await ensureBuild({ force: true });
  return 0;
});
