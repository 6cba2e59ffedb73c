/**
 * What the page may do. It talks to main over the bridge alone, so that even a script that got in could not send
 * anything anywhere. Styles may be inline, because the component library writes them; scripts never.
 */
const directives = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self' data:",
  'connect-src': "'none'",
  'worker-src': "'self' blob:",
  'frame-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
};

/** The policy of the built console. */
export const contentSecurityPolicy = write(directives);

/**
 * The policy while developing: the page comes from the development server, which puts a script into it and sends
 * changes over a socket.
 */
export function developmentContentSecurityPolicy(server: string): string {
  return write({
    ...directives,
    'script-src': `'self' 'unsafe-inline' ${server}`,
    'connect-src': `${server} ${server.replace(/^http/, 'ws')}`,
    'font-src': `'self' data: ${server}`,
    'img-src': `'self' data: blob: ${server}`,
    'style-src': `'self' 'unsafe-inline' ${server}`,
  });
}

function write(policy: Record<string, string>): string {
  return Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}
