import { describe, expect, it } from 'vitest';
import type { LiveTopic } from '#contract/live.ts';
import { EventRing } from './event-ring.ts';
import { LiveClient } from './live-client.ts';

/** A line whose other side takes what is written when the test says so. */
function fakeLine() {
  const written: string[] = [];
  let drained: () => void = () => undefined;
  const line = {
    waiting: 0,
    write: (bytes: Uint8Array) => {
      written.push(Buffer.from(bytes).toString());
      line.waiting += bytes.length;
    },
    end: () => undefined,
    cut: () => undefined,
    onDrained: (listener: () => void) => {
      drained = listener;
    },
    onClosed: () => undefined,
  };
  return {
    line,
    written,
    take: () => {
      line.waiting = 0;
      drained();
    },
    /** Each event by its name or its id. */
    said: () =>
      written.map((text) => /^id: (\d+)$/m.exec(text)?.[1] ?? /^event: (\w+)$/m.exec(text)?.[1] ?? text.slice(0, 9)),
  };
}

const moment = () => ({ at: '2026-03-02T09:00:00.000Z' });
const large = 'x'.repeat(100_000);
function open(topics: LiveTopic[], most = 60) {
  const ring = new EventRing(most);
  ring.begin(0);
  const side = fakeLine();
  const client = new LiveClient({ sessionId: 's', topics: new Set(topics) }, side.line, ring, moment);
  const happen = (...ids: number[]) => {
    for (const id of ids) {
      ring.push({ id, at: id, bytes: Buffer.from(`id: ${id}\nevent: points\ndata: ${large}\n\n`) });
      client.pump();
    }
  };
  return { ...side, client, ring, happen };
}

describe('a reader', () => {
  it('begins at the newest, and then gets everything once', () => {
    const { client, happen, said, take } = open(['points']);
    client.begin(null);
    happen(1, 2);
    take();
    happen(3);
    expect(said()).toEqual(['0', '1', '2', '3']);
  });

  it('costs no more than is allowed to wait, and gets the rest at their own pace', () => {
    const { client, happen, said, take, line } = open(['points']);
    client.begin(null);
    happen(1, 2, 3, 4, 5, 6);
    expect(said()).toEqual(['0', '1', '2', '3']);
    expect(line.waiting).toBeLessThan(400_000);
    take();
    expect(said()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  it('is set forward with a word when they are too far behind', () => {
    const { client, happen, take, written } = open(['points'], 3);
    client.begin(null);
    happen(1, 2, 3, 4, 5, 6, 7, 8);
    take();
    expect(written.at(-1)).toMatch(/^id: 8\nevent: reset\n/);
    happen(9);
    expect(written.at(-1)).toMatch(/^id: 9\n/);
  });

  it('who comes back gets what was missed, and then the word that this was all', () => {
    const { client, happen, ring, said, take } = open(['points']);
    for (const id of [1, 2, 3, 4, 5]) ring.push({ id, at: id, bytes: Buffer.from(`id: ${id}\n${large}`) });
    client.begin(1);
    expect(said()).toEqual(['2', '3', '4']);
    take();
    expect(said()).toEqual(['2', '3', '4', '5', 'ready']);
    happen(6);
    expect(said().at(-1)).toBe('6');
  });

  it('is seen to take nothing, whatever waits, and to take something, however little', () => {
    const { client, happen, line, take } = open(['points']);
    client.begin(null);
    // What waits is longer than what was written: it has a head.
    line.waiting += 500;
    expect(client.stalledFor(60_000)).toBe(0);
    expect(client.stalledFor(89_000)).toBe(29_000);
    line.waiting -= 1;
    expect(client.stalledFor(91_000)).toBe(0);
    happen(1, 2, 3);
    expect(client.stalledFor(122_000)).toBe(31_000);
    take();
    expect(client.stalledFor(123_000)).toBe(0);
    expect(client.stalledFor(223_000)).toBe(0);
  });

  it('gets a state that waited also from a line that doesn’t say that it is free again', () => {
    const { client, line, said } = open(['points', 'running', 'alerts']);
    client.begin(null);
    line.waiting = 20_000;
    client.state(Buffer.from('event: alerts\n'));
    expect(said()).toEqual(['0']);
    line.waiting = 0;
    client.pass(Buffer.from('event: running\n'));
    expect(said()).toEqual(['0', 'alerts', 'running']);
  });

  it('misses what passes while they are behind, but no state', () => {
    const { client, happen, said, take } = open(['points', 'running', 'alerts']);
    client.begin(null);
    happen(1);
    client.pass(Buffer.from('event: running\n'));
    client.state(Buffer.from('event: old\n'));
    client.state(Buffer.from('event: alerts\n'));
    expect(said()).toEqual(['0', '1']);
    take();
    client.pass(Buffer.from('event: running\n'));
    expect(said()).toEqual(['0', '1', 'alerts', 'running']);
  });

  it('gets everything once from a line that says from within that nothing waits', () => {
    const { client, happen, said, take, line } = open(['points']);
    const { write } = line;
    line.write = (bytes) => {
      write(bytes);
      take();
    };
    client.begin(null);
    happen(1, 2);
    expect(said()).toEqual(['0', '1', '2']);
  });

  it('of states alone hears of no points', () => {
    const { client, happen, said } = open(['alerts']);
    client.begin(null);
    happen(1);
    expect(said()).toEqual(['ready']);
  });
});
