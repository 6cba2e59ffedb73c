import { readFile } from 'node:fs/promises';
import { type ProtocolRequest, type ProtocolResponse, protocol } from 'electron';
import { appScheme, findAsset } from './asset.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }]);
}

/**
 * Serves the built page from its folder. `protocol.handle` would be the newer way; it wraps every request and answer in
 * objects of the fetch library, whose loading alone takes as long as opening the window (decision 14).
 */
export function serveApp(root: string): void {
  protocol.registerBufferProtocol(appScheme, (request, answer) => {
    void findFile(root, request).then(answer);
  });
}

async function findFile(root: string, { method, url }: ProtocolRequest): Promise<ProtocolResponse> {
  if (method !== 'GET' && method !== 'HEAD') return refuse(405);
  const asset = findAsset(root, url);
  if (!asset) return refuse(404);
  try {
    return { statusCode: 200, headers: headersFor(asset.type), data: await readFile(asset.path) };
  } catch {
    return refuse(404);
  }
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

function refuse(statusCode: number): ProtocolResponse {
  return { statusCode, headers: headersFor('text/plain; charset=utf-8'), data: Buffer.alloc(0) };
}
