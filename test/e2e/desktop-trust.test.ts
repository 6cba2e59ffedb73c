import { callFails, request, requestRaw } from '#test/support/bridge.ts';
import { expect, test } from '#test/support/electron.ts';

test('the page is locked in: no node, no network, no permissions, no way out', async ({ launchConsole }) => {
  const { window, application } = await launchConsole();
  expect(window.url()).toMatch(/^app:\/\/gatehouse\//);
  const reachable = await window.evaluate(async () => {
    const attempt = async (action: () => unknown) => {
      try {
        return `worked: ${String(await action())}`;
      } catch (error) {
        return error instanceof Error ? error.name : 'failed';
      }
    };
    return {
      require: typeof Reflect.get(globalThis, 'require'),
      process: typeof Reflect.get(globalThis, 'process'),
      bridge: Object.keys(Reflect.get(globalThis, 'gatehouse')).toSorted(),
      fetch: await attempt(() => fetch('https://example.com/')),
      fetchOwn: await attempt(() => fetch('app://gatehouse/index.html')),
      // In a task of its own, because the driver lifts the policy for what it runs itself.
      evaluate: await new Promise((resolve) => {
        setTimeout(() => resolve(attempt(() => new Function('return 1')())));
      }),
      inlineScript: await new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
          once: true,
        });
        const script = document.createElement('script');
        script.textContent = 'document.title = "injected"';
        document.head.append(script);
      }),
      open: String(globalThis.open('https://example.com/')),
      camera: await attempt(() => navigator.mediaDevices.getUserMedia({ video: true })),
      clipboard: await attempt(() => navigator.clipboard.readText()),
      notifications: await Notification.requestPermission(),
    };
  });
  expect(reachable).toEqual({
    require: 'undefined',
    process: 'undefined',
    bridge: ['initial', 'on', 'request'],
    fetch: 'TypeError',
    fetchOwn: 'TypeError',
    evaluate: 'EvalError',
    inlineScript: expect.stringContaining('script-src'),
    open: 'null',
    camera: expect.not.stringContaining('worked'),
    clipboard: expect.not.stringContaining('worked'),
    notifications: 'denied',
  });
  await application.evaluate(({ BrowserWindow }) => {
    const [main] = BrowserWindow.getAllWindows();
    main?.webContents.once('will-navigate', (event) => Reflect.set(globalThis, 'prevented', event.defaultPrevented));
  });
  await window.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await expect.poll(() => application.evaluate(() => Reflect.get(globalThis, 'prevented'))).toBe(true);
  expect(window.url()).toMatch(/^app:\/\/gatehouse\//);
  expect(application.windows()).toHaveLength(1);
});

test('no process is kept for a network that the page may not use', async ({ launchConsole }) => {
  test.skip(process.platform !== 'linux', 'elsewhere the engine is left as it is');
  const { application } = await launchConsole();
  const services = await application.evaluate(({ app }) => app.getAppMetrics().map(({ serviceName }) => serviceName));
  expect(services).not.toContain('network.mojom.NetworkService');
});

test('app:// serves the build and nothing beside it, under a strict policy', async ({ launchConsole }) => {
  const { window } = await launchConsole();
  const get = async (address: string) => {
    const answer = await window.goto(address);
    if (answer === null) throw new Error(`${address} gave no answer.`);
    const headers = await answer.allHeaders();
    const policy = headers['content-security-policy'] ?? '';
    return { status: answer.status(), type: headers['content-type'], policy, text: await answer.text() };
  };
  const page = await get('app://gatehouse/');
  expect(page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
  expect(page.policy).toContain("connect-src 'none'");
  expect(page.policy).toContain("script-src 'self';");
  const screen = await get('app://gatehouse/batches/3f1c9d1e-0000-4000-8000-000000000001?tab=rows');
  expect(screen.text).toBe(page.text);
  for (const outside of ['app://gatehouse/..%2fmain%2findex.cjs', 'app://gatehouse/..%2f..%2fpackage.json']) {
    expect(await get(outside)).toMatchObject({ status: 404, text: '' });
  }
  expect(await get('app://gatehouse/assets/missing.js')).toMatchObject({ status: 404 });
});

test('a window that main did not open is refused, whatever it shows', async ({ launchConsole }) => {
  const { application, window } = await launchConsole();
  expect(await requestRaw(window, 'session.get', null)).toMatchObject({ ok: true });
  const answer = await application.evaluate(async ({ BrowserWindow }) => {
    const preload = `${process.cwd()}/out/preload/index.cjs`;
    const intruder = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await intruder.loadURL('app://gatehouse/');
    const result: unknown = await intruder.webContents.executeJavaScript(
      "window.gatehouse.request('session.get', null)",
    );
    intruder.destroy();
    return result;
  });
  expect(answer).toMatchObject({ ok: false, error: { kind: 'rejected' } });
});

test('the bridge answers bad input with an error, never with an exception', async ({ launchConsole }) => {
  const { window } = await launchConsole();
  const bad: [string, unknown][] = [
    ['operation.call', null],
    ['operation.call', 'capacity.get'],
    ['operation.call', { id: 7, input: {} }],
    ['operation.call', { id: 'x'.repeat(1000), input: {} }],
    ['operation.call', { id: 'capacity.get', input: {}, url: 'https://elsewhere.example' }],
    ['session.sign_in', { profile_id: 'x', email: 'not an address', password: 'x' }],
    ['session.sign_in', JSON.parse('{"__proto__": {"profile_id": "x"}, "email": "a@example.com", "password": "x"}')],
    ['rehearsal.explore', { role: 'member' }],
    ['preferences.set', { theme: 'neon' }],
    ['preferences.set', { quietHours: { enabled: true, from: '24:00', to: '7:00', criticalPasses: true } }],
    ['profiles.save', { id: null, name: 'x', colour: 'teal', address: 'http://beta.example.com', email: '' }],
    ['audit.verify', { scope: 'some' }],
    ['audit.acknowledge', { alarm_id: 'changed:1', reason: '  ' }],
    ['audit.export', { query: { format: 'pdf' }, key: 'k' }],
    ['audit.export', { query: { format: 'csv', path: '/etc/passwd' }, key: 'k' }],
    ['files.save_text', { suggested_name: 7, text: '' }],
    ['clipboard.write_image', { png: 'data:image/png;base64,AAAA' }],
    ['clipboard.write_image', { png: 'R0lGODlhAQABAAAAACw=' }],
  ];
  for (const [name, input] of bad) {
    expect([name, await requestRaw(window, name, input)]).toMatchObject([
      name,
      { ok: false, error: { kind: 'validation', detail: expect.any(String), errors: expect.any(Array) } },
    ]);
  }
  for (const id of ['nope', '__proto__', 'constructor', 'auth.refresh', 'auth.signin']) {
    expect(await callFails(window, id, {})).toMatchObject({ kind: 'rejected', status: null });
  }
  expect(await callFails(window, 'capacity.get', {})).toMatchObject({ kind: 'not_connected' });
  // A name that is not on the map has nobody listening; the page learns no more than that.
  await expect(requestRaw(window, 'app.quit', null)).rejects.toThrow(/No handler registered/);
});

test('the clipboard and the menu work without the page having permissions', async ({ launchConsole }) => {
  const { window, application } = await launchConsole();
  await request(window, 'clipboard.write_text', { text: '4UAI-PRE-0123456789ab' });
  expect(await application.evaluate(({ clipboard }) => clipboard.readText())).toBe('4UAI-PRE-0123456789ab');
  await window.evaluate(() => {
    Reflect.get(globalThis, 'gatehouse').on('navigation.requested', (payload: unknown) => {
      Reflect.set(globalThis, 'requested', payload);
    });
  });
  await application.evaluate(({ Menu }) => {
    const find = (items: Electron.MenuItem[]): Electron.MenuItem | undefined =>
      items
        .flatMap((item) => [item, ...(item.submenu?.items ?? [])])
        .find(({ accelerator }) => accelerator === 'CommandOrControl+,');
    find(Menu.getApplicationMenu()?.items ?? [])?.click();
  });
  await window.waitForFunction(() => Reflect.get(globalThis, 'requested')?.path === '/settings');
});
