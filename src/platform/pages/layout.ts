import { createHash } from 'node:crypto';

/** HTML that is ready to be sent. Made by `html` only, so that nothing gets in unescaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | readonly Html[] | null | undefined | false;

/** A piece of HTML; what is put in is escaped unless it is HTML already. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  let text = strings[0] ?? '';
  parts.forEach((part, index) => {
    text += render(part) + (strings[index + 1] ?? '');
  });
  return new Html(text);
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map((piece) => piece.text).join('');
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A style sheet, with its hash for the policy of the page: nothing else can style it. */
export interface Sheet {
  text: string;
  /** Source expression for `style-src`. */
  source: string;
}

export function makeSheet(text: string): Sheet {
  return { text, source: sourceOf(text) };
}

function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** A script of ours, with its hash for the policy of the page: nothing else runs there. */
export interface Script {
  text: string;
  /** Source expression for `script-src`. */
  source: string;
}

export function makeScript(text: string): Script {
  if (/<\/script|<!--/i.test(text)) throw new Error('A script must not end its own element.');
  return { text, source: sourceOf(text) };
}

export interface PageContent {
  title: string;
  /** Put before the title in the tab, where a screen reader begins: that something needs another look. */
  notice?: string | undefined;
  body: Html;
  /** Says on the page that nothing here is real. */
  rehearsal?: boolean;
  script?: Script | undefined;
  /** Without the script, the page is loaded again after so many seconds. */
  refreshSeconds?: number | undefined;
}

/** A whole page, light and dark, readable without any script; with the sheet of forms it is one narrow column. */
export function renderPage(content: PageContent, sheet: Sheet): string {
  const banner = content.rehearsal
    ? html`<p class="rehearsal" role="note">Rehearsal. Nothing here is real, and no mail leaves this machine.</p>`
    : null;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${content.notice ? `${content.notice}: ` : ''}${content.title} · Gatehouse</title>
<style>${new Html(sheet.text)}</style>
${refreshHtml(content)}</head>
<body>
${banner}
<main>
<h1>${content.title}</h1>
${content.body}
</main>
${content.script ? html`<script>${new Html(content.script.text)}</script>\n` : null}</body>
</html>
`.text;
}

function refreshHtml({ refreshSeconds, script }: PageContent): Html | null {
  if (refreshSeconds === undefined) return null;
  const again = html`<meta http-equiv="refresh" content="${refreshSeconds}">\n`;
  return script ? html`<noscript>${again}</noscript>\n` : again;
}

/** The colours of every page; AA in both themes. */
export const colours = `
:root{color-scheme:light dark;--paper:#fff;--ground:#f6f7f9;--line:#e1e5eb;--edge:#8791a1;--ink:#1b212b;--quiet:#545e6e;--accent:#4453c8;--on:#fff;--bad:#b3261e;--bad-ground:#fdecea;--good:#1b6b3a;--note:#7a4b00;--note-ground:#fff4dc}
@media (prefers-color-scheme:dark){:root{--paper:#171c24;--ground:#0d1116;--line:#29313c;--edge:#667181;--ink:#e6e9ee;--quiet:#a9b2c0;--accent:#a6b1fb;--on:#11151b;--bad:#ffb4ab;--bad-ground:#3b1715;--good:#7ad39b;--note:#ffd58a;--note-ground:#33260a}}
`;

/** Of pages with a form, and of those that say what became of one. */
export const formSheet = makeSheet(`${colours}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 Inter,system-ui,sans-serif}
main{max-width:480px;margin:48px auto;padding:32px;background:var(--paper);border:1px solid var(--line);border-radius:6px}
@media (max-width:560px){body{background:var(--paper)}main{margin:0;border:0;border-radius:0;padding:24px}}
h1{font-size:20px;font-weight:600;line-height:1.3;margin:0 0 16px}
p{margin:0 0 16px}
.quiet,.hint{color:var(--quiet);font-size:14px}
.hint{margin:4px 0 0}
label{display:block;font-weight:500;margin:16px 0 4px}
input,select{width:100%;padding:8px 12px;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--edge);border-radius:6px}
input[aria-invalid=true]{border-color:var(--bad)}
input:focus-visible,button:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
button{margin-top:24px;width:100%;padding:10px 16px;font:inherit;font-weight:500;color:var(--on);background:var(--accent);border:0;border-radius:6px;cursor:pointer}
a{color:var(--accent)}
code{font:14px "JetBrains Mono",ui-monospace,monospace;overflow-wrap:anywhere}
.problem{margin:0 0 16px;color:var(--bad);background:var(--bad-ground);border-radius:6px;padding:12px 16px}
.error{color:var(--bad);font-size:14px;margin:4px 0 0}
.done{color:var(--good);font-weight:500}
.rehearsal{margin:0;padding:8px 16px;text-align:center;font-size:14px;color:var(--note);background:var(--note-ground)}
h2{font-size:16px;font-weight:600;margin:24px 0 8px}
.problem p,.problem ul{margin:0}.problem ul{padding-left:20px}.problem a{color:inherit}
.key{display:block;margin:4px 0 16px;padding:8px 12px;background:var(--ground);border:1px solid var(--line);border-radius:6px;font-size:16px;user-select:all}
ol{margin:0;padding-left:20px}li{margin:0 0 4px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:0 0 16px;font-size:14px}dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere}
.verbatim{font-family:"JetBrains Mono",ui-monospace,monospace;font-size:14px}
`);
