// The yardstick: the least that shows a word in a window of this runtime.
const { app, BrowserWindow } = require('electron');

app.setPath('userData', process.env.BENCH_USER_DATA ?? '');
app.whenReady().then(() => {
  // A page beside the console stands in the corner: a window that is wholly covered draws no frames.
  const corner = process.env.BENCH_PAGE ? { x: 0, y: 0 } : {};
  const window = new BrowserWindow({ width: 1280, height: 800, ...corner });
  window.loadFile(process.env.BENCH_PAGE ?? 'index.html');
});
app.on('window-all-closed', () => app.quit());
