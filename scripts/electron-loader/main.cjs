/**
 * Electron's own download contains a default app that runs the directory given on the command line. The
 * runtime that we take from a packaged program has none, so this is ours: `electron DIRECTORY` behaves the same.
 */
const { app } = require('electron');
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (given === undefined) {
  process.stderr.write('Usage: electron DIRECTORY\n');
  app.exit(2);
} else {
  run(resolve(given));
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
