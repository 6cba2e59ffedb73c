import module from 'node:module';
import { join } from 'node:path';
import { app } from 'electron';
import { keepCompiledCode } from './app/compile-cache.ts';
import { Console } from './app/console.ts';
import { mayHaveGraphics } from './app/graphics.ts';
import { startWithoutNetworkProcess } from './app/network.ts';
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

// Keeps compiled code between starts; the Node of the oldest runtime that we start on has no cache of its own. Not on
// macOS, whose keychain trusts the signed program: what is kept outside it could be changed by another one.
const compileCache = join(userData, 'compile-cache');
const enableCompileCache: unknown = Reflect.get(module, 'enableCompileCache');
if (process.platform !== 'darwin') {
  if (typeof enableCompileCache === 'function') enableCompileCache(compileCache);
  else keepCompiledCode(__dirname, compileCache);
}

if (!mayHaveGraphics(process.platform)) app.disableHardwareAcceleration();
startWithoutNetworkProcess(process.platform, app.commandLine);

if (app.requestSingleInstanceLock()) {
  registerAppScheme();
  new Console(findPaths(__dirname, userData)).start();
} else {
  process.stderr.write('gatehouse: is already running; its window was brought to the front.\n');
  app.quit();
}
