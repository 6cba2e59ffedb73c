import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { appScheme, findAsset } from './asset.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }]);
}

/** Serves the built page from its folder. */
export function serveApp(root: string): void {
  protocol.handle(appScheme, async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const asset = findAsset(root, request.url);
    if (!asset) return refuse(404);
    try {
      return new Response(await readFile(asset.path), { headers: headersFor(asset.type) });
    } catch {
      return refuse(404);
    }
  });
}

function headersFor(type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}

function refuse(status: number): Response {
  return new Response('', { status, headers: headersFor('text/plain; charset=utf-8') });
}
