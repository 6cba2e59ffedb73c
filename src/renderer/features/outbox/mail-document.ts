/**
 * A mail's HTML as a document for a sandboxed frame. The frame has no scripts, no origin and no navigation; this adds
 * a policy of its own, so that nothing is fetched (pictures, fonts, counters) whatever the mail says, and a plain
 * white page, because mails bring their own colours.
 */
export function mailDocument(html: string): string {
  const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";
  return [
    '<!doctype html><html><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<style>:root{color-scheme:light}html{background:#fff}body{margin:0;overflow-wrap:anywhere}a{pointer-events:none}</style>',
    '</head><body>',
    html,
    '</body></html>',
  ].join('');
}
