import { createHash, createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage, type Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AuditEntry, type AuditExportEnd, type AuditExportStart, auditExportColumns } from '#contract/audit.ts';
import { problemSchema } from '#contract/problems.ts';
import { hashText } from '#platform/audit/chain.ts';
import { recordAudit, systemAuditActor } from '#platform/audit/record.ts';
import { chainStart, verifyEntries } from '#shared/audit/chain.ts';
import { sealedText, signedText } from '#shared/audit/heads.ts';
import { readSeparatedValues } from '#shared/separated-values.ts';
import { patience } from '#test/support/patience.ts';
import { createTestPlatform, type Identity, type TestPlatform } from '#test/support/platform.ts';
import { ExportCheck, type ExportReport } from '#verifier/export-check.ts';

let platform: TestPlatform;
let admin: Identity;
beforeEach(async () => {
  platform = await createTestPlatform();
  admin = await platform.staff('admin', { fullName: '=Grace Hopper' });
});
afterEach(() => platform.close());

async function write(count: number, details: Record<string, unknown> = {}): Promise<void> {
  const events = Array.from({ length: count }, (_, index) => ({
    action: 'thing.done',
    subjectType: 'thing',
    subjectId: String(index + 1),
    details: { index, ...details },
    personal: { subject_name: `Person ${index + 1}`, address: '192.0.2.7' },
  }));
  await platform.deps.database
    .transaction()
    .execute((transaction) => recordAudit(transaction, platform.clock.now(), systemAuditActor, events));
}

const ask = (query: string, init: RequestInit = {}) =>
  platform.request(`/api/audit/export?${query}`, {
    ...init,
    headers: { authorization: `Bearer ${admin.accessToken}` },
  });

interface Read {
  text: string;
  start: AuditExportStart;
  entries: AuditEntry[];
  end: AuditExportEnd;
}

function read(text: string): Read {
  const lines = text.trimEnd().split('\n');
  const [start, ...rest] = lines.map((line) => JSON.parse(line));
  return { text, start, entries: rest.slice(0, -1), end: rest.at(-1) };
}

/** What the offline verifier says of it. */
function verified(text: string): ExportReport {
  const check = new ExportCheck();
  for (const line of text.trimEnd().split('\n')) check.take(new TextEncoder().encode(line));
  return check.finish();
}

const holds = { finding: null, headSigned: true, seal: 'good', strangeLine: null };

const exported = async (query = '') => read(await (await ask(`format=ndjson${query}`)).text());
const newest = async () => (await platform.call('audit.list', { query: { limit: 1 } })).items[0];

describe('an export to verify', () => {
  it('holds everything up to the entry that records it, and proves itself', async () => {
    await write(1203);
    const answer = await ask('format=ndjson');
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="gatehouse-audit-2026-03-02.ndjson"');
    expect(answer.headers.get('x-request-id')).toBeTruthy();
    const { text, start, entries, end } = read(await answer.text());

    expect(start).toMatchObject({
      platform: 'https://beta.example.test',
      exported_at: platform.clock.now().toISOString(),
      exported_by: { id: admin.id, name: '=Grace Hopper', role: 'admin' },
      filters: {},
      entries: 1204,
    });
    expect(verifyEntries(entries, chainStart, hashText)).toEqual({
      ok: true,
      position: { sequence: 1204, hash: start.head.hash },
    });
    expect(entries.at(-1)).toMatchObject({
      action: 'audit.exported',
      actor: { id: admin.id },
      details: { format: 'ndjson', filters: {}, up_to: 1204 },
    });

    const key = createPublicKey(start.head.public_key);
    const signed = (what: string, signature: string) =>
      verify(null, Buffer.from(what), key, Buffer.from(signature, 'base64'));
    expect(signed(signedText(start.head), start.head.signature)).toBe(true);
    const before = text.slice(0, text.lastIndexOf('{"kind":"end"'));
    expect(end).toMatchObject({ entries: 1204, sha256: createHash('sha256').update(before).digest('hex') });
    expect(signed(sealedText(end.sha256), end.signature)).toBe(true);
    expect(verified(text)).toMatchObject({ ...holds, filtered: false, entries: { count: 1204, first: 1, last: 1204 } });
  });

  it('is of one moment: what is written while it is read is not in it', async () => {
    await write(1100);
    const body = (await ask('format=ndjson')).body;
    if (!body) throw new Error('The export has a body.');
    const reader = body.getReader();
    const chunks = [(await reader.read()).value];
    await write(700);
    for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
    const { start, entries, end } = read(Buffer.concat(chunks.map((chunk) => chunk ?? Buffer.of())).toString('utf8'));
    expect(start.head.sequence).toBe(1101);
    expect(entries.at(-1)).toMatchObject({ sequence: 1101, action: 'audit.exported' });
    expect([start.entries, entries.length, end.entries]).toEqual([1101, 1101, 1101]);
  });

  it('takes the filters of the list, and says which', async () => {
    await write(600);
    const { text, start, entries, end } = await exported('&subject_type=thing&after=10&q=person%201');
    expect(verified(text)).toMatchObject({ ...holds, filtered: true, gaps: 2, entries: { count: 109 } });
    // 11 to 19, 100 to 199: the names that begin so.
    expect(entries.map(({ sequence }) => sequence).filter((sequence) => sequence < 20 || sequence > 198)).toEqual([
      11, 12, 13, 14, 15, 16, 17, 18, 19, 199,
    ]);
    expect(start).toMatchObject({ filters: { subject_type: 'thing', after: 10, q: 'person 1' }, entries: 109 });
    expect(end.entries).toBe(109);
    // A name that was searched for is a name: it can be erased like one.
    expect(await newest()).toMatchObject({
      details: { filters: { subject_type: 'thing', after: 10 }, up_to: 601 },
      personal: { search: 'person 1' },
    });
    expect((await exported('&action=never.done')).entries).toEqual([]);
  });

  it('shows what is erased as erased', async () => {
    await write(3);
    await sql`update audit_entries set personal = null, personal_salt = null where sequence = 2`.execute(
      platform.deps.database,
    );
    const { text, entries } = await exported();
    expect(verified(text)).toMatchObject({ ...holds, entries: { erased: 1 } });
    expect(entries[1]).toMatchObject({ personal: null, personal_salt: null, subject_name: null });
    expect(entries[1]?.personal_commitment).toMatch(/^[0-9a-f]{64}$/);
    expect(verifyEntries(entries, chainStart, hashText)).toMatchObject({ ok: true });
  });
});

describe('an export for spreadsheets', () => {
  it('has a header, the same entries, and no formula', async () => {
    await write(2, { formula: '=1+1' });
    await platform.call('approval_policy.update', { body: { quorum_seats: 7 } }, { as: admin });
    const answer = await ask('format=csv');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.of(0xef, 0xbb, 0xbf));
    const [header, ...rows] = [...readSeparatedValues(bytes.toString('utf8'), ',')].map(({ fields }) => fields);
    expect(header).toEqual([...auditExportColumns]);
    expect(rows.map((row) => row.slice(0, 6))).toMatchObject([
      ['1', platform.clock.now().toISOString(), '', 'System', 'system', 'thing.done'],
      ['2', platform.clock.now().toISOString(), '', 'System', 'system', 'thing.done'],
      ['3', platform.clock.now().toISOString(), admin.id, "'=Grace Hopper", 'admin', 'approval_policy.updated'],
      ['4', platform.clock.now().toISOString(), admin.id, "'=Grace Hopper", 'admin', 'audit.exported'],
    ]);
    expect(JSON.parse(rows[0]?.[9] ?? '')).toEqual({ index: 0, formula: '=1+1' });
    expect(JSON.parse(rows[0]?.[10] ?? '')).toEqual({ subject_name: 'Person 1', address: '192.0.2.7' });
  });
});

describe('what is no export', () => {
  it('is answered as a problem and not recorded', async () => {
    await write(1);
    const wrong = await ask('format=pdf');
    expect(wrong.status).toBe(422);
    expect(wrong.headers.get('content-type')).toBe('application/problem+json');
    expect(problemSchema.parse(await wrong.json()).errors?.[0]?.path).toBe('format');
    for (const query of ['', 'format=ndjson&limit=5', 'format=ndjson&cursor=x', 'format=csv&actor_id=1']) {
      expect((await ask(query)).status).toBe(422);
    }
    const ops = await platform.staff('ops');
    const headers = { authorization: `Bearer ${ops.accessToken}` };
    expect((await platform.request('/api/audit/export?format=ndjson', { headers })).status).toBe(403);
    expect(await newest()).toMatchObject({ sequence: 1 });
  });

  it('is asking for its headers alone', async () => {
    expect((await ask('format=ndjson', { method: 'HEAD' })).status).toBe(200);
    expect(await newest()).toBeUndefined();
  });
});

describe('exports at once', () => {
  const open = async (who: Identity, app = platform.app) =>
    app.request('/api/audit/export?format=ndjson', { headers: { authorization: `Bearer ${who.accessToken}` } });
  const problemOf = async (answer: Response) => ({
    status: answer.status,
    retryAfter: Number(answer.headers.get('retry-after')),
    detail: problemSchema.parse(await answer.json()).detail,
  });
  const exports = async () => (await platform.call('audit.list', { query: { action: 'audit.exported' } })).total;

  it('are two for one person, and the third is told what to do', async () => {
    await write(1200);
    const [first, second] = [await open(admin), await open(admin)];
    expect([first.status, second.status]).toEqual([200, 200]);
    const refused = await problemOf(await open(admin));
    expect(refused).toMatchObject({ status: 429, retryAfter: 10, detail: expect.stringContaining('2 files already') });
    expect(refused.detail).toContain('Nothing was exported');
    // What was refused is no export, and others go on.
    expect(await exports()).toBe(2);
    const other = await open(await platform.staff('admin'));
    expect(read(await other.text()).end.entries).toBeGreaterThan(1200);
    // One that is whole, and one that was given up, make room.
    await first.text();
    expect((await open(admin)).status).toBe(200);
    expect((await open(admin)).status).toBe(429);
    await second.body?.cancel();
    await vi.waitFor(async () => expect((await open(admin)).status).toBe(200), patience);
  });

  it('are eight for a platform, on whichever of its nodes', async () => {
    await write(1200);
    const node = platform.secondNode();
    const admins = await Promise.all([1, 2, 3, 4].map(() => platform.staff('admin')));
    const opened = await Promise.all(admins.flatMap((who) => [open(who), open(who, node)]));
    expect(opened.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    for (const app of [platform.app, node]) {
      const refused = await problemOf(await open(admin, app));
      expect(refused).toMatchObject({ status: 429, retryAfter: 30, detail: expect.stringContaining('8 files') });
    }
    // Files of a node that died say nothing any more.
    platform.clock.advance(60_000);
    expect((await open(admin)).status).toBe(200);
  });

  it('are never more than that, however many are asked for in the same moment', async () => {
    await write(600);
    const answers = await Promise.all(Array.from({ length: 12 }, () => open(admin)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
  });

  it('one that fails before its first line gives its place back', async () => {
    await write(3);
    const rename = (from: string, to: string) =>
      sql`alter table audit_entries rename column ${sql.raw(from)} to ${sql.raw(to)}`.execute(platform.deps.database);
    await rename('request_id', 'away');
    const failed = [await open(admin), await open(admin), await open(admin)];
    await rename('away', 'request_id');
    expect(failed.map(({ status }) => status)).toEqual([500, 500, 500]);
    expect((await exported()).entries).toHaveLength(4);
  });
});

describe('over a real connection', () => {
  let server: Server;
  let port: number;
  beforeEach(async () => {
    server = createAdaptorServer({ fetch: platform.app.fetch }) as Server;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  /** More than what lies in buffers between two processes. */
  const writeMuch = () => write(4000, { padding: 'x'.repeat(4000) });
  const start = async (): Promise<IncomingMessage> => {
    const path = '/api/audit/export?format=ndjson';
    const headers = { authorization: `Bearer ${admin.accessToken}` };
    const [answer] = (await once(get({ port, path, headers, agent: false }), 'response')) as [IncomingMessage];
    return answer;
  };
  const outcome = () => platform.log.find((line) => line.includes('"file_sent"')) ?? '';

  it('a client that goes ends the reading', async () => {
    await writeMuch();
    const answer = await start();
    await once(answer, 'data');
    answer.destroy();
    await vi.waitFor(() => expect(outcome()).toContain('"given_up"'), { timeout: 10_000 });
    expect(JSON.parse(outcome()).lines).toBeLessThan(4000);
  });

  it('a store that fails on the way breaks the connection, so that nobody takes half a file for a whole one', async () => {
    await writeMuch();
    const answer = await start();
    await once(answer, 'data');
    answer.pause();
    await sql`alter table audit_entries rename to audit_entries_gone`.execute(platform.deps.database);
    const ended = new Promise<string>((done) => {
      answer.once('end', () => done('whole'));
      answer.once('error', () => done('broken'));
    });
    answer.resume();
    expect(await ended).toBe('broken');
    expect(outcome()).toContain('"failed"');
  });
});
