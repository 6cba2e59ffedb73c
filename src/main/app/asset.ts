import { extname, join, sep } from 'node:path';

/** The page lives here. `app://gatehouse` is its origin, and the only one that main listens to. */
export const appScheme = 'app';
export const appHost = 'gatehouse';
export const appOrigin = `${appScheme}://${appHost}`;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

export interface Asset {
  readonly path: string;
  readonly type: string;
}

/**
 * Finds the file for an address of the page. A path without extension is a screen, and every screen is index.html.
 * Answers null for anything outside the folder or of a kind the page has no use for.
 */
export function findAsset(root: string, address: string): Asset | null {
  let url: URL;
  let pathname: string;
  try {
    url = new URL(address);
    pathname = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (url.protocol !== `${appScheme}:` || url.host !== appHost) return null;
  // A decoded path may hold what the URL parser would have refused or resolved.
  if (pathname.includes('\0') || pathname.includes('\\') || pathname.split('/').includes('..')) return null;
  const extension = extname(pathname).toLowerCase();
  const path = extension === '' ? join(root, 'index.html') : join(root, pathname);
  if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
  const type = types[extension === '' ? '.html' : extension];
  return type === undefined ? null : { path, type };
}
