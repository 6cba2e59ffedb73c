/**
 * Progress for a person. It goes to stderr, so that a script's stdout stays what other programs read
 * (`electron-runtime.mjs --print`, the last line of `npm test`).
 */

const colour = process.stderr.isTTY === true && process.env.NO_COLOR === undefined;

/**
 * @param {string} code
 * @param {string} text
 */
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

/** @param {string} text */
const write = (text) => process.stderr.write(`${text}\n`);

/**
 * Something begins or is done.
 * @param {string} text
 */
export const step = (text) => write(`${paint('36', '▸')} ${text}`);

/**
 * A detail of the step before.
 * @param {string} text
 */
export const note = (text) => write(`  ${text}`);

/**
 * Something a person should know although the work goes on.
 * @param {string} text
 */
export const warn = (text) => write(`${paint('33', '!')} ${text}`);

/**
 * Shows that a long step is still alive, until the returned function is called.
 * @param {string} text
 * @param {() => string} [detail]
 */
export function heartbeat(text, detail) {
  const started = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    note(`… ${text}, ${seconds} s${detail ? `, ${detail()}` : ''}`);
  }, 10_000);
  return () => clearInterval(timer);
}

/** A failure whose message is already written for the person who reads it: it is printed without a stack. */
export class Stop extends Error {}

/** @param {unknown} error */
export function printFailure(error) {
  const text = error instanceof Stop || !(error instanceof Error) ? String(error).replace(/^Error: /, '') : error.stack;
  write(`${paint('31', '✗')} ${text}`);
}

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
