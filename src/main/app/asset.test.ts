import { resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findAsset } from './asset.ts';

const root = resolve('out/renderer');
const inRoot = (path: string) => root + path.replaceAll('/', sep);

describe('findAsset', () => {
  it.each([
    ['app://gatehouse/', '/index.html', 'text/html; charset=utf-8'],
    ['app://gatehouse', '/index.html', 'text/html; charset=utf-8'],
    ['app://gatehouse/index.html', '/index.html', 'text/html; charset=utf-8'],
    ['app://gatehouse/batches/3f1c9d1e?tab=rows#top', '/index.html', 'text/html; charset=utf-8'],
    ['app://gatehouse/assets/index-a1b2.js', '/assets/index-a1b2.js', 'text/javascript; charset=utf-8'],
    ['app://gatehouse/assets/index.css?x=1', '/assets/index.css', 'text/css; charset=utf-8'],
    ['app://gatehouse/assets/Inter.WOFF2', '/assets/Inter.WOFF2', 'font/woff2'],
    ['app://gatehouse/with%20space.svg', '/with space.svg', 'image/svg+xml'],
    // The URL parser resolves these before anybody can look outside.
    ['app://gatehouse/../../etc/passwd.json', '/etc/passwd.json', 'application/json; charset=utf-8'],
    ['app://gatehouse/%2e%2e/%2e%2e/package.json', '/package.json', 'application/json; charset=utf-8'],
  ])('finds %s', (address, path, type) => {
    expect(findAsset(root, address)).toEqual({ path: inRoot(path), type });
  });

  it.each([
    'app://gatehouse/..%2f..%2fpackage.json',
    'app://gatehouse/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://gatehouse/..%5c..%5cpackage.json',
    'app://gatehouse/assets/%00.js',
    'app://gatehouse/%E0%A4%A.js',
    'app://evil/index.html',
    'app://gatehouse.evil/index.html',
    'https://gatehouse/index.html',
    'file:///etc/passwd',
    'app://gatehouse/main.cjs',
    'app://gatehouse/console.exe',
    'not an address',
    '',
  ])('refuses %s', (address) => {
    expect(findAsset(root, address)).toBeNull();
  });
});
