import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder `resources` of the program, from the source tree as well as from the bundle, which lies at another depth:
 * the first one above this file that holds `marker`.
 */
export function findResources(marker: string): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(directory, 'resources');
    if (existsSync(join(candidate, marker))) return candidate;
    const parent = dirname(directory);
    if (parent === directory) throw new Error(`The program is incomplete: resources/${marker} is missing.`);
    directory = parent;
  }
}
