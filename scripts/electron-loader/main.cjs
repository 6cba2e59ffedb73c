/**
 * Electron's own download contains a default app that runs the directory given on the command line. The
 * runtime that we take from a packaged program has none, so this is ours: `electron [-r MODULE] DIRECTORY` behaves the same.
 */
const { app } = require('electron');
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const { modules, given } = readParameters(process.argv.slice(1));
if (given === undefined) {
  process.stderr.write('Usage: electron [-r MODULE] DIRECTORY\n');
  app.exit(2);
} else {
  // What has to be there before the program, as the loader of a driver.
  for (const module of modules) require(resolve(module));
  run(resolve(given));
}

/** @param {string[]} parameters */
function readParameters(parameters) {
  /** @type {string[]} */
  const modules = [];
  for (const [index, parameter] of parameters.entries()) {
    if (parameters[index - 1] === '-r') modules.push(parameter);
    else if (!parameter.startsWith('-')) return { modules, given: parameter };
  }
  return { modules, given: undefined };
}

/** @param {string} directory */
function run(directory) {
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
  const description = join(directory, 'package.json');
  const { name, productName, version, main } = existsSync(description)
    ? JSON.parse(readFileSync(description, 'utf8'))
    : {};
  // Electron's own default app uses these two as well; its type declarations leave them out.
  const undeclared = /** @type {{ setVersion(version: string): void; setAppPath(path: string): void }} */ (
    /** @type {unknown} */ (app)
  );
  if (version) undeclared.setVersion(version);
  if (productName || name) {
    app.setName(productName || name);
    if (process.platform === 'linux') app.setDesktopName(`${app.getName()}.desktop`);
  }
  undeclared.setAppPath(directory);
  require(main ? resolve(directory, main) : directory);
}
