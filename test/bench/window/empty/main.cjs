// The yardstick: the least that shows a word in a window of this runtime.
const { app, BrowserWindow } = require('electron');

app.setPath('userData', process.env.BENCH_USER_DATA ?? '');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800 });
  window.loadFile(process.env.BENCH_PAGE ?? 'index.html');
});
app.on('window-all-closed', () => app.quit());
