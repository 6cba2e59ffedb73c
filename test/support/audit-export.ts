import { createHash, generateKeyPairSync, type KeyPairKeyObjectResult, sign } from 'node:crypto';
import type { AuditEntry } from '#contract/audit.ts';
import { makeSigner } from './audit-chain.ts';

export interface ExportOptions {
  /** The whole log. */
  log: readonly AuditEntry[];
  /** What of it is in the file; all of it by default. */
  shown?: readonly AuditEntry[];
  filters?: Record<string, unknown>;
  keys?: KeyPairKeyObjectResult;
  /** Who seals the file; by default whoever signs its head. */
  sealedBy?: KeyPairKeyObjectResult;
}

/** An export as a platform makes it, straight from its definition. */
export function makeExport({ log, shown = log, filters = {}, ...rest }: ExportOptions): string {
  const keys = rest.keys ?? generateKeyPairSync('ed25519');
  const start = {
    kind: 'export',
    version: 1,
    platform: 'https://beta.example.com',
    exported_at: '2026-11-22T06:00:00.000Z',
    exported_by: { id: null, name: 'Ada Moreau', role: 'admin' },
    filters,
    entries: shown.length,
    head: makeSigner(keys)(log),
  };
  const lines = [start, ...shown.map((entry) => ({ kind: 'entry', ...entry }))];
  const before = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const sha256 = createHash('sha256').update(before).digest('hex');
  const secret = (rest.sealedBy ?? keys).privateKey;
  const signature = sign(null, Buffer.from(`gatehouse-audit-export:${sha256}`), secret).toString('base64');
  return `${before}${JSON.stringify({ kind: 'end', entries: shown.length, sha256, signature })}\n`;
}
