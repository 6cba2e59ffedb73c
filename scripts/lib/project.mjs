import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const projectDirectory = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * A path inside the repository.
 * @param {...string} parts
 */
export const inProject = (...parts) => join(projectDirectory, ...parts);

const binDirectory = inProject('node_modules', '.bin');

/**
 * Scripts start on whatever Node the machine has; everything after `npm ci` runs on the Node that the
 * lock file pins, so that a build or a test doesn't depend on the machine.
 */
export const pinnedNode = inProject('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** PATH without any `node_modules/.bin`: `npm ci` must not run on a Node that it is about to delete. */
export function machinePath() {
  const entries = (process.env.PATH ?? '').split(delimiter);
  return entries.filter((entry) => !/[\\/]node_modules[\\/]\.bin[\\/]?$/.test(entry)).join(delimiter);
}

/** PATH with the project's own tools first. */
export function projectPath() {
  return [binDirectory, machinePath()].join(delimiter);
}
