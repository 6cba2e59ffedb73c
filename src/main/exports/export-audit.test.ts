import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallError } from '#bridge/errors.ts';
import { callError } from '#main/platform-client/call-error.ts';
import type { Sink } from '#main/platform-client/download.ts';
import { verifierMark } from '#shared/audit/verifier-mark.ts';
import { fail, type Result, succeed } from '#shared/result.ts';
import { exportAudit } from './export-audit.ts';

let folder: string;
let verifier: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-export-'));
  const built = await mkdtemp(join(tmpdir(), 'gatehouse-built-'));
  verifier = join(built, 'gatehouse-audit-verifier.html');
  await writeFile(verifier, `<html>${verifierMark} the newest</html>`);
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(join(verifier, '..'), { recursive: true, force: true });
});

const whole = ['{"kind":"export"}\n{"ki', 'nd":"entry"}\n{"kind":"end","entries":1}\n'];

function run(download: (sink: Sink) => Promise<Result<null, CallError>>, format: 'ndjson' | 'csv' = 'ndjson') {
  const told: { lines: number; bytes: number }[] = [];
  let suggested = '';
  const done = exportAudit(
    {
      download,
      choosePath: async (name) => {
        suggested = name;
        return join(folder, name);
      },
      verifier,
      onProgress: (progress) => told.push(progress),
      now: () => new Date('2026-11-22T06:00:00.000Z'),
    },
    format,
  );
  return { done, told, suggested: () => suggested };
}

const sending = (pieces: readonly string[], end: Result<null, CallError> = succeed(null)) => {
  return async (sink: Sink) => {
    for (const piece of pieces) await sink(Buffer.from(piece));
    return end;
  };
};

describe('exportAudit', () => {
  it('saves the file under its name and the verifier beside it', async () => {
    const { done, told } = run(sending(whole));
    expect(await done).toEqual({
      path: join(folder, 'gatehouse-audit-2026-11-22.ndjson'),
      verifier: join(folder, 'gatehouse-audit-verifier.html'),
      bytes: whole.join('').length,
    });
    expect(await readdir(folder)).toEqual(['gatehouse-audit-2026-11-22.ndjson', 'gatehouse-audit-verifier.html']);
    expect(await readFile(join(folder, 'gatehouse-audit-2026-11-22.ndjson'), 'utf8')).toBe(whole.join(''));
    expect(told[0]).toEqual({ lines: 1, bytes: whole[0]?.length });
  });

  it('saves a table alone: there is nothing to verify it with', async () => {
    const { done } = run(sending(['\uFEFFsequence\r\n']), 'csv');
    expect(await done).toMatchObject({ verifier: null });
    expect(await readdir(folder)).toEqual(['gatehouse-audit-2026-11-22.csv']);
  });

  it('asks nothing of the platform when the person changes their mind', async () => {
    let asked = false;
    const download = async () => {
      asked = true;
      return succeed(null);
    };
    const deps = { download, choosePath: async () => null, verifier, onProgress: () => undefined };
    expect(await exportAudit(deps, 'ndjson')).toBeNull();
    expect(asked).toBe(false);
  });

  it.each([
    ['the platform refuses', fail(callError('forbidden', 'no')), 'forbidden', [] as string[]],
    ['the person cancels', fail(callError('cancelled', 'no')), 'cancelled', whole.slice(0, 1)],
    ['the end is missing', succeed(null), 'contract_broken', whole.slice(0, 1)],
    ['the last line is cut', succeed(null), 'contract_broken', [whole.join('').slice(0, -4)]],
  ])('keeps what was there before when %s', async (_what, end, kind, pieces) => {
    const path = join(folder, 'gatehouse-audit-2026-11-22.ndjson');
    await writeFile(path, 'the one of this morning');
    await expect(run(sending(pieces, end)).done).rejects.toMatchObject({ error: { kind } });
    expect(await readdir(folder)).toEqual(['gatehouse-audit-2026-11-22.ndjson']);
    expect(await readFile(path, 'utf8')).toBe('the one of this morning');
  });

  it('says what the disk says', async () => {
    await rm(folder, { recursive: true });
    await expect(run(sending(whole)).done).rejects.toMatchObject({
      error: { title: 'Not saved', detail: expect.stringContaining('ENOENT') },
    });
  });

  it('replaces an older verifier, and nothing that is somebody’s own', async () => {
    const beside = join(folder, 'gatehouse-audit-verifier.html');
    await writeFile(beside, `<html>${verifierMark} an old one</html>`);
    await run(sending(whole)).done;
    expect(await readFile(beside, 'utf8')).toContain('the newest');
    await writeFile(beside, 'my notes');
    expect(await run(sending(whole)).done).toMatchObject({
      verifier: join(folder, 'gatehouse-audit-verifier-2.html'),
    });
    expect(await readFile(beside, 'utf8')).toBe('my notes');
  });
});
