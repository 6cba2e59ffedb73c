import { createHash, randomBytes, randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '#contract/audit.ts';
import { canonicalFacts, canonicalJson, entryText, linkText } from '#shared/audit/canonical.ts';
import { type ChainEntry, chainStart, findingName, verifyEntries, type WalkOptions } from '#shared/audit/chain.ts';
import { hashTextOver } from '#shared/audit/hash-text.ts';
import { linked, makeChain } from '#test/support/audit-chain.ts';
import { hashText } from './chain.ts';

const check = (entries: readonly unknown[], options?: WalkOptions) =>
  verifyEntries(entries, chainStart, hashText, options);
const at = (entries: readonly AuditEntry[], sequence: number): AuditEntry => {
  const entry = entries[sequence - 1];
  if (!entry) throw new Error(`The chain has no entry ${sequence}.`);
  return entry;
};
const foundIn = (entries: readonly unknown[], options?: WalkOptions) => {
  const verdict = check(entries, options);
  return verdict.ok ? 'nothing' : `${verdict.finding.kind} ${verdict.finding.sequence}`;
};

describe('the hash', () => {
  it('is SHA-256 over bytes and text of any length', () => {
    const older = hashTextOver(Buffer.allocUnsafe, (bytes) => createHash('sha256').update(bytes).digest('hex'));
    for (const length of [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 1000, 70_000]) {
      const bytes = randomBytes(32);
      const text = 'aé😀\u202e'.repeat(length).slice(0, length);
      const expected = createHash('sha256').update(bytes).update(text).digest('hex');
      expect(older(bytes.toString('hex'), text)).toBe(expected);
      expect(hashText(bytes.toString('hex'), text)).toBe(expected);
    }
  });
});

describe('canonical JSON', () => {
  it.each([
    ['a "quote" \\ \n \u0000 \u007f é 😀 \u202e \ud800', '"a \\"quote\\" \\\\ \\n \\u0000 \u007f é 😀 \u202e \\ud800"'],
    [{ b: 1, a: [undefined, { d: null, c: -0 }], z: undefined }, '{"a":[null,{"c":0,"d":null}],"b":1}'],
    [[1e21, 1.5, Number.NaN, true], '[1e+21,1.5,null,true]'],
    [undefined, 'null'],
  ])('of %j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});

describe('the text of an entry', () => {
  it.each([
    [{}],
    [{ b: { d: 1, c: [{ z: 1, a: [] }, null] }, a: 'x', é: -0, Z: 1e21 }],
    [{ b: 1, a: 2, 10: 'ten', 9: 'nine' }],
    [JSON.parse('{"b": 1, "__proto__": {"z": 1, "a": 2}, "toJSON": "x"}')],
    [{ 'a "quote"': 'lone \ud800', 'b\n': '\u202e😀' }],
    [{ unreadable: 5 }],
    [null],
    ['text'],
    [[3, { b: 1, a: 1 }]],
  ])('is the same whichever way it is made, for details %j', (details) => {
    const facts = {
      at: '2026-03-02T09:00:00.000Z',
      actor_id: null,
      actor_role: 'a "role"',
      action: 'thing.done',
      subject_type: 'thing',
      subject_id: null,
      details,
      personal_commitment: null,
      request_id: 'lone \udc00',
    };
    expect(entryText(7, facts)).toBe(linkText(7, canonicalFacts(facts)));
  });
});

describe('an honest chain', () => {
  it('is whole, read at once or in pieces of any size, also with erased names', () => {
    for (let round = 0; round < 50; round += 1) {
      const chain = makeChain({ count: 60 }).map((entry) =>
        randomInt(4) === 0 ? { ...entry, personal: null, personal_salt: null, subject_name: null } : entry,
      );
      let position = chainStart;
      while (position.sequence < 60) {
        const piece = chain.slice(position.sequence, position.sequence + 1 + randomInt(20));
        const verdict = verifyEntries(piece, position, hashText);
        expect(verdict).toMatchObject({ ok: true });
        position = verdict.position;
      }
      expect(position).toEqual({ sequence: 60, hash: at(chain, 60).hash });
    }
  });

  it('ends where it was asked to, whatever came meanwhile', () => {
    const chain = makeChain({ count: 10 });
    expect(check(chain, { upTo: 7 })).toEqual({ ok: true, position: { sequence: 7, hash: at(chain, 7).hash } });
  });
});

describe('a chain that was tampered with', () => {
  const chain = makeChain({ count: 20 });
  const edited = (sequence: number, change: Partial<ChainEntry>) =>
    chain.map((entry) => (entry.sequence === sequence ? { ...entry, ...change } : entry));

  it.each<[string, readonly unknown[], string]>([
    ['an edited action', edited(4, { action: 'thing.undone' }), 'changed 4'],
    ['an edited time', edited(1, { at: '2026-03-02T09:00:01.000001Z' }), 'changed 1'],
    ['an edited actor', edited(6, { actor: { id: null, role: 'admin' } }), 'changed 6'],
    ['an edited name', edited(4, { personal: { subject_name: 'x' }, subject_name: 'x' }), 'personal 4'],
    ['a shown name that is not the committed one', edited(4, { subject_name: 'x' }), 'personal 4'],
    ['a name without its salt', edited(4, { personal_salt: null }), 'personal 4'],
    ['a name where none was', edited(3, { personal: {}, personal_salt: '00' }), 'personal 3'],
    ['a removed entry', chain.filter(({ sequence }) => sequence !== 5), 'missing 5'],
    ['a removed first entry', chain.slice(1), 'missing 1'],
    ['a repeated entry', [...chain.slice(0, 5), ...chain.slice(4)], 'missing 6'],
    ['no entry at all', [...chain.slice(0, 5), null, ...chain.slice(6)], 'unreadable 6'],
    ['two that changed numbers', [...chain.slice(0, 2), { ...at(chain, 4), sequence: 3 }], 'unlinked 3'],
    ['one written anew', [...chain.slice(0, 6), linked(at(chain, 6).hash, at(chain, 8))], 'missing 7'],
  ])('shows %s', (_name, entries, finding) => {
    expect(foundIn(entries)).toBe(finding);
  });

  it('shows one that was written anew from some entry on only against a hash that was kept', () => {
    const forged = [...chain.slice(0, 12), ...makeChain({ count: 8, after: chain.slice(0, 12), story: 'second' })];
    expect(foundIn(forged)).toBe('nothing');
    expect(foundIn(forged, { marks: { 20: at(chain, 20).hash } })).toBe('rewritten 20');
    expect(foundIn(forged, { marks: { 12: at(chain, 12).hash } })).toBe('nothing');
  });

  it('goes on behind what was acknowledged, and still finds the next', () => {
    const twice = edited(4, { action: 'x' }).map((entry) => (entry.sequence === 9 ? { ...entry, action: 'y' } : entry));
    const first = check(twice);
    if (first.ok) throw new Error('It was tampered with.');
    const tolerated = [findingName(first.finding)];
    expect(foundIn(twice, { tolerated })).toBe('changed 9');
    expect(foundIn(edited(4, { action: 'other' }), { tolerated })).toBe('changed 4');
  });

  it('shows each of 1,000 edits of a single bit', () => {
    const missed: string[] = [];
    for (let round = 0; round < 1000; round += 1) {
      const { edit, entries } = withOneBitFlipped(chain);
      if (check(entries).ok) missed.push(edit);
    }
    expect(missed).toEqual([]);
  });
});

/** Flips a bit of one value of one entry, wherever it lies; names that are looked up elsewhere are no part of it. */
function withOneBitFlipped(chain: readonly AuditEntry[]): { edit: string; entries: unknown[] } {
  for (;;) {
    const sequence = 1 + randomInt(chain.length);
    const { actor, ...rest } = at(chain, sequence);
    const bytes = Buffer.from(JSON.stringify({ ...rest, actor: { id: actor.id, role: actor.role } }));
    const bit = randomInt(bytes.length * 8);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const text = bytes.toString('utf8');
    // Text that isn't UTF-8 any more, or no JSON, never gets as far as the check: it is refused by whoever reads it.
    if (!Buffer.from(text).equals(bytes)) continue;
    try {
      const entries = chain.map((entry): unknown => (entry.sequence === sequence ? JSON.parse(text) : entry));
      return { edit: `entry ${sequence}, bit ${bit}: ${text}`, entries };
    } catch {}
  }
}
