import type { CallError } from '#bridge/errors.ts';
import { CallFailure, callError } from '#main/platform-client/call-error.ts';
import type { Sink } from '#main/platform-client/download.ts';
import type { Result } from '#shared/result.ts';
import { GrowingFile } from './growing-file.ts';
import { notWritten } from './not-written.ts';
import { placeVerifier } from './place-verifier.ts';

export interface ExportAuditDeps {
  readonly download: (sink: Sink) => Promise<Result<null, CallError>>;
  /** Asks the person where to save; null when they changed their mind. */
  readonly choosePath: (suggestedName: string) => Promise<string | null>;
  /** Where the built verifier lies. */
  readonly verifier: string;
  readonly onProgress: (progress: { lines: number; bytes: number }) => void;
  readonly now?: () => Date;
}

interface Exported {
  path: string;
  verifier: string | null;
  bytes: number;
}

/** Progress is told no more often than a person can see. */
const progressMilliseconds = 200;
const lineFeed = 10;
/** The last line of an export is shorter than this. */
const tailBytes = 1024;

/**
 * Saves an export of the audit log to where the person wants it. They are asked first: an export that nobody wants to
 * keep isn't made, and isn't written down on the platform.
 */
export async function exportAudit(deps: ExportAuditDeps, format: 'ndjson' | 'csv'): Promise<Exported | null> {
  const date = (deps.now?.() ?? new Date()).toISOString().slice(0, 10);
  const path = await deps.choosePath(`gatehouse-audit-${date}.${format}`);
  if (path === null) return null;
  const file = await orNotWritten(() => GrowingFile.create(path));
  try {
    const { bytes, tail } = await fill(file, deps);
    if (format === 'ndjson' && !endsWhole(tail)) throw new CallFailure(cutShort);
    await orNotWritten(() => file.finish());
    // The log is saved and whole; without the verifier beside it somebody can still get one with the next export.
    const verifier = format === 'csv' ? null : await placeVerifier(deps.verifier, path).catch(() => null);
    return { path, verifier, bytes };
  } catch (error) {
    await file.discard();
    throw error;
  }
}

async function fill(
  file: GrowingFile,
  { download, onProgress }: ExportAuditDeps,
): Promise<{ bytes: number; tail: Buffer }> {
  let [lines, bytes, told] = [0, 0, 0];
  let tail = Buffer.alloc(0);
  const answer = await download(async (piece) => {
    await orNotWritten(() => file.write(piece));
    bytes += piece.length;
    tail = Buffer.concat([tail, piece.subarray(-tailBytes)]).subarray(-tailBytes);
    for (let at = piece.indexOf(lineFeed); at >= 0; at = piece.indexOf(lineFeed, at + 1)) lines += 1;
    if (Date.now() - told < progressMilliseconds) return;
    told = Date.now();
    onProgress({ lines, bytes });
  });
  if (!answer.ok) throw new CallFailure(answer.error);
  return { bytes, tail };
}

/** The connection says when an answer broke off, unless something between closes it politely. */
function endsWhole(tail: Buffer): boolean {
  return /(?:^|\n)\{"kind":"end",[^\n]*\}\n$/.test(tail.toString('latin1'));
}

const cutShort = callError(
  'contract_broken',
  'The export ended before its last line, so it was not kept. Try again; if it stays so, ask whoever runs the platform and what stands before it.',
);

async function orNotWritten<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw new CallFailure(notWritten(error));
  }
}
