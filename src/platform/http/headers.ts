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
 * Pages carry their own small style sheet inline and post to themselves; they run no script.
 *
 * @param styleSource the hash of that style sheet
 */
export function pageHeaders(styleSource: string): Readonly<Record<string, string>> {
  return {
    ...common,
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': `default-src 'none'; style-src ${styleSource}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
  };
}
