import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readInitial, writeInitial } from '#bridge/initial.ts';
import { readBootSettings, type WindowState } from './boot-settings.ts';
import { contentSecurityPolicy, developmentContentSecurityPolicy } from './content-security-policy.ts';
import { CrashCounter, crashNotice } from './crashes.ts';
import { deepLinkIn, readDeepLink } from './deep-links.ts';
import { allowedLink } from './links.ts';
import { findPaths, userDataOverride } from './paths.ts';
import { fitWindow } from './window-bounds.ts';

describe('contentSecurityPolicy', () => {
  const directive = (policy: string, name: string) =>
    policy
      .split('; ')
      .find((part) => part.startsWith(`${name} `))
      ?.slice(name.length + 1);

  it('lets the built page connect to nothing and run no script but its own', () => {
    expect(directive(contentSecurityPolicy, 'default-src')).toBe("'none'");
    expect(directive(contentSecurityPolicy, 'connect-src')).toBe("'none'");
    expect(directive(contentSecurityPolicy, 'script-src')).toBe("'self'");
    expect(contentSecurityPolicy).not.toMatch(/unsafe-eval|\*|https?:/);
    for (const name of ['base-uri', 'form-action', 'frame-ancestors', 'object-src']) {
      expect(directive(contentSecurityPolicy, name)).toBe("'none'");
    }
  });

  it('opens the development server, and only that, while developing', () => {
    const policy = developmentContentSecurityPolicy('http://localhost:5173');
    expect(directive(policy, 'connect-src')).toBe('http://localhost:5173 ws://localhost:5173');
    expect(directive(policy, 'object-src')).toBe("'none'");
  });
});

describe('allowedLink', () => {
  const origins = ['https://beta.example.com', 'http://127.0.0.1:8080'];

  it('opens https links to a platform that the person has a profile for', () => {
    expect(allowedLink('https://beta.example.com/api/docs?x=1', origins)).toBe('https://beta.example.com/api/docs?x=1');
  });

  it.each([
    'http://beta.example.com/',
    'http://127.0.0.1:8080/api/docs',
    'https://beta.example.com.evil.example/',
    'https://beta.example.com@evil.example/',
    'https://user:pw@beta.example.com/',
    'https://beta.example.com:8443/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://beta.example.com/',
    'beta.example.com',
    '',
  ])('refuses %s', (address) => {
    expect(allowedLink(address, origins)).toBeNull();
  });
});

describe('deep links', () => {
  it('reads a screen with its filters', () => {
    expect(readDeepLink('gatehouse://open/batches?status=submitted&q=a%20b')).toBe('/batches?status=submitted&q=a%20b');
    expect(deepLinkIn(['/usr/bin/gatehouse', '--flag', 'gatehouse://open/overview'])).toBe('/overview');
  });

  it.each([
    'gatehouse://evil/batches',
    'gatehouse://open//evil.example/x',
    'gatehouse://open/',
    'gatehouse://open/../x',
    'gatehouse://open/a/b/c/d/e',
    'gatehouse://open/x?y=<script>',
    'https://open/batches',
    'nonsense',
    `gatehouse://open/${'a'.repeat(600)}`,
  ])('has no screen for %s', (address) => {
    const path = readDeepLink(address);
    // The parser may have resolved dots or encoded brackets; what is left must be a plain path of ours.
    if (path !== null) expect(path).toMatch(/^\/x(\?y=%3Cscript%3E)?$/);
  });
});

describe('fitWindow', () => {
  const display = { x: 0, y: 0, width: 1920, height: 1040 };
  const second = { x: 1920, y: 0, width: 1280, height: 1000 };
  const at = (x: number, y: number, width = 1300, height = 850): WindowState => ({
    x,
    y,
    width,
    height,
    maximized: false,
  });

  it('opens at a sensible size the first time', () => {
    expect(fitWindow(null, [display])).toEqual({ width: 1280, height: 800 });
    expect(fitWindow(null, [{ x: 0, y: 0, width: 1100, height: 700 }])).toEqual({ width: 1100, height: 700 });
    expect(fitWindow(null, [])).toEqual({ width: 1280, height: 800 });
  });

  it('comes back to where it was, on whichever display', () => {
    expect(fitWindow(at(100, 50), [display, second])).toEqual({ x: 100, y: 50, width: 1300, height: 850 });
    expect(fitWindow(at(1950, 20, 1000, 700), [display, second])).toEqual({ x: 1950, y: 20, width: 1000, height: 700 });
  });

  it.each([
    ['whose display was taken away', at(2500, 20)],
    ['that only a corner of would show', at(1880, 1000)],
    ['whose title bar would be out of reach', at(100, -400)],
  ])('keeps the size but not the place of a window %s', (_what, remembered) => {
    const fitted = fitWindow(remembered, [display]);
    expect(fitted).toEqual({ width: 1300, height: 850 });
  });

  it('never opens larger than the display or smaller than the least size', () => {
    expect(fitWindow(at(0, 0, 5000, 4000), [display])).toMatchObject({ width: 1920, height: 1040 });
    expect(fitWindow(at(0, 0, 300, 200), [display])).toMatchObject({ width: 960, height: 640 });
  });
});

describe('readBootSettings', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gatehouse-boot-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('reads theme and window', async () => {
    const window = { x: 1, y: 2, width: 1000, height: 700, maximized: true };
    const preferences = { theme: 'dark', navigationCollapsed: true };
    await writeFile(join(directory, 'console.json'), JSON.stringify({ preferences }));
    await writeFile(join(directory, 'window.json'), JSON.stringify(window));
    expect(await readBootSettings(directory)).toEqual({ ...preferences, window });
  });

  it.each(['', '{', 'null', '[]', '"x"', '{"preferences": 7, "theme": "dark"}', '{"x": 1e99, "y": null}'])(
    'opens with defaults on the content %j',
    async (content) => {
      await writeFile(join(directory, 'console.json'), content);
      await writeFile(join(directory, 'window.json'), content);
      expect(await readBootSettings(directory)).toEqual({ theme: 'system', navigationCollapsed: false, window: null });
    },
  );
});

describe('initial facts', () => {
  it('arrive in the page as they were sent', () => {
    const initial = { theme: 'dark', dark: true, navigationCollapsed: true } as const;
    expect(readInitial(['electron', '--type=renderer', writeInitial(initial)])).toEqual(initial);
    expect(writeInitial(initial)).not.toMatch(/["\s]/);
  });

  it('have defaults', () => {
    expect(readInitial([])).toEqual({ theme: 'system', dark: false, navigationCollapsed: false });
  });
});

describe('CrashCounter', () => {
  it('calls the fourth crash within a minute a loop', () => {
    const crashes = new CrashCounter();
    expect([0, 10, 20, 30].map((time) => crashes.isLooping(time))).toEqual([false, false, false, true]);
    expect(crashes.isLooping(90_000)).toBe(false);
  });

  it('says what happened in words', () => {
    expect(crashNotice('oom').detail).toContain('out of memory');
    expect(crashNotice('launch-failed').detail).toContain('launch-failed');
  });
});

describe('paths', () => {
  it('finds the parts of the build beside the entry', () => {
    const paths = findPaths('/opt/gatehouse/out/main', '/home/mei/data');
    expect(paths.renderer).toBe(join('/opt/gatehouse/out/renderer'));
    expect(paths.embeddedPlatform).toBe(join('/opt/gatehouse/out/platform/embedded.cjs'));
  });

  it('lets GATEHOUSE_USER_DATA move what is stored', () => {
    expect(userDataOverride({ GATEHOUSE_USER_DATA: '/tmp/x' })).toBe('/tmp/x');
    expect(userDataOverride({ GATEHOUSE_USER_DATA: '' })).toBeNull();
    expect(userDataOverride({})).toBeNull();
  });
});
