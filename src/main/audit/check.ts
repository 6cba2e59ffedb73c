import type { KeptHead } from '#bridge/audit-watch.ts';
import type { CallError } from '#bridge/errors.ts';
import type { AuditHead } from '#contract/audit.ts';
import { type ChainPosition, chainStart, type Finding, findingName, type WalkOptions } from '#shared/audit/chain.ts';
import type { Result } from '#shared/result.ts';
import type { PageRequest, PageVerdict } from './page.ts';
import { isSigned, keyFingerprint } from './signed-head.ts';

/** What a check needs of the world. */
export interface CheckDeps {
  readHead(): Promise<Result<AuditHead, CallError>>;
  /** The answer's text: entries with a higher number, in order. */
  readPage(after: number, limit: number): Promise<Result<string, CallError>>;
  verifyPage(request: PageRequest): Promise<PageVerdict>;
  onProgress(checked: number, total: number): void;
}

/** What earlier checks left. */
export interface Known {
  readonly kept: KeptHead | null;
  /** Earlier verified heads, oldest first. */
  readonly trail: readonly KeptHead[];
  /** The key that was seen first. */
  readonly publicKey: string | null;
  /** How far the entries before the kept head have been gone over again. */
  readonly patrol: ChainPosition;
  readonly tolerated: readonly string[];
}

export type CheckOutcome =
  | { readonly kind: 'whole'; readonly head: AuditHead; readonly patrol: ChainPosition; readonly round: boolean }
  | {
      readonly kind: 'broken';
      readonly head: AuditHead;
      readonly finding: Finding;
      readonly entry: string | null;
      readonly fine: KeptHead | null;
    }
  | { readonly kind: 'unchecked'; readonly error: CallError };

const pageSize = 1000;
/** Entries before the kept head that every check goes over again, so that an edit of an old one does not stay unseen. */
const patrolSize = 20_000;

/** A check that stops where something is wrong or can't be read. */
class Stopped extends Error {
  readonly outcome: CheckOutcome;
  constructor(outcome: CheckOutcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

/**
 * Checks the log once: the head's signature and key, the entries since the kept head, that the log still passes through
 * it, and a piece of what is older. `all` goes over every entry from the first.
 */
export async function checkOnce(deps: CheckDeps, known: Known, scope: 'new' | 'all'): Promise<CheckOutcome> {
  try {
    const answer = await deps.readHead();
    if (!answer.ok) return { kind: 'unchecked', error: answer.error };
    return await new Check(deps, known, answer.value).run(scope);
  } catch (error) {
    if (error instanceof Stopped) return error.outcome;
    throw error;
  }
}

class Check {
  readonly #deps: CheckDeps;
  readonly #known: Known;
  readonly #head: AuditHead;
  readonly #marks: Record<number, string>;
  #checked = 0;
  #total = 0;

  constructor(deps: CheckDeps, known: Known, head: AuditHead) {
    this.#deps = deps;
    this.#known = known;
    this.#head = head;
    const heads = known.kept ? [...known.trail, known.kept] : known.trail;
    this.#marks = Object.fromEntries(heads.map(({ sequence, hash }) => [sequence, hash]));
  }

  async run(scope: 'new' | 'all'): Promise<CheckOutcome> {
    const { kept, patrol } = this.#known;
    await this.#checkHead();
    const whole = scope === 'all' || kept === null;
    const start = whole ? 0 : Math.max(0, kept.sequence - 1);
    const again = whole ? 0 : Math.min(patrolSize, kept.sequence - patrol.sequence);
    this.#total = this.#head.sequence - start + again;
    this.#deps.onProgress(0, this.#total);
    const anchored = !whole && kept.sequence > 0;
    const end = await this.#walk({ ...chainStart, sequence: start }, this.#head.sequence, anchored);
    if (end.hash !== this.#head.hash) {
      await this.#found({ kind: 'head', sequence: end.sequence, expected: this.#head.hash, found: end.hash });
    }
    if (whole) return { kind: 'whole', head: this.#head, patrol: chainStart, round: true };
    const reached = await this.#walk(patrol, patrol.sequence + again, false);
    const round = reached.sequence >= kept.sequence;
    return { kind: 'whole', head: this.#head, patrol: round ? chainStart : reached, round };
  }

  async #checkHead(): Promise<void> {
    const { kept, publicKey } = this.#known;
    const head = this.#head;
    const sequence = kept?.sequence ?? 0;
    if (!isSigned(head)) {
      await this.#found({ kind: 'signature', sequence, expected: 'a valid signature', found: 'another' });
    }
    if (publicKey !== null && publicKey !== head.public_key) {
      const [expected, found] = [keyFingerprint(publicKey), keyFingerprint(head.public_key)];
      await this.#found({ kind: 'key', sequence: 0, expected, found });
    }
    if (head.sequence < sequence) {
      await this.#found({ kind: 'behind', sequence, expected: String(sequence), found: String(head.sequence) });
    }
  }

  /** Goes from one entry to another, page by page. */
  async #walk(from: ChainPosition, upTo: number, anchoredStart: boolean): Promise<ChainPosition> {
    let position = from;
    let anchored = anchoredStart;
    while (position.sequence < upTo) {
      const limit = Math.min(pageSize, upTo - position.sequence);
      const page = await this.#deps.readPage(position.sequence, limit);
      if (!page.ok) throw new Stopped({ kind: 'unchecked', error: page.error });
      const options: WalkOptions = { upTo, marks: this.#marks, tolerated: this.#known.tolerated, anchored };
      const { verdict, entry } = await this.#deps.verifyPage({ text: page.value, from: position, options });
      if (!verdict.ok) await this.#found(verdict.finding, entry);
      if (verdict.position.sequence === position.sequence) {
        const sequence = position.sequence + 1;
        await this.#found({ kind: 'short', sequence, expected: String(this.#head.sequence), found: 'nothing' });
        throw new Stopped({ kind: 'whole', head: this.#head, patrol: this.#known.patrol, round: false });
      }
      this.#checked += verdict.position.sequence - position.sequence;
      this.#deps.onProgress(Math.min(this.#checked, this.#total), this.#total);
      position = verdict.position;
      anchored = false;
    }
    return position;
  }

  /** Stops with what was found, unless it was acknowledged earlier. */
  async #found(finding: Finding, entry: string | null = null): Promise<void> {
    if (this.#known.tolerated.includes(findingName(finding))) return;
    const fine = await this.#newestFine(finding);
    throw new Stopped({ kind: 'broken', head: this.#head, finding, entry, fine });
  }

  /** The newest head kept earlier that the log still passes through, before the place of the finding. */
  async #newestFine({ kind, sequence }: Finding): Promise<KeptHead | null> {
    if (kind === 'key' || kind === 'signature') return this.#known.kept;
    for (const head of [...this.#known.trail].reverse()) {
      if (head.sequence >= sequence || head.sequence === 0) continue;
      const page = await this.#deps.readPage(head.sequence - 1, 1);
      if (!page.ok) throw new Stopped({ kind: 'unchecked', error: page.error });
      const [entry] = (JSON.parse(page.value) as { items: { sequence: number; hash: string }[] }).items;
      if (entry?.sequence === head.sequence && entry.hash === head.hash) return head;
    }
    return null;
  }
}

/**
 * Checks the log, and believes that something is wrong only if a second look, from the beginning and a moment later,
 * finds the very same: a false alarm is as bad as a missed one.
 */
export async function check(
  deps: CheckDeps,
  known: Known,
  scope: 'new' | 'all',
  pause: () => Promise<void>,
): Promise<CheckOutcome> {
  let last = await checkOnce(deps, known, scope);
  for (let look = 0; look < 3 && last.kind === 'broken'; look += 1) {
    await pause();
    const next = await checkOnce(deps, known, scope);
    if (next.kind === 'broken' && findingName(next.finding) === findingName(last.finding)) return next;
    last = next;
  }
  return last.kind === 'broken' ? { kind: 'unchecked', error: unsettled } : last;
}

const unsettled: CallError = {
  kind: 'contract_broken',
  title: 'The log changed while it was read',
  detail: 'What was read differed from one look to the next, so nothing can be said yet. The console tries again.',
  status: null,
  request_id: null,
};
