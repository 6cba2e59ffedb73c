import { ExportCheck, type ExportReport, type KeptHead, readKeptHead } from './export-check.ts';
import { readLines } from './lines.ts';
import { checksOf, limitsOf, type Tone, verdictOf } from './words.ts';

/*
 * The page: takes a file, shows how far it is read, and says what came of it. It draws with text alone, because what
 * stands in a file may have been written by anybody.
 */

const signs: Record<Tone, readonly [sign: string, word: string]> = {
  ok: ['✓', 'Holds'],
  warning: ['!', 'Note'],
  critical: ['✕', 'Broken'],
};

const part = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no ${id}.`);
  return element;
};

const drop = part('drop');
const fileInput = part('file') as HTMLInputElement;
const headInput = part('head') as HTMLTextAreaElement;
const bar = part('bar') as HTMLProgressElement;

let file: File | null = null;
/** Of several checks only the newest is shown: another file was chosen, or another head pasted. */
let turn = 0;

async function verify(): Promise<void> {
  turn += 1;
  const mine = turn;
  if (file === null) return;
  part('result').replaceChildren();
  part('progress').hidden = false;
  try {
    const report = await check(file, keptHead(), (read, entries) => {
      if (mine !== turn || file === null) return false;
      bar.value = file.size === 0 ? 1 : read / file.size;
      part('reading').textContent = `${file.name}: ${entries.toLocaleString('en-GB')} lines read`;
      return true;
    });
    if (mine === turn && report !== null) show(report, file.name);
  } catch (error) {
    if (mine === turn) part('result').replaceChildren(unreadable(error));
  } finally {
    if (mine === turn) part('progress').hidden = true;
  }
}

async function check(
  chosen: File,
  kept: KeptHead | null,
  onRead: (read: number, lines: number) => boolean,
): Promise<ExportReport | null> {
  const checked = new ExportCheck(kept);
  let count = 0;
  for await (const { lines, read } of readLines(chosen)) {
    count += lines.length;
    // Another file was chosen meanwhile.
    if (!onRead(read, count)) return null;
    if (!lines.every((line) => checked.take(line))) break;
  }
  return checked.finish();
}

function keptHead(): KeptHead | null {
  const text = headInput.value.trim();
  const head = text === '' ? null : readKeptHead(text);
  part('kept-state').textContent =
    text === ''
      ? ''
      : head === null
        ? 'This is no signed head, or its signature is wrong. It is not compared with.'
        : `The head of entry ${head.sequence.toLocaleString('en-GB')}. The export is compared with it.`;
  return head;
}

function show(report: ExportReport, name: string): void {
  const verdict = verdictOf(report);
  const checks = checksOf(report);
  const list = create('dl', 'checks');
  for (const { tone, title, text } of checks) {
    const [sign, word] = signs[tone];
    const name = create('dt', '', signOf(sign, word), title);
    list.append(create('div', tone, name, create('dd', '', text)));
  }
  const box = create('div', `verdict ${verdict.tone}`);
  box.append(
    create('h2', '', signOf(...signs[verdict.tone]), verdict.title),
    create('p', '', verdict.text),
    create('p', 'name', name),
  );
  const parts: HTMLElement[] = [box];
  if (checks.length > 0) parts.push(section('What was checked', list));
  if (report.fingerprint !== null) {
    parts.push(section('Signed with the key', create('p', 'key', report.fingerprint)));
  }
  if (report.start !== null) {
    const limits = create('ul', 'limits');
    limits.append(...limitsOf(report).map((text) => create('li', '', text)));
    parts.push(section('What this can’t tell', limits));
  }
  part('result').replaceChildren(...parts);
}

function unreadable(error: unknown): HTMLElement {
  const reason = error instanceof Error ? error.message : String(error);
  const box = create('div', 'verdict critical');
  const heading = create('h2', '', signOf(...signs.critical), 'The file could not be read.');
  box.append(heading, create('p', '', `${reason} Nothing can be said about it; choose it again.`));
  return box;
}

function signOf(sign: string, word: string): HTMLElement {
  const element = create('span', 'sign', sign);
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', word);
  return element;
}

function section(title: string, content: HTMLElement): HTMLElement {
  return create('section', '', create('h3', '', title), content);
}

function create(tag: string, className: string, ...content: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...content);
  return element;
}

function take(chosen: File | undefined): void {
  if (chosen === undefined) return;
  file = chosen;
  void verify();
}

fileInput.addEventListener('change', () => {
  take(fileInput.files?.[0]);
  // The same file can be chosen again after it was changed.
  fileInput.value = '';
});
headInput.addEventListener('input', () => {
  keptHead();
  void verify();
});
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('over');
});
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) document.body.classList.remove('over');
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('over');
  take(event.dataTransfer?.files[0]);
});
drop.hidden = false;
