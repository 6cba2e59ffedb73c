/**
 * Loaded by Electron before the console (`-r`): holds back that the application is ready until the driver says that it
 * listens. Without it the first page may open while the driver attaches, and what is lost between them it waits for
 * for ever. The driver calls `__playwright_run` once it listens; its own loader holds likewise, but also sets switches
 * of Chromium that no user has, and is used only where the driver chooses the executable.
 */
const { app } = require('electron');

/** @type {() => void} */
let release = () => undefined;
const released = new Promise((resolve) => {
  release = () => resolve(undefined);
});
const ready = app.whenReady();
const emit = app.emit.bind(app);
/** @type {unknown[]} */
let held = [];
let driven = false;

app.emit = (event, ...details) => {
  if (event !== 'ready' || driven) return emit(event, ...details);
  held = details;
  return app.listenerCount('ready') > 0;
};
app.isReady = () => driven;
app.whenReady = () => released;

Reflect.set(globalThis, '__playwright_run', async () => {
  await ready;
  driven = true;
  release();
  emit('ready', ...held);
});
