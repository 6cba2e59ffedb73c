/**
 * On every answer. HSTS counts only over TLS, where browsers look at it; it costs nothing elsewhere.
 * The policy of an API answer allows nothing at all: nobody should ever render one.
 */
const common = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
};

export const apiHeaders: Readonly<Record<string, string>> = {
  ...common,
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/**
 * Pages carry their own small style sheet inline and post to themselves; most run no script. One that does carries it
 * inline too, and may ask this platform, nobody else.
 *
 * @param styleSource the hash of that style sheet
 * @param scriptSource the hash of that script
 */
export function pageHeaders(styleSource: string, scriptSource?: string): Readonly<Record<string, string>> {
  const scripts = scriptSource === undefined ? '' : ` script-src ${scriptSource}; connect-src 'self';`;
  return {
    ...common,
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': `default-src 'none'; style-src ${styleSource};${scripts} form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
  };
}
