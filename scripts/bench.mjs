/**
 * `npm run bench`: ratios between what Gatehouse does and a yardstick, both measured in one run. Prints a table and
 * writes out/bench/results.json. Words after `--` choose bench files by name (`npm run bench -- batch`).
 */
import { runNode } from './lib/commands.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { runScript } from './lib/processes.mjs';
import { inProject } from './lib/project.mjs';

await runScript(async () => {
  await ensurePackages();
  const { code } = await runNode([inProject('test', 'bench', 'run.ts'), ...process.argv.slice(2)], { output: 'show' });
  return code;
});
