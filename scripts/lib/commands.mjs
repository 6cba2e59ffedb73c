import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runMarker, track } from './processes.mjs';
import { Stop } from './progress.mjs';
import { machinePath, pinnedNode, projectDirectory, projectPath } from './project.mjs';

/**
 * @typedef {object} CommandOptions
 * @property {NodeJS.ProcessEnv} [environment] added to this process's environment
 * @property {string} [directory]
 * @property {'show' | 'stderr' | 'capture'} [output] `show` inherits, `stderr` shows stdout on stderr, `capture` returns it
 * @property {boolean} [machineNode] run on the machine's Node and npm instead of the project's
 * @property {string} [input] written to stdin
 */

/** @param {CommandOptions} options */
export function childEnvironment(options = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const environment = {
    ...process.env,
    PATH: options.machineNode === true ? machinePath() : projectPath(),
    ...options.environment,
    ...runMarker,
  };
  // Set by terminals inside Electron programs; it would turn our window into a bare Node.
  if (options.environment?.ELECTRON_RUN_AS_NODE === undefined) delete environment.ELECTRON_RUN_AS_NODE;
  return environment;
}

/**
 * Starts a child in its own process group: Ctrl-C reaches this script alone, which then ends the group.
 * @param {string} file
 * @param {readonly string[]} parameters
 * @param {CommandOptions & { stdio?: import('node:child_process').StdioOptions }} [options]
 */
export function startCommand(file, parameters, options = {}) {
  const child = spawn(file, parameters, {
    cwd: options.directory ?? projectDirectory,
    env: childEnvironment(options),
    stdio: options.stdio ?? 'inherit',
    detached: process.platform !== 'win32',
  });
  return track(child);
}

/**
 * Runs a command to its end and gives its exit code and, when captured, what it printed.
 * @param {string} file
 * @param {readonly string[]} parameters
 * @param {CommandOptions} [options]
 * @returns {Promise<{ code: number; output: string }>}
 */
export function runCommand(file, parameters, options = {}) {
  const input = options.input === undefined ? 'ignore' : 'pipe';
  const streams = {
    show: /** @type {const} */ ([input, 'inherit', 'inherit']),
    stderr: /** @type {const} */ ([input, 2, 'inherit']),
    capture: /** @type {const} */ ([input, 'pipe', 'pipe']),
  };
  const child = startCommand(file, parameters, { ...options, stdio: [...streams[options.output ?? 'stderr']] });
  child.stdin?.end(options.input);
  /** @type {Buffer[]} */
  const printed = [];
  child.stdout?.on('data', (chunk) => printed.push(chunk));
  child.stderr?.on('data', (chunk) => printed.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Stop(`${file} could not be started: ${error.message}`)));
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(printed).toString('utf8') }));
  });
}

/**
 * Runs a JavaScript tool of this project on the pinned Node.
 * @param {readonly string[]} parameters a script and its arguments
 * @param {CommandOptions} [options]
 */
export const runNode = (parameters, options) => runCommand(pinnedNode, parameters, options);

/**
 * Runs npm as the machine has it, never through the `node_modules` that it may be replacing.
 * @param {readonly string[]} parameters
 * @param {CommandOptions} [options]
 */
export function runNpm(parameters, options) {
  const script = process.env.npm_execpath;
  const node = process.env.npm_node_execpath;
  const settings = { ...options, machineNode: true };
  if (script !== undefined && /npm-cli\.(c|m)?js$/.test(script) && existsSync(script)) {
    const outside = node !== undefined && !node.startsWith(projectDirectory) && existsSync(node);
    return runCommand(outside ? node : (findProgram('node') ?? process.execPath), [script, ...parameters], settings);
  }
  return process.platform === 'win32'
    ? runCommand('cmd.exe', ['/d', '/s', '/c', 'npm', ...parameters], settings)
    : runCommand('npm', parameters, settings);
}

/**
 * Where a program is on the machine's PATH.
 * @param {string} name
 */
export function findProgram(name) {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const candidates = machinePath()
    .split(delimiter)
    .map((directory) => join(directory, file));
  return candidates.find((candidate) => existsSync(candidate));
}
