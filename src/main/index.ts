import module from 'node:module';
import { join } from 'node:path';
import { app } from 'electron';
import { Console } from './app/console.ts';
import { findPaths, userDataOverride } from './app/paths.ts';
import { registerAppScheme } from './app/protocol.ts';

/*
 * The entry. Everything it imports is small on purpose: the window comes first, and services.ts (schemas, HTTP,
 * settings, sessions) is loaded while the page paints.
 */

// Electron's own answer is a dialog that blocks everything, and nobody could do anything with its stack.
process.on('uncaughtException', (error) => {
  process.stderr.write(`gatehouse: ${error.stack ?? error.message}\n`);
});

app.setName('Gatehouse');
const userData = userDataOverride(process.env) ?? app.getPath('userData');
app.setPath('userData', userData);
app.setPath('sessionData', userData);

// Keeps compiled code between starts; the oldest runtime that we start on does not have it.
const enableCompileCache: unknown = Reflect.get(module, 'enableCompileCache');
if (typeof enableCompileCache === 'function') enableCompileCache(join(userData, 'compile-cache'));

if (app.requestSingleInstanceLock()) {
  registerAppScheme();
  new Console(findPaths(__dirname, userData)).start();
} else {
  process.stderr.write('gatehouse: is already running; its window was brought to the front.\n');
  app.quit();
}
